/**
 * Single letters of one page ("c", "r", "[" and "]"). Off while typing, while a dialog is open, with a modifier held, and right after "g",
 * which begins the frame's "go to" (WCAG 2.1.4). A null action does nothing.
 */
import { useEffect, useRef } from "react";
import { isTyping } from "./typing.ts";

/** ms in which a letter after "g" belongs to the "go to" sequence */
const SEQUENCE_MS = 1_000;

export function usePageKeys(keys: Readonly<Record<string, (() => void) | null>>): void {
  const present = useRef(keys);
  present.current = keys;
  useEffect(() => {
    let wentAt = Number.NEGATIVE_INFINITY;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if (isTyping(event.target) || document.querySelector("[role=dialog]") !== null) return;
      const inSequence = event.timeStamp - wentAt < SEQUENCE_MS;
      wentAt = event.key === "g" && !inSequence ? event.timeStamp : Number.NEGATIVE_INFINITY;
      const action = Object.hasOwn(present.current, event.key) ? present.current[event.key] : null;
      if (inSequence || action === null || action === undefined) return;
      event.preventDefault();
      action();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}
