import { createContext } from "react";

/** Opens the asking for a right that a disabled action lacks. null: there is nobody to ask here. */
export const AccessAsk = createContext<((permission: string) => void) | null>(null);
