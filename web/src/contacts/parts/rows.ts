// The rows of a card: what may be seen in the order of the organization, and what is withheld as such.

import { useTranslation } from "react-i18next";
import { calledField, type FieldsOf } from "../../shared/fields";
import { phone } from "../../shared/text";
import type { Profile } from "../data";

export interface Row {
  id: string;
  label: string;
  /** Absent where it is withheld. */
  value?: string;
  /** As it is copied or dialled. */
  raw?: string;
  href?: string;
  /** Whom it names, for a field that names a person. */
  userId?: string;
  mono?: boolean;
}

/** Fields that say how somebody is reached come first when they are withheld. */
const CONTACT = ["mobile", "ext_number", "email", "org_email"];
/** Not shown as a row: elsewhere on the card. */
const ELSEWHERE = new Set(["name", "avatar", "title", "department", "manager"]);

/** An address that a browser may go to; anything else stays a text. */
const WEB = /^https?:\/\//i;

/** A value as it is read, copied and followed. */
export function shown({ id, value, type, userId }: Profile["fields"][number]): Omit<Row, "id" | "label"> {
  if (type === "person") return { value, userId };
  if (type === "link" && WEB.test(value)) return { value, raw: value, href: value };
  if (type === "phone" && id !== "mobile" && id !== "ext_number") {
    return { value: phone(value), raw: value, href: `tel:${value.replace(/[^\d+]/g, "")}` };
  }
  switch (id) {
    case "mobile":
      return { value: phone(value), raw: value, href: `tel:${value.replace(/[^\d+]/g, "")}` };
    case "ext_number":
      return { value, raw: value, href: `tel:${value.replace(/[^\d+,;*#]/g, "")}` };
    case "email":
    case "org_email":
      return { value, raw: value, href: `mailto:${value}` };
    case "job_number":
      return { value, raw: value, mono: true };
    default:
      return { value };
  }
}

/** What a field is called, by its id and its label, if there is one. */
export function useCalled(of: FieldsOf) {
  const { t } = useTranslation("contacts");
  return (id: string, label?: string) => calledField(of, id, label, (usual) => t(`field.${usual}`));
}

/** What the departments and the manager of somebody are called. */
export function useCalledApart({ labels }: Profile) {
  const called = useCalled("person");
  return { departments: called("department", labels?.department), manager: called("manager", labels?.manager) };
}

/** The rows of somebody's card. */
export function useRows(person: Profile): Row[] {
  const called = useCalled("person");
  const held = person.withheld
    .filter((id) => !ELSEWHERE.has(id))
    .sort((one, other) => (CONTACT.includes(other) ? 1 : 0) - (CONTACT.includes(one) ? 1 : 0))
    .map((id) => ({ id, label: called(id, person.labels?.[id]) }));
  const seen = person.fields
    .filter((field) => !ELSEWHERE.has(field.id))
    .map((field) => ({ id: field.id, label: called(field.id, field.label), ...shown(field) }));
  return [
    ...held.filter((row) => CONTACT.includes(row.id)),
    ...seen,
    ...held.filter((row) => !CONTACT.includes(row.id)),
  ];
}

/** The first number that may be called: the mobile, then the extension. */
export function reachable(person: Profile): string | undefined {
  return person.mobile ?? person.fields.find((field) => field.id === "ext_number")?.value;
}
