// Where something that was dragged goes: the numbers that have to change, as few as can be. They may have more digits than a number of
// JavaScript tells apart, and are reckoned with as bigints.

import { idOf } from "../../shared/api/exact";

const GAP = 1000n;

const exact = (order: number | undefined) => (order === undefined ? undefined : BigInt(order));
const orderOf = (order: bigint) => idOf(String(order));

interface Placed {
  id: number;
  order?: number;
}

/**
 * Departments: smaller stands higher. `others` are the siblings without the one that moves; it goes before `index`.
 * One number where there is room between the neighbours, else the neighbours below make room.
 */
export function departmentOrders(id: number, others: readonly Placed[], index: number): [number, number][] {
  const above = exact(others[index - 1]?.order);
  const below = exact(others[index]?.order);
  if (below === undefined) return [[id, orderOf((above ?? 0n) + GAP)]];
  // No number is below 0: at the top there is room down to there.
  if (above === undefined && below > 0n) return [[id, orderOf(below > GAP ? below - GAP : below / 2n)]];
  if (above !== undefined && below - above > 1n) return [[id, orderOf((above + below) / 2n)]];
  let least = above === undefined ? 0n : above + GAP;
  const changes: [number, number][] = [[id, orderOf(least)]];
  for (const other of others.slice(index)) {
    if ((exact(other.order) ?? 0n) > least) break;
    least += GAP;
    changes.push([other.id, orderOf(least)]);
  }
  return changes;
}

/** People: larger stands higher; who has no number stands below all who have one. `undefined` when too many would have to change. */
export function memberOrders(
  id: string,
  others: readonly { id: string; order?: number }[],
  index: number,
  most: number,
): [string, number][] | undefined {
  const above = others[index - 1];
  const below = others[index];
  const floor = exact(below?.order) ?? 0n;
  if (!above) return [[id, orderOf(floor + GAP)]];
  const ceiling = exact(above.order);
  if (ceiling !== undefined && ceiling - floor > 1n) return [[id, orderOf((ceiling + floor) / 2n)]];
  // Those above that have no number, or none with room, get one: from here up to the first that is high enough.
  const changes: [string, number][] = [[id, orderOf(floor + GAP)]];
  let least = floor + GAP;
  for (const other of others.slice(0, index).toReversed()) {
    if (other.order !== undefined && BigInt(other.order) > least) break;
    least += GAP;
    changes.push([other.id, orderOf(least)]);
    if (changes.length > most) return undefined;
  }
  return changes;
}
