import type { ReactNode } from "react";
import { Logo } from "../shared/components/Logo";
import { AppearanceSwitch, LanguageSwitch } from "../shared/components/switches";
import "./account.css";

/** A page before one is inside: the brand, the two switches, one thing to do. */
export function Frame({ children, picture, logo }: { children: ReactNode; picture?: boolean; logo?: string }) {
  return (
    <div className={picture ? "ac-frame ac-frame-picture" : "ac-frame"}>
      {picture && <Picture />}
      <header className="ac-brand">
        <Logo logo={logo} size={28} />
        <strong>Orgbook</strong>
      </header>
      <div className="ac-switches">
        <LanguageSwitch />
        <AppearanceSwitch />
      </div>
      <main className="ac-main">{children}</main>
    </div>
  );
}

/** A chart without anybody in it: nobody's name is told before signing in. */
function Picture() {
  return (
    <div className="ac-picture" aria-hidden="true">
      <svg viewBox="0 0 440 400" aria-hidden="true">
        <path d="M20 20v330M20 100q0 18 18 18h52M20 230q0 18 18 18h52M20 350q0 18 18 18h52M246 118h78M300 118v70q0 18 18 18h6M246 368h78" />
        <circle cx="20" cy="20" r="10" className="ac-seal" />
        {[
          [90, 90, 156, 0],
          [324, 90, 106, 3],
          [324, 180, 106, 4],
          [90, 220, 156, 1],
          [90, 340, 156, 9],
          [324, 340, 106, 5],
        ].map(([x = 0, y = 0, width = 0, hue = 0]) => (
          <g key={`${x} ${y}`} className={hue === 9 ? "ac-chosen" : undefined}>
            <rect x={x} y={y} width={width} height="56" rx="10" />
            <rect x={x + 14} y={y + 16} width="24" height="24" rx="7" className={`ac-mark-${hue}`} />
            <rect x={x + 48} y={y + 25} width={width - 84} height="6" rx="3" className="ac-text" />
          </g>
        ))}
      </svg>
    </div>
  );
}
