import { Fragment } from "react";

/** A text with ranges of characters painted; the server says which. */
export function Matched({ text, ranges }: { text: string; ranges: readonly (readonly number[])[] }) {
  const characters = [...text];
  const parts: { text: string; hit: boolean; at: number }[] = [];
  let at = 0;
  for (const [from = 0, to = 0] of [...ranges].sort((one, other) => (one[0] ?? 0) - (other[0] ?? 0))) {
    const begin = Math.max(from, at);
    if (begin > at) parts.push({ text: characters.slice(at, begin).join(""), hit: false, at });
    if (to > begin) parts.push({ text: characters.slice(begin, to).join(""), hit: true, at: begin });
    at = Math.max(at, to);
  }
  if (at < characters.length) parts.push({ text: characters.slice(at).join(""), hit: false, at });
  return parts.map((part) => <Fragment key={part.at}>{part.hit ? <mark>{part.text}</mark> : part.text}</Fragment>);
}
