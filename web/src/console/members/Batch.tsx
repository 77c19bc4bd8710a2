import { App, Button, Input } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { sentence } from "../../shared/api/errors";
import { idOf } from "../../shared/api/exact";
import { Icon } from "../../shared/components/Icon";
import { useKeys } from "../../shared/components/useKeys";
import { useAct } from "../api/act";
import { fetchMembers, fetchPerson, type MemberFilter } from "../api/directory";
import { legacy } from "../api/own";
import { MEMBERS_PAGE } from "../api/rows";
import type { Member } from "../api/types";
import { type Picked, Picker } from "../parts/Picker";
import { useMay } from "../shell/context";
import { useSure } from "./useSure";
import type { Ticks } from "./useTicks";
import { forEach, updateUser, useWrites } from "./writes";

/** More people than this go through an import, whose plan can be looked at and undone. */
const BATCH_MAX = 2000;

/** Links are made one by one: more people are invited by an import, or in parts. */
const LINKS_MAX = 200;

const SignInLinks = lazy(async () => ({ default: (await import("./SignInLinks")).SignInLinks }));

interface Props {
  ticks: Ticks;
  filter: MemberFilter;
  deptId: number;
  below: boolean;
}

/** Everybody who is ticked, also those of the filter who were not fetched yet. */
async function everyTicked(ticks: Ticks, filter: MemberFilter): Promise<Member[]> {
  if (!ticks.all) return ticks.members;
  const found: Member[] = [];
  for (let offset = 0; found.length < BATCH_MAX; offset += MEMBERS_PAGE) {
    const page = await fetchMembers(filter, offset);
    found.push(...page.members.filter((member) => ticks.has(member.userId)));
    if (offset + MEMBERS_PAGE >= page.rowCount) break;
  }
  return found;
}

/** What can be done with those who are ticked. */
export function Batch({ ticks, filter, deptId, below }: Props) {
  const { t } = useTranslation("console");
  const { message } = App.useApp();
  const sure = useSure();
  const writes = useWrites();
  const act = useAct();
  const mayGive = useMay("roles");
  const [moving, setMoving] = useState(false);
  const [titling, setTitling] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [invited, setInvited] = useState<Member[]>();
  useKeys({ m: () => setMoving(true), e: () => setTitling("") });
  const run = async (text: (count: number) => string, what: (people: Member[]) => Promise<boolean>) => {
    setBusy(true);
    try {
      const people = await everyTicked(ticks, filter);
      if (people.length >= BATCH_MAX) message.warning(t("batch.tooMany", { count: BATCH_MAX }));
      else if ((await sure.many(text(people.length), people.length)) && (await what(people))) ticks.clear();
    } catch (error) {
      message.error(sentence(error));
    } finally {
      setBusy(false);
    }
  };
  const retitle = (title: string) =>
    run(
      (count) => t("batch.titleSure", { count, title }),
      async (people) => {
        const before = await Promise.all(people.map((person) => fetchPerson(person.userId)));
        return act({
          text: t("done.titled", { count: people.length, title }),
          run: () => forEach(people, (person) => updateUser(person.userId, { title })),
          undo: () => forEach(before, (person) => updateUser(person.userId, { title: person.title ?? "" })),
        });
      },
    );
  const lead = (manager: Picked) =>
    run(
      (count) => t("batch.managerSure", { count, name: manager.name }),
      async (people) => {
        const led = people.filter((person) => person.userId !== manager.id);
        const before = await Promise.all(led.map((person) => fetchPerson(person.userId)));
        return act({
          text: t("done.led", { count: led.length, name: manager.name }),
          run: () => forEach(led, (person) => updateUser(person.userId, { manager_userid: manager.id })),
          undo: () =>
            forEach(before, ({ userId, manager: one }) =>
              updateUser(userId, one ? { manager_userid: one.userId } : { force_update_fields: "manager_userid" }),
            ),
        });
      },
    );
  const giveRole = (role: Picked) =>
    run(
      (count) => t("batch.roleSure", { count, role: role.name }),
      async (people) => {
        const holders = await Promise.all(people.map((person) => fetchPerson(person.userId)));
        // Who had the role before keeps it when this is undone.
        const without = holders.filter(({ roles }) => !roles.some((one) => String(one.roleId) === role.id));
        const each = (path: string) => () =>
          forEach(without, ({ userId }) => legacy(path, { roleIds: role.id, userIds: userId }));
        return act({
          text: t("done.roleGivenMany", { count: without.length, role: role.name }),
          run: each("/topapi/role/addrolesforemps"),
          undo: each("/topapi/role/removerolesforemps"),
        });
      },
    );
  /** Those of whom nobody has signed in yet get a link to do so. */
  const invite = async () => {
    setBusy(true);
    try {
      const people = (await everyTicked(ticks, filter)).filter((one) => !one.active && !one.mirrored);
      if (people.length === 0) message.info(t("links.nobody"));
      else if (people.length > LINKS_MAX) message.warning(t("batch.tooMany", { count: LINKS_MAX }));
      else setInvited(people);
    } catch (error) {
      message.error(sentence(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="oc-filters oc-batch" role="toolbar" aria-label={t("batch.title", { count: ticks.count })}>
      <strong>{t("batch.title", { count: ticks.count })}</strong>
      <Picker
        kinds={["department"]}
        opened={moving}
        onOpened={setMoving}
        onPick={(picked) => {
          const to = { deptId: idOf(picked.id), name: picked.name };
          run(
            (count) => t("batch.moveSure", { count, to: to.name }),
            (people) => writes.move(people, below ? undefined : deptId, to),
          );
        }}
      >
        <Button size="small" loading={busy} icon={<Icon name="arrow" size="small" />}>
          {t("batch.move")}
        </Button>
      </Picker>
      {titling === undefined ? (
        <Button size="small" onClick={() => setTitling("")}>
          {t("batch.setTitle")}
        </Button>
      ) : (
        <Input
          size="small"
          autoFocus
          style={{ width: 160 }}
          placeholder={t("member.title")}
          aria-label={t("member.title")}
          maxLength={200}
          value={titling}
          onChange={(event) => setTitling(event.target.value)}
          onKeyDown={(event) => event.key === "Escape" && setTitling(undefined)}
          onPressEnter={() => {
            setTitling(undefined);
            retitle(titling.trim());
          }}
        />
      )}
      <Picker kinds={["person"]} onPick={lead}>
        <Button size="small">{t("batch.setManager")}</Button>
      </Picker>
      {mayGive && (
        <Picker kinds={["role"]} onPick={giveRole}>
          <Button size="small">{t("batch.addRole")}</Button>
        </Picker>
      )}
      <Button size="small" onClick={invite}>
        {t("links.batch")}
      </Button>
      {invited && (
        <Suspense>
          <SignInLinks people={invited} onClose={() => setInvited(undefined)} />
        </Suspense>
      )}
      <Button
        size="small"
        type="text"
        danger
        onClick={() =>
          run(
            (count) => t("batch.removeSure", { count }),
            (people) => writes.remove(people),
          )
        }
      >
        {t("batch.remove")}
      </Button>
      <span className="ob-grow" />
      {!ticks.all && (
        <Button size="small" type="text" onClick={ticks.everything}>
          {t("batch.all")}
        </Button>
      )}
      <Button size="small" type="text" onClick={ticks.clear}>
        {t("batch.clear")}
      </Button>
    </div>
  );
}
