import { App, Button, Input, Popover } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../shared/components/IconButton";
import { useAddress } from "../parts/useAddress";
import { useKept } from "../parts/useKept";
import { type Column, columnsOf } from "./columns";

const VIEWS_MAX = 20;
const NAME_MAX = 40;
/** What of the address belongs to a view; who is looked at does not. */
const PARTS = ["dept", "state", "q", "sort", "direct"] as const;

interface View {
  name: string;
  parts: Partial<Record<(typeof PARTS)[number], string>>;
  columns: Column[];
}

function viewsOf(kept: unknown): View[] {
  if (!Array.isArray(kept)) return [];
  return kept.flatMap((one): View[] => {
    if (typeof one?.name !== "string") return [];
    const given = Object.entries(one.parts ?? {}).filter(
      ([part, value]) => (PARTS as readonly string[]).includes(part) && typeof value === "string",
    );
    return [{ name: one.name, parts: Object.fromEntries(given), columns: columnsOf(one.columns) }];
  });
}

interface Props {
  columns: Column[];
  onColumns: (next: Column[]) => void;
}

/** Filters under a name: department, state, search text, sort and columns. */
export function Views({ columns, onColumns }: Props) {
  const { t } = useTranslation("console");
  const { message } = App.useApp();
  const { get, set } = useAddress();
  const [views, setViews] = useKept("views", viewsOf);
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  const typed = name.trim();
  const save = () => {
    if (!typed) return;
    const others = views.filter((view) => view.name !== typed);
    if (others.length >= VIEWS_MAX) return message.error(t("views.tooMany", { count: VIEWS_MAX }));
    const parts = Object.fromEntries(PARTS.flatMap((part) => (get(part) ? [[part, get(part)]] : [])));
    setViews([...others, { name: typed, parts, columns }]);
    setName("");
  };
  const take = (view: View) => {
    const cleared = Object.fromEntries(PARTS.map((part) => [part, undefined]));
    set({ ...cleared, ...view.parts, person: undefined });
    onColumns(view.columns);
    setOpen(false);
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      arrow={false}
      title={t("views.title")}
      content={
        <div className="oc-pick">
          {views.length === 0 && <p className="ob-3 ob-sm oc-popover-text">{t("views.none")}</p>}
          <ul>
            {views.map((view) => (
              <li key={view.name} className="ob-flex">
                <button type="button" className="oc-list-link" onClick={() => take(view)}>
                  <span className="ob-ell">{view.name}</span>
                </button>
                <IconButton
                  small
                  icon="x"
                  label={t("pick.remove", { name: view.name })}
                  onClick={() => setViews(views.filter((other) => other !== view))}
                />
              </li>
            ))}
          </ul>
          <div className="ob-flex oc-hint">
            <Input
              size="small"
              maxLength={NAME_MAX}
              placeholder={t("views.name")}
              aria-label={t("views.name")}
              value={name}
              onChange={(event) => setName(event.target.value)}
              onPressEnter={save}
            />
            <Button size="small" disabled={!typed} onClick={save}>
              {t("save")}
            </Button>
          </div>
          <p className="ob-3 ob-sm oc-popover-text">{t("views.kept")}</p>
        </div>
      }
    >
      <IconButton small icon="star" label={t("views.title")} filled={views.length > 0} />
    </Popover>
  );
}
