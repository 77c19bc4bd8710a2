import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { IconButton } from "../shared/components/IconButton";
import { PersonMark } from "../shared/components/PersonMark";
import { EmptyState, ErrorState, SkeletonRows } from "../shared/components/states";
import { useUndo } from "../shared/components/UndoBar";
import { copy, dialled, phone } from "../shared/text";
import { type ExternalContact, useExternal } from "./data";

/** People outside the organization: those whom one follows, and those who are shared. */
export function External({ row }: { row: string }) {
  const { t } = useTranslation("contacts");
  const [address] = useSearchParams();
  const pages = useExternal();
  const contacts = useMemo(() => pages.data?.pages.flatMap((page) => page.contacts) ?? [], [pages.data]);
  if (pages.isPending) return <SkeletonRows />;
  if (pages.isError) return <ErrorState error={pages.error} retry={pages.refetch} />;
  if (contacts.length === 0) return <EmptyState title={t("external.nobody")}>{t("external.how")}</EmptyState>;
  const open = address.get("contact");
  return (
    <>
      <ul className="ct-external">
        {contacts.map((contact) => (
          <li key={contact.userId}>
            <Link
              className={`${row} ob-row`}
              to={`/contacts/external?contact=${encodeURIComponent(contact.userId)}`}
              replace
              aria-current={contact.userId === open ? "true" : undefined}
            >
              <ExternalName contact={contact} />
            </Link>
            {contact.userId === open && <Details contact={contact} />}
          </li>
        ))}
      </ul>
      {pages.hasNextPage && (
        <button type="button" className="ob-text-button ct-more" onClick={() => pages.fetchNextPage()}>
          {t("showMore")}
        </button>
      )}
    </>
  );
}

/** Name, company and title of somebody outside. */
export function ExternalName({ contact, size = 40 }: { contact: ExternalContact; size?: 36 | 40 }) {
  const { t } = useTranslation("contacts");
  return (
    <>
      <PersonMark userId={contact.userId} name={contact.name} size={size} />
      <span className="ob-grow ob-person">
        <span className="ob-person-1">
          <span className="ob-ell" dir="auto">
            {contact.name}
          </span>
          <span className="ob-tag">{t("external.tag")}</span>
        </span>
        <span className="ob-person-2 ob-ell">{[contact.companyName, contact.title].filter(Boolean).join(" · ")}</span>
      </span>
    </>
  );
}

function Details({ contact }: { contact: ExternalContact }) {
  const { t } = useTranslation("contacts");
  const undo = useUndo();
  const rows = [
    { id: "mobile", value: phone(contact.mobile), raw: contact.mobile, href: `tel:${dialled(contact.mobile)}` },
    { id: "email", value: contact.email, raw: contact.email, href: `mailto:${contact.email}` },
    { id: "address", value: contact.address, raw: contact.address, href: undefined },
  ].filter((each) => each.value);
  return (
    <dl className="ct-external-details">
      {rows.map((each) => {
        const label = t(`field.${each.id}`);
        return (
          <div key={each.id} className="ct-field">
            <dt>{label}</dt>
            <dd>{each.href ? <a href={each.href}>{each.value}</a> : each.value}</dd>
            <dd>
              <IconButton
                small
                icon="copy"
                label={t("copyOf", { field: label })}
                onClick={async () =>
                  undo({ text: (await copy(each.raw ?? "")) ? t("copied", { what: label }) : t("notCopied") })
                }
              />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
