import { useMemo, useRef, useState } from "react";
import type { Rows } from "../api/rows";
import type { Member } from "../api/types";

interface Ticked {
  key: string;
  all: boolean;
  /** Those that are ticked, or of all those that are not; kept whole, because they may be out of sight when something is done. */
  ones: ReadonlyMap<string, Member>;
}

/** What is ticked: some rows, or all of the filter but some. */
export function useTicks(rows: Rows, total: number, filterKey: string) {
  const [state, setState] = useState<Ticked>({ key: filterKey, all: false, ones: new Map() });
  const anchor = useRef<number>(undefined);
  return useMemo(() => {
    const mine = state.key === filterKey ? state : { key: filterKey, all: false, ones: new Map<string, Member>() };
    const has = (userId: string) => mine.all !== mine.ones.has(userId);
    const set = (all: boolean, ones: ReadonlyMap<string, Member>) => setState({ key: filterKey, all, ones });
    return {
      has,
      all: mine.all,
      count: mine.all ? total - mine.ones.size : mine.ones.size,
      /** As they were read last; of all of a filter, those that were fetched. */
      members: mine.all
        ? rows.all.filter((member) => has(member.userId))
        : [...mine.ones.values()].map((one) => rows.at(rows.indexOf(one.userId)) ?? one),
      toggle(index: number, range = false) {
        const member = rows.at(index);
        if (!member) return;
        const on = !has(member.userId);
        const from = range ? (anchor.current ?? index) : index;
        anchor.current = index;
        const ones = new Map(mine.ones);
        for (const one of rows.between(Math.min(from, index), Math.max(from, index)))
          if (on === mine.all) ones.delete(one.userId);
          else ones.set(one.userId, one);
        set(mine.all, ones);
      },
      everything: () => set(true, new Map()),
      clear: () => set(false, new Map()),
    };
  }, [rows, total, filterKey, state]);
}

export type Ticks = ReturnType<typeof useTicks>;
