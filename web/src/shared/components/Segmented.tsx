interface Props<V extends string> {
  /** What is chosen between, for screen readers. */
  label: string;
  value: V;
  options: readonly { value: V; label: string }[];
  onChange: (value: V) => void;
}

/** A few choices side by side, as wide as the place. */
export function Segmented<V extends string>({ label, value, options, onChange }: Props<V>) {
  return (
    <fieldset className="ob-segmented">
      <legend className="ob-sr">{label}</legend>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}
