/** What the chain says of the transfer, item by item as an explorer shows it. */
import { IconExternalLink } from "@tabler/icons-react";
import type { DepositDetail } from "#shared/contract/ipc.ts";
import { useMutationCall } from "#renderer/api/calls.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { explainLine } from "#renderer/api/explain.ts";
import { fromBaseUnits } from "#shared/money.ts";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { CopyButton } from "#renderer/ui/CopyButton.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Money } from "#renderer/ui/Money.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { SOURCE_KIND_LABELS } from "#renderer/words/verificationWords.ts";
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
      title="Transaction"
      aside={
        canOpen ? (
          <Button
            variant="link"
            icon={<IconExternalLink size={14} stroke={1.75} aria-hidden="true" />}
            onClick={() => explorer.mutate({ network: deposit.network, kind: "tx", value: txHash })}
          >
            Open in explorer
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
        <p className="quiet">
          {txHash === null
            ? "No transfer was seen on chain, and no transaction hash was declared."
            : "The declared transaction was not seen on chain yet."}
        </p>
      ) : (
        <FactList columns={2}>
          <FactRow label="Hash" wide>
            <span className={styles.copied}>
              <AddressText value={txHash} />
              {txHash === null ? null : <CopyButton text={txHash} what="the transaction hash" />}
            </span>
          </FactRow>
          <FactRow label="From" wide>
            <AddressText value={transfer.from} />
            {transfer.sourceKind === "WALLET" ? null : (
              <span className={styles.sourceKind}>
                {SOURCE_KIND_LABELS[transfer.sourceKind] ?? `Unknown (${String(transfer.sourceKind)})`}
              </span>
            )}
          </FactRow>
          <FactRow label="To" wide>
            <AddressText value={transfer.to} />
          </FactRow>
          <FactRow label="Token" wide>
            {transfer.contractAddress === null ? (
              <>{network?.nativeSymbol ?? deposit.currency}, the network's own coin</>
            ) : (
              <span className={styles.copied}>
                <span>{deposit.currency}</span> <AddressText value={transfer.contractAddress} />
              </span>
            )}
          </FactRow>
          <FactRow label="Value">
            <Money
              amount={transfer.amount}
              currency={deposit.currency}
              decimals={detail.currency?.displayDecimals ?? decimalsOf(deposit.currency, deposit.network)}
            />
          </FactRow>
          <FactRow label="Fee, by sender">
            {transfer.feeWei === null ? (
              <span className="quiet">Not known</span>
            ) : (
              <>
                <span className="numeric">{fromBaseUnits(BigInt(transfer.feeWei), 18)}</span>{" "}
                {network?.nativeSymbol ?? ""}
              </>
            )}
          </FactRow>
          <FactRow label="Block">
            {deposit.confirmations.blockNumber === null ? (
              <span className="quiet">In no block</span>
            ) : (
              blockText(deposit.confirmations.blockNumber)
            )}
            {transfer.logIndex === null ? null : <span className="quiet"> · log {transfer.logIndex}</span>}
          </FactRow>
          <FactRow label="Time">
            <TimeText at={transfer.blockAt} form="auto" />
          </FactRow>
        </FactList>
      )}
    </Section>
  );
}
