// Where something that was dragged goes: the numbers that have to change, as few as can be.

const GAP = 1000;

interface Placed {
  id: number;
  order?: number;
}

/**
 * Departments: smaller stands higher. `others` are the siblings without the one that moves; it goes before `index`.
 * One number where there is room between the neighbours, else the neighbours below make room.
 */
export function departmentOrders(id: number, others: readonly Placed[], index: number): [number, number][] {
  const above = others[index - 1]?.order;
  const below = others[index]?.order;
  if (above === undefined && below === undefined) return [[id, GAP]];
  if (below === undefined) return [[id, (above ?? 0) + GAP]];
  // No number is below 0: at the top there is room down to there.
  if (above === undefined && below > 0) return [[id, below > GAP ? below - GAP : Math.floor(below / 2)]];
  if (above !== undefined && below - above > 1) return [[id, Math.floor((above + below) / 2)]];
  let least = above === undefined ? 0 : above + GAP;
  const changes: [number, number][] = [[id, least]];
  for (const other of others.slice(index)) {
    if ((other.order ?? 0) > least) break;
    least += GAP;
    changes.push([other.id, least]);
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
  const floor = below?.order ?? 0;
  if (!above) return [[id, floor + GAP]];
  if (above.order !== undefined && above.order - floor > 1) return [[id, Math.floor((above.order + floor) / 2)]];
  // Those above that have no number, or none with room, get one: from here up to the first that is high enough.
  const changes: [string, number][] = [[id, floor + GAP]];
  let least = floor + GAP;
  for (const other of others.slice(0, index).toReversed()) {
    if (other.order !== undefined && other.order > least) break;
    least += GAP;
    changes.push([other.id, least]);
    if (changes.length > most) return undefined;
  }
  return changes;
}
