import { useQuery } from "@tanstack/react-query";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { idOf } from "../../shared/api/exact";
import { PersonName } from "../../shared/components/PersonName";
import { EmptyState, ErrorState, SkeletonRows } from "../../shared/components/states";
import { ThingMark } from "../../shared/components/ThingMark";
import { legacy } from "../api/own";
import { useAddress } from "../parts/useAddress";

interface Dept {
  dept_id: number;
  name: string;
  dept_type?: string;
  contact_type?: string;
}

interface Person {
  userid: string;
  name: string;
  roles?: { id: number; name: string }[];
}

const SIZE = 200;

/** The tree of the industry's contacts, a department at a time. */
export function Industry() {
  const { t } = useTranslation("console");
  const { get, set } = useAddress();
  const dept = idOf(get("industry")) || 1;
  const { data, error, refetch } = useQuery({
    queryKey: ["industry", dept],
    queryFn: async () => {
      const [departments, people, here] = await Promise.all([
        legacy<{ details: Dept[] }>("/topapi/industry/department/list", { dept_id: dept, size: SIZE, cursor: 1 }),
        dept === 1
          ? { details: [] }
          : legacy<{ details: Person[] }>("/topapi/industry/user/list", { dept_id: dept, size: SIZE, cursor: 1 }),
        dept === 1
          ? undefined
          : legacy<{ name: string; super_id?: number }>("/topapi/industry/department/get", { dept_id: dept }),
      ]);
      return { departments: departments.details ?? [], people: people.details ?? [], here };
    },
    retry: false,
  });
  if (error) return <ErrorState error={error} retry={refetch} />;
  if (!data) return <SkeletonRows />;
  if (dept === 1 && data.departments.length === 0)
    return <EmptyState title={t("industry.none")}>{t("industry.noneMore")}</EmptyState>;
  return (
    <>
      {data.here && (
        <div className="oc-dept-head">
          <button
            type="button"
            className="oc-crumb ob-3 ob-sm"
            onClick={() => set({ industry: data.here?.super_id === 1 ? undefined : data.here?.super_id })}
          >
            {t("industry.up")}
          </button>
          <h2 className="oc-dept-name">{data.here.name}</h2>
        </div>
      )}
      <ul className="oc-rows">
        {data.departments.map((one) => (
          <li key={one.dept_id}>
            <button type="button" className="oc-line-row" onClick={() => set({ industry: one.dept_id })}>
              <ThingMark icon="dept" size={36} />
              <span className="ob-grow ob-ell">{one.name}</span>
              <span className="ob-3 ob-sm">
                {one.dept_type && t(`industry.type.${one.dept_type}`, { defaultValue: one.dept_type })}
              </span>
            </button>
          </li>
        ))}
        {data.people.map((one) => (
          <li key={one.userid} className="oc-card-row">
            <PersonName
              person={{ userId: one.userid, name: one.name }}
              size={36}
              second={(one.roles ?? []).map((role, at) => (
                <Fragment key={role.id}>
                  {at > 0 && t("comma")}
                  {role.name}
                </Fragment>
              ))}
            />
          </li>
        ))}
      </ul>
    </>
  );
}
