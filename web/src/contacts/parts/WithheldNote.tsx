import { Popover } from "antd";
import { useTranslation } from "react-i18next";
import { Icon } from "../../shared/components/Icon";

/** A field that is not shown: that it is so, and the one sentence about it that an employee may know. */
export function Withheld() {
  const { t } = useTranslation("contacts");
  return (
    <span className="ob-2">
      <Icon name="lock" size="small" /> {t("withheld")}
    </span>
  );
}

export function WhyWithheld({ isProtected, label }: { isProtected: boolean; label: string }) {
  const { t } = useTranslation("contacts");
  const text = t(isProtected ? "whyProtected" : "whyWithheld");
  return (
    <Popover trigger="click" placement="bottomRight" content={<p style={{ maxWidth: 280 }}>{text}</p>}>
      <button type="button" className="ob-text-button ob-sm" aria-label={t("whyOf", { field: label })}>
        {t("why")}
      </button>
    </Popover>
  );
}
