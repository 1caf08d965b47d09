/** What the client asked for: the nine named items of the guide (S7, R7.3), under their names. */
import { Trans } from "react-i18next";
import type { DepositDetail } from "#shared/contract/ipc.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { t } from "#renderer/i18n/t.ts";
import { Said } from "#renderer/ui/Said.tsx";
import { AddressCode } from "#renderer/ui/AddressCode.tsx";
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
    <Section title={t("record:request.title")} className={styles.request}>
      <FactList>
        <FactRow label={t("record:request.recordNo")}>{deposit.recordNo}</FactRow>
        <FactRow label={t("record:request.account")}>{deposit.securitiesAccount}</FactRow>
        <FactRow label={t("record:request.currency")}>
          {deposit.currency}
          {detail.currency === null ? null : <span className="quiet"> · {detail.currency.name}</span>}
        </FactRow>
        <FactRow label={t("record:request.amount")}>
          <span className={styles.amounts}>
            <span>
              <Money amount={deposit.declaredAmount} currency={deposit.currency} decimals={decimals} />{" "}
              <span className="quiet">{t("record:request.declared")}</span>
            </span>
            <span>
              {deposit.receivedAmount === null ? (
                <span className="quiet">{t("record:request.nothing")}</span>
              ) : (
                <>
                  <Money amount={deposit.receivedAmount} currency={deposit.currency} decimals={decimals} />{" "}
                  <span className="quiet">{t("record:request.received")}</span>
                </>
              )}
            </span>
            {deposit.receivedAmount === null ? null : difference === null ? (
              <span className="quiet">{t("record:request.same")}</span>
            ) : (
              <strong className={styles.difference}>
                {t("record:request.difference", { difference, currency: deposit.currency })}
              </strong>
            )}
          </span>
        </FactRow>
        <FactRow label={t("record:request.destination")}>
          <span className={styles.copied}>
            <AddressText value={deposit.destinationAddress} />
            <AddressCode address={deposit.destinationAddress} what={t("record:request.destination")} />
          </span>
        </FactRow>
        <FactRow label={t("record:request.txid")}>
          {deposit.txHash === null ? (
            <span className="quiet">{t("record:request.noTxid")}</span>
          ) : (
            <AddressText value={deposit.txHash} />
          )}
        </FactRow>
        <FactRow label={t("record:request.time")}>
          <TimeText at={deposit.requestedAt} withZone />
        </FactRow>
        <FactRow label={t("record:request.status")}>
          <StatusPill kind="deposit" status={deposit.status} flush />
        </FactRow>
      </FactList>
      <h4 className={styles.subhead}>{t("record:request.other")}</h4>
      <FactList>
        <FactRow label={t("record:request.network")}>
          {network === null
            ? deposit.network
            : t("record:request.chain", { network: network.name, id: network.chainId })}
        </FactRow>
        <FactRow label={t("record:request.source")}>
          <AddressText value={deposit.sourceAddress} />
        </FactRow>
        <FactRow label={t("record:request.customerNo")}>{deposit.customerNo}</FactRow>
        <FactRow label={t("record:request.clientName")}>{deposit.customerName}</FactRow>
        {deposit.linkedRecordNo === null ? null : (
          <FactRow label={t("record:request.linked")}>
            {deposit.linkedRecordNo} <span className="quiet">· {t("record:request.linkedWhy")}</span>
          </FactRow>
        )}
        {deposit.cancel === null ? null : (
          <FactRow label={t("record:request.cancelled")}>
            <Trans
              t={t}
              i18nKey="record:request.cancelledBy"
              values={{ name: deposit.cancel.by.name }}
              components={{
                at: <TimeText at={deposit.cancelledAt} />,
                remarks: <Said text={deposit.cancel.remarks} />,
              }}
            />
          </FactRow>
        )}
        {deposit.legalHold ? (
          <FactRow label={t("record:request.legalHold")}>{t("record:request.legalHoldYes")}</FactRow>
        ) : null}
      </FactList>
    </Section>
  );
}
