import { useEffect, useRef, type KeyboardEvent } from "react";
import type { Deposit } from "#shared/contract/deposit.ts";
import { REMARKS_MAX_LENGTH, whyNotCancel } from "#shared/domain/deposits.ts";
import { useFreshCall } from "#renderer/api/freshCall.ts";
import { useActionContext } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { CheckLine } from "#renderer/ui/CheckLine.tsx";
import { classNames } from "#renderer/ui/classNames.ts";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { TextArea } from "#renderer/ui/TextField.tsx";
import { CancelCheckLine, isClear } from "./CancelCheckLine.tsx";
import { CancelFacts } from "./CancelFacts.tsx";
import styles from "./CancelDialog.module.css";

/** The two example remarks of the guide (Guide, Cancellation; R15.2). */
const templates = () => [t("deposits:cancel.templates.duplicate"), t("deposits:cancel.templates.address")];

/** Step 1: the facts, what the chain says, and the remarks. */
export function CancelRemarksStep({
  deposit,
  remarks,
  onRemarks,
  onContinue,
  onClose,
}: {
  deposit: Deposit;
  remarks: string;
  onRemarks: (remarks: string) => void;
  onContinue: () => void;
  onClose: () => void;
}) {
  const refusal = whyNotCancel(deposit, useActionContext());
  const check = useFreshCall("deposits", "cancelCheck", { id: deposit.id }, { enabled: refusal === null });
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const length = remarks.trim().length;
  const reason =
    refusal?.text ??
    (length === 0
      ? t("deposits:cancel.remarksMissing")
      : length > REMARKS_MAX_LENGTH
        ? t("deposits:cancel.remarksLong", { most: REMARKS_MAX_LENGTH })
        : isClear(check, deposit.version)
          ? null
          : check.isFetching
            ? t("deposits:cancel.asking")
            : t("deposits:cancel.against"));
  const send = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.repeat && reason === null) onContinue();
  };
  const use = (template: string) => {
    onRemarks(template);
    field.current?.focus();
  };
  return (
    <DialogFrame
      title={t("deposits:cancel.title")}
      step={t("deposits:cancel.step1")}
      onClose={onClose}
      say={t("deposits:cancel.nothingYet")}
      buttons={
        <>
          <Button onClick={onClose}>{t("deposits:cancel.keep")}</Button>
          <ActionButton variant="primary" reason={reason} onClick={onContinue}>
            {t("deposits:cancel.goOn")}
          </ActionButton>
        </>
      }
    >
      <CancelFacts deposit={deposit} />
      {refusal === null ? (
        <CancelCheckLine check={check} version={deposit.version} />
      ) : (
        <CheckLine state="failed">{refusal.text}</CheckLine>
      )}
      <div className={styles.remarks}>
        <TextArea
          ref={field}
          data-autofocus
          label={t("deposits:cancel.remarks")}
          limit={REMARKS_MAX_LENGTH}
          rows={2}
          required
          value={remarks}
          onChange={(event) => onRemarks(event.target.value)}
          onKeyDown={send}
        />
        <div className={styles.templates} role="group" aria-label={t("deposits:cancel.templates.title")}>
          {templates().map((template) => (
            <button
              key={template}
              type="button"
              className={classNames(styles.template, remarks === template && styles.chosen)}
              aria-pressed={remarks === template}
              onClick={() => use(template)}
            >
              {template}
            </button>
          ))}
        </div>
      </div>
    </DialogFrame>
  );
}
