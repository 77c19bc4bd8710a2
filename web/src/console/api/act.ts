// Doing something: at once, said in one line, and undone by its real inverse.

import { useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useCallback } from "react";
import { sentence } from "../../shared/api/errors";
import { useUndo } from "../../shared/components/UndoBar";

export interface Act {
  /** What was done, in one line, when it was. */
  text: string;
  run: () => Promise<unknown>;
  /** The inverse; absent where there is none. */
  undo?: () => Promise<unknown>;
}

const UNDO_KEYS = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘Z" : "Ctrl Z";

let last: (() => void) | undefined;

/** Undoes the last act of this page, if it can be. */
export function undoLast(): boolean {
  const undo = last;
  last = undefined;
  undo?.();
  return undo !== undefined;
}

/** Everything that shows what acts change. */
const SHOWN = new Set(["session"]);

/** Runs an act, tells of it, offers to undo it; tells whether it went. */
export function useAct() {
  const tell = useUndo();
  const queries = useQueryClient();
  const { message } = App.useApp();
  return useCallback(
    async ({ text, run, undo }: Act): Promise<boolean> => {
      const anew = () => queries.invalidateQueries({ predicate: (query) => !SHOWN.has(String(query.queryKey[0])) });
      try {
        await run();
      } catch (error) {
        message.error({ content: sentence(error), duration: 8 });
        return false;
      }
      const back =
        undo &&
        (async () => {
          last = undefined;
          try {
            await undo();
          } catch (error) {
            message.error({ content: sentence(error), duration: 8 });
          }
          await anew();
        });
      last = back;
      tell({ text, undo: back, keys: UNDO_KEYS });
      await anew();
      return true;
    },
    [tell, queries, message],
  );
}
