import type { Member } from "./types";

/** So many people are asked for at once. */
export const MEMBERS_PAGE = 100;

/** People by their places in a list of which only some pages were fetched: nothing here takes longer where the list is long. */
export class Rows {
  readonly all: readonly Member[];
  readonly #places = new Map<string, number>();
  readonly #pages: ReadonlyMap<number, readonly Member[]>;

  constructor(pages: readonly (readonly [number, readonly Member[]])[]) {
    this.#pages = new Map(pages);
    const sorted = [...this.#pages].sort(([one], [other]) => one - other);
    this.all = sorted.flatMap(([, members]) => members);
    for (const [page, members] of sorted)
      for (const [at, member] of members.entries()) this.#places.set(member.userId, page * MEMBERS_PAGE + at);
  }

  /** Whoever stands there, where that was fetched. */
  at(index: number): Member | undefined {
    return this.#pages.get(Math.floor(index / MEMBERS_PAGE))?.[index % MEMBERS_PAGE];
  }

  /** Where somebody stands; -1 where that is not known. */
  indexOf(userId: string | undefined): number {
    return (userId === undefined ? undefined : this.#places.get(userId)) ?? -1;
  }

  /** Those that were fetched of a part of the list. */
  between(low: number, high: number): Member[] {
    return this.all.filter((member) => {
      const at = this.indexOf(member.userId);
      return at >= low && at <= high;
    });
  }
}
