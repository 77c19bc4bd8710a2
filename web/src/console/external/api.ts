// People outside and their labels.

import { useQuery } from "@tanstack/react-query";
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
