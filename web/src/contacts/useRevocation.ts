import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useHere } from "./context";
import type { Kept } from "./kept";
import { stillSeen } from "./offline";
import { useOnline } from "./useOnline";

/** People asked about at once. */
const ASKED_MAX = 4;
/** How long to wait before asking again where no answer came; twice as long each time, up to the second. */
const AGAIN_MILLIS = 1000;
const AGAIN_MILLIS_MAX = 60_000;

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
    let ended = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const learn = async (userId: string) => {
      const answer = await stillSeen(userId);
      if (ended || !answer) return false;
      if (answer.page) {
        queries.setQueryData(["person", userId], answer.page);
        update(answer.page as unknown as Kept);
      } else {
        queries.removeQueries({ queryKey: ["person", userId] });
        forget(userId);
      }
      return true;
    };
    // A device may believe in a network before anything comes through: whoever was not answered about is asked about again.
    const ask = async (waiting: string[], pause: number) => {
      const unanswered: string[] = [];
      const lane = async () => {
        for (let userId = waiting.shift(); userId && !ended; userId = waiting.shift()) {
          if (!(await learn(userId))) unanswered.push(userId);
        }
      };
      await Promise.all(Array.from({ length: ASKED_MAX }, lane));
      if (ended || unanswered.length === 0) return;
      timer = setTimeout(() => ask(unanswered, Math.min(pause * 2, AGAIN_MILLIS_MAX)), pause);
    };
    ask(ids.split("\n"), AGAIN_MILLIS);
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [online]);
  return online;
}
