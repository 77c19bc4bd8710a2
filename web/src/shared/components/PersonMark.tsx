import { useState } from "react";
import { hue as hueOf, letters } from "./letters";

interface Props {
  userId: string;
  name?: string;
  avatar?: string;
  size?: 20 | 24 | 28 | 36 | 40 | 48 | 72;
  /** Where a list tells two of one name apart. */
  hue?: number;
}

/** The mark of somebody: the picture, or letters. The name stands beside it, so screen readers skip it. */
export function PersonMark({ userId, name = "", avatar, size = 28, hue = hueOf(userId) }: Props) {
  const style = {
    width: size,
    height: size,
    borderRadius: Math.round(size * 0.27),
    fontSize: Math.max(9, Math.round(size * (size >= 72 ? 0.32 : 0.36))),
    background: `var(--ob-x-avatar-${hue}-bg)`,
    color: `var(--ob-x-avatar-${hue}-text)`,
  };
  // One that cannot be had is none.
  const [missing, setMissing] = useState<string>();
  return (
    <span className="ob-mark" style={style} aria-hidden="true">
      {avatar && avatar !== missing ? (
        <img src={avatar} alt="" loading="lazy" onError={() => setMissing(avatar)} />
      ) : (
        letters(name)
      )}
    </span>
  );
}
