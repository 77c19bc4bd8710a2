import { Link } from "react-router";
import type { Row } from "./rows";
import { Withheld } from "./WithheldNote";

/** What stands in a row: withheld, a link, a colleague, or a text. */
export function Value({ row }: { row: Row }) {
  if (row.value === undefined) return <Withheld />;
  if (row.userId) return <Link to={`/contacts/people/${encodeURIComponent(row.userId)}`}>{row.value}</Link>;
  if (row.href) {
    const elsewhere = row.href.startsWith("http");
    return (
      <a href={row.href} target={elsewhere ? "_blank" : undefined} rel={elsewhere ? "noreferrer" : undefined}>
        {row.value}
      </a>
    );
  }
  return row.value;
}
