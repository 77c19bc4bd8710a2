import { createContext, use } from "react";
import type { Session } from "../../shared/api/session";
import { type Power, powerOf } from "./power";

export interface Console {
  session: Session;
  openMenu: () => void;
  openPalette: () => void;
}

export const ConsoleContext = createContext<Console | null>(null);

/** Who administers, and the parts of the shell that pages open. */
export function useConsole(): Console {
  const found = use(ConsoleContext);
  if (!found) throw new Error("outside of the console");
  return found;
}

/** Whether whoever administers has a module: what nobody with these rights could ever use is left out. */
export function useMay(module: string): boolean {
  return usePower().may(module);
}

/** What whoever administers may do. */
export function usePower(): Power {
  return powerOf(useConsole().session.admin);
}
