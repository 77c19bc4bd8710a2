import { Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { PersonMark } from "../../shared/components/PersonMark";
import { phone } from "../../shared/text";
import { usePerson } from "../api/directory";
import type { PersonPage } from "../api/types";
import { pathText } from "../parts/format";
import { useConsole } from "../shell/context";
import { type Field, useLabel } from "./index";

/** Phones show this many fields of an organization's own. */
const OWN_ON_PHONE_MAX = 10;

function value(field: Field, person: PersonPage | undefined): string {
  if (!person) return "";
  const known: Record<string, string | undefined> = {
    name: person.name,
    mobile: person.mobile && phone(person.mobile),
    email: person.email,
    department: person.departments.map((seat) => pathText(seat.path.length ? seat.path : [seat])).join("; "),
    title: person.title,
    job_number: person.jobNumber,
    manager: person.manager?.name,
    ext_number: person.telephone,
    work_station: person.workPlace,
    remark: person.remark,
    hire_date: person.hiredDate,
  };
  return known[field.id] ?? person.extension.find((one) => one.name === field.id)?.value ?? "";
}

/** The administrator's own page, as a colleague would see it with these switches. */
export function Preview({ fields }: { fields: readonly Field[] }) {
  const { t } = useTranslation("console");
  const { session } = useConsole();
  const label = useLabel();
  const { data: person } = usePerson(session.userId);
  const [where, setWhere] = useState<"pc" | "phone">("pc");
  let own = 0;
  const shown = fields.filter((field) => {
    if (!field.shown || field.id === "name") return false;
    if (!field.builtIn) own += 1;
    return field.builtIn || where === "pc" || own <= OWN_ON_PHONE_MAX;
  });
  return (
    <aside className="oc-side-panel" aria-label={t("field.preview")}>
      <div className="ob-flex">
        <h2 className="oc-h3 ob-grow">{t("field.preview")}</h2>
        <Segmented
          size="small"
          aria-label={t("field.preview")}
          value={where}
          onChange={setWhere}
          options={[
            { value: "pc", label: t("field.pc") },
            { value: "phone", label: t("field.phone") },
          ]}
        />
      </div>
      <div className="oc-card oc-preview" data-where={where}>
        <div className="ob-flex">
          <PersonMark
            userId={session.userId ?? ""}
            name={person?.name ?? session.name}
            avatar={person?.avatar}
            size={48}
          />
          <strong className="ob-ell">{person?.name ?? session.name}</strong>
        </div>
        <dl className={where === "pc" ? "oc-kv" : "oc-kv-phone"}>
          {shown.map((field) => (
            <div key={field.id} className={where === "pc" ? "oc-contents" : undefined}>
              <dt>{label(field)}</dt>
              <dd>{value(field, person) || <span className="ob-3">{t("field.empty")}</span>}</dd>
            </div>
          ))}
        </dl>
      </div>
      <p className="ob-3 ob-sm">{t("field.previewMore")}</p>
    </aside>
  );
}
