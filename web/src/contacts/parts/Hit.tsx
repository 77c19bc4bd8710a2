import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../../shared/components/Icon";
import { Matched } from "../../shared/components/Matched";
import { PersonName } from "../../shared/components/PersonName";
import { ThingMark } from "../../shared/components/ThingMark";
import type { FoundDepartment, FoundPerson } from "../data";

/** Somebody who was found, with what was typed painted where it stands. */
export function PersonHit({ person, hue, size = 36 }: { person: FoundPerson; hue?: number; size?: 36 | 40 }) {
  const { matched } = person;
  const readings = matched.readings ?? [];
  const painted = <Matched text={matched.value} ranges={matched.ranges} />;
  const facts = [
    person.department && { key: "department", text: person.department.name },
    person.jobNumber && { key: "jobNumber", text: person.jobNumber },
    person.title && { key: "title", text: person.title },
  ].filter((fact): fact is { key: string; text: string } => Boolean(fact));
  if (matched.field === "mobile") facts.push({ key: "mobile", text: matched.value });
  const second = facts.map((fact, at) => (
    <span key={fact.key}>
      {at > 0 && " · "}
      {fact.key === matched.field ? painted : fact.text}
    </span>
  ));
  return (
    <PersonName
      person={person}
      hue={hue}
      size={size}
      name={matched.field === "name" ? painted : undefined}
      second={second}
      badges={
        <>
          {readings.length > 0 && <Readings readings={readings} />}
          <Near near={person.near} />
        </>
      }
    />
  );
}

/** How the matched characters are read, with the typed letters painted. */
function Readings({ readings }: { readings: NonNullable<FoundPerson["matched"]["readings"]> }) {
  return (
    <span className="ob-3 ob-sm ct-reading" lang="zh-Latn">
      {readings.map((reading, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one for each character, in its order
        <Fragment key={at}>
          {at > 0 && " "}
          <Matched text={reading.text} ranges={[reading.typed]} />
        </Fragment>
      ))}
    </span>
  );
}

function Near({ near }: { near?: string }) {
  const { t } = useTranslation("contacts");
  if (near !== "department") return null;
  return <span className="ob-tag ob-tag-primary">{t("near.department")}</span>;
}

export function DepartmentHit({ department, size = 36 }: { department: FoundDepartment; size?: number }) {
  const above = department.path.slice(1, -1).map((step) => step.name);
  return (
    <>
      <ThingMark icon="dept" size={size} />
      <span className="ob-grow ob-person">
        <span className="ob-person-1">
          <span className="ob-ell">{department.name}</span>
        </span>
        {above.length > 0 && <span className="ob-person-2 ob-ell">{above.join(" / ")}</span>}
      </span>
      <span className="ct-end">
        <Icon name="chev" size="small" />
      </span>
    </>
  );
}
