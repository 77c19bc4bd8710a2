import { Checkbox, Select } from "antd";
import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import { ListSearch } from "../parts/ListSearch";
import { useAddress } from "../parts/useAddress";

/** More filters; each stands in the address. */
export function Filters({ search }: { search: RefObject<HTMLInputElement | null> }) {
  const { t } = useTranslation("console");
  const { get, set } = useAddress();
  const sorts = ["order", "name"].map((value) => ({ value, label: t(`sort.${value}`) }));
  return (
    <div className="oc-filters oc-filters-more">
      <ListSearch label={t("member.search")} field={search} />
      <Select
        size="small"
        aria-label={t("sort.title")}
        style={{ width: 130 }}
        options={sorts}
        value={get("sort") ?? "order"}
        onChange={(value) => set({ sort: value === "order" ? undefined : value })}
      />
      <Checkbox checked={get("direct") === "1"} onChange={(event) => set({ direct: event.target.checked })}>
        {t("member.direct")}
      </Checkbox>
    </div>
  );
}
