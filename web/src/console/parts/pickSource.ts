// Where administrators' choices come from: the console's own reads, which the server cuts to what they administer.

import { queries } from "../../shared/Providers";
import { peopleSource } from "../../shared/picker/peopleSource";
import type { PickerBranch, PickerPerson, PickerSource } from "../../shared/picker/types";
import { BRANCHES_PAGE, fetchDepartment, fetchMembers, searchDepartments, searchPeople, TOP } from "../api/directory";
import { ROLES } from "../api/roles";
import { MEMBERS_PAGE } from "../api/rows";
import type { Branch, Member } from "../api/types";
import type { Power } from "../shell/power";
import type { PickKind } from "./Picker";

/** So many departments are listed below one; search finds the others. */
const BRANCHES_MAX = 1000;

function personOf({ userId, name, title, avatar, jobNumber, departments, ...one }: Member): PickerPerson {
  return { userId, name, title, avatar, jobNumber, protected: one.protected, department: departments[0] };
}

async function branchesOf(deptId: number, signal: AbortSignal) {
  const first = await fetchDepartment(deptId, 0, signal);
  const departments: Branch[] = [...first.departments];
  const wanted = Math.min(first.rowCount, BRANCHES_MAX);
  for (let offset = BRANCHES_PAGE; offset < wanted; offset += BRANCHES_PAGE)
    departments.push(...(await fetchDepartment(deptId, offset, signal)).departments);
  return { path: first.path, departments };
}

async function membersOf(deptId: number, offset: number, signal: AbortSignal) {
  if (deptId === TOP) return { members: [] };
  const page = await fetchMembers({ deptId, recursive: false }, offset, signal);
  const next = offset + MEMBERS_PAGE;
  return {
    members: page.members.map(personOf),
    nextCursor: next < page.rowCount ? String(next) : undefined,
  };
}

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

function sourceOf(hasPeople: boolean): PickerSource {
  return {
    id: hasPeople ? "console" : "console-departments",
    top: TOP,
    async department(deptId, cursor, signal): Promise<PickerBranch> {
      const none: PickerBranch = { path: [], departments: [], members: [] };
      const [branches, members] = await Promise.all([
        cursor === undefined ? branchesOf(deptId, signal) : none,
        hasPeople ? membersOf(deptId, Number(cursor ?? 0), signal) : none,
      ]);
      return { path: branches.path, departments: branches.departments, ...members };
    },
    async search(q, kinds, signal) {
      const [people, departments] = await Promise.all([
        kinds.includes("person") ? searchPeople(q, signal) : [],
        kinds.includes("department") ? searchDepartments(q, signal) : [],
      ]);
      return { people: people.map(personOf), departments };
    },
    async roles(q) {
      return { roles: await rolesOf(q) };
    },
  };
}

const PEOPLE = sourceOf(true);
const DEPARTMENTS = sourceOf(false);

/**
 * The source of a picker: people are read only where people may be chosen. Whoever does not administer people chooses among
 * those whom he sees as everybody does, and among roles likewise.
 */
export function pickSource(kinds: readonly PickKind[], { may }: Power): PickerSource {
  const administered = kinds.includes("person") ? PEOPLE : DEPARTMENTS;
  const { id, ...source } = may("contacts") ? administered : peopleSource;
  const roles = may("roles") ? PEOPLE.roles : peopleSource.roles;
  return { ...source, id: `${id}-${may("roles") ? "all" : "seen"}`, roles };
}
