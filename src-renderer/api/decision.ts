/**
 * A second person's word: one of several commands on the same thing, with remarks. Each word has an idempotency key of its own, so that after an answer
 * that was lost the other word is another request and never the first one in other clothes.
 */
import { useState } from "react";
import type { ErrorBody } from "#shared/errors.ts";
import { t } from "#renderer/i18n/t.ts";
import type { CallError } from "./CallError.ts";

type Input = { id: string; version: number; remarks: string; idempotencyKey: string };
/** A command as useCommand gives it, whatever it answers. */
export type DecisionCommand = {
  give: (input: Input, then: { done?: () => void; refused?: (body: ErrorBody) => void }) => void;
  isPending: boolean;
  error: CallError | null;
  reset: () => void;
};

type Decisions<Word extends string> = {
  remarks: string;
  setRemarks: (remarks: string) => void;
  /** why no word can be given yet */
  reason: string | null;
  busy: boolean;
  pending: (word: Word) => boolean;
  error: CallError | null;
  give: (word: Word) => void;
};

/** `of`: as the person saw it when the dialog opened. */
export function useDecision<Word extends string>(
  of: { id: string; version: number },
  commands: Record<Word, DecisionCommand>,
  done: (word: Word) => void,
): Decisions<Word> {
  const [remarks, setRemarks] = useState("");
  const [keys, setKeys] = useState<Partial<Record<Word, string>>>({});
  const all = Object.values<DecisionCommand>(commands);
  return {
    remarks,
    setRemarks(words) {
      setRemarks(words);
      setKeys({});
    },
    reason: remarks.trim() === "" ? t("api:decision.missing") : null,
    busy: all.some(({ isPending }) => isPending),
    pending: (word) => commands[word].isPending,
    error: all.find((command) => command.error !== null)?.error ?? null,
    give(word) {
      for (const command of all) command.reset();
      const idempotencyKey = keys[word] ?? crypto.randomUUID();
      setKeys((former) => ({ ...former, [word]: idempotencyKey }));
      commands[word].give(
        { id: of.id, version: of.version, remarks: remarks.trim(), idempotencyKey },
        {
          done: () => done(word),
          refused: ({ retryable }) => {
            if (!retryable) setKeys((former) => ({ ...former, [word]: undefined }));
          },
        },
      );
    },
  };
}
