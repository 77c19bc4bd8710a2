import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useDeferredValue, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Icon, type IconName } from "../../shared/components/Icon";
import { speak } from "../../shared/i18n";
import { choose, useAppearance } from "../../shared/theme/theme";
import { undoLast } from "../api/act";
import { searchDepartments, searchPeople } from "../api/directory";
import { usePower } from "./context";
import { opens, PAGES } from "./pages";

interface Choice {
  id: string;
  icon: IconName;
  text: ReactNode;
  more?: ReactNode;
  keys?: string;
  run: () => void;
}

interface Props {
  open: boolean;
  onClose: () => void;
  onHelp: () => void;
}

/** People and departments that a text finds. */
function useFound(q: string) {
  const { may } = usePower();
  return useQuery({
    queryKey: ["palette", q],
    queryFn: async ({ signal }) => {
      const [people, departments] = await Promise.all([searchPeople(q, signal), searchDepartments(q, signal)]);
      return { people: people.slice(0, 6), departments: departments.slice(0, 4) };
    },
    enabled: q.length > 0 && may("contacts"),
    placeholderData: (before) => before,
  });
}

function useCommands(onHelp: () => void): (Choice & { words: string })[] {
  const { t, i18n } = useTranslation("console");
  const navigate = useNavigate();
  const appearance = useAppearance();
  const power = usePower();
  const go = (to: string) => () => navigate(`/console/${to}`);
  const pages = PAGES.filter(({ path }) => opens(path, power)).map((page) => {
    const text = t(`page.${page.path}`);
    const keys = page.letter && `G ${page.letter.toUpperCase()}`;
    return { id: page.path, icon: page.icon, text, words: `${text} ${page.path}`, keys, run: go(page.path) };
  });
  const command = (id: string, icon: IconName, run: () => void, keys?: string) => {
    const text = t(`palette.${id}`);
    return { id: `do-${id}`, icon, text, words: `${text} ${id}`, run, keys };
  };
  const on = (page: string, one: Choice & { words: string }) => (opens(page, power) ? [one] : []);
  return [
    ...pages,
    ...on("members", command("addMember", "plus", go("members?add=1"), "N")),
    ...on("applications", command("invite", "link", go("applications?tab=invite"))),
    ...on("visibility", command("addRule", "eyeoff", go("visibility?rule=new"))),
    command("undo", "undo", () => undoLast()),
    command("language", "lang", () => speak(i18n.language === "en" ? "zh-CN" : "en")),
    command("appearance", "moon", () => choose(appearance === "dark" ? "light" : "dark")),
    command("keys", "info", onHelp, "?"),
  ];
}

function useChoices(q: string, onHelp: () => void): Choice[] {
  const { t } = useTranslation("console");
  const navigate = useNavigate();
  const commands = useCommands(onHelp);
  const { data } = useFound(q);
  const words = q.toLowerCase();
  const fitting = commands.filter((command) => !q || command.words.toLowerCase().includes(words));
  const found = q ? data : undefined;
  const people = (found?.people ?? []).map((person) => ({
    id: `person-${person.userId}`,
    icon: "user" as const,
    text: person.name ?? person.userId,
    more: [person.jobNumber, person.title].filter(Boolean).join(" · "),
    run: () => navigate(`/console/members?person=${encodeURIComponent(person.userId)}`),
  }));
  const [first] = found?.people ?? [];
  const power = usePower();
  const asks = opens("visibility", power) &&
    first && {
      id: "whom",
      icon: "eye" as const,
      text: t("palette.whom", { name: first.name ?? first.userId }),
      run: () => navigate(`/console/visibility?viewer=${encodeURIComponent(first.userId)}`),
    };
  const departments = (found?.departments ?? []).map((department) => ({
    id: `dept-${department.deptId}`,
    icon: "dept" as const,
    text: department.name,
    more: department.path
      .slice(0, -1)
      .map((step) => step.name)
      .join(" / "),
    run: () => navigate(`/console/members?dept=${department.deptId}`),
  }));
  return [...people, ...departments, ...fitting, ...(asks ? [asks] : [])];
}

/** One field for everything: people, departments, pages, commands. */
export function Palette({ open, onClose, onHelp }: Props) {
  const { t } = useTranslation("console");
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useId();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const choices = useChoices(useDeferredValue(text.trim()), onHelp);
  useEffect(() => {
    if (open) {
      setText("");
      setAt(0);
      dialog.current?.showModal();
    } else dialog.current?.close();
  }, [open]);
  const current = Math.min(at, choices.length - 1);
  useEffect(() => {
    document.getElementById(`${list}-${current}`)?.scrollIntoView({ block: "nearest" });
  }, [current, list]);
  const take = (choice?: Choice) => {
    if (!choice) return;
    onClose();
    choice.run();
  };
  const pressed = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") setAt(Math.min(current + 1, choices.length - 1));
    else if (event.key === "ArrowUp") setAt(Math.max(current - 1, 0));
    else if (event.key === "Enter") take(choices[current]);
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself
    <dialog
      ref={dialog}
      className="oc-palette"
      aria-label={t("palette.title")}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <div className="oc-palette-field">
        <Icon name="search" size="large" />
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={choices.length ? `${list}-${current}` : undefined}
          aria-label={t("palette.title")}
          placeholder={t("palette.placeholder")}
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={pressed}
        />
        <kbd className="ob-key">Esc</kbd>
      </div>
      <div id={list} role="listbox" className="oc-palette-list" aria-label={t("palette.title")}>
        {choices.map((choice, index) => (
          // biome-ignore lint/a11y: the field keeps the focus, its keys choose
          <div
            key={choice.id}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === current}
            className="oc-palette-row"
            onMouseMove={() => setAt(index)}
            onClick={() => take(choice)}
          >
            <Icon name={choice.icon} />
            <span className="ob-ell oc-strong">{choice.text}</span>
            {choice.more && <span className="ob-3 ob-sm ob-ell">{choice.more}</span>}
            {choice.keys && <kbd className="ob-key oc-end">{choice.keys}</kbd>}
          </div>
        ))}
        {choices.length === 0 && <p className="ob-3 oc-palette-none">{t("palette.none", { q: text })}</p>}
      </div>
      <span className="ob-sr" role="status">
        {text && t("palette.results", { count: choices.length })}
      </span>
    </dialog>
  );
}
