import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { IconButton } from "../shared/components/IconButton";
import { PersonMark } from "../shared/components/PersonMark";
import { EmptyState, ErrorState, SkeletonRows } from "../shared/components/states";
import { useUndo } from "../shared/components/UndoBar";
import { copy } from "../shared/text";
import { type ExternalContact, useExternal } from "./data";
import { type Row, shown, useCalled } from "./parts/rows";
import { Value } from "./parts/Value";

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

/** Not shown as a row: they stand beside the name. */
const ELSEWHERE = new Set(["company_name", "title"]);

/** What is filled in, in the order of the organization. */
function useFields(contact: ExternalContact): Row[] {
  const called = useCalled("contact");
  const fields = contact.fields.filter(({ id }) => !ELSEWHERE.has(id));
  return fields.map((field) => ({
    id: field.id,
    label: called(field.id, field.label),
    ...shown(field),
  }));
}

function Details({ contact }: { contact: ExternalContact }) {
  const { t } = useTranslation("contacts");
  const undo = useUndo();
  const rows = useFields(contact);
  return (
    <dl className="ct-external-details">
      {rows.map((row) => (
        <div key={row.id} className="ct-field">
          <dt>{row.label}</dt>
          <dd>
            <Value row={row} />
          </dd>
          <dd>
            <IconButton
              small
              icon="copy"
              label={t("copyOf", { field: row.label })}
              onClick={async () =>
                undo({
                  text: (await copy(row.raw ?? row.value ?? "")) ? t("copied", { what: row.label }) : t("notCopied"),
                })
              }
            />
          </dd>
        </div>
      ))}
    </dl>
  );
}
