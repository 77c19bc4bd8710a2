// Links by which people set a password and sign in for the first time. Fetched when somebody asks for one.

import { App, Button, Modal, Progress } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { sentence } from "../../shared/api/errors";
import { copy } from "../../shared/text";
import { own, save } from "../api/own";
import { moment } from "../parts/format";
import { cell } from "./values";
import { forEach } from "./writes";

interface Person {
  userId: string;
  name?: string;
  mobile?: string;
}

interface Made {
  person: Person;
  url?: string;
  expiresAt?: number;
  /** Why there is none. */
  why?: string;
}

async function make(person: Person): Promise<Made> {
  try {
    const path = `console/people/${encodeURIComponent(person.userId)}/password-link`;
    return { person, ...(await own<{ url: string; expiresAt: number }>("POST", path, {})) };
  } catch (error) {
    return { person, why: sentence(error) };
  }
}

/** Makes a link for each of some people; one is copied, several are saved as a file. */
export function SignInLinks({ people, onClose }: { people: readonly Person[]; onClose: () => void }) {
  const { t, i18n } = useTranslation("console");
  const { message } = App.useApp();
  const [made, setMade] = useState<Made[]>();
  const [done, setDone] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for those with whom it was opened
  useEffect(() => {
    const links: Made[] = [];
    let gone = false;
    const each = async (person: Person) => {
      if (!gone) links.push(await make(person));
    };
    forEach(people, each, setDone).then(() => !gone && setMade(links));
    return () => {
      gone = true;
    };
  }, []);
  const links = made?.filter((one) => one.url) ?? [];
  const failed = made?.filter((one) => one.why) ?? [];
  const until = links[0]?.expiresAt;
  const file = () => {
    const titles = ["name", "mobile", "userid"].map((key) => t(`member.${key}`));
    const rows = links.map(({ person, url = "" }) => [person.name ?? "", person.mobile ?? "", person.userId, url]);
    const lines = [[...titles, t("links.link")], ...rows].map((row) => row.map(cell).join(","));
    save(new Blob([`\ufeff${lines.join("\r\n")}\r\n`], { type: "text/csv;charset=utf-8" }), "links.csv");
  };
  return (
    <Modal
      open
      title={people.length === 1 ? t("links.of", { name: people[0]?.name ?? people[0]?.userId }) : t("links.title")}
      onCancel={onClose}
      footer={<Button onClick={onClose}>{t("links.close")}</Button>}
    >
      <p className="ob-2">{t("links.more")}</p>
      {!made ? (
        <Progress percent={Math.round((done / people.length) * 100)} aria-label={t("links.making")} />
      ) : people.length === 1 && links[0]?.url ? (
        <p className="ob-note">
          <code className="ob-mono oc-secret ob-grow">{links[0].url}</code>
          <Button
            size="small"
            onClick={async () => message.info(t((await copy(links[0]?.url ?? "")) ? "copied" : "copyFailed"))}
          >
            {t("copy")}
          </Button>
        </p>
      ) : (
        links.length > 0 && (
          <p>
            <Button type="primary" onClick={file}>
              {t("links.save", { count: links.length })}
            </Button>
          </p>
        )
      )}
      {until && <p className="ob-3 ob-sm">{t("links.until", { when: moment(until, i18n.language) })}</p>}
      {failed.length > 0 && (
        <div role="alert">
          <p className="ob-2">{t("links.failed", { count: failed.length })}</p>
          <ul className="ob-sm oc-links-failed">
            {failed.map(({ person, why }) => (
              <li key={person.userId}>
                {person.name ?? person.userId} <span className="ob-3">{why}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Modal>
  );
}
