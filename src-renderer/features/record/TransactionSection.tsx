/** What the chain says of the transfer, item by item as an explorer shows it. */
import { IconExternalLink } from "@tabler/icons-react";
import type { DepositDetail } from "#shared/contract/ipc.ts";
import { useMutationCall } from "#renderer/api/calls.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { explainLine } from "#renderer/api/explain.ts";
import { fromBaseUnits } from "#shared/money.ts";
import { t } from "#renderer/i18n/t.ts";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { CopyButton } from "#renderer/ui/CopyButton.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Money } from "#renderer/ui/Money.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { blockText } from "#renderer/ui/blockText.ts";
import styles from "./record.module.css";

export function TransactionSection({ detail }: { detail: DepositDetail }) {
  const { deposit, network } = detail;
  const { transfer, txHash } = deposit;
  const { decimalsOf } = useCurrencyBook();
  const explorer = useMutationCall("system", "openExplorer");
  const canOpen = txHash !== null && network !== null && network.explorerTxUrl !== null;
  return (
    <Section
      title={t("record:transaction.title")}
      aside={
        canOpen ? (
          <Button
            variant="link"
            icon={<IconExternalLink size={14} stroke={1.75} aria-hidden="true" />}
            onClick={() => explorer.mutate({ network: deposit.network, kind: "tx", value: txHash })}
          >
            {t("record:transaction.explorer")}
          </Button>
        ) : null
      }
    >
      {explorer.error === null ? null : (
        <p className={styles.problem} role="alert">
          {explainLine(explorer.error)}
        </p>
      )}
      {transfer === null ? (
        <p className="quiet">{txHash === null ? t("record:transaction.nothing") : t("record:transaction.unseen")}</p>
      ) : (
        <FactList columns={2}>
          <FactRow label={t("record:transaction.hash")} wide>
            <span className={styles.copied}>
              <AddressText value={txHash} />
              {txHash === null ? null : <CopyButton text={txHash} what={t("record:transaction.hashWhat")} />}
            </span>
          </FactRow>
          <FactRow label={t("record:transaction.from")} wide>
            <AddressText value={transfer.from} />
            {transfer.sourceKind === "WALLET" ? null : (
              <span className={styles.sourceKind}>{codeLabel("sourceKind", String(transfer.sourceKind))}</span>
            )}
          </FactRow>
          <FactRow label={t("record:transaction.to")} wide>
            <AddressText value={transfer.to} />
          </FactRow>
          <FactRow label={t("record:transaction.token")} wide>
            {transfer.contractAddress === null ? (
              t("record:transaction.native", { symbol: network?.nativeSymbol ?? deposit.currency })
            ) : (
              <span className={styles.copied}>
                <span>{deposit.currency}</span> <AddressText value={transfer.contractAddress} />
              </span>
            )}
          </FactRow>
          <FactRow label={t("record:transaction.value")}>
            <Money
              amount={transfer.amount}
              currency={deposit.currency}
              decimals={detail.currency?.displayDecimals ?? decimalsOf(deposit.currency, deposit.network)}
            />
          </FactRow>
          <FactRow label={t("record:transaction.fee")}>
            {transfer.feeWei === null ? (
              <span className="quiet">{t("record:transaction.noFee")}</span>
            ) : (
              <>
                <span className="numeric">{fromBaseUnits(BigInt(transfer.feeWei), 18)}</span>{" "}
                {network?.nativeSymbol ?? ""}
              </>
            )}
          </FactRow>
          <FactRow label={t("record:transaction.block")}>
            {deposit.confirmations.blockNumber === null ? (
              <span className="quiet">{t("record:transaction.noBlock")}</span>
            ) : (
              blockText(deposit.confirmations.blockNumber)
            )}
            {transfer.logIndex === null ? null : (
              <span className="quiet"> · {t("record:transaction.log", { index: transfer.logIndex })}</span>
            )}
          </FactRow>
          <FactRow label={t("record:transaction.time")}>
            <TimeText at={transfer.blockAt} form="auto" />
          </FactRow>
        </FactList>
      )}
    </Section>
  );
}
