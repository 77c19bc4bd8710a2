import type { RefObject } from "react";
import { Icon } from "../../shared/components/Icon";
import { useAddress } from "./useAddress";

interface Props {
  /** What is looked for, and in what. */
  label: string;
  /** Where `/` brings the cursor. */
  field?: RefObject<HTMLInputElement | null>;
}

/** Searches a list; what is typed stands in the address as `q`. */
export function ListSearch({ label, field }: Props) {
  const { get, set } = useAddress();
  return (
    <label className="oc-search oc-search-soft">
      <Icon name="search" size="small" />
      <input
        ref={field}
        type="search"
        placeholder={label}
        aria-label={label}
        value={get("q") ?? ""}
        onChange={(event) => set({ q: event.target.value }, true)}
      />
      {field && (
        <span className="ob-key" aria-hidden="true">
          /
        </span>
      )}
    </label>
  );
}
