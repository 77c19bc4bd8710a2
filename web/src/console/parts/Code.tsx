import { App } from "antd";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { writeJson } from "../../shared/api/exact";
import { IconButton } from "../../shared/components/IconButton";
import { copy } from "../../shared/text";

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d+(?:\.\d+)?)|\b(true|false|null)\b/g;

/** A JSON text with its keys, texts and numbers tinted. */
function tinted(text: string) {
  const parts: { text: string; kind?: string; at: number }[] = [];
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    const from = match.index;
    if (from > at) parts.push({ text: text.slice(at, from), at });
    const [whole, string, colon] = match;
    parts.push({
      text: string && colon ? string : whole,
      kind: string ? (colon ? "key" : "text") : "number",
      at: from,
    });
    if (string && colon) parts.push({ text: colon, at: from + string.length });
    at = from + whole.length;
  }
  parts.push({ text: text.slice(at), at });
  return parts.map((part) =>
    part.kind ? (
      <span key={part.at} className={`oc-code-${part.kind}`}>
        {part.text}
      </span>
    ) : (
      <Fragment key={part.at}>{part.text}</Fragment>
    ),
  );
}

/** Code that can be read and copied: a value as JSON, or a text as it is. */
export function Code({ value, label }: { value: unknown; label?: string }) {
  const { t } = useTranslation("console");
  const { message } = App.useApp();
  const text = typeof value === "string" ? value : writeJson(value, 2);
  return (
    <div className="oc-code-box">
      <IconButton
        small
        icon="copy"
        label={t("copy")}
        className="oc-code-copy"
        onClick={async () => message.info(t((await copy(text)) ? "copied" : "copyFailed"))}
      />
      <section aria-label={label ?? t("code")}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled with the keys */}
        <pre className="oc-code" tabIndex={0}>
          {typeof value === "string" ? value : tinted(text)}
        </pre>
      </section>
    </div>
  );
}
