import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { usePower } from "../shell/context";
import { opens } from "../shell/pages";

/** How what is kept here is backed up: as a whole by whoever runs the server, people and departments as files by whoever administers them. */
export function Backup() {
  const { t } = useTranslation("console");
  const power = usePower();
  return (
    <section>
      <h2 className="oc-h3">{t("backup.title")}</h2>
      <p className="ob-2 ob-sm">{t("backup.whole")}</p>
      <dl className="oc-kv">
        <dt>{t("backup.save")}</dt>
        <dd>
          <code className="ob-mono oc-secret">orgbook backup FILE</code>
        </dd>
        <dt>{t("backup.restore")}</dt>
        <dd>
          <code className="ob-mono oc-secret">orgbook restore FILE</code>
        </dd>
      </dl>
      {opens("import", power) && (
        <>
          <p className="ob-2 ob-sm">{t("backup.files")}</p>
          <Link to="/console/import">{t("page.import")}</Link>
        </>
      )}
    </section>
  );
}
