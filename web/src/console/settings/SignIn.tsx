import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useSessionChanged } from "../../shared/api/session";
import { ErrorState, SkeletonRows } from "../../shared/components/states";
import { useAct } from "../api/act";
import { own, read } from "../api/own";
import { SwitchRow } from "../members/DepartmentSettings";
import { Chip } from "../parts/Chip";

interface Settings {
  administratorsNeedSecondFactor: boolean;
  withoutSecondFactor: { userId: string; name: string }[];
}

const PATH = "console/sign-in-settings";

/** Whether administrators need a second factor, and who of them has none yet. */
export function SignIn() {
  const { t } = useTranslation("console");
  const act = useAct();
  const changed = useSessionChanged();
  const { data, error, refetch } = useQuery({
    queryKey: ["signInSettings"],
    queryFn: () => read<Settings>(PATH),
    retry: false,
  });
  const put = (administratorsNeedSecondFactor: boolean) => () => own("PUT", PATH, { administratorsNeedSecondFactor });
  return (
    <section aria-label={t("signIn.title")}>
      <h2 className="oc-h3 oc-hint">{t("signIn.title")}</h2>
      {error ? (
        <ErrorState error={error} retry={refetch} />
      ) : !data ? (
        <SkeletonRows rows={1} height={44} />
      ) : (
        <>
          <SwitchRow
            label={t("signIn.secondFactor")}
            more={t("signIn.secondFactorMore")}
            on={data.administratorsNeedSecondFactor}
            onChange={async (on) => {
              const text = t("done.setting", { label: t("signIn.secondFactor") });
              // Whoever switches it on without a factor of his own sets one up first, too.
              if (await act({ text, run: put(on), undo: put(!on) })) await changed();
            }}
          />
          {data.withoutSecondFactor.length > 0 && (
            <div className="oc-several">
              <span className="ob-3 ob-sm">{t("signIn.without", { count: data.withoutSecondFactor.length })}</span>
              {data.withoutSecondFactor.map((one) => (
                <Chip key={one.userId} kind="person" id={one.userId} name={one.name} />
              ))}
            </div>
          )}
        </>
      )}
    </section>
  );
}
