import { Button, Switch } from "antd";
import { QRCodeSVG } from "qrcode.react";
import { useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../shared/components/Icon";
import { PersonMark } from "../shared/components/PersonMark";
import { SkeletonRows } from "../shared/components/states";
import { useHere } from "./context";
import { useProfile } from "./data";
import { useCalled } from "./parts/rows";
import { useCardActions } from "./parts/useCardActions";
import { vcard } from "./vcard";

/** One's own card as a code: an address for colleagues, or a card that an outsider's phone reads without any server. */
export function MyCard() {
  const { me, organization } = useHere();
  const { data } = useProfile(me.userId);
  if (!data) return <SkeletonRows rows={3} />;
  return <Shown key={me.userId} person={data} organization={organization} />;
}

interface ShownProps {
  person: NonNullable<ReturnType<typeof useProfile>["data"]>;
  organization: string;
}

function Shown({ person, organization }: ShownProps) {
  const { t } = useTranslation("contacts");
  const [outside, setOutside] = useState(false);
  const [mail, setMail] = useState(true);
  const [mobile, setMobile] = useState(false);
  const act = useCardActions(person);
  const called = useCalled("person");
  const label = (id: string) => called(id, person.fields.find((field) => field.id === id)?.label);
  const place = useRef<HTMLDivElement>(null);
  const address = `${location.origin}/contacts/people/${encodeURIComponent(person.userId)}`;
  const told = {
    ...person,
    departments: [],
    fields: [],
    email: mail ? person.email : undefined,
    mobile: mobile ? person.mobile : undefined,
  };
  const code = outside ? vcard(told, organization) : address;
  const savePicture = () => {
    const picture = place.current?.querySelector("svg");
    if (!picture) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([picture.outerHTML], { type: "image/svg+xml" }));
    link.download = "card.svg";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  return (
    <div className="ct-mycard">
      <section className="ph-block">
        <div className="ct-mycard-who">
          <PersonMark userId={person.userId} name={person.name} avatar={person.avatar} size={48} />
          <span className="ob-grow">
            <strong className="ct-mycard-name ob-ell">{person.name}</strong>
            <span className="ob-2 ob-ell">{[person.title, organization].filter(Boolean).join(" · ")}</span>
          </span>
        </div>
        <div className="ct-code" ref={place}>
          <QRCodeSVG
            value={code}
            size={224}
            marginSize={2}
            level="M"
            title={t("card.title")}
            bgColor="#fff"
            fgColor="#1b1c20"
          />
        </div>
        <p className="ct-mycard-note ob-2">{t(outside ? "card.outside" : "card.colleagues")}</p>
      </section>
      <section className="ph-block ct-switches">
        <Ticked label={t("card.forOutside")} value={outside} change={setOutside} />
        {outside && person.email && <Ticked label={label("email")} value={mail} change={setMail} />}
        {outside && person.mobile && <Ticked label={label("mobile")} value={mobile} change={setMobile} />}
      </section>
      <div className="ct-mycard-acts">
        <Button size="large" onClick={savePicture} icon={<Icon name="download" size="small" />}>
          {t("card.picture")}
        </Button>
        <Button size="large" type="primary" onClick={act.share} icon={<Icon name="share" size="small" />}>
          {t("shareShort")}
        </Button>
      </div>
    </div>
  );
}

function Ticked({ label, value, change }: { label: string; value: boolean; change: (value: boolean) => void }) {
  const id = useId();
  return (
    <label htmlFor={id}>
      <span>{label}</span>
      <Switch id={id} checked={value} onChange={change} />
    </label>
  );
}
