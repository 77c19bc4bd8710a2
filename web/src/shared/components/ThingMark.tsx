import { Icon, type IconName } from "./Icon";

/** The mark of a department, an application or another thing: an icon, never letters. */
export function ThingMark({ icon, size = 28 }: { icon: IconName; size?: number }) {
  return (
    <span
      className="ob-mark ob-thing"
      style={{ width: size, height: size, borderRadius: Math.round(size * 0.27) }}
      aria-hidden="true"
    >
      <Icon name={icon} size={size < 32 ? "small" : undefined} />
    </span>
  );
}
