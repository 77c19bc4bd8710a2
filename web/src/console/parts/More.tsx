import { Button } from "antd";
import { useTranslation } from "react-i18next";

interface Props {
  /** A list that is read page by page. */
  of: { hasNextPage: boolean; fetchNextPage: () => unknown };
}

/** Goes on with a list of which there is more. */
export function More({ of: { hasNextPage, fetchNextPage } }: Props) {
  const { t } = useTranslation("console");
  if (!hasNextPage) return null;
  return (
    <div className="oc-centre oc-hint">
      <Button size="small" onClick={() => fetchNextPage()}>
        {t("tree.more")}
      </Button>
    </div>
  );
}
