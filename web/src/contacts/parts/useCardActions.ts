import { useTranslation } from "react-i18next";
import { useUndo } from "../../shared/components/UndoBar";
import { copy, dialled } from "../../shared/text";
import { useHere } from "../context";
import type { Profile } from "../data";
import { saveCard } from "../vcard";
import { reachable } from "./rows";

/** What may be done with somebody's card; the same on every size of window. */
export function useCardActions(person: Profile) {
  const { t } = useTranslation("contacts");
  const { kept, organization } = useHere();
  const undo = useUndo();
  const starred = kept.isStarred(person.userId);
  const name = person.name ?? t("shared:person.nameless");
  const tell = async (text: string, what: string) => {
    if (await copy(text)) undo({ text: t("copied", { what }) });
    else undo({ text: t("notCopied") });
  };
  return {
    starred,
    star: () => {
      if (starred) {
        kept.unstar(person.userId);
        undo({ text: t("unstarredDone", { name }), undo: () => kept.star(person) });
      } else {
        kept.star(person);
        undo({ text: t("starredDone", { name }), undo: () => kept.unstar(person.userId) });
      }
    },
    copy: tell,
    copyNumber: () => {
      const number = reachable(person);
      if (number) tell(number, t("number"));
    },
    share: async () => {
      const url = `${location.origin}/contacts/people/${encodeURIComponent(person.userId)}`;
      if ("share" in navigator && matchMedia("(pointer: coarse)").matches) {
        await navigator.share({ title: name, url }).catch(() => undefined);
      } else await tell(url, t("link"));
    },
    save: () => saveCard(person, organization),
    call: reachable(person) ? `tel:${dialled(reachable(person) ?? "")}` : undefined,
    mail: person.email ? `mailto:${person.email}` : undefined,
    /** Nobody may call who is on the other side of Executive mode. */
    callBlocked: person.blocked.includes("CALL"),
  };
}
