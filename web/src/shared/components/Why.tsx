import type { ReactNode } from "react";

export interface WhyStep {
  key: string;
  /** `passed`: checked, and not what decided. */
  kind: "passed" | "denies" | "allows";
  text: ReactNode;
  /** The rule that decided, with its reason. */
  rule?: ReactNode;
}

/** Why something is as it is: what was checked, in order, and the step that decided. */
export function Why({ steps }: { steps: readonly WhyStep[] }) {
  return (
    <ol className="ob-why">
      {steps.map((step) => (
        <li key={step.key} data-kind={step.kind}>
          {step.text}
          {step.rule && <div className="ob-why-box">{step.rule}</div>}
        </li>
      ))}
    </ol>
  );
}
