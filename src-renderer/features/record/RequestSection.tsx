/** What the client asked for: the nine named items of the guide (S7, R7.3), under their names. */
import type { DepositDetail } from "#shared/contract/ipc.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Money } from "#renderer/ui/Money.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { StatusPill } from "#renderer/ui/StatusPill.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { declaredDifference } from "./recordViews.ts";
import styles from "./record.module.css";

export function RequestSection({ detail }: { detail: DepositDetail }) {
  const { deposit, network } = detail;
  const { decimalsOf } = useCurrencyBook();
  const decimals = detail.currency?.displayDecimals ?? decimalsOf(deposit.currency, deposit.network);
  const difference = declaredDifference(deposit);
  return (
    <Section title="Request" className={styles.request}>
      <FactList>
        <FactRow label="Record number">{deposit.recordNo}</FactRow>
        <FactRow label="Client securities account">{deposit.securitiesAccount}</FactRow>
        <FactRow label="Deposit currency">
          {deposit.currency}
          {detail.currency === null ? null : <span className="quiet"> · {detail.currency.name}</span>}
        </FactRow>
        <FactRow label="Amount">
          <span className={styles.amounts}>
            <span>
              <Money amount={deposit.declaredAmount} currency={deposit.currency} decimals={decimals} />{" "}
              <span className="quiet">declared</span>
            </span>
            <span>
              {deposit.receivedAmount === null ? (
                <span className="quiet">nothing received yet</span>
              ) : (
                <>
                  <Money amount={deposit.receivedAmount} currency={deposit.currency} decimals={decimals} />{" "}
                  <span className="quiet">received</span>
                </>
              )}
            </span>
            {deposit.receivedAmount === null ? null : difference === null ? (
              <span className="quiet">same</span>
            ) : (
              <strong className={styles.difference}>
                {difference} {deposit.currency} against declared
              </strong>
            )}
          </span>
        </FactRow>
        <FactRow label="Destination address">
          <AddressText value={deposit.destinationAddress} />
        </FactRow>
        <FactRow label="Transaction hash (TXID)">
          {deposit.txHash === null ? (
            <span className="quiet">Not known yet</span>
          ) : (
            <AddressText value={deposit.txHash} />
          )}
        </FactRow>
        <FactRow label="Request time">
          <TimeText at={deposit.requestedAt} withZone />
        </FactRow>
        <FactRow label="Status">
          <StatusPill kind="deposit" status={deposit.status} flush />
        </FactRow>
      </FactList>
      <h4 className={styles.subhead}>Other core information</h4>
      <FactList>
        <FactRow label="Network">
          {network === null ? deposit.network : `${network.name} · chain id ${network.chainId}`}
        </FactRow>
        <FactRow label="Source address">
          <AddressText value={deposit.sourceAddress} />
        </FactRow>
        <FactRow label="Customer number">{deposit.customerNo}</FactRow>
        <FactRow label="Client name">{deposit.customerName}</FactRow>
        {deposit.linkedRecordNo === null ? null : (
          <FactRow label="Linked record">
            {deposit.linkedRecordNo}{" "}
            <span className="quiet">· this one was opened because its transfer came without a live record</span>
          </FactRow>
        )}
        {deposit.cancel === null ? null : (
          <FactRow label="Cancelled">
            by {deposit.cancel.by.name}, <TimeText at={deposit.cancelledAt} />: “{deposit.cancel.remarks}”
          </FactRow>
        )}
        {deposit.legalHold ? (
          <FactRow label="Legal hold">Yes. The record is never purged while it stands.</FactRow>
        ) : null}
      </FactList>
    </Section>
  );
}
