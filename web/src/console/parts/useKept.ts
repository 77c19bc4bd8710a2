import { useCallback, useState } from "react";
import { readJson, writeJson } from "../../shared/api/exact";
import { useConsole } from "../shell/context";

/** A choice of this administrator in this organization, kept on this device; what is kept wrongly counts as absent. */
export function useKept<T>(name: string, read: (kept: unknown) => T): [T, (next: T) => void] {
  const { session } = useConsole();
  const key = `ob-${name}:${session.corpId}:${session.userId}`;
  const [value, setValue] = useState(() => {
    try {
      return read(readJson(localStorage.getItem(key) ?? "null"));
    } catch {
      return read(null);
    }
  });
  const keep = useCallback(
    (next: T) => {
      localStorage.setItem(key, writeJson(next));
      setValue(next);
    },
    [key],
  );
  return [value, keep];
}
