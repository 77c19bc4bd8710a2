// People outside and their labels.

import { useQuery } from "@tanstack/react-query";
import { call } from "../../shared/api/client";
import { own, read } from "../api/own";

export interface LabelGroup {
  groupId: number;
  name: string;
  /** Alpha, red, green and blue, as a signed number. */
  color: number;
  labels: { id: number; name: string }[];
}

/** A group as it is sent: a label that is there by its id, a new one without. */
export interface GivenGroup {
  name: string;
  color: number;
  labels: { id?: number; name: string }[];
}

const PATH = "console/labelGroups";

export function useLabels() {
  return useQuery({
    queryKey: ["labels"],
    queryFn: async () => (await read<{ groups: LabelGroup[] }>(PATH)).groups,
  });
}

export const addGroup = (group: GivenGroup) => own<LabelGroup>("POST", PATH, group);
export const changeGroup = (groupId: number, group: GivenGroup) => own<LabelGroup>("PUT", `${PATH}/${groupId}`, group);
export const removeGroup = (groupId: number) => own("DELETE", `${PATH}/${groupId}`);

/** A field of external contacts. */
export interface ContactField {
  id: string;
  label: string;
  builtIn: boolean;
  type: string;
  choices?: string[];
  /** Whether people who see a contact are shown it. */
  shown: boolean;
  fixed?: string[];
}

export const FIELDS = "console/contactFields";

export function useContactFields() {
  return useQuery({
    queryKey: ["contactFields"],
    queryFn: async () => (await read<{ fields: ContactField[] }>(FIELDS)).fields,
  });
}

export const setFields = (given: { fields?: (Partial<ContactField> & { id: string })[]; order?: string[] }) =>
  own("PUT", FIELDS, given);

/** What can be changed of a contact. */
export interface ContactFacts {
  name: string;
  followerUserId?: string;
  labelIds: number[];
  title: string;
  companyName: string;
  email: string;
  address: string;
  remark: string;
  shareDeptIds: number[];
  shareUserIds: string[];
  /** Of the organization's own fields. */
  fields: { id: string; value: string }[];
}

/** A contact with everything it has. */
export interface StoredContact extends ContactFacts {
  userId: string;
  mobile: string;
  stateCode: string;
}

const CONTACTS = "console/externalContacts";
const at = (userId: string) => `${CONTACTS}/${encodeURIComponent(userId)}`;

export function useContact(userId: string | undefined) {
  return useQuery({
    queryKey: ["externalContact", userId],
    queryFn: () => read<StoredContact>(at(userId ?? "")),
    enabled: userId !== undefined,
  });
}

export const addContact = (given: Partial<ContactFacts> & { mobile: string; stateCode: string }) =>
  own<StoredContact>("POST", CONTACTS, given);
export const changeContact = (userId: string, given: Partial<ContactFacts>) =>
  own<StoredContact>("PUT", at(userId), given);
export const removeContact = (user_id: string) => call("POST", "/topapi/extcontact/delete", { user_id });
