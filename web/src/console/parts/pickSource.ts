// Where administrators' choices come from: the console's own reads, which the server cuts to what they administer.

import { isAbsent } from "../../shared/api/errors";
import { queries } from "../../shared/Providers";
import { peopleSource } from "../../shared/picker/peopleSource";
import type { PickerBranch, PickerPerson, PickerSource } from "../../shared/picker/types";
import { BRANCHES_PAGE, fetchChoices, fetchMembers, searchChoices, searchPeople, TOP } from "../api/directory";
import { ROLES } from "../api/roles";
import { MEMBERS_PAGE } from "../api/rows";
import type { Choices, Member } from "../api/types";
import type { Power } from "../shell/power";
import type { PickKind } from "./Picker";

/** So many departments are listed below one; search finds the others. */
const BRANCHES_MAX = 1000;

function personOf({ userId, name, title, avatar, jobNumber, departments, ...one }: Member): PickerPerson {
  return { userId, name, title, avatar, jobNumber, protected: one.protected, department: departments[0] };
}

async function branchesOf(deptId: number, signal: AbortSignal) {
  const first = await fetchChoices(deptId, 0, signal);
  const departments: Choices["departments"] = [...first.departments];
  const wanted = Math.min(first.rowCount, BRANCHES_MAX);
  for (let offset = BRANCHES_PAGE; offset < wanted; offset += BRANCHES_PAGE)
    departments.push(...(await fetchChoices(deptId, offset, signal)).departments);
  return { path: first.path, departments };
}

/** People to choose among. */
interface People {
  id: string;
  /** Those directly in a department, page by page. */
  in(
    deptId: number,
    cursor: string | undefined,
    signal: AbortSignal,
  ): Promise<Pick<PickerBranch, "members" | "nextCursor">>;
  find(q: string, signal: AbortSignal): Promise<readonly PickerPerson[]>;
}

const ADMINISTERED: People = {
  id: "administered",
  async in(deptId, cursor, signal) {
    const offset = Number(cursor ?? 0);
    const page = await fetchMembers({ deptId, recursive: false }, offset, signal);
    const next = offset + MEMBERS_PAGE;
    return {
      members: page.members.map(personOf),
      nextCursor: next < page.rowCount ? String(next) : undefined,
    };
  },
  find: async (q, signal) => (await searchPeople(q, signal)).map(personOf),
};

/** Those whom the administrator sees as everybody does. */
const SEEN: People = {
  id: "seen",
  async in(deptId, cursor, signal) {
    try {
      const { members, nextCursor } = await peopleSource.department(deptId, cursor, signal);
      return { members, nextCursor };
    } catch (error) {
      // He administers the department and does not see it.
      if (isAbsent(error)) return { members: [] };
      throw error;
    }
  },
  find: async (q, signal) => (await peopleSource.search(q, ["person"], signal)).people,
};

const NOBODY: People = {
  id: "nobody",
  in: async () => ({ members: [] }),
  find: async () => [],
};

/** Roles whose names have a text in them, each with its group. */
async function rolesOf(q: string) {
  const groups = await queries.fetchQuery(ROLES);
  const words = q.toLowerCase();
  return groups.flatMap(({ groupId, name: groupName, roles }) =>
    roles
      .filter((role) => role.name.toLowerCase().includes(words))
      .map((role) => ({ roleId: role.id, name: role.name, groupId, groupName })),
  );
}

function sourceOf(people: People): Omit<PickerSource, "roles"> {
  return {
    id: `console-${people.id}`,
    top: TOP,
    async department(deptId, cursor, signal): Promise<PickerBranch> {
      const none: PickerBranch = { path: [], departments: [], members: [] };
      const [branches, members] = await Promise.all([
        cursor === undefined ? branchesOf(deptId, signal) : none,
        deptId === TOP ? none : people.in(deptId, cursor, signal),
      ]);
      return {
        path: branches.path,
        departments: branches.departments,
        members: members.members,
        nextCursor: members.nextCursor,
      };
    },
    async search(q, kinds, signal) {
      const [found, departments] = await Promise.all([
        kinds.includes("person") ? people.find(q, signal) : [],
        kinds.includes("department") ? searchChoices(q, signal) : [],
      ]);
      return { people: found, departments };
    },
  };
}

const ALL_ROLES: PickerSource["roles"] = async (q) => ({ roles: await rolesOf(q) });

/**
 * The source of a picker: departments are all that are administered, and people are read only where people may be chosen. Whoever
 * does not administer people chooses among those whom he sees as everybody does, and among roles likewise.
 */
export function pickSource(kinds: readonly PickKind[], { may }: Power): PickerSource {
  const administered = may("contacts") ? ADMINISTERED : SEEN;
  const source = sourceOf(kinds.includes("person") ? administered : NOBODY);
  const [roles, which] = may("roles") ? [ALL_ROLES, "all"] : [peopleSource.roles, "seen"];
  return { ...source, id: `${source.id}-${which}`, roles };
}
