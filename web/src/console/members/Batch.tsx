import { App, Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { sentence } from "../../shared/api/errors";
import { Icon } from "../../shared/components/Icon";
import { useKeys } from "../../shared/components/useKeys";
import { useAct } from "../api/act";
import { fetchMembers, fetchPerson, MEMBERS_PAGE, type MemberFilter } from "../api/directory";
import type { Member } from "../api/types";
import { Picker } from "../parts/Picker";
import type { Ticks } from "./useTicks";
import { AT_ONCE_MAX, forEach, updateUser, useWrites } from "./writes";

/** More people than this go through an import, whose plan can be looked at and undone. */
const BATCH_MAX = 2000;

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
  const { modal, message } = App.useApp();
  const writes = useWrites();
  const act = useAct();
  const [moving, setMoving] = useState(false);
  const [titling, setTitling] = useState<string>();
  const [busy, setBusy] = useState(false);
  useKeys({ m: () => setMoving(true), e: () => setTitling("") });
  const sure = (text: string, people: Member[]) =>
    people.length <= AT_ONCE_MAX ||
    new Promise<boolean>((answer) => {
      modal.confirm({
        title: text,
        content: t("batch.many", { count: people.length }),
        okText: t("batch.do"),
        cancelText: t("batch.not"),
        onOk: () => answer(true),
        onCancel: () => answer(false),
      });
    });
  const run = async (text: (count: number) => string, what: (people: Member[]) => Promise<boolean>) => {
    setBusy(true);
    try {
      const people = await everyTicked(ticks, filter);
      if (people.length >= BATCH_MAX) message.warning(t("batch.tooMany", { count: BATCH_MAX }));
      else if ((await sure(text(people.length), people)) && (await what(people))) ticks.clear();
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
  return (
    <div className="oc-filters oc-batch" role="toolbar" aria-label={t("batch.title", { count: ticks.count })}>
      <strong>{t("batch.title", { count: ticks.count })}</strong>
      <Picker
        kinds={["department"]}
        opened={moving}
        onOpened={setMoving}
        onPick={(picked) => {
          const to = { deptId: Number(picked.id), name: picked.name };
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
