import { App, Button } from "antd";
import { useTranslation } from "react-i18next";
import { useAct } from "../api/act";
import { useAddress } from "../parts/useAddress";
import { type Places, withdraw } from "./api";
import { NEW } from "./Grants";

const RIGHTS = ["mayJoin", "showsMobile", "showsStatus"] as const;

interface Props {
  person: { userId: string; name: string };
  places: Places;
  /** The first department of the person, which is granted to begin with. */
  department?: number;
}

/** Where else the account works, and what other organizations may do with it. */
export function Elsewhere({ person, places, department }: Props) {
  const { t } = useTranslation("console");
  const act = useAct();
  const { modal } = App.useApp();
  const { set } = useAddress();
  const takeOut = (corpId: string, name: string) =>
    modal.confirm({
      title: t("account.withdrawSure", { name: person.name, where: name }),
      content: t("account.withdrawLoss"),
      okText: t("account.withdraw"),
      okButtonProps: { danger: true },
      onOk: () =>
        act({
          text: t("done.accountWithdrawn", { name: person.name, where: name }),
          run: () => withdraw(person.userId, corpId),
        }),
    });
  const called = ({ name, corpId }: { name?: string; corpId: string }) => (
    <span title={corpId} className="ob-ell ob-grow">
      {name ?? <span className="ob-mono">{corpId}</span>}
    </span>
  );
  return (
    <>
      <h3 className="oc-h3">{t("account.joined")}</h3>
      {places.joined.length === 0 && <p className="ob-3 ob-sm">{t("account.joinedNone")}</p>}
      {places.joined.map((one) => (
        <div key={one.corpId} className="oc-switch-row">
          {called(one)}
          <span className="ob-3 ob-mono ob-sm">{one.userId}</span>
          <Button
            size="small"
            aria-label={`${t("account.withdraw")} ${one.name ?? one.corpId}`}
            onClick={() => takeOut(one.corpId, one.name ?? one.corpId)}
          >
            {t("account.withdraw")}
          </Button>
        </div>
      ))}
      <h3 className="oc-h3">{t("account.grants")}</h3>
      {places.grants.length === 0 && <p className="ob-3 ob-sm">{t("account.grantsNone")}</p>}
      {places.grants.map((one) => (
        <div key={one.corpId} className="oc-switch-row">
          {called(one)}
          <span className="ob-3 ob-sm">
            {RIGHTS.filter((may) => one[may])
              .map((may) => t(`account.grant.${may}`))
              .join(" · ")}
          </span>
          <Button
            size="small"
            aria-label={`${t("account.change")} ${one.name ?? one.corpId}`}
            onClick={() => set({ grant: one.corpId })}
          >
            {t("account.change")}
          </Button>
        </div>
      ))}
      <p className="oc-hint">
        <Button size="small" onClick={() => set({ grant: NEW, dept: department })}>
          {t("account.allowOther")}
        </Button>
      </p>
    </>
  );
}
