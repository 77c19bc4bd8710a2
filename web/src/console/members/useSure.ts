import { App } from "antd";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { AT_ONCE_MAX } from "./writes";

/** Asks before something that concerns more people than are changed at once; tells whether to go on. */
export function useSure() {
  const { t } = useTranslation("console");
  const { modal } = App.useApp();
  const ask = useCallback(
    (title: string, content: string) =>
      new Promise<boolean>((answer) => {
        modal.confirm({
          title,
          content,
          okText: t("batch.do"),
          cancelText: t("batch.not"),
          onOk: () => answer(true),
          onCancel: () => answer(false),
        });
      }),
    [modal, t],
  );
  const many = useCallback(
    async (title: string, count: number) => count <= AT_ONCE_MAX || ask(title, t("batch.many", { count })),
    [ask, t],
  );
  return { ask, many };
}
