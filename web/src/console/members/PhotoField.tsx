import { App } from "antd";
import { useTranslation } from "react-i18next";
import { PersonMark } from "../../shared/components/PersonMark";
import { PhotoButtons } from "../../shared/components/PhotoButtons";
import { useAct } from "../api/act";
import { own } from "../api/own";
import type { PersonPage } from "../api/types";

/** The picture in base64 that an address leads to, so that it can be set again. */
async function contentOf(avatar: string | undefined): Promise<string> {
  if (!avatar) return "";
  const answer = await fetch(avatar);
  if (!answer.ok) return "";
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

/** Somebody's picture, set by an administrator. Who is here through a partner has it from there. */
export function PhotoField({ person }: { person: PersonPage }) {
  const { t } = useTranslation("console");
  const act = useAct();
  const { message } = App.useApp();
  const { userId, name, avatar } = person;
  const put = (picture: string) => own("PUT", `console/people/${encodeURIComponent(userId)}/photo`, { picture });
  const set = async (picture: string) => {
    const before = await contentOf(avatar);
    act({
      text: t(picture ? "done.photo" : "done.photoRemoved", { name }),
      run: () => put(picture),
      undo: () => put(before),
    });
  };
  return (
    <dl className="oc-kv">
      <dt>{t("member.photo")}</dt>
      <dd className="oc-several">
        <PersonMark userId={userId} name={name} avatar={avatar} size={48} />
        {person.mirroredFrom.length === 0 && <PhotoButtons has={!!avatar} onSet={set} onWrong={message.error} />}
      </dd>
    </dl>
  );
}
