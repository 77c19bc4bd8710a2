import { useTranslation } from "react-i18next";
import { count } from "../../shared/text";
import { BAR, between, failures, type Hour, isBad, parts, share, sums } from "./day";

/** How far one bar is from the next, and how wide it is. */
const [STEP, WIDTH] = [6, 4];
/** The line that stands for an hour in which nothing was sent. */
const NOTHING = 1.5;

/** What the bars say, in words. */
function useSaid(hours: readonly Hour[]) {
  const { t, i18n } = useTranslation("console");
  const number = (value: number) => count(value, i18n.language);
  const { delivered, failed } = sums(hours);
  if (delivered + failed === 0) return [t("delivery.dayNothing")];
  const said = [t("delivery.daySaid", { delivered: number(delivered), failed: number(failed) })];
  if (failed > 0) {
    said.push(t("delivery.dayFailed", { when: failures(hours).map(between).join(t("comma")) }));
  }
  return said;
}

/** The last 24 hours: how much of what went out in each was taken, and how much failed. */
export function DayBars({ hours }: { hours: readonly Hour[] }) {
  const { t, i18n } = useTranslation("console");
  const said = useSaid(hours);
  return (
    <svg
      className="oc-hours"
      viewBox={`0 0 ${hours.length * STEP - (STEP - WIDTH)} ${BAR}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={said.join(" · ")}
    >
      {hours.map((hour, at) => {
        const { delivered, failed } = parts(hour);
        const bar = { x: at * STEP, width: WIDTH, rx: 1 };
        return (
          <g key={hour.from}>
            <title>
              {t("delivery.hourSaid", {
                when: between(hour),
                delivered: count(hour.delivered, i18n.language),
                failed: count(hour.failed, i18n.language),
              })}
            </title>
            <rect className="oc-hours-reach" x={bar.x} width={STEP} height={BAR} />
            {delivered + failed === 0 && <rect className="oc-hours-none" {...bar} y={BAR - NOTHING} height={NOTHING} />}
            {delivered > 0 && <rect className="oc-hours-in" {...bar} height={delivered} />}
            {failed > 0 && <rect className="oc-hours-failed" {...bar} y={BAR - failed} height={failed} />}
          </g>
        );
      })}
    </svg>
  );
}

/** Which share of a day's attempts was taken. */
export function DayShare({ hours }: { hours: readonly Hour[] }) {
  const { i18n } = useTranslation("console");
  return (
    <span className="oc-hours-share ob-sm" data-failed={isBad(hours) || undefined}>
      {share(hours, i18n.language) ?? "–"}
    </span>
  );
}

/** The bars with what they say beside them. */
export function DaySaid({ hours }: { hours: readonly Hour[] }) {
  const said = useSaid(hours);
  return (
    <div className="oc-hours-said">
      <DayBars hours={hours} />
      <DayShare hours={hours} />
      <span className="ob-3 ob-sm" aria-hidden="true">
        {said.join(" · ")}
      </span>
    </div>
  );
}
