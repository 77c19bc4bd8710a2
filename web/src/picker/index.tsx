import { Button } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useSearchParams } from "react-router";
import { signInPath, useSession } from "../shared/api/session";
import { EmptyState } from "../shared/components/states";
import { type Choice, PeoplePicker } from "../shared/picker/PeoplePicker";

const LIMIT_MAX = 200;
const KINDS: readonly Choice["kind"][] = ["person", "department", "role", "roleGroup"];

/** The window that another application opens to have people chosen. It is told what was chosen, and nothing else. */
export function Component() {
  const { t } = useTranslation("picker");
  const [address] = useSearchParams();
  const session = useSession();
  const [value, setValue] = useState<Choice[]>([]);
  const origin = asker(address.get("origin"));
  const token = address.get("request") ?? "";
  const limit = Math.min(LIMIT_MAX, Math.max(1, Number(address.get("limit")) || LIMIT_MAX));
  const asked = (address.get("kinds") ?? "person,department").split(",");
  const kinds = KINDS.filter((kind) => asked.includes(kind));
  useEffect(() => {
    document.title = t("title");
  }, [t]);
  if (session.data && session.data.state !== "signedIn") return <Navigate to={signInPath()} replace />;
  const opener = window.opener as Window | null;
  if (!origin || !opener) return <EmptyState title={t("alone")}>{t("aloneHow")}</EmptyState>;
  const answer = (chosen: Choice[] | null) => {
    // The other application may not read ids that are too large for a number: it is told these as texts.
    const told = JSON.parse(JSON.stringify(chosen));
    opener.postMessage({ orgbook: "picked", request: token, chosen: told }, origin);
    window.close();
  };
  return (
    <main className="pk-window">
      <h1 style={{ fontSize: 16, lineHeight: "24px" }}>{t("title")}</h1>
      <p className="ob-note">{t("tells", { origin })}</p>
      <PeoplePicker value={value} onChange={setValue} kinds={kinds.length > 0 ? kinds : undefined} limit={limit} />
      <div className="pk-buttons">
        <Button onClick={() => answer(null)}>{t("shared:cancel")}</Button>
        <Button type="primary" aria-disabled={value.length === 0} onClick={() => value.length > 0 && answer(value)}>
          {t("choose", { count: value.length })}
        </Button>
      </div>
    </main>
  );
}

/** The origin that asks, if it is one. */
function asker(text: string | null): string | undefined {
  try {
    const { origin, protocol } = new URL(text ?? "");
    return protocol === "https:" || protocol === "http:" ? origin : undefined;
  } catch {
    return undefined;
  }
}
