import type { KeyboardEvent, ReactNode } from "react";

interface Props<Key extends string> {
  items: readonly { key: Key; label: ReactNode }[];
  value: string;
  onChange: (key: Key) => void;
  label?: string;
}

/** Tabs in a line that scrolls where it is narrow; arrows go from one to the next. */
export function TabBar<Key extends string>({ items, value, onChange, label }: Props<Key>) {
  const at = items.findIndex((item) => item.key === value);
  const pressed = (event: KeyboardEvent<HTMLDivElement>) => {
    const steps: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: items.length - 1 };
    const step = steps[event.key];
    const next = step === undefined ? undefined : items[(step + items.length) % items.length];
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    onChange(next.key);
    const tabs = event.currentTarget.querySelectorAll<HTMLElement>("[role=tab]");
    tabs[items.indexOf(next)]?.focus();
  };
  return (
    <div className="oc-tabs" role="tablist" aria-label={label} onKeyDown={pressed}>
      {items.map((item, index) => (
        <button
          key={item.key}
          type="button"
          role="tab"
          className="oc-tab"
          aria-selected={item.key === value}
          tabIndex={index === Math.max(at, 0) ? 0 : -1}
          onClick={() => onChange(item.key)}
        >
          {item.label}
        </button>
      ))}
    </div>
  );
}
