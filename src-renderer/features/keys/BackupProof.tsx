/** The encrypted backup, shown once, saved, and proven to open before the key is used. Also proves a backup that was kept before. */
import { IconDownload, IconUpload } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useMutationCall } from "#renderer/api/calls.ts";
import { explain } from "#renderer/api/explain.ts";
import { t } from "#renderer/i18n/t.ts";
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
  const missing = text.trim() === "" ? t("keys:backup.fileMissing") : pin === "" ? t("keys:backup.pinMissing") : null;

  const read = async (file: File | undefined) => {
    setUnreadable(null);
    if (file === undefined) return;
    if (file.size > LARGEST_BACKUP) {
      setUnreadable(t("keys:backup.tooLarge"));
      return;
    }
    try {
      setText(await file.text());
    } catch {
      setUnreadable(t("keys:backup.unreadable"));
    }
  };

  return (
    <DialogFrame
      title={t(fresh ? "keys:backup.keepTitle" : "keys:backup.prove")}
      {...(fresh ? { step: t(saved ? "keys:backup.step2" : "keys:backup.step1") } : {})}
      say={proven ? t("keys:backup.opens") : fresh ? t("keys:backup.once") : t("keys:backup.nothing")}
      onClose={onClose}
      busy={prove.isPending}
      width={680}
      buttons={
        <>
          <Button variant={proven ? "primary" : "outlined"} onClick={onClose}>
            {t(proven ? "keys:backup.done" : fresh ? "keys:backup.later" : "keys:backup.close")}
          </Button>
          {proven ? null : (
            <ActionButton
              variant="primary"
              reason={missing}
              busy={prove.isPending}
              busyText={t("keys:backup.opening")}
              onClick={() => prove.mutate({ backup: text.trim(), pin }, { onSettled: () => setPin("") })}
            >
              {t("keys:backup.prove")}
            </ActionButton>
          )}
        </>
      }
    >
      {fresh && !proven ? (
        <div className={styles.backup}>
          <p>{t("keys:backup.words")}</p>
          <pre className={styles.backupText} tabIndex={0} aria-label={t("keys:backup.encrypted")}>
            {backup}
          </pre>
          <div className={styles.row}>
            <ActionButton
              icon={<IconDownload size={15} stroke={1.75} aria-hidden="true" />}
              busy={keep.isPending}
              busyText={t("keys:backup.choosing")}
              onClick={() => keep.mutate({ backup })}
            >
              {t(saved ? "keys:backup.saveAgain" : "keys:backup.save")}
            </ActionButton>
            <CopyButton text={backup} what={t("keys:backup.theBackup")} label={t("keys:backup.copy")} />
          </div>
          {saved ? <CheckLine state="passed">{t("keys:backup.saved")}</CheckLine> : null}
          {keep.error === null ? null : <ErrorPanel {...explain(keep.error)} inset />}
        </div>
      ) : null}
      {proven ? (
        <>
          <CheckLine state="passed">{t("keys:backup.proven")}</CheckLine>
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
              aria-label={t("keys:backup.choose")}
              onChange={(event) => void read(event.target.files?.[0])}
            />
            <Button
              icon={<IconUpload size={15} stroke={1.75} aria-hidden="true" />}
              onClick={() => input.current?.click()}
            >
              {t("keys:backup.choose")}
            </Button>
            <span className="quiet">{t("keys:backup.chooseHint")}</span>
          </div>
          <TextArea
            label={t("keys:backup.paste")}
            mono
            rows={3}
            spellCheck={false}
            value={text}
            maxLength={LARGEST_BACKUP}
            problem={unreadable}
            onChange={(event) => setText(event.target.value)}
          />
          <PasswordField
            label={t("keys:enrol.pin")}
            value={pin}
            autoComplete="off"
            onChange={(event) => setPin(event.target.value)}
          />
          {prove.error === null ? null : <ErrorPanel {...explain(prove.error)} inset />}
        </div>
      )}
      {fresh && !saved && !proven ? (
        <Banner tone="hold" inset role="note">
          {t("keys:backup.first")}
        </Banner>
      ) : null}
    </DialogFrame>
  );
}
