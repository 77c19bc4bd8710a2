import { Tooltip } from "antd";
import type { ButtonHTMLAttributes, Ref } from "react";
import { Icon, type IconName } from "./Icon";

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  icon: IconName;
  /** What it does; shown on hover and told to screen readers. */
  label: string;
  small?: boolean;
  filled?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

/** A button that is an icon alone. */
export function IconButton({ icon, label, small, filled, className, ...more }: Props) {
  const classes = ["ob-icon-button", small && "ob-icon-button-small", className];
  return (
    <Tooltip title={label}>
      <button type="button" className={classes.filter(Boolean).join(" ")} aria-label={label} {...more}>
        <Icon name={icon} filled={filled} />
      </button>
    </Tooltip>
  );
}
