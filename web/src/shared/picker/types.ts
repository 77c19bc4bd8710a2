// What is chosen, and where choices come from.

export type Choice =
  | { kind: "person"; userId: string; name: string; avatar?: string }
  | { kind: "department"; deptId: number; name: string }
  | { kind: "role"; roleId: number; name: string }
  | { kind: "roleGroup"; groupId: number; name: string };

export type ChoiceKind = Choice["kind"];

export interface PickerStep {
  deptId: number;
  name: string;
}

export interface PickerPerson {
  userId: string;
  name?: string;
  title?: string;
  avatar?: string;
  jobNumber?: string;
  leader?: boolean;
  protected?: boolean;
  /** Tells namesakes apart. */
  department?: { name: string };
  matched?: { field: string; value: string; ranges: number[][] };
}

export interface PickerDepartment extends PickerStep {
  path: readonly PickerStep[];
}

export interface PickerRole {
  roleId: number;
  name: string;
  groupId: number;
  groupName: string;
}

/** A department with what is directly in it. */
export interface PickerBranch {
  path: readonly PickerStep[];
  departments: readonly (PickerStep & { memberCount?: number })[];
  members: readonly PickerPerson[];
  nextCursor?: string;
}

/** Where choices come from. Whoever may not be seen is left out by the server that answers. */
export interface PickerSource {
  /** Tells the answers of sources apart. */
  id: string;
  /** The department at which the tree begins. */
  top: number;
  department(deptId: number, cursor: string | undefined, signal: AbortSignal): Promise<PickerBranch>;
  search(
    q: string,
    kinds: readonly ("person" | "department")[],
    signal: AbortSignal,
  ): Promise<{ people: readonly PickerPerson[]; departments: readonly PickerDepartment[] }>;
  /** Roles group by group; all of them for an empty text. */
  roles(
    q: string,
    cursor: string | undefined,
    signal: AbortSignal,
  ): Promise<{ roles: readonly PickerRole[]; nextCursor?: string }>;
}

/** The same text for the same thing, and for nothing else. */
export function keyOf(choice: Choice): string {
  switch (choice.kind) {
    case "person":
      return `p${choice.userId}`;
    case "department":
      return `d${choice.deptId}`;
    case "role":
      return `r${choice.roleId}`;
    case "roleGroup":
      return `g${choice.groupId}`;
  }
}

/** What is chosen after a click on something; the same list where nothing changes. */
export function toggled(value: readonly Choice[], choice: Choice, limit: number): readonly Choice[] {
  const key = keyOf(choice);
  if (value.some((each) => keyOf(each) === key)) return value.filter((each) => keyOf(each) !== key);
  if (limit === 1) return [choice];
  return value.length < limit ? [...value, choice] : value;
}
