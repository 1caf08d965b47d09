/** Number, amount, status and what may be done, each refusal in words below the buttons. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { IconArchive } from "@tabler/icons-react";
import { useId } from "react";
import { DEPOSIT_STATUS_LABELS } from "#shared/domain/statuses.ts";
import { AlsoOpen } from "#renderer/api/AlsoOpen.tsx";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { useFreshness } from "#renderer/api/freshness.ts";
import { useDialogs } from "#renderer/api/dialogs.ts";
import { useActionContext } from "#renderer/api/session.tsx";
import type { DepositDetail } from "#shared/contract/ipc.ts";
import { whyNotCancel, whyNotRequestRefund } from "#shared/domain/deposits.ts";
import { spokenLanguage, t } from "#renderer/i18n/t.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { refundBadgeText } from "#renderer/words/refundBadgeText.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { CopyButton } from "#renderer/ui/CopyButton.tsx";
import { FreshnessMark } from "#renderer/ui/FreshnessMark.tsx";
import { Money } from "#renderer/ui/Money.tsx";
import { usePageKeys } from "#renderer/ui/pageKeys.ts";
import { RefundBadge, StatusPill } from "#renderer/ui/StatusPill.tsx";
import styles from "./record.module.css";

export function RecordHeader({ detail }: { detail: DepositDetail }) {
  const { deposit, asOf } = detail;
  const { decimalsOf } = useCurrencyBook();
  const freshness = useFreshness(asOf);
  return (
    <header className={styles.header}>
      <div className={styles.identity}>
        <div className={styles.path}>
          <nav aria-label={t("ui:path")}>{t("frame:places.records.path")} - </nav>
          <strong>{deposit.recordNo}</strong>
          <CopyButton text={deposit.recordNo} what={t("record:header.number")} />
        </div>
        <h1 className={styles.amountLine}>
          <Money
            amount={deposit.receivedAmount ?? deposit.declaredAmount}
            currency={deposit.currency}
            decimals={detail.currency?.displayDecimals ?? decimalsOf(deposit.currency, deposit.network)}
            size="view"
          />
          <StatusPill kind="deposit" status={deposit.status} tinted large />
          {deposit.holdReason === null ? null : (
            <span className={styles.holdReason}>{codeLabel("holdReason", deposit.holdReason)}</span>
          )}
          {deposit.status === "REFUNDED" || deposit.refundBadge === null ? null : (
            <RefundBadge text={refundBadgeText(deposit.refundBadge)} />
          )}
          {deposit.legalHold ? (
            <span className={styles.legalHold}>
              <IconArchive size={14} stroke={1.75} aria-hidden="true" /> {t("retention:badge")}
            </span>
          ) : null}
        </h1>
        <div className={styles.who}>
          <span>
            <span className="quiet">{t("record:header.customer")}</span> {deposit.customerNo} {deposit.customerName}
          </span>
          <span>
            <span className="quiet">{t("record:header.account")}</span> {deposit.securitiesAccount}
          </span>
          <span className="secondary">
            {t("record:header.version", { version: deposit.version })} · <FreshnessMark {...freshness} />
          </span>
          <AlsoOpen kind="deposit" id={deposit.id} />
        </div>
        {Object.hasOwn(DEPOSIT_STATUS_LABELS, deposit.status) ? (
          <p className={styles.meaning}>{t(`record:meaning.${deposit.status}` as "record:meaning.CREDITED")}</p>
        ) : null}
      </div>
      <RecordActions detail={detail} />
    </header>
  );
}

function RecordActions({ detail: { deposit } }: { detail: DepositDetail }) {
  const context = useActionContext();
  const openCancel = useDialogs((dialogs) => dialogs.openCancel);
  const navigate = useNavigate();
  const search = useSearch({ from: "/frame/records/$id" });
  const reasonId = useId();
  const notCancel = whyNotCancel(deposit, context);
  const notRefund = whyNotRequestRefund(deposit, context);
  const cancel = () => openCancel(deposit.id);
  const request = () => void navigate({ to: "/records/$id/refund", params: { id: deposit.id }, search });
  // Offline a draft may still be written (F1); only the request itself waits for the connection.
  const draftOnly = notRefund?.code === "OFFLINE";
  usePageKeys({ c: notCancel === null ? cancel : null, r: notRefund === null || draftOnly ? request : null });
  return (
    <div className={styles.actions}>
      <div className={styles.buttons}>
        <ActionButton
          reason={notCancel}
          reasonPlace="elsewhere"
          aria-describedby={`${reasonId}-cancel`}
          onClick={cancel}
        >
          {t("record:header.cancel")}
        </ActionButton>
        <ActionButton
          reason={draftOnly ? null : notRefund}
          reasonPlace="elsewhere"
          aria-describedby={`${reasonId}-refund`}
          onClick={request}
        >
          {t("record:header.refund")}
        </ActionButton>
      </div>
      <div className={styles.reasons}>
        {notCancel === null ? null : (
          <p id={`${reasonId}-cancel`}>{t("record:header.notCancel", { why: lowered(notCancel.text) })}</p>
        )}
        {notRefund === null ? null : (
          <p id={`${reasonId}-refund`}>{t("record:header.notRefund", { why: lowered(notRefund.text) })}</p>
        )}
      </div>
    </div>
  );
}

/** After "Cancel:" an English sentence goes on in lower case; names and quotations keep theirs. */
function lowered(text: string): string {
  if (spokenLanguage() !== "en") return text;
  const numbered = /^Refund (RF-.*)$/.exec(text)?.[1];
  if (numbered !== undefined) return numbered.replace(/ for this record\./, ".");
  return /^(Only|You|Cancel needs|A refund)/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
