import { useMutation, useQuery } from "@tanstack/react-query";
import { Button, Radio } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useSearchParams } from "react-router";
import { call } from "../shared/api/client";
import { sentence } from "../shared/api/errors";
import { signInPath, useSession } from "../shared/api/session";
import { Icon } from "../shared/components/Icon";
import { EmptyState, ErrorState, SkeletonRows } from "../shared/components/states";
import { type Choice, PeoplePicker } from "../shared/picker/PeoplePicker";
import { Frame } from "./Frame";

interface Invited {
  name: string;
  ownerName: string;
  /** How the organization of whoever looks stands to it. */
  state: "none" | "waiting" | "joined" | "own";
}

const CHOSEN_MAX = 100;

/** Where an organization is asked to take part in another: who invites, what that means, and asking to. */
export function Component() {
  const { t } = useTranslation("account");
  const [address] = useSearchParams();
  const corpId = address.get("corpId") ?? "";
  const proof = address.get("t") ?? "";
  const session = useSession();
  const state = session.data?.state;
  const known = state === "signedIn";
  const path = `/v1.0/orgbook/partner-invitations/${encodeURIComponent(corpId)}?t=${encodeURIComponent(proof)}`;
  const invited = useQuery({
    queryKey: ["union", corpId, proof, session.data?.corpId],
    queryFn: () => call<Invited>("GET", path),
    enabled: known && corpId !== "" && proof !== "",
    retry: false,
  });
  useEffect(() => {
    document.title = t("union.documentTitle");
  }, [t]);
  if (state && !known) return <Navigate to={signInPath()} replace />;
  if (corpId === "" || proof === "") {
    return (
      <Frame picture>
        <EmptyState title={t("union.invalid")}>{t("union.invalidHow")}</EmptyState>
      </Frame>
    );
  }
  return (
    <Frame picture>
      {invited.isPending && <SkeletonRows rows={3} />}
      {invited.isError && <ErrorState error={invited.error} kept={t("union.invalidHow")} />}
      {invited.data && <Invitation corpId={corpId} proof={proof} invited={invited.data} />}
    </Frame>
  );
}

function Invitation({ corpId, proof, invited }: { corpId: string; proof: string; invited: Invited }) {
  const { t } = useTranslation("account");
  const session = useSession();
  const { admin, corpId: ownId, organizations = [] } = session.data ?? {};
  const here = organizations.find((each) => each.corpId === ownId)?.name ?? "";
  const may = admin?.modules.includes("partners") ?? false;
  const [part, setPart] = useState(false);
  const [chosen, setChosen] = useState<Choice[]>([]);
  const apply = useMutation({
    mutationFn: () => {
      const named = part ? chosen : [];
      return call("POST", "/v1.0/orgbook/console/hosts", {
        corpId,
        t: proof,
        deptIds: named.flatMap((each) => (each.kind === "department" ? [each.deptId] : [])),
        userIds: named.flatMap((each) => (each.kind === "person" ? [each.userId] : [])),
      });
    },
  });
  const names = { name: invited.name, owner: invited.ownerName, here };
  const state = apply.isSuccess ? "waiting" : invited.state;
  if (state !== "none") {
    return (
      <EmptyState title={t(`union.${state}`, names)} action={<a href="/contacts">{t("join.open")}</a>}>
        {t(`union.${state}How`, names)}
      </EmptyState>
    );
  }
  const ready = !part || chosen.length > 0;
  return (
    <form
      className="ac-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) apply.mutate();
      }}
    >
      <h1>{t("union.title", names)}</h1>
      <p className="ob-2">{t("union.who", names)}</p>
      <ul className="ac-points">
        {["shows", "follows", "keeps", "ends"].map((point) => (
          <li key={point}>
            <Icon name="check" size="small" /> <span>{t(`union.${point}`, names)}</span>
          </li>
        ))}
      </ul>
      {may ? (
        <>
          <fieldset className="ac-choice">
            <legend>{t("union.part", names)}</legend>
            <Radio.Group
              value={part}
              onChange={(event) => setPart(event.target.value)}
              options={[
                { value: false, label: t("union.everybody") },
                { value: true, label: t("union.some") },
              ]}
            />
          </fieldset>
          {part && (
            <div className="ac-picker">
              <PeoplePicker value={chosen} onChange={setChosen} limit={CHOSEN_MAX} label={t("union.choose")} />
            </div>
          )}
          <div role="alert" className="ac-error">
            {apply.isError && (
              <>
                <Icon name="warn" /> {sentence(apply.error)}
              </>
            )}
          </div>
          <Button type="primary" htmlType="submit" size="large" block loading={apply.isPending} aria-disabled={!ready}>
            {t("union.button")}
          </Button>
        </>
      ) : (
        <p className="ob-note" role="note">
          {t("union.notAdmin", names)}
        </p>
      )}
    </form>
  );
}
