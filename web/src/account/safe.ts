/** Where to go in the end: an address of ours, and of nobody else. */
export function safe(to: string | null): string {
  if (!to) return "/contacts";
  const target = new URL(to, location.origin);
  return target.origin === location.origin && !target.pathname.startsWith("/sign-in")
    ? target.pathname + target.search + target.hash
    : "/contacts";
}
