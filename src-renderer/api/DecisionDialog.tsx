/** A dialog for one person's word with remarks: what is decided stands above, the words below, the last one the first choice. */
import type { ReactNode } from "react";
import { REMARKS_MAX_LENGTH } from "#shared/domain/deposits.ts";
import { t } from "#renderer/i18n/t.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { TextArea } from "#renderer/ui/TextField.tsx";
import { type DecisionCommand, useDecision } from "./decision.ts";
import { explain } from "./explain.ts";

export function DecisionDialog<Word extends string>({
  title,
  of,
  commands,
  words,
  leave,
  label,
  done,
  onClose,
  children,
}: {
  title: string;
  /** as the person saw it when the dialog opened */
  of: { id: string; version: number };
  commands: Record<Word, DecisionCommand>;
  /** in the order of the buttons, the main one last */
  words: readonly (readonly [word: Word, button: string])[];
  /** the way out: "Decide later" */
  leave: string;
  /** of the text */
  label: string;
  done: (word: Word) => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const { remarks, setRemarks, reason, busy, pending, error, give } = useDecision<Word>(of, commands, (word) => {
    done(word);
    onClose();
  });
  return (
    <DialogFrame
      title={title}
      say={busy ? t("retention:dialog.asking") : t("retention:dialog.nothingYet")}
      busy={busy}
      onClose={onClose}
      width={640}
      buttons={
        <>
          <Button onClick={onClose}>{leave}</Button>
          {words.map(([word, button], index) => (
            <ActionButton
              key={word}
              {...(index === words.length - 1 && { variant: "primary" as const })}
              reason={reason}
              busy={pending(word)}
              onClick={() => give(word)}
            >
              {button}
            </ActionButton>
          ))}
        </>
      }
    >
      {children}
      <TextArea
        label={label}
        value={remarks}
        limit={REMARKS_MAX_LENGTH}
        maxLength={REMARKS_MAX_LENGTH}
        required
        data-autofocus
        onChange={(event) => setRemarks(event.target.value)}
      />
      {error === null ? null : <ErrorPanel {...explain(error)} inset />}
    </DialogFrame>
  );
}
