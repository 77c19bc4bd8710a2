import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { Icon } from "../../shared/components/Icon";
import { hues } from "../../shared/components/letters";
import { Segmented } from "../../shared/components/Segmented";
import { EmptyState, ErrorState, SkeletonRows } from "../../shared/components/states";
import type { SearchKind } from "../data";
import { ExternalName } from "../External";
import { DepartmentHit, PersonHit } from "../parts/Hit";
import { useFind } from "../parts/useFind";

/** Finding somebody on a phone, the hits grouped by kind. */
export function Search() {
  const { t } = useTranslation("contacts");
  const find = useFind();
  const navigate = useNavigate();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const { people, departments, hits, asked } = find;
  const colours = useMemo(() => hues(people), [people]);
  const nothing = find.answered && find.found.length === 0;
  const choices: { value: SearchKind; label: string }[] = [
    { value: "all", label: t("kind.all") },
    { value: "people", label: t("kind.people") },
    { value: "departments", label: t("kind.departmentsShort") },
    { value: "external", label: t("external.tag") },
  ];
  return (
    <main className="ph-page">
      <search className="ph-search">
        <label className="ph-search-field">
          <Icon name="search" />
          <span className="ob-sr">{t("find")}</span>
          <input
            ref={field}
            type="search"
            enterKeyHint="search"
            value={find.text}
            onChange={(event) => find.type(event.target.value)}
            placeholder={t("findLong")}
            autoComplete="off"
            maxLength={64}
          />
          {find.text && (
            <button type="button" className="ob-icon-button" aria-label={t("clear")} onClick={() => find.type("")}>
              <Icon name="x" />
            </button>
          )}
        </label>
        <button type="button" className="ob-text-button ph-cancel" onClick={() => navigate("/contacts")}>
          {t("shared:cancel")}
        </button>
      </search>
      <div className="ph-kinds">
        <Segmented
          label={t("kind.label")}
          value={find.kind}
          options={choices.map(({ value, label }) => ({
            value,
            label: [label, find.counts[value]].filter(Boolean).join(" "),
          }))}
          onChange={find.choose}
        />
      </div>
      <span className="ob-sr" role="status">
        {find.answered
          ? t("results", { count: find.found.length, text: String(find.found.length), millis: find.millis ?? 1 })
          : ""}
      </span>
      <div className="ob-scroll ph-body" style={{ opacity: hits.isPlaceholderData ? 0.6 : 1 }}>
        {asked && hits.isLoading && <SkeletonRows height={60} />}
        {hits.isError && <ErrorState error={hits.error} retry={hits.refetch} />}
        {people.length > 0 && (
          <section aria-label={t("kind.people")}>
            <h2 className="ph-head">
              <span>{t("kind.people")}</span>
              <span>{t("closest")}</span>
            </h2>
            <ul className="ph-block">
              {people.map((person) => (
                <li key={person.userId} className="ph-slice">
                  <Link className="ph-row ob-row" to={`/contacts/people/${encodeURIComponent(person.userId)}`}>
                    <PersonHit person={person} hue={colours.get(person.userId)} size={40} />
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        )}
        {departments.length > 0 && (
          <section aria-label={t("kind.departments")}>
            <h2 className="ph-head">{t("kind.departments")}</h2>
            <ul className="ph-block">
              {departments.map((department) => (
                <li key={department.deptId} className="ph-slice">
                  <Link className="ph-row ob-row" to={`/contacts/departments/${department.deptId}`}>
                    <DepartmentHit department={department} size={40} />
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        )}
        {find.contacts.length > 0 && (
          <section aria-label={t("external.title")}>
            <h2 className="ph-head">{t("external.title")}</h2>
            <ul className="ph-block">
              {find.contacts.map((contact) => (
                <li key={contact.userId} className="ph-slice">
                  <Link
                    className="ph-row ob-row"
                    to={`/contacts/external?contact=${encodeURIComponent(contact.userId)}`}
                  >
                    <ExternalName contact={contact} />
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        )}
        {find.more && (
          <button type="button" className="ob-text-button ct-more" onClick={() => hits.fetchNextPage()}>
            {t("showMore")}
          </button>
        )}
        {nothing && <EmptyState title={t("nothingFound", { q: asked })}>{t("nothingFoundHow")}</EmptyState>}
        {!asked && <EmptyState title={t("findLong")}>{t("tip")}</EmptyState>}
      </div>
    </main>
  );
}
