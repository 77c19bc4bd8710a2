// A contact as its form holds it, and as calls take it.

import type { ContactFacts, ContactField, StoredContact } from "./api";

/** Built-in fields that are typed in below the others, with their names in calls and how long they are. */
export const TYPED = {
  company_name: { name: "companyName", most: 100 },
  title: { name: "title", most: 64 },
  email: { name: "email", most: 200 },
  address: { name: "address", most: 200 },
  remark: { name: "remark", most: 500 },
} as const;

type TypedId = keyof typeof TYPED;
export const isTyped = (id: string): id is TypedId => id in TYPED;

export interface Typed extends Partial<Record<TypedId, string>> {
  name: string;
  state_code: string;
  mobile: string;
  label_ids: number[];
  own?: Record<string, string | undefined>;
}

/** What a contact has, as the form holds it. */
export function formOf(stored: StoredContact | undefined): Partial<Typed> {
  if (!stored) return { state_code: "86", label_ids: [] };
  const typed = Object.entries(TYPED).map(([id, { name }]) => [id, stored[name]]);
  return {
    ...Object.fromEntries(typed),
    name: stored.name,
    label_ids: stored.labelIds,
    own: Object.fromEntries(stored.fields.map(({ id, value }) => [id, value])),
  };
}

/** The same as calls take it; of the organization's own fields all, also those that are empty. */
export function factsOf(typed: Typed, fields: readonly ContactField[]): Partial<ContactFacts> {
  const text = (id: TypedId) => [TYPED[id].name, (typed[id] ?? "").trim()];
  const own = fields.filter((field) => !field.builtIn);
  return {
    ...Object.fromEntries((Object.keys(TYPED) as TypedId[]).map(text)),
    name: typed.name,
    labelIds: typed.label_ids ?? [],
    fields: own.map(({ id }) => ({ id, value: (typed.own?.[id] ?? "").trim() })),
  };
}

/** A contact as it was, so that what was filled in since is empty again. */
export function before(
  { userId: _id, mobile: _mobile, stateCode: _code, ...facts }: StoredContact,
  fields: ContactField[],
) {
  const held = new Map(facts.fields.map(({ id, value }) => [id, value]));
  const own = fields.filter((field) => !field.builtIn);
  return { ...facts, fields: own.map(({ id }) => ({ id, value: held.get(id) ?? "" })) };
}
