import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Button, Checkbox } from "antd";
import { useTranslation } from "react-i18next";
import { idOf } from "../../shared/api/exact";
import { PersonMark } from "../../shared/components/PersonMark";
import { PersonName } from "../../shared/components/PersonName";
import { EmptyState, ErrorState, SkeletonRows } from "../../shared/components/states";
import { useAct } from "../api/act";
import { contact, read } from "../api/own";
import { Several, SwitchRow } from "../members/DepartmentSettings";
import { More } from "../parts/More";
import { Picker, type PickKind } from "../parts/Picker";
import { Side } from "../parts/Side";
import { useAddress } from "../parts/useAddress";
import { useColleague } from "../parts/useColleague";
import { useList } from "../parts/useList";

export const SCENES = [
  "DING_SMS",
  "DING_MSG",
  "CHAT",
  "CONFERENCE_VIDEO",
  "CONFERENCE",
  "VIDEO_CALL",
  "CONFERENCE_VOIP",
  "CALL",
  "SEARCH",
  "CALL_CENTER",
] as const;

interface Setting {
  seniorStaffId: string;
  protectScenes?: string[];
  /** 1 a person, 2 a department, 3 a role. */
  seniorWhiteList?: { id: string; type: number; name: string }[];
}

const TYPES: Record<number, PickKind> = { 0: "person", 1: "person", 2: "department", 3: "role" };

interface State {
  open: boolean;
  scenes: string[];
  permits: Record<PickKind, string[]>;
}

function put(userId: string, { open, scenes, permits }: State): Promise<unknown> {
  return contact("POST", "seniorSettings", {
    seniorStaffId: userId,
    open,
    protectScenes: scenes,
    permitStaffIds: permits.person,
    permitDeptIds: permits.department.map(idOf),
    permitTagIds: permits.role.map(idOf),
  });
}

function stateOf(setting: Setting, open: boolean): State {
  const of = (kind: PickKind) =>
    (setting.seniorWhiteList ?? []).filter((one) => TYPES[one.type] === kind).map((one) => one.id);
  return {
    open,
    scenes: setting.protectScenes ?? [],
    permits: { person: of("person"), department: of("department"), role: of("role") },
  };
}

/** Somebody in Executive mode. */
interface Listed {
  userId: string;
  name: string;
  title?: string;
  avatar?: string;
}

const PAGE = 100;

/** Who is in Executive mode, by name: told to whoever administers rules, with or without people. */
function useExecutives() {
  return useInfiniteQuery({
    queryKey: ["executives"],
    queryFn: ({ pageParam, signal }) =>
      read<{ executives: Listed[]; rowCount: number }>("console/executives", { offset: pageParam, size: PAGE }, signal),
    initialPageParam: 0,
    getNextPageParam: (page, pages) => {
      const next = pages.length * PAGE;
      return next < page.rowCount ? next : undefined;
    },
  });
}

function One({ userId, side }: { userId: string; side: ReturnType<typeof useList>["side"] }) {
  const { t } = useTranslation("console");
  const act = useAct();
  const person = useColleague(userId);
  const { data, error, refetch } = useQuery({
    queryKey: ["executive", userId],
    queryFn: () => contact<Setting>("GET", "seniorSettings", undefined, { seniorStaffId: userId }),
  });
  const name = person?.name ?? userId;
  const on = person?.protected ?? false;
  const before = person && data && stateOf(data, on);
  const change = (part: Partial<State>) =>
    before &&
    act({
      text: t("done.executive", { name }),
      run: () => put(userId, { ...before, ...part }),
      undo: () => put(userId, before),
    });
  return (
    <Side
      {...side}
      stepped
      title={t("executive.of", { name })}
      second={person?.title}
      mark={<PersonMark userId={userId} name={name} avatar={person?.avatar} size={40} />}
    >
      {error ? (
        <ErrorState error={error} retry={refetch} />
      ) : !before ? (
        <SkeletonRows height={34} />
      ) : (
        <>
          <SwitchRow
            label={t("member.senior_mode")}
            more={t("member.senior_mode_more")}
            on={on}
            onChange={(open) => change({ open, scenes: before.scenes.length ? before.scenes : [...SCENES] })}
          />
          {on && (
            <>
              <h3 className="oc-h3">{t("executive.scenes")}</h3>
              <Checkbox.Group
                className="oc-stack"
                value={before.scenes}
                options={SCENES.map((value) => ({ value, label: t(`executive.scene.${value}`) }))}
                onChange={(scenes) => change({ scenes })}
              />
              <h3 className="oc-h3">{t("executive.permits")}</h3>
              <p className="ob-3 ob-sm">{t("executive.permitsMore")}</p>
              <Several
                field="permits"
                ids={before.permits}
                kinds={["person", "department", "role"]}
                onChange={(next) => change({ permits: { person: [], department: [], role: [], ...next } })}
              />
            </>
          )}
        </>
      )}
    </Side>
  );
}

/** Who is in Executive mode, which ways of contact are closed, and who is let through. */
export function Executives() {
  const { t } = useTranslation("console");
  const { get, set } = useAddress();
  const query = useExecutives();
  const { data, error, refetch } = query;
  const people = data?.pages.flatMap((page) => page.executives) ?? [];
  const chosen = get("executive");
  const list = useList({
    ids: people.map((one) => one.userId),
    open: chosen,
    onOpen: (id, replace) => set({ executive: id }, replace),
    onClose: () => set({ executive: undefined }),
  });
  return (
    <>
      <section className="oc-pane ob-scroll" aria-label={t("rule.tab.executive")}>
        <div className="oc-filters">
          <span className="ob-3 ob-sm ob-grow">{t("executive.more")}</span>
          <Picker kinds={["person"]} onPick={(picked) => set({ executive: picked.id })}>
            <Button size="small">{t("executive.add")}</Button>
          </Picker>
        </div>
        {error ? (
          <ErrorState error={error} retry={refetch} />
        ) : !data ? (
          <SkeletonRows height={52} />
        ) : people.length === 0 ? (
          <EmptyState title={t("executive.none")}>{t("executive.noneMore")}</EmptyState>
        ) : (
          <ul className="oc-rows">
            {people.map((one) => (
              <li key={one.userId} {...list.row(one.userId)}>
                <button type="button" className="oc-line-row" {...list.opens(one.userId)}>
                  <PersonName person={{ ...one, protected: true }} size={36} />
                </button>
              </li>
            ))}
          </ul>
        )}
        <More of={query} />
      </section>
      {chosen && <One key={chosen} userId={chosen} side={list.side} />}
    </>
  );
}
