import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { exchange, type useKept } from "./kept";
import { stillSeen } from "./offline";
import { useOnline } from "./useOnline";

/** After a change here, so that several go together. */
const PAUSE_MILLIS = 600;
/** Between two looks because somebody came back to the window. */
const LOOK_MILLIS = 30_000;
/** Before asking again where no answer came; twice as long each time, up to the second. */
const AGAIN_MILLIS = 2_000;
const AGAIN_MILLIS_MAX = 60_000;

/** Keeps what this device keeps and what the server keeps the same: at the start, after changes, on coming back. */
export function useExchange({ key, pending, forget }: ReturnType<typeof useKept>) {
  const online = useOnline();
  const queries = useQueryClient();
  const waits = pending.length > 0;
  const last = pending.at(-1)?.at;
  const asked = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change begins the pause anew
  useEffect(() => {
    if (!online) {
      asked.current = 0;
      return;
    }
    let ended = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (pause: number) => {
      asked.current = Date.now();
      const left = await exchange(key).catch(() => undefined);
      if (!left) {
        if (!ended) timer = setTimeout(ask, pause, Math.min(pause * 2, AGAIN_MILLIS_MAX));
        return;
      }
      for (const userId of left) {
        const answer = await stillSeen(userId);
        if (!answer || answer.seen) continue;
        queries.removeQueries({ queryKey: ["person", userId] });
        forget(userId);
      }
    };
    const isOld = () => Date.now() - asked.current > LOOK_MILLIS;
    const back = () => {
      if (document.visibilityState === "visible" && isOld()) ask(AGAIN_MILLIS);
    };
    if (waits || isOld()) timer = setTimeout(ask, waits ? PAUSE_MILLIS : 0, AGAIN_MILLIS);
    document.addEventListener("visibilitychange", back);
    return () => {
      ended = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", back);
    };
  }, [online, key, last]);
}
