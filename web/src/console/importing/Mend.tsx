import { useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { sentence } from "../../shared/api/errors";
import { type About, mendRow, type PlanRow } from "./api";
import { fieldOf } from "./titles";

const CELL_MAX = 2000;

interface CellProps {
  title: string;
  text: string;
  wrong: boolean;
  fixed: boolean;
  onMend: (text: string) => void;
}

/** One cell of a row that is wrong: what stood in the file, and what should stand there. */
function Cell({ title, text, wrong, fixed, onMend }: CellProps) {
  const [draft, setDraft] = useState(text);
  const known = useRef(text);
  const sent = useRef(text);
  useEffect(() => {
    // What is being typed meanwhile stays.
    setDraft((before) => (before === known.current ? text : before));
    known.current = text;
  }, [text]);
  // Enter and leaving the field save once.
  const save = () => {
    if (draft === text || draft === sent.current) return;
    sent.current = draft;
    onMend(draft);
  };
  return (
    <label className="oc-mend">
      <span className="ob-3 ob-sm">{title}</span>
      <input
        value={draft}
        maxLength={CELL_MAX}
        disabled={fixed}
        aria-invalid={wrong || undefined}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === "Enter") save();
          if (event.key === "Escape") setDraft(text);
        }}
      />
    </label>
  );
}

/** A row that is wrong: why, and its cells, mended where they stand. The whole row is checked again after each. */
export function Mend({
  row,
  titles,
  planId,
  fixed,
  about,
}: {
  row: PlanRow;
  titles: string[];
  planId: string;
  fixed: boolean;
  about: About;
}) {
  const { t, i18n } = useTranslation(["console", "log"]);
  const [colon, semicolon] = i18n.language === "en" ? [": ", "; "] : ["：", "；"];
  const { message } = App.useApp();
  const queries = useQueryClient();
  const errors = row.errors ?? [];
  const wrong = new Set(errors.map((one) => one.field));
  // What is wrong, and what says who is meant; empty cells that nobody misses stay away.
  const cells = titles.flatMap((title, at) => {
    const text = row.given?.[at] ?? "";
    const bad = wrong.has(fieldOf(title));
    return text || bad ? [{ title, text, bad }] : [];
  });
  const mend = async (title: string, text: string) => {
    try {
      await mendRow(planId, row.index, { [title]: text });
    } catch (refused) {
      message.error({ content: sentence(refused), duration: 8 });
    }
    await queries.invalidateQueries({ queryKey: ["plan", planId] });
  };
  return (
    <>
      <span className="oc-mends">
        {cells.map(({ title, text, bad }) => (
          <Cell key={title} title={title} text={text} wrong={bad} fixed={fixed} onMend={(next) => mend(title, next)} />
        ))}
      </span>
      <span className="oc-bad-text">
        {errors
          .map((one) =>
            [
              one.field &&
                t([`log:sheet.field_${about}.${one.field}`, `plan.field.${one.field}`], { defaultValue: one.field }),
              one.message,
            ]
              .filter(Boolean)
              .join(colon),
          )
          .join(semicolon)}
      </span>
    </>
  );
}
