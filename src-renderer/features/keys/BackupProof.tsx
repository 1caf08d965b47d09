/** The encrypted backup, shown once, saved, and proven to open before the key is used. Also proves a backup that was kept before. */
import { IconDownload, IconUpload } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useMutationCall } from "#renderer/api/calls.ts";
import { explain } from "#renderer/api/explain.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { Banner } from "#renderer/ui/Banner.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { CheckLine } from "#renderer/ui/CheckLine.tsx";
import { CopyButton } from "#renderer/ui/CopyButton.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { PasswordField, TextArea } from "#renderer/ui/TextField.tsx";
import styles from "./keys.module.css";

const LARGEST_BACKUP = 10_000;

export function BackupProof({ backup, onClose }: { backup: string | null; onClose: () => void }) {
  const prove = useMutationCall("signingKey", "proveBackup");
  const keep = useMutationCall("signingKey", "saveBackup");
  const saved = keep.data?.saved === true;
  const [text, setText] = useState("");
  const [pin, setPin] = useState("");
  const [unreadable, setUnreadable] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const fresh = backup !== null;
  const proven = prove.data !== undefined;
  const missing =
    text.trim() === "" ? "Choose the saved backup file, or paste it." : pin === "" ? "Enter the signing PIN." : null;

  const read = async (file: File | undefined) => {
    setUnreadable(null);
    if (file === undefined) return;
    if (file.size > LARGEST_BACKUP) {
      setUnreadable("This file is too large to be a backup of a signing key.");
      return;
    }
    try {
      setText(await file.text());
    } catch {
      setUnreadable("The file could not be read. Choose it again.");
    }
  };

  return (
    <DialogFrame
      title={fresh ? "Keep the backup, then prove it" : "Prove the backup"}
      {...(fresh ? { step: saved ? "Step 2 of 2" : "Step 1 of 2" } : {})}
      say={
        proven
          ? "The backup opens and holds this key."
          : fresh
            ? "The backup is shown this once."
            : "Nothing is changed by this."
      }
      onClose={onClose}
      busy={prove.isPending}
      width={680}
      buttons={
        <>
          <Button variant={proven ? "primary" : "outlined"} onClick={onClose}>
            {proven ? "Done" : fresh ? "Prove it later" : "Close"}
          </Button>
          {proven ? null : (
            <ActionButton
              variant="primary"
              reason={missing}
              busy={prove.isPending}
              busyText="Opening the backup…"
              onClick={() => prove.mutate({ backup: text.trim(), pin }, { onSettled: () => setPin("") })}
            >
              Prove the backup
            </ActionButton>
          )}
        </>
      }
    >
      {fresh && !proven ? (
        <div className={styles.backup}>
          <p>
            This file is the key, encrypted under your PIN. Keep it where this computer’s loss does not reach it.
            Without it a lost workstation means a lost key.
          </p>
          <pre className={styles.backupText} tabIndex={0} aria-label="Encrypted backup">
            {backup}
          </pre>
          <div className={styles.row}>
            <ActionButton
              icon={<IconDownload size={15} stroke={1.75} aria-hidden="true" />}
              busy={keep.isPending}
              busyText="Choosing the place…"
              onClick={() => keep.mutate({ backup })}
            >
              {saved ? "Save it once more" : "Save the backup file"}
            </ActionButton>
            <CopyButton text={backup} what="the encrypted backup" label="Copy" />
          </div>
          {saved ? <CheckLine state="passed">Saved. Now open the saved file below to prove it.</CheckLine> : null}
          {keep.error === null ? null : <ErrorPanel {...explain(keep.error)} inset />}
        </div>
      ) : null}
      {proven ? (
        <>
          <CheckLine state="passed">The backup opens with the PIN and holds the same key.</CheckLine>
          <AddressText value={prove.data.address} form="approve" />
        </>
      ) : (
        <div className={styles.backup}>
          <div className={styles.row}>
            <input
              ref={input}
              type="file"
              accept=".json,application/json"
              hidden
              aria-label="Choose the saved backup"
              onChange={(event) => void read(event.target.files?.[0])}
            />
            <Button
              icon={<IconUpload size={15} stroke={1.75} aria-hidden="true" />}
              onClick={() => input.current?.click()}
            >
              Choose the saved backup
            </Button>
            <span className="quiet">the file as it lies where you keep it, not from this window</span>
          </div>
          <TextArea
            label="Or paste it"
            mono
            rows={3}
            spellCheck={false}
            value={text}
            maxLength={LARGEST_BACKUP}
            problem={unreadable}
            onChange={(event) => setText(event.target.value)}
          />
          <PasswordField
            label="Signing PIN"
            value={pin}
            autoComplete="off"
            onChange={(event) => setPin(event.target.value)}
          />
          {prove.error === null ? null : <ErrorPanel {...explain(prove.error)} inset />}
        </div>
      )}
      {fresh && !saved && !proven ? (
        <Banner tone="hold" inset role="note">
          Save the file first, then choose the saved file to prove that it can be opened. Before that no refund can be
          executed with this key.
        </Banner>
      ) : null}
    </DialogFrame>
  );
}
