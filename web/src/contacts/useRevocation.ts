import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { useHere } from "./context";
import type { Kept } from "./kept";
import { stillSeen } from "./offline";

/** People asked about at once. */
const ASKED_MAX = 4;

function subscribe(listener: () => void) {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}

/** Whether this device believes that it has a network. */
export function useOnline(): boolean {
  return useSyncExternalStore(subscribe, () => navigator.onLine);
}

/** At the start and when the network is back: asks about everybody who is kept, and forgets whoever may not be seen any more. */
export function useRevocation() {
  const online = useOnline();
  const { kept } = useHere();
  const queries = useQueryClient();
  const ids = [...new Set([...kept.starred, ...kept.recent].map((each) => each.userId))].sort().join("\n");
  const { forget, update } = kept;
  // biome-ignore lint/correctness/useExhaustiveDependencies: being seen anew does not change who is asked about
  useEffect(() => {
    if (!online || !ids) return;
    const waiting = ids.split("\n");
    let ended = false;
    const ask = async () => {
      for (let userId = waiting.shift(); userId && !ended; userId = waiting.shift()) {
        const answer = await stillSeen(userId);
        if (ended || !answer) continue;
        if (answer.page) {
          queries.setQueryData(["person", userId], answer.page);
          update(answer.page as unknown as Kept);
        } else if (!answer.seen) {
          queries.removeQueries({ queryKey: ["person", userId] });
          forget(userId);
        }
      }
    };
    for (let lane = 0; lane < ASKED_MAX; lane += 1) ask();
    return () => {
      ended = true;
    };
  }, [online]);
  return online;
}
