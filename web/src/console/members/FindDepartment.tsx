import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../../shared/components/Icon";
import { useDepartmentSearch } from "../api/directory";
import { pathText } from "../parts/format";
import { useAsked } from "../parts/useSize";

/** Finds a department on the server; the tree opens only its way. */
export function FindDepartment({ onFound }: { onFound: (deptId: number) => void }) {
  const { t } = useTranslation("console");
  const [text, setText] = useState("");
  const { data } = useDepartmentSearch(useAsked(text.trim()));
  const hits = text.trim() ? (data ?? []) : [];
  const take = (deptId: number) => {
    setText("");
    onFound(deptId);
  };
  return (
    <div className="oc-find">
      <label className="oc-search">
        <Icon name="search" size="small" />
        <input
          id="oc-find-department"
          type="search"
          placeholder={t("tree.find")}
          aria-label={t("tree.find")}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            const [hit] = hits;
            if (event.key === "Enter" && hit) take(hit.deptId);
            if (event.key === "Escape") setText("");
          }}
        />
        <span className="ob-key" aria-hidden="true">
          G D
        </span>
      </label>
      {text.trim() && (
        <ul className="oc-find-list">
          {hits.map((hit) => (
            <li key={hit.deptId}>
              <button type="button" className="oc-find-row" onClick={() => take(hit.deptId)}>
                <span className="ob-ell oc-block">{hit.name}</span>
                <span className="ob-person-2 ob-ell">{pathText(hit.path.slice(0, -1))}</span>
              </button>
            </li>
          ))}
          {data && hits.length === 0 && (
            <li className="ob-3 ob-sm oc-pick-none">{t("tree.none", { q: text.trim() })}</li>
          )}
        </ul>
      )}
    </div>
  );
}
