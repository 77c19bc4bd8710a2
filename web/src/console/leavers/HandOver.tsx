import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { PersonMark } from "../../shared/components/PersonMark";
import { ErrorState, SkeletonRows } from "../../shared/components/states";
import { useAct } from "../api/act";
import { usePerson } from "../api/directory";
import { own, read } from "../api/own";
import { Chip } from "../parts/Chip";
import { Picker } from "../parts/Picker";
import { FOCUSED, Side } from "../parts/Side";

interface Counted {
  resource: string;
  count: number;
}

/** What somebody has goes to others, and with it the person may leave. */
export function HandOver({ userId, onClose, onLeft }: { userId: string; onClose: () => void; onLeft: () => void }) {
  const { t } = useTranslation("console");
  const act = useAct();
  const { data: person } = usePerson(userId);
  const name = person?.name ?? userId;
  const [receivers, setReceivers] = useState<Record<string, { id: string; name: string }>>({});
  const path = `console/leavers/${encodeURIComponent(userId)}`;
  const { data, error, refetch } = useQuery({
    queryKey: ["handover", userId],
    queryFn: () => read<{ resources: Counted[] }>(`${path}/handover`),
  });
  const resources = data?.resources.filter((one) => one.count > 0) ?? [];
  const tasks = Object.entries(receivers).map(([resource, receiver]) => ({ resource, receiverUserId: receiver.id }));
  const run = async (leave: boolean) => {
    const done = await act({
      text: t(leave ? "done.leftAndHandedOver" : "done.handedOver", {
        count: tasks.length,
        name,
      }),
      run: () => own("POST", `${path}/handover`, { tasks, leave }),
      undo: leave ? () => own("POST", `${path}/restore`, {}) : undefined,
    });
    if (done) (leave ? onLeft : onClose)();
  };
  return (
    <Side
      onClose={onClose}
      title={t("leaver.handOverOf", { name })}
      second={[person?.title, person?.departments[0]?.name].filter(Boolean).join(" · ")}
      mark={<PersonMark userId={userId} name={person?.name} avatar={person?.avatar} size={40} />}
      byKey={FOCUSED}
      back="[data-does]"
      footer={
        <div className="ob-flex">
          <Button type="text" danger onClick={() => run(true)}>
            {t("leaver.leave")}
          </Button>
          <span className="ob-grow" />
          <Button type="primary" disabled={tasks.length === 0} onClick={() => run(false)}>
            {t("leaver.handOver")}
          </Button>
        </div>
      }
    >
      <p className="ob-2">{t("leaver.handOverMore")}</p>
      {error ? (
        <ErrorState error={error} retry={refetch} />
      ) : !data ? (
        <SkeletonRows rows={3} height={44} />
      ) : resources.length === 0 ? (
        <p className="ob-note">{t("leaver.nothing")}</p>
      ) : (
        <ul className="oc-rows">
          {resources.map(({ resource, count }) => {
            const receiver = receivers[resource];
            return (
              <li key={resource} className="oc-card-row">
                <span className="ob-grow">
                  {t(`leaver.kind.${resource}`, { defaultValue: resource })} <span className="ob-3">{count}</span>
                </span>
                {receiver ? (
                  <Chip
                    kind="person"
                    {...receiver}
                    onRemove={() => {
                      const { [resource]: _gone, ...rest } = receivers;
                      setReceivers(rest);
                    }}
                  />
                ) : (
                  <Picker
                    kinds={["person"]}
                    label={t("leaver.receiver")}
                    taken={new Set([`person:${userId}`])}
                    onPick={(picked) => setReceivers({ ...receivers, [resource]: picked })}
                  />
                )}
              </li>
            );
          })}
        </ul>
      )}
    </Side>
  );
}
