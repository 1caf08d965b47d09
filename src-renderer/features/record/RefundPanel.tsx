/** The refund of this record in short: where it stands, what is paid to whom, by whose hands, and what happens next. */
import { IconChevronRight, IconInfoCircle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import type { DepositDetail } from "#shared/contract/ipc.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { sameAddress } from "#shared/domain/addresses.ts";
import { amountDifference, compareAmounts } from "#shared/money.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { listText } from "#renderer/i18n/listText.ts";
import { t } from "#renderer/i18n/t.ts";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { ConfirmationBar } from "#renderer/ui/ConfirmationStrip.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Money } from "#renderer/ui/Money.tsx";
import { usePreferences } from "#renderer/ui/preferences.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { StatusPill } from "#renderer/ui/StatusPill.tsx";
import { shortDateTime } from "#renderer/ui/times.ts";
import { refundStory } from "#renderer/words/refundStory.ts";
import styles from "./record.module.css";

export function RefundPanel({ detail }: { detail: DepositDetail }) {
  const { latest } = refundsInOrder(detail);
  if (latest === undefined)
    return (
      <Section title={t("record:refund.title")}>
        <p className="quiet">{t("record:refund.none")}</p>
      </Section>
    );
  return <LatestRefund refund={latest} detail={detail} />;
}

/** Those that came before; drawn below the timeline. */
export function EarlierRefunds({ detail }: { detail: DepositDetail }) {
  const { older } = refundsInOrder(detail);
  if (older.length === 0) return null;
  return (
    <Section title={t("record:refund.earlier")} aside={older.length}>
      <ul className={styles.olderRefunds}>
        {older.map((refund) => (
          <li key={refund.id}>
            <Link to="/refunds/$id" params={{ id: refund.id }}>
              {refund.refundNo}
            </Link>
            <StatusPill kind="refund" status={refund.status} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** The running one leads; else the newest. */
function refundsInOrder({ deposit, refunds }: DepositDetail): { latest: Refund | undefined; older: Refund[] } {
  const running = (refund: Refund) => Number(refund.id === deposit.activeRefundId);
  const [latest, ...older] = [...refunds].sort(
    (left, right) => running(right) - running(left) || (left.createdAt < right.createdAt ? 1 : -1),
  );
  return { latest, older };
}

function LatestRefund({ refund, detail }: { refund: Refund; detail: DepositDetail }) {
  const { zone } = usePreferences();
  const { decimalsOf } = useCurrencyBook();
  const decimals = decimalsOf(refund.currency, refund.network);
  const story = refundStory(refund, (at) => shortDateTime(at, zone));
  const approvers = refund.approvals
    .filter((approval) => approval.decision === "APPROVE")
    .map((approval) => approval.by.name);
  const partial = compareAmounts(refund.amount, refund.depositAmount) < 0;
  return (
    <Section
      title={t("record:refund.titleNo", { no: refund.refundNo })}
      aside={
        <Link to="/refunds/$id" params={{ id: refund.id }} className={styles.open}>
          {t("record:refund.open")}
          <IconChevronRight size={14} stroke={1.75} aria-hidden="true" />
        </Link>
      }
    >
      <div className={styles.refundHead}>
        <StatusPill kind="refund" status={refund.status} tinted />
        {refund.confirmations === null ? null : (
          <strong className="numeric">
            {t("record:confirmation.of", {
              current: Math.min(refund.confirmations.current, refund.confirmations.required),
              required: refund.confirmations.required,
            })}
          </strong>
        )}
      </div>
      {refund.confirmations === null ? null : (
        <div className={styles.refundBar}>
          <ConfirmationBar confirmations={refund.confirmations} tall />
        </div>
      )}
      <FactList className={styles.refundFacts}>
        <FactRow label={t("record:refund.amount")}>
          <Money amount={refund.amount} currency={refund.currency} decimals={decimals} />{" "}
          <span className="quiet">{partial ? t("record:refund.inPart") : t("record:refund.inFull")}</span>
        </FactRow>
        {partial ? (
          <FactRow label={t("record:refund.remainder")}>
            <Money amount={amountDifference(refund.depositAmount, refund.amount).amount} decimals={decimals} />{" "}
            <span className="quiet">
              {refund.remainder === null ? "" : t(`record:refund.remainders.${refund.remainder}`)}
            </span>
          </FactRow>
        ) : null}
        <FactRow label={t("record:refund.to")}>
          <AddressText value={refund.refundAddress} />
          {sameAddress(refund.refundAddress, detail.deposit.sourceAddress) ? (
            <div className="quiet">{t("record:refund.sameAddress")}</div>
          ) : null}
        </FactRow>
        <FactRow label={t("record:refund.kind")}>{codeLabel("refundKind", refund.kind)}</FactRow>
        <FactRow label={t("record:refund.askedBy")}>{refund.requestedBy.name}</FactRow>
        <FactRow label={t("record:refund.approvedBy")}>
          {approvers.length === 0 ? (
            <span className="quiet">{t("record:refund.needs", { count: refund.requiredApprovals })}</span>
          ) : (
            listText(approvers)
          )}
        </FactRow>
        <FactRow label={t("record:refund.executedBy")}>
          {refund.executedBy?.name ?? <span className="quiet">{t("record:refund.nobody")}</span>}
        </FactRow>
      </FactList>
      <p className={styles.next}>
        <IconInfoCircle size={14} stroke={1.75} aria-hidden="true" />
        <span>{story.next}</span>
      </p>
    </Section>
  );
}
