import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Progress, Segmented } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { sentence } from "../../shared/api/errors";
import { Icon } from "../../shared/components/Icon";
import { useNarrow } from "../../shared/components/useNarrow";
import { count } from "../../shared/text";
import { Chip } from "../parts/Chip";
import { Picker } from "../parts/Picker";
import { useAddress } from "../parts/useAddress";
import { useConsole, usePower } from "../shell/context";
import { PageBar } from "../shell/PageBar";
import { AskCode } from "./AskCode";
import { ABOUTS, type About, type Checked, downloaded, upload } from "./api";
import { PlanPage } from "./PlanPage";
import { Recent } from "./Recent";

/** Upload, template and export. */
function Start() {
  const { t, i18n } = useTranslation(["console", "log"]);
  const { session } = useConsole();
  const { message } = App.useApp();
  const { get, set } = useAddress();
  const { may, whole } = usePower();
  const open = ABOUTS.filter((one) =>
    one === "externalContacts" ? whole && may("externalContacts") : may("contacts"),
  );
  const about = open.find((one) => one === get("about")) ?? open[0] ?? "people";
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [checked, setChecked] = useState<Checked>();
  const [over, setOver] = useState(false);
  const [department, setDepartment] = useState<{ id: string; name: string }>();
  const send = async (file: File | undefined) => {
    if (!file) return;
    setBusy(true);
    try {
      const plan = await upload(file, about, setChecked);
      await queries.invalidateQueries({ queryKey: ["plans"] });
      set({ plan: plan.planId });
    } catch (error) {
      message.error({ content: sentence(error), duration: 8 });
    } finally {
      setBusy(false);
      setChecked(undefined);
    }
  };
  const lang = i18n.language === "en" ? "en" : "zh";
  const [asking, setAsking] = useState(false);
  const template = async () => {
    try {
      await downloaded("console/import/template", { lang, about });
    } catch (error) {
      message.error(sentence(error));
    }
  };
  const deptId = about === "people" ? department?.id : undefined;
  const narrow = useNarrow();
  const exported = (code?: string) => downloaded("console/export", { lang, about, deptId, code });
  // Whoever has a second factor shows it: people are handed out.
  const people = async () => {
    if (session.secondFactor === "on" && about !== "departments") return setAsking(true);
    try {
      await exported();
    } catch (error) {
      message.error(sentence(error));
    }
  };
  return (
    <>
      <PageBar title={t("page.import")} fact={t("import.fact")} />
      <div className="oc-body oc-body-stack">
        <section className="oc-pane ob-scroll" aria-label={t("page.import")}>
          <div className="oc-page-narrow oc-stack oc-import">
            <Segmented<About>
              block
              size={narrow ? "small" : "middle"}
              aria-label={t("log:sheet.about.title")}
              value={about}
              options={open.map((value) => ({ value, label: t(`log:sheet.about.${value}`) }))}
              onChange={(next) => set({ about: next === open[0] ? undefined : next }, true)}
            />
            {/* biome-ignore lint/a11y/noStaticElementInteractions: the button within does the same */}
            <div
              className="oc-drop"
              data-over={over || undefined}
              onDragOver={(event) => {
                event.preventDefault();
                setOver(true);
              }}
              onDragLeave={() => setOver(false)}
              onDrop={(event) => {
                event.preventDefault();
                setOver(false);
                send(event.dataTransfer.files[0]);
              }}
            >
              <Icon name="upload" size="large" />
              <strong>{t("import.drop")}</strong>
              <p className="ob-2 ob-sm">{t(about === "people" ? "import.dropMore" : `log:sheet.dropMore_${about}`)}</p>
              <Button type="primary" loading={busy} onClick={() => input.current?.click()}>
                {t("import.choose")}
              </Button>
              {busy && checked && (
                <div className="oc-checking">
                  <Progress
                    percent={checked.all ? Math.round((checked.done / checked.all) * 100) : 0}
                    aria-label={t("import.reading")}
                  />
                  <span className="ob-2 ob-sm" role="status">
                    {checked.all
                      ? t("import.checking", {
                          done: count(checked.done, i18n.language),
                          all: count(checked.all, i18n.language),
                        })
                      : t("import.reading")}
                  </span>
                </div>
              )}
              <input
                ref={input}
                type="file"
                hidden
                accept=".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                aria-label={t("import.choose")}
                onChange={(event) => {
                  send(event.target.files?.[0]);
                  event.target.value = "";
                }}
              />
            </div>
            <div className="oc-card-row oc-card">
              <span className="ob-grow">
                <strong>{t("import.template")}</strong>
                <span className="ob-3 ob-sm oc-block">
                  {t(about === "people" ? "import.templateMore" : `log:sheet.templateMore_${about}`)}
                </span>
              </span>
              <Button icon={<Icon name="download" size="small" />} onClick={template}>
                {t("import.download")}
              </Button>
            </div>
            <div className="oc-card-row oc-card oc-wrap">
              <span className="ob-grow">
                <strong>{t("import.export")}</strong>
                <span className="ob-3 ob-sm oc-block">
                  {t(about === "people" ? "import.exportMore" : `log:sheet.exportMore_${about}`)}
                </span>
                {about !== "people" ? null : department ? (
                  <Chip kind="department" {...department} onRemove={() => setDepartment(undefined)} />
                ) : (
                  <Picker kinds={["department"]} label={t("application.department")} onPick={setDepartment} />
                )}
              </span>
              <Button icon={<Icon name="download" size="small" />} onClick={people}>
                {t("import.download")}
              </Button>
            </div>
          </div>
        </section>
        {asking && <AskCode onCode={exported} onClose={() => setAsking(false)} />}
        <aside className="oc-side-panel oc-side-small" aria-label={t("plan.recent")}>
          <h2 className="oc-h3">{t("plan.recent")}</h2>
          <Recent />
        </aside>
      </div>
    </>
  );
}

/** Import and export: a file becomes a plan that is looked at, applied and undone. */
export function Component() {
  const { get } = useAddress();
  const plan = get("plan");
  return plan ? <PlanPage key={plan} planId={plan} /> : <Start />;
}
