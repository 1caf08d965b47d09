/** A list from a file: read and checked in the page, sent as addresses, decided on by another person. */
import { IconFileImport } from "@tabler/icons-react";
import { useRef, useState } from "react";
import {
  DENYLIST_MAX_DAYS,
  DENYLIST_MAX_ENTRIES,
  type DenylistEntry,
  type DenylistFile,
  readDenylist,
} from "#shared/domain/denylist.ts";
import { REMARKS_MAX_LENGTH } from "#shared/domain/deposits.ts";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { t } from "#renderer/i18n/t.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { MomentField } from "#renderer/ui/MomentField.tsx";
import { SelectField, TextArea, TextField } from "#renderer/ui/TextField.tsx";
import { toast } from "#renderer/ui/toasts.tsx";
import styles from "./screening.module.css";

const DAY_MS = 86_400_000;
const DAYS = [1, 7, 14, DENYLIST_MAX_DAYS];

type Chosen = { name: string; entries: DenylistEntry[]; problem: string | null };

export function ImportDialog({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<Chosen | null>(null);
  const [source, setSource] = useState("");
  const [publishedAt, setPublishedAt] = useState("");
  const [days, setDays] = useState(7);
  const [remarks, setRemarks] = useState("");
  const { key, renew } = useIdempotencyKey();
  const propose = useCommand("screening", "propose");
  const reason =
    file === null
      ? t("screening:importing.noFile")
      : (file.problem ??
        (source.trim() === ""
          ? t("screening:importing.noSource")
          : publishedAt === ""
            ? t("ui:field.moment")
            : remarks.trim() === ""
              ? t("screening:importing.noRemarks")
              : null));
  const send = () =>
    propose.give(
      {
        source: source.trim(),
        publishedAt,
        goodUntil: new Date(Date.parse(publishedAt) + days * DAY_MS).toISOString(),
        entries: file?.entries ?? [],
        remarks: remarks.trim(),
        idempotencyKey: key,
      },
      {
        done: ({ listVersion }) => {
          toast(t("screening:importing.done"), listVersion);
          onDone();
          onClose();
        },
        refused: renew,
      },
    );
  return (
    <DialogFrame
      title={t("screening:importing.title")}
      say={propose.isPending ? t("screening:importing.sending") : t("screening:importing.say")}
      busy={propose.isPending}
      onClose={onClose}
      width={640}
      buttons={
        <>
          <Button onClick={onClose}>{t("screening:importing.leave")}</Button>
          <ActionButton variant="primary" reason={reason} busy={propose.isPending} onClick={send}>
            {t("screening:importing.do")}
          </ActionButton>
        </>
      }
    >
      <div className={styles.file}>
        <input
          ref={input}
          type="file"
          hidden
          aria-label={t("screening:importing.file")}
          onChange={(event) => {
            const [chosen] = event.target.files ?? [];
            event.target.value = "";
            if (chosen !== undefined) void readFile(chosen).then(setFile);
          }}
        />
        <Button
          icon={<IconFileImport size={15} stroke={1.75} aria-hidden="true" />}
          data-autofocus
          onClick={() => input.current?.click()}
        >
          {t("screening:importing.choose")}
        </Button>
        <span role="status" className={file?.problem == null ? "quiet" : styles.problem}>
          {file === null
            ? t("screening:importing.file")
            : (file.problem ?? t("screening:importing.read", { count: file.entries.length, name: file.name }))}
        </span>
      </div>
      <TextField
        label={t("screening:importing.source")}
        value={source}
        maxLength={200}
        required
        onChange={(event) => setSource(event.target.value)}
      />
      <div className={styles.dates}>
        <MomentField
          label={t("screening:importing.published")}
          value={publishedAt}
          problem=""
          onChange={setPublishedAt}
        />
        <SelectField
          label={t("screening:importing.days")}
          value={String(days)}
          onChange={(event) => setDays(Number(event.target.value))}
        >
          {DAYS.map((count) => (
            <option key={count} value={count}>
              {t("screening:importing.day", { count })}
            </option>
          ))}
        </SelectField>
      </div>
      <TextArea
        label={t("screening:importing.remarks")}
        value={remarks}
        limit={REMARKS_MAX_LENGTH}
        maxLength={REMARKS_MAX_LENGTH}
        required
        onChange={(event) => setRemarks(event.target.value)}
      />
      {propose.error === null ? null : <ErrorPanel {...explain(propose.error)} inset />}
    </DialogFrame>
  );
}

async function readFile(file: File): Promise<Chosen> {
  try {
    const read = readDenylist(await file.text());
    return { name: file.name, entries: read.entries, problem: problemOf(read) };
  } catch {
    // The file went away or may not be read: the person is told and chooses again.
    return { name: file.name, entries: [], problem: t("screening:importing.unreadable") };
  }
}

function problemOf({ entries, problems }: DenylistFile): string | null {
  const [first] = problems;
  if (first !== undefined) {
    const more = problems.length === 1 ? "" : ` (${t("screening:importing.more", { count: problems.length - 1 })})`;
    return t("screening:importing.broken", first) + more;
  }
  if (entries.length === 0) return t("screening:importing.empty");
  return entries.length > DENYLIST_MAX_ENTRIES
    ? t("screening:importing.tooMany", { most: DENYLIST_MAX_ENTRIES })
    : null;
}
