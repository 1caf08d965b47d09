/** Enrols a payment key: PIN twice, the approvers to trust, compared by fingerprint. The key never enters this page. */
import { useState } from "react";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { useFreshCall } from "#renderer/api/freshCall.ts";
import { useUser } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { CheckLine } from "#renderer/ui/CheckLine.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { CheckField, PasswordField } from "#renderer/ui/TextField.tsx";
import { pinProblem, trustable, whyNotEnrol } from "./enrolment.ts";
import { Fingerprint } from "./Fingerprint.tsx";
import styles from "./keys.module.css";

export function EnrolDialog({ onClose, onBackup }: { onClose: () => void; onBackup: (backup: string) => void }) {
  const user = useUser();
  const keys = useFreshCall("deviceKeys", "list", {});
  const enrol = useCommand("signingKey", "enrol");
  const { key, renew } = useIdempotencyKey();
  const [pin, setPin] = useState("");
  const [pinAgain, setPinAgain] = useState("");
  const [trust, setTrust] = useState<readonly string[]>([]);
  const [compared, setCompared] = useState(false);
  const offered = trustable(keys.data ?? [], user.id);
  const reason = whyNotEnrol({ pin, pinAgain, trust, compared });
  const toggle = (id: string, on: boolean) => {
    setTrust((present) => (on ? [...present, id] : present.filter((one) => one !== id)));
    setCompared(false);
  };
  const submit = () =>
    enrol.give(
      { pin, trust: [...trust], idempotencyKey: key },
      {
        done: ({ backup }) => {
          setPin("");
          setPinAgain("");
          onBackup(backup);
          onClose();
        },
        refused: ({ retryable }) => {
          if (!retryable) renew();
        },
      },
    );
  return (
    <DialogFrame
      title={t("keys:enrol.title")}
      say={t(enrol.isPending ? "keys:enrol.making" : "keys:enrol.nothingYet")}
      busy={enrol.isPending}
      onClose={onClose}
      width={680}
      buttons={
        <>
          <Button onClick={onClose}>{t("keys:enrol.cancel")}</Button>
          <ActionButton
            variant="primary"
            reason={reason}
            busy={enrol.isPending}
            busyText={t("keys:enrol.busy")}
            onClick={submit}
          >
            {t("keys:enrol.do")}
          </ActionButton>
        </>
      }
    >
      <p className="secondary">{t("keys:enrol.words")}</p>
      <div className={styles.pins}>
        <PasswordField
          label={t("keys:enrol.pin")}
          value={pin}
          autoComplete="new-password"
          data-autofocus
          problem={pin === "" ? undefined : pinProblem(pin)}
          onChange={(event) => setPin(event.target.value)}
        />
        <PasswordField
          label={t("keys:enrol.pinAgain")}
          value={pinAgain}
          autoComplete="new-password"
          problem={
            pinAgain !== "" && pinAgain !== pin && !pin.startsWith(pinAgain) ? t("keys:enrol.notSame") : undefined
          }
          onChange={(event) => setPinAgain(event.target.value)}
        />
      </div>
      <div role="group" aria-label={t("keys:enrol.trust")} className={styles.trust}>
        <span className={styles.fieldLabel}>{t("keys:enrol.trust")}</span>
        {keys.error !== null ? (
          <ErrorPanel {...explain(keys.error)} onRetry={() => void keys.refetch()} inset />
        ) : keys.data === undefined ? (
          <CheckLine state="running">{t("keys:device.loading")}</CheckLine>
        ) : offered.length === 0 ? (
          <CheckLine state="failed">{t("keys:enrol.noApprover")}</CheckLine>
        ) : (
          offered.map((one) => (
            <CheckField
              key={one.id}
              checked={trust.includes(one.id)}
              onChange={(event) => toggle(one.id, event.target.checked)}
              label={
                <span className={styles.trustLine}>
                  <span>
                    <strong>{one.user.name}</strong>{" "}
                    <span className="quiet">{t("keys:onDevice", { device: one.deviceName })}</span>
                  </span>
                  <Fingerprint publicKey={one.publicKey} />
                </span>
              }
            />
          ))
        )}
      </div>
      <CheckField
        checked={compared}
        disabled={trust.length === 0}
        onChange={(event) => setCompared(event.target.checked)}
        label={t("keys:enrol.compared")}
      />
      {enrol.error === null ? null : <ErrorPanel {...explain(enrol.error)} inset />}
    </DialogFrame>
  );
}
