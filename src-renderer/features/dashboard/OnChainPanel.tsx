/** Payments that are signed and not final yet. */
import { Link } from "@tanstack/react-router";
import type { RefundOnChain } from "#shared/contract/dashboard.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { t } from "#renderer/i18n/t.ts";
import { classNames } from "#renderer/ui/classNames.ts";
import { ConfirmationStrip } from "#renderer/ui/ConfirmationStrip.tsx";
import { Money } from "#renderer/ui/Money.tsx";
import { statusLook } from "#renderer/ui/statusLooks.ts";
import { Age } from "#renderer/ui/TimeText.tsx";
import { Panel } from "./Panel.tsx";
import styles from "./dashboard.module.css";

const SHOWN = 4;

export function OnChainPanel({ refunds }: { refunds: readonly RefundOnChain[] }) {
  // What is stuck comes first; the others in the order of their requests.
  const ordered = refunds.toSorted((left, right) => Number(right.stuck) - Number(left.stuck));
  return (
    <Panel title={t("dashboard:onChain.title")} note={String(refunds.length)}>
      {refunds.length === 0 ? <p className="quiet">{t("dashboard:onChain.none")}</p> : null}
      <ul>
        {ordered.slice(0, SHOWN).map((refund) => (
          <OnChainRow key={refund.id} refund={refund} />
        ))}
      </ul>
      {refunds.length > SHOWN ? (
        <Link to="/refunds" search={{ view: "chain" }} className={styles.more}>
          {t("dashboard:onChain.all", { refunds: refunds.length })}
        </Link>
      ) : null}
    </Panel>
  );
}

function OnChainRow({ refund }: { refund: RefundOnChain }) {
  const { decimalsOf } = useCurrencyBook();
  const { icon: StatusIcon } = statusLook("refund", refund.status);
  return (
    <li className={styles.payment}>
      <Link to="/refunds/$id" params={{ id: refund.id }} className="numeric">
        {refund.refundNo}
      </Link>
      <Money amount={refund.amount} currency={refund.currency} decimals={decimalsOf(refund.currency)} />
      <span className={classNames(styles.state, refund.stuck && styles.stuck)}>
        <StatusIcon size={14} stroke={1.75} aria-hidden="true" />
        {codeLabel("refund", refund.status)}
        {refund.stuck ? (
          <>
            {" · "}
            <Age since={refund.since} />
          </>
        ) : null}
      </span>
      {refund.confirmations === null ? null : <ConfirmationStrip confirmations={refund.confirmations} />}
    </li>
  );
}
