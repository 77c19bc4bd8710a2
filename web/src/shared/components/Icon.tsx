import { SHAPES } from "./shapes";

export type IconName = keyof typeof SHAPES;

interface Props {
  name: IconName;
  size?: "small" | "large";
  filled?: boolean;
}

/** An icon; what it means is said by the text beside it, or by the name of its button. */
export function Icon({ name, size, filled }: Props) {
  const classes = ["ob-icon", size && `ob-icon-${size}`, filled && "ob-icon-filled"];
  return (
    <svg className={classes.filter(Boolean).join(" ")} viewBox="0 0 20 20" aria-hidden="true">
      {SHAPES[name]}
    </svg>
  );
}
