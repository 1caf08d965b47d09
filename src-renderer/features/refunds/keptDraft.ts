/** Keeps the half-written request on this computer, encrypted, a moment after each change; never sent by itself. */
import { useEffect, useRef, useState } from "react";
import { ask } from "#renderer/api/bridge.ts";
import { usePreferences } from "#renderer/ui/preferences.tsx";
import type { RefundDraft } from "#shared/contract/ipc.ts";

export type DraftState = { state: "NONE" } | { state: "KEPT"; at: string } | { state: "NOT_KEPT"; error: unknown };

const WAIT_MS = 600;

/** `draft`: null while there is nothing worth keeping. `initial`: what was there when the page opened. */
export function useKeptDraft(draft: RefundDraft | null, initial: DraftState): { kept: DraftState; stop: () => void } {
  const { now } = usePreferences();
  const [kept, setKept] = useState(initial);
  const waiting = useRef<RefundDraft | null>(null);
  const stopped = useRef(false);
  const last = useRef<string | null>(null);

  useEffect(() => {
    const text = draft === null ? null : JSON.stringify(draft);
    if (draft === null || text === last.current || stopped.current) return;
    if (last.current === null && initial.state === "KEPT") {
      // What was just read is kept already.
      last.current = text;
      return;
    }
    waiting.current = draft;
    const timer = setTimeout(() => {
      waiting.current = null;
      last.current = text;
      ask("refunds", "saveDraft", draft).then(
        () => setKept({ state: "KEPT", at: new Date(now()).toISOString() }),
        (error: unknown) => setKept({ state: "NOT_KEPT", error }),
      );
    }, WAIT_MS);
    return () => clearTimeout(timer);
  }, [draft, initial.state, now]);

  // Leaving within the wait loses nothing. What is kept on leaving has nobody left to be told of a failure.
  useEffect(
    () => () => {
      if (waiting.current !== null && !stopped.current)
        ask("refunds", "saveDraft", waiting.current).catch(() => undefined);
      waiting.current = null;
    },
    [],
  );
  return {
    kept,
    stop: () => {
      stopped.current = true;
      waiting.current = null;
    },
  };
}
