function resolved(to: string): URL | undefined {
  try {
    return new URL(to, location.origin);
  } catch {
    return undefined;
  }
}

/** Where to go in the end: an address of ours, and of nobody else. */
export function safe(to: string | null): string {
  const target = to ? resolved(to) : undefined;
  // What begins with two slashes once its dots are resolved is another host to whoever reads it next.
  const isOurs = target?.origin === location.origin && !target.pathname.startsWith("//");
  return isOurs && !target.pathname.startsWith("/sign-in")
    ? target.pathname + target.search + target.hash
    : "/contacts";
}
