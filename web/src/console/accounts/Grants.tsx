import { useInfiniteQuery } from "@tanstack/react-query";
import { App, AutoComplete, Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../shared/api/errors";
import { idOf } from "../../shared/api/exact";
import { EmptyState, ErrorState, SkeletonRows } from "../../shared/components/states";
import { ThingMark } from "../../shared/components/ThingMark";
import { useAct } from "../api/act";
import { Several, SwitchRow } from "../members/DepartmentSettings";
import { More } from "../parts/More";
import { Side } from "../parts/Side";
import { useAddress } from "../parts/useAddress";
import { useList } from "../parts/useList";
import {
  type Allowed,
  allow,
  allowedOf,
  allows,
  fetchGrants,
  GRANTS_PAGE,
  type Grant,
  NOTHING,
  revoke,
  SHOWN,
  useGrant,
} from "./api";

/** The address of a grant that is not there yet. */
export const NEW = "new";

export function useGrants() {
  return useInfiniteQuery({
    queryKey: ["accountGrants"],
    queryFn: ({ pageParam }) => fetchGrants(pageParam),
    initialPageParam: 0,
    getNextPageParam: (page, pages) => {
      const next = pages.length * GRANTS_PAGE;
      return next < page.rowCount ? next : undefined;
    },
  });
}

interface RightsProps {
  allowed: Allowed;
  onChange: (label: string, next: Allowed) => unknown;
}

/** What an organization may do: each right with the sentence that says what it is. */
function Rights({ allowed, onChange }: RightsProps) {
  const { t } = useTranslation("console");
  const departments = t("account.grantDepartments");
  return (
    <>
      <h3 className="oc-h3 oc-hint">{t("account.mayJoin")}</h3>
      <p className="ob-3 ob-sm">{t("account.mayJoinMore")}</p>
      <SwitchRow
        label={t("account.everybody")}
        more={t("account.everybodyMore")}
        on={allowed.everybody}
        onChange={(everybody) => onChange(t("account.everybody"), { ...allowed, everybody, deptIds: [] })}
      />
      {!allowed.everybody && (
        <Several
          field="granted"
          label={departments}
          kinds={["department"]}
          ids={{ department: allowed.deptIds }}
          onChange={(next) => onChange(departments, { ...allowed, deptIds: (next.department ?? []).map(idOf) })}
        />
      )}
      <h3 className="oc-h3 oc-hint">{t("account.sees")}</h3>
      {SHOWN.map((right) => (
        <SwitchRow
          key={right}
          label={t(`account.${right}`)}
          more={t(`account.${right}More`)}
          on={allowed[right]}
          onChange={(on) => onChange(t(`account.${right}`), { ...allowed, [right]: on })}
        />
      ))}
    </>
  );
}

/** What one organization may do; each change acts at once and can be undone. */
function GrantView({ grant, onClose }: { grant: Grant; onClose: () => void }) {
  const { t } = useTranslation("console");
  const act = useAct();
  const { modal } = App.useApp();
  const { corpId } = grant;
  const name = grant.name ?? corpId;
  const stored = allowedOf(grant);
  const put = (allowed: Allowed) => () => allow(corpId, allowed);
  const take = async () => {
    const text = t("done.grantRevoked", { name });
    if (await act({ text, run: () => revoke(corpId), undo: put(stored) })) onClose();
  };
  const ask = () =>
    modal.confirm({
      title: t("account.revokeSure", { name }),
      content: t("account.revokeLoss", { count: grant.working }),
      okText: t("account.revoke"),
      okButtonProps: { danger: true },
      onOk: take,
    });
  return (
    <>
      <dl className="oc-kv">
        <dt>corpId</dt>
        <dd className="ob-mono">{corpId}</dd>
        <dt>{t("account.working")}</dt>
        <dd>{grant.working}</dd>
      </dl>
      <Rights
        allowed={stored}
        onChange={(label, next) => act({ text: t("done.changed", { name, label }), run: put(next), undo: put(stored) })}
      />
      {allows(stored) && (
        <p className="oc-hint">
          <Button type="text" danger onClick={ask}>
            {t("account.revoke")}
          </Button>
        </p>
      )}
    </>
  );
}

interface NewProps {
  linked: { corpId: string; name: string }[];
  /** The department that is granted to begin with. */
  department?: number;
  onDone: (corpId?: string) => void;
}

/** Allows an organization something for the first time. */
function NewGrant({ linked, department, onDone }: NewProps) {
  const { t } = useTranslation("console");
  const act = useAct();
  const [corpId, setCorpId] = useState("");
  const [allowed, setAllowed] = useState<Allowed>({ ...NOTHING, deptIds: department ? [department] : [] });
  const id = corpId.trim();
  const called = linked.find((one) => one.corpId === id)?.name ?? id;
  const save = async () => {
    const text = t("done.granted", { name: called });
    if (await act({ text, run: () => allow(id, allowed), undo: () => revoke(id) })) onDone(id);
  };
  return (
    <>
      <p className="ob-2">{t("account.allowMore")}</p>
      <AutoComplete
        style={{ width: "100%" }}
        value={corpId}
        onChange={setCorpId}
        maxLength={64}
        aria-label={t("account.corpId")}
        placeholder={t("account.corpId")}
        options={linked.map((one) => ({ value: one.corpId, label: `${one.name} · ${one.corpId}` }))}
      />
      <Rights allowed={allowed} onChange={(_, next) => setAllowed(next)} />
      <p className="oc-hint">
        <Button type="primary" disabled={!id || !allows(allowed)} onClick={save}>
          {t("account.allow")}
        </Button>
      </p>
    </>
  );
}

type Beside = ReturnType<typeof useList>["side"];

/** One organization beside a list, by the address of the page. */
export function GrantSide({ chosen, side }: { chosen: string; side: Partial<Beside> & Pick<Beside, "onClose"> }) {
  const { t } = useTranslation("console");
  const { get, set } = useAddress();
  const isNew = chosen === NEW;
  const list = useGrants();
  const { data, error, refetch } = useGrant(isNew ? undefined : chosen);
  const gone = error instanceof ApiError && error.code === "grant.notFound";
  const grant = data?.grant;
  return (
    <Side
      {...side}
      stepped={!isNew && side.byKey !== undefined}
      title={isNew ? t("account.allowOther") : (grant?.name ?? chosen)}
      mark={<ThingMark icon="globe" size={40} />}
    >
      {isNew ? (
        <NewGrant
          linked={list.data?.pages[0]?.linked ?? []}
          department={idOf(get("dept")) || undefined}
          onDone={(corpId) => set({ grant: corpId, dept: undefined })}
        />
      ) : gone ? (
        <EmptyState title={t("account.grantGone")} />
      ) : error ? (
        <ErrorState error={error} retry={refetch} />
      ) : grant ? (
        <GrantView key={chosen} grant={grant} onClose={side.onClose} />
      ) : (
        <SkeletonRows />
      )}
    </Side>
  );
}

/** What an organization may do, in one line. */
function useLine() {
  const { t } = useTranslation("console");
  return (grant: Grant) => {
    const names = grant.departments.slice(0, 3).map((one) => one.name);
    const more = grant.departmentCount - names.length;
    const departments = names.join(t("comma")) + (more > 0 ? t("account.andMore", { count: more }) : "");
    const joins = grant.everybody ? t("account.everybodyShort") : departments;
    const rights = SHOWN.filter((right) => grant[right]).map((right) => t(`account.grant.${right}`));
    const all = [joins && t("account.joins", { whom: joins }), ...rights].filter(Boolean);
    return all.length ? all.join(" · ") : t("account.nothing");
  };
}

/** Every organization that may do something with accounts of this one. */
export function Grants() {
  const { t } = useTranslation("console");
  const { get, set } = useAddress();
  const line = useLine();
  const query = useGrants();
  const grants = query.data?.pages.flatMap((page) => page.grants) ?? [];
  const chosen = get("grant");
  const list = useList({
    ids: grants.map((one) => one.corpId),
    open: chosen,
    onOpen: (grant, replace) => set({ grant, dept: undefined }, replace),
    onClose: () => set({ grant: undefined, dept: undefined }),
  });
  return (
    <div className="oc-body">
      <section className="oc-pane" aria-label={t("account.tab.others")}>
        <div className="ob-scroll">
          {query.error ? (
            <ErrorState error={query.error} retry={query.refetch} />
          ) : query.isPending ? (
            <SkeletonRows />
          ) : grants.length === 0 ? (
            <EmptyState
              title={t("account.noGrants")}
              action={<Button onClick={() => set({ grant: NEW })}>{t("account.allowOther")}</Button>}
            >
              {t("account.noGrantsMore")}
            </EmptyState>
          ) : (
            <ul className="oc-rows">
              {grants.map((one) => (
                <li key={one.corpId} {...list.row(one.corpId)}>
                  <button type="button" className="oc-line-row" {...list.opens(one.corpId)}>
                    <ThingMark icon="globe" size={36} />
                    <span className="ob-grow">
                      <strong className={`ob-ell oc-block ${one.name ? "" : "ob-mono"}`}>
                        {one.name ?? one.corpId}
                      </strong>
                      <span className="ob-3 ob-sm ob-ell oc-block">{line(one)}</span>
                    </span>
                    <span className="ob-3 ob-sm">{t("account.workingCount", { count: one.working })}</span>
                  </button>
                </li>
              ))}
            </ul>
          )}
          <More of={query} />
        </div>
      </section>
      {chosen && <GrantSide key={chosen} chosen={chosen} side={list.side} />}
    </div>
  );
}
