import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Icon } from "../../shared/components/Icon";
import { TabBar } from "../parts/TabBar";
import { useAddress } from "../parts/useAddress";
import { useMay } from "../shell/context";
import { PageBar } from "../shell/PageBar";
import { AccountPicker } from "./AccountPicker";
import { Accounts } from "./Accounts";
import { Grants, NEW } from "./Grants";

const Convert = lazy(async () => ({ default: (await import("./Convert")).Convert }));

/** Accounts of the organization, and the organizations that may do something with them. */
export function Component() {
  const { t } = useTranslation("console");
  const navigate = useNavigate();
  const mayAdd = useMay("contacts");
  const { get, set } = useAddress();
  const [converted, setConverted] = useState<{ id: string; name: string }>();
  const isOthers = get("tab") === "others";
  return (
    <>
      <PageBar title={t("page.accounts")} fact={t("account.fact")}>
        {isOthers ? (
          <Button
            type="primary"
            size="small"
            icon={<Icon name="plus" size="small" />}
            onClick={() => set({ grant: NEW })}
          >
            {t("account.allowOther")}
          </Button>
        ) : (
          <>
            <AccountPicker state="none" onPick={setConverted}>
              <Button size="small" type={mayAdd ? undefined : "primary"}>
                {t("account.convertSomebody")}
              </Button>
            </AccountPicker>
            {mayAdd && (
              <Button
                type="primary"
                size="small"
                icon={<Icon name="plus" size="small" />}
                onClick={() => navigate("/console/members?add=1")}
              >
                {t("account.new")}
              </Button>
            )}
          </>
        )}
      </PageBar>
      <TabBar
        value={isOthers ? "others" : "accounts"}
        onChange={(next) =>
          set({
            tab: next === "others" ? next : undefined,
            account: undefined,
            grant: undefined,
            q: undefined,
            state: undefined,
          })
        }
        items={["accounts", "others"].map((key) => ({ key, label: t(`account.tab.${key}`) }))}
      />
      {isOthers ? <Grants /> : <Accounts />}
      {converted && (
        <Suspense fallback={null}>
          <Convert
            key={converted.id}
            person={{ userId: converted.id, name: converted.name }}
            onClose={() => setConverted(undefined)}
            onDone={() => set({ account: converted.id })}
          />
        </Suspense>
      )}
    </>
  );
}
