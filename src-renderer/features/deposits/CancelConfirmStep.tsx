import { IconArrowLeft } from "@tabler/icons-react";
import { useEffect, useRef, type MouseEvent } from "react";
import { Trans } from "react-i18next";
import type { Deposit } from "#shared/contract/deposit.ts";
import { whyNotCancel } from "#shared/domain/deposits.ts";
import { useFreshCall } from "#renderer/api/freshCall.ts";
import { useActionContext, useUser } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { CancelCheckLine, isClear } from "./CancelCheckLine.tsx";
import { CancelFacts } from "./CancelFacts.tsx";
import styles from "./CancelDialog.module.css";

/** A click so soon after the step appeared is the second half of a double click on "Continue": it does nothing. */
const TOO_SOON_MS = 500;

/** Step 2: everything once more; the way out has the focus. */
export function CancelConfirmStep({
  deposit,
  remarks,
  busy,
  onBack,
  onClose,
  onConfirm,
}: {
  deposit: Deposit;
  remarks: string;
  busy: boolean;
  onBack: () => void;
  onClose: () => void;
  onConfirm: () => void;
}) {
  const user = useUser();
  const refusal = whyNotCancel(deposit, useActionContext());
  const check = useFreshCall(
    "deposits",
    "cancelCheck",
    { id: deposit.id },
    { enabled: refusal === null, changes: "again" },
  );
  const keep = useRef<HTMLButtonElement>(null);
  const shownAt = useRef(0);
  useEffect(() => {
    shownAt.current = performance.now();
    keep.current?.focus();
  }, []);
  const tooSoon = (event: MouseEvent) => event.timeStamp - shownAt.current < TOO_SOON_MS;
  const confirm = (event: MouseEvent) => {
    if (event.detail > 1 || tooSoon(event)) return;
    onConfirm();
  };
  /** Pressing the mouse button anywhere moves the focus; that click may not take it from the way out either. */
  const keepFocus = (event: MouseEvent) => {
    if (tooSoon(event)) event.preventDefault();
  };
  const reason =
    refusal?.text ??
    (isClear(check, deposit.version)
      ? null
      : check.isFetching
        ? t("deposits:cancel.askingAgain")
        : t("deposits:cancel.against"));
  return (
    <DialogFrame
      title={t("deposits:cancel.confirmTitle", { no: deposit.recordNo })}
      step={t("deposits:cancel.step2")}
      onClose={onClose}
      busy={busy}
      left={
        <Button variant="quiet" icon={<IconArrowLeft size={15} stroke={1.75} aria-hidden="true" />} onClick={onBack}>
          {t("deposits:cancel.back")}
        </Button>
      }
      buttons={
        <>
          <Button ref={keep} data-autofocus onClick={onClose}>
            {t("deposits:cancel.keep")}
          </Button>
          <ActionButton variant="danger" reason={reason} busy={busy} onClick={confirm}>
            {t("deposits:cancel.confirm")}
          </ActionButton>
        </>
      }
      onMouseDown={keepFocus}
    >
      <CancelFacts deposit={deposit} />
      <FactList framed>
        <FactRow label={t("deposits:cancel.remarks")}>{remarks}</FactRow>
        <FactRow label={t("deposits:cancel.loggedAs")}>
          {t("deposits:cancel.loggedBy", { name: user.displayName })}
        </FactRow>
      </FactList>
      <p className={styles.effect}>
        <Trans t={t} i18nKey="deposits:cancel.effect" components={{ strong: <strong /> }} />
      </p>
      <CancelCheckLine check={check} version={deposit.version} again />
    </DialogFrame>
  );
}
