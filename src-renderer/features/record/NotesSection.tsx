/** Restricted notes (feature 62): drawn for holders of the right alone, who are told that nobody else sees them. */
import { useState } from "react";
import type { Deposit } from "#shared/contract/deposit.ts";
import { NOTE_MAX_LENGTH } from "#shared/contract/restrictedNote.ts";
import { whyNotPermitted } from "#shared/domain/deposits.ts";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { useFreshCall } from "#renderer/api/freshCall.ts";
import { useActionContext } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { TextArea } from "#renderer/ui/TextField.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { toast } from "#renderer/ui/toasts.tsx";
import styles from "./record.module.css";

export function NotesSection({ deposit }: { deposit: Deposit }) {
  const context = useActionContext();
  return context.permissions.has("Restricted.Read") ? <Notes deposit={deposit} /> : null;
}

function Notes({ deposit }: { deposit: Deposit }) {
  const context = useActionContext();
  const [writing, setWriting] = useState(false);
  const notes = useFreshCall("notes", "list", { id: deposit.id }, { enabled: context.online });
  const count = notes.data?.length ?? 0;
  return (
    <Section title={t("notes:title")} aside={count === 0 ? null : count}>
      <p className="quiet">{t("notes:only")}</p>
      {notes.error === null ? null : (
        <ErrorPanel {...explain(notes.error)} onRetry={() => void notes.refetch()} inset />
      )}
      {notes.data === undefined ? (
        <p className="quiet">{context.online ? t("notes:loading") : t("notes:offline")}</p>
      ) : count === 0 ? (
        <p className="quiet">{t("notes:none")}</p>
      ) : (
        <ul className={styles.remarks}>
          {notes.data.map((note) => (
            <li key={note.id}>
              <TimeText at={note.at} form="auto" className="secondary" /> <strong>{note.by.name}</strong>: {note.text}
            </li>
          ))}
        </ul>
      )}
      {writing ? (
        <NoteForm
          deposit={deposit}
          onClose={() => {
            setWriting(false);
            void notes.refetch();
          }}
        />
      ) : (
        <div className={styles.holdActions}>
          <ActionButton
            size="small"
            reason={whyNotPermitted("Record.Review", context) ?? (context.online ? null : t("notes:offline"))}
            onClick={() => setWriting(true)}
          >
            {t("notes:write")}
          </ActionButton>
        </div>
      )}
    </Section>
  );
}

function NoteForm({ deposit, onClose }: { deposit: Deposit; onClose: () => void }) {
  const [text, setText] = useState("");
  const { key, renew } = useIdempotencyKey();
  const write = useCommand("notes", "write");
  const keep = () =>
    write.give(
      { id: deposit.id, text: text.trim(), idempotencyKey: key },
      {
        done: () => {
          toast(t("notes:kept"), deposit.recordNo);
          onClose();
        },
        refused: renew,
      },
    );
  return (
    <div className={styles.reviewForm}>
      <TextArea
        label={t("notes:text")}
        value={text}
        limit={NOTE_MAX_LENGTH}
        maxLength={NOTE_MAX_LENGTH}
        autoFocus
        onChange={(event) => setText(event.target.value)}
      />
      {write.error === null ? null : <ErrorPanel {...explain(write.error)} inset />}
      <div className={styles.holdActions}>
        <Button size="small" onClick={onClose}>
          {t("notes:leave")}
        </Button>
        <ActionButton
          size="small"
          variant="primary"
          reason={text.trim() === "" ? t("notes:missing") : null}
          busy={write.isPending}
          onClick={keep}
        >
          {t("notes:keep")}
        </ActionButton>
      </div>
    </div>
  );
}
