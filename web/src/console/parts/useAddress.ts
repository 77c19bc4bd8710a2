import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";

/** What a page shows stands in its address, so that it can be shared; Back goes back to what was shown before. */
export function useAddress() {
  const [params, setParams] = useSearchParams();
  const get = useCallback((name: string) => params.get(name) ?? undefined, [params]);
  const set = useCallback(
    (changes: Record<string, string | number | boolean | undefined>, replace = false) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          for (const [name, value] of Object.entries(changes)) {
            if (value === undefined || value === "" || value === false) next.delete(name);
            else next.set(name, value === true ? "1" : String(value));
          }
          return next;
        },
        { replace },
      ),
    [setParams],
  );
  return useMemo(() => ({ get, set, params }), [get, set, params]);
}
