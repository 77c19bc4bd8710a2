import { useMemo, useRef, useState } from "react";
import type { Member } from "../api/types";

/** What is ticked: some rows, or all of the filter but some. */
export function useTicks(members: readonly (Member | undefined)[], total: number, filterKey: string) {
  const [state, setState] = useState({ key: filterKey, all: false, ids: new Set<string>() });
  const anchor = useRef<number>(undefined);
  const mine = state.key === filterKey ? state : { key: filterKey, all: false, ids: new Set<string>() };
  return useMemo(() => {
    const has = (userId: string) => mine.all !== mine.ids.has(userId);
    const with_ = (change: (ids: Set<string>) => void, all = mine.all) => {
      const ids = new Set(mine.ids);
      change(ids);
      setState({ key: filterKey, all, ids });
    };
    const flip = (ids: Set<string>, userId: string, on: boolean) =>
      on === mine.all ? ids.delete(userId) : ids.add(userId);
    return {
      has,
      all: mine.all,
      count: mine.all ? total - mine.ids.size : mine.ids.size,
      /** Of those that were fetched. */
      members: members.filter((member): member is Member => !!member && has(member.userId)),
      toggle(index: number, range = false) {
        const member = members[index];
        if (!member) return;
        const on = !has(member.userId);
        const from = range ? (anchor.current ?? index) : index;
        anchor.current = index;
        const [low, high] = from < index ? [from, index] : [index, from];
        with_((ids) => {
          for (const one of members.slice(low, high + 1)) if (one) flip(ids, one.userId, on);
        });
      },
      everything: () => setState({ key: filterKey, all: true, ids: new Set() }),
      clear: () => setState({ key: filterKey, all: false, ids: new Set() }),
    };
  }, [members, total, filterKey, mine]);
}

export type Ticks = ReturnType<typeof useTicks>;
