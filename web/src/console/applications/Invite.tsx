import { useQuery } from "@tanstack/react-query";
import { App, Button, Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { idOf } from "../../shared/api/exact";
import { IconButton } from "../../shared/components/IconButton";
import { EmptyState, ErrorState, SkeletonRows } from "../../shared/components/states";
import { copy, phone } from "../../shared/text";
import { useAct } from "../api/act";
import { useTop } from "../api/directory";
import { own as call, read } from "../api/own";
import { Chip } from "../parts/Chip";
import { moment } from "../parts/format";
import { Picker } from "../parts/Picker";
import { useNamed } from "../parts/useNamed";
import { usePower } from "../shell/context";
import { putJoining, useJoining } from "./joining";
import { Qr } from "./Qr";

interface Invitation {
  code: string;
  url: string;
  qrSvg: string;
  deptId?: number;
  mobile?: string;
  expiresAt: number;
}

/** While the organization takes nobody in, links lead nowhere: says so, and opens it. */
function ClosedNote() {
  const { t } = useTranslation("console");
  const act = useAct();
  const { data } = useJoining(usePower().whole);
  if (!data || (data.inviteSwitch && data.linkInvite)) return null;
  const { inviteSwitch, linkInvite } = data;
  return (
    <p className="ob-note oc-note-care oc-hint">
      <span className="ob-grow">{t("invite.closed")}</span>
      <Button
        size="small"
        onClick={() =>
          act({
            text: t("done.setting", { label: t("joining.linkInvite") }),
            run: putJoining({ inviteSwitch: true, linkInvite: true }),
            undo: putJoining({ inviteSwitch, linkInvite }),
          })
        }
      >
        {t("invite.openNow")}
      </Button>
    </p>
  );
}

/** Making invitations, and those that are open. */
export function Invite() {
  const { t, i18n } = useTranslation("console");
  const act = useAct();
  const { message } = App.useApp();
  const { whole } = usePower();
  const { data: top } = useTop();
  const [chosen, setDept] = useState<{ id: string; name: string }>();
  // Whoever administers departments invites into one of them.
  const [own] = whole ? [] : (top?.departments ?? []);
  const dept = chosen ?? (own && { id: String(own.deptId), name: own.name });
  const [mobile, setMobile] = useState("");
  const [days, setDays] = useState(30);
  const [shown, setShown] = useState<Invitation>();
  const { data, error, refetch } = useQuery({
    queryKey: ["invitations"],
    queryFn: () => read<{ invitations: Invitation[] }>("console/invitations", { size: 200 }),
  });
  const named = useNamed({
    department: [...new Set(data?.invitations.flatMap((one) => (one.deptId ? [one.deptId] : [])))],
  });
  const make = () =>
    act({
      text: t("done.invited"),
      run: async () => {
        const made = await call<{ invitation: Invitation }>("POST", "console/invitations", {
          deptId: dept && idOf(dept.id),
          mobile: mobile.trim() || undefined,
          validDays: days,
        });
        setShown(made.invitation);
        setMobile("");
      },
    });
  const take = async (url: string) => message.info(t((await copy(url)) ? "copied" : "copyFailed"));
  return (
    <div className="oc-page-narrow">
      <ClosedNote />
      <div className="oc-several oc-hint">
        {dept ? (
          <Chip
            kind="department"
            id={dept.id}
            name={dept.name}
            onRemove={whole || chosen ? () => setDept(undefined) : undefined}
          />
        ) : null}
        {(!dept || !whole) && <Picker kinds={["department"]} label={t("invite.department")} onPick={setDept} />}
        <Input
          style={{ flex: "1 1 220px", maxWidth: 280 }}
          placeholder={t("invite.mobile")}
          aria-label={t("invite.mobile")}
          type="tel"
          value={mobile}
          onChange={(event) => setMobile(event.target.value)}
        />
        <Select
          style={{ width: 110 }}
          aria-label={t("invite.valid")}
          value={days}
          onChange={setDays}
          options={[1, 7, 30, 90, 365].map((value) => ({ value, label: t("invite.days", { count: value }) }))}
        />
        <Button type="primary" disabled={!whole && !dept} onClick={make}>
          {t("invite.make")}
        </Button>
      </div>
      {shown && (
        <div className="oc-card oc-invite">
          <Qr svg={shown.qrSvg} label={t("invite.qr")} />
          <span className="ob-grow">
            <code className="ob-mono oc-secret">{shown.url}</code>
            <span className="ob-3 ob-sm oc-block">
              {t("invite.until", { when: moment(shown.expiresAt, i18n.language) })}
            </span>
            <Button size="small" onClick={() => take(shown.url)}>
              {t("copy")}
            </Button>
          </span>
        </div>
      )}
      <h2 className="oc-h3 oc-hint">{t("invite.open")}</h2>
      {error ? (
        <ErrorState error={error} retry={refetch} />
      ) : !data ? (
        <SkeletonRows rows={3} />
      ) : data.invitations.length === 0 ? (
        <EmptyState title={t("invite.none")}>{t("invite.noneMore")}</EmptyState>
      ) : (
        <ul className="oc-rows">
          {data.invitations.map((one) => (
            <li key={one.code} className="oc-card-row">
              <span className="ob-grow">
                <button
                  type="button"
                  className="ob-text-button ob-mono ob-sm ob-ell oc-block oc-fit"
                  onClick={() => setShown(one)}
                >
                  {one.url}
                </button>
                <span className="ob-3 ob-sm oc-block">
                  {[
                    one.deptId && t("invite.into", { name: named("department", one.deptId) }),
                    one.mobile && t("invite.onlyFor", { mobile: phone(one.mobile) }),
                    t("invite.until", { when: moment(one.expiresAt, i18n.language) }),
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
              </span>
              <IconButton small icon="copy" label={t("copy")} onClick={() => take(one.url)} />
              <Button
                size="small"
                onClick={() =>
                  act({
                    text: t("done.recalled"),
                    run: () => call("DELETE", `console/invitations/${encodeURIComponent(one.code)}`),
                  })
                }
              >
                {t("invite.recall")}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
