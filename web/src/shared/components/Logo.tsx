interface Props {
  /** The organization's own picture, where it has one. */
  logo?: string;
  size: 28 | 36 | 48;
}

/** The picture of the organization, or the product's. Its name stands beside it, so screen readers skip it. */
export function Logo({ logo, size }: Props) {
  return <img className="ob-logo" src={logo ?? "/icons/orgbook.svg"} alt="" width={size} height={size} />;
}
