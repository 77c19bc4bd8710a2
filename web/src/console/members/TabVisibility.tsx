import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Icon } from "../../shared/components/Icon";
import { Chip } from "../parts/Chip";
import { type Picked, Picker } from "../parts/Picker";
import { usePower } from "../shell/context";
import { opens } from "../shell/pages";
import { Explain } from "../visibility/Explain";
import type { TabProps } from "./TabProfile";

/** Who sees this person: proven on somebody. */
export function TabVisibility({ person }: TabProps) {
  const { t } = useTranslation("console");
  const [viewer, setViewer] = useState<Picked>();
  const power = usePower();
  const id = encodeURIComponent(person.userId);
  return (
    <section className="oc-group">
      <h3 className="oc-h3">{t("explain.whoSees", { name: person.name })}</h3>
      <p className="ob-note">
        <Icon name="eye" size="small" />
        <span>{t("explain.pick")}</span>
      </p>
      <div className="ob-flex oc-hint">
        {viewer ? (
          <Chip kind="person" id={viewer.id} name={viewer.name} onRemove={() => setViewer(undefined)} />
        ) : (
          <Picker
            kinds={["person"]}
            label={t("explain.viewer")}
            onPick={setViewer}
            taken={new Set([`person:${person.userId}`])}
          />
        )}
        <span className="ob-grow" />
        {opens("visibility", power) && (
          <Link to={`/console/visibility?target=${id}${viewer ? `&viewer=${encodeURIComponent(viewer.id)}` : ""}`}>
            <Button size="small" type="text">
              {t("explain.openPage")}
            </Button>
          </Link>
        )}
      </div>
      {viewer && (
        <Explain
          viewer={viewer.id}
          target={person.userId}
          viewerName={viewer.name}
          targetName={person.name ?? person.userId}
        />
      )}
    </section>
  );
}
