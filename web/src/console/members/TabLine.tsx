import { useQuery } from "@tanstack/react-query";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { PersonName } from "../../shared/components/PersonName";
import { SkeletonRows } from "../../shared/components/states";
import { fetchPerson } from "../api/directory";
import type { PersonPage, Ref } from "../api/types";
import { useAddress } from "../parts/useAddress";
import { ManagerChip, type TabProps } from "./TabProfile";

/** A line longer than this is a mistake in the data, or a circle. */
const LINE_MAX = 12;

type Other = Ref & { title?: string };

/** The managers above somebody, the topmost first. */
async function above(person: PersonPage): Promise<Other[]> {
  const found: Other[] = [];
  const seen = new Set([person.userId]);
  let next: Other | undefined = person.manager;
  while (next && !seen.has(next.userId) && found.length < LINE_MAX) {
    found.unshift(next);
    seen.add(next.userId);
    next = (await fetchPerson(next.userId)).manager;
  }
  return found;
}

/** Managers upward, reports downward. */
export function TabLine({ person }: TabProps) {
  const { t } = useTranslation("console");
  const { set } = useAddress();
  const { data, error } = useQuery({
    queryKey: ["line", person.userId, person.manager?.userId],
    queryFn: () => above(person),
    retry: false,
  });
  const row = (one: Other, second = one.title) => (
    <button type="button" className="oc-line-row" onClick={() => set({ person: one.userId })}>
      <PersonName person={one} size={36} second={second} />
    </button>
  );
  return (
    <section className="oc-group">
      <div className="ob-flex oc-hint">
        <span className="ob-3 ob-sm">{t("member.manager")}</span>
        <ManagerChip person={person} />
      </div>
      {!data && !error && <SkeletonRows rows={3} height={48} />}
      <ul className="oc-line">
        {(data ?? (person.manager ? [person.manager] : [])).map((one) => (
          <li key={one.userId}>{row(one)}</li>
        ))}
        <li aria-current="true">
          <span className="oc-line-row">
            <PersonName
              person={person}
              size={36}
              name={<strong>{person.name}</strong>}
              second={t("member.reports", { count: person.reportCount })}
            />
          </span>
        </li>
      </ul>
      {person.reports.length > 0 && (
        <>
          <h3 className="oc-h3">{t("line.reports")}</h3>
          {person.reports.map((one) => (
            <Fragment key={one.userId}>{row(one)}</Fragment>
          ))}
        </>
      )}
    </section>
  );
}
