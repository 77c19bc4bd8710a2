// What an administrator may do, as the session tells it.

import type { Session } from "../../shared/api/session";

const ROOT = 1;

export interface Power {
  /** Whether a module is among those that he has. */
  may: (module: string) => boolean;
  /** Whether he administers the whole organization, and not some departments. */
  whole: boolean;
}

export function powerOf(admin: Session["admin"]): Power {
  return {
    may: (module) => admin?.modules.includes(module) ?? false,
    whole: admin !== undefined && admin.kind !== "none" && (admin.kind !== "sub" || admin.deptIds.includes(ROOT)),
  };
}
