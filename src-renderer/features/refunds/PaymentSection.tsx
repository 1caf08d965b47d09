/** What is paid to whom: amount against the deposit, address against the address book, digest of the intent. */
import { useCall } from "#renderer/api/calls.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import type { RefundDetail } from "#shared/contract/ipc.ts";
import { REMAINDER_LABELS } from "#shared/domain/refunds.ts";
import { amountDifference, compareAmounts, fromBaseUnits } from "#shared/money.ts";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { ComparedAddresses } from "#renderer/ui/ComparedAddresses.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Money } from "#renderer/ui/Money.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { StatusPill } from "#renderer/ui/StatusPill.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { verificationMethodLabel } from "#renderer/words/verificationWords.ts";
import styles from "./refunds.module.css";

export function PaymentSection({ detail }: { detail: RefundDetail }) {
  const { refund, network, currency } = detail;
  const { decimalsOf } = useCurrencyBook();
  const decimals = currency?.displayDecimals ?? decimalsOf(refund.currency, refund.network);
  const book = useCall("addresses", "search", { customerNo: refund.customerNo, limit: 200 });
  const address = book.data?.find((one) => one.id === refund.refundAddressId) ?? null;
  const partial = compareAmounts(refund.amount, refund.depositAmount) < 0;
  return (
    <Section title="Payment" aside={address === null ? null : <StatusPill kind="address" status={address.status} />}>
      {address === null ? (
        <FactList>
          <FactRow label="To">
            <AddressText value={refund.refundAddress} />
          </FactRow>
        </FactList>
      ) : (
        <ComparedAddresses
          rows={[
            { label: "To", address: refund.refundAddress },
            { label: "Address book", address: address.address },
          ]}
        />
      )}
      <FactList className={styles.gap}>
        {address === null ? null : (
          <FactRow label="Verified">
            {address.verifiedBy === null ? (
              <span className="quiet">Not verified</span>
            ) : (
              <>
                {verificationMethodLabel(address.method)} · by {address.verifiedBy.name},{" "}
                <TimeText at={address.verifiedAt} />
              </>
            )}
          </FactRow>
        )}
        <FactRow label="Network">
          {network === null ? refund.network : `${network.name} · chain id ${network.chainId}`}
          <span className="quiet"> · the deposit's network</span>
        </FactRow>
        <FactRow label="Refund amount">
          <Money amount={refund.amount} currency={refund.currency} decimals={decimals} />{" "}
          <span className="quiet">{partial ? "in part" : "in full"}</span>
        </FactRow>
        {partial ? (
          <>
            <FactRow label="Deposit amount">
              <Money amount={refund.depositAmount} currency={refund.currency} decimals={decimals} />
            </FactRow>
            <FactRow label="Remainder">
              <Money
                amount={amountDifference(refund.depositAmount, refund.amount).amount}
                currency={refund.currency}
                decimals={decimals}
              />{" "}
              <span className="secondary">
                {refund.remainder === null ? "" : `· ${REMAINDER_LABELS[refund.remainder].toLowerCase()}`}
              </span>
            </FactRow>
            <FactRow label="Adjusted because">
              <span className={styles.wrap}>{refund.adjustmentReason}</span>
            </FactRow>
          </>
        ) : null}
        <FactRow label="Fee">
          {refund.feeWei === null ? null : (
            <>
              <span className="numeric">{fromBaseUnits(BigInt(refund.feeWei), 18)}</span> {network?.nativeSymbol ?? ""}{" "}
              <span className="quiet">paid by the broker · </span>
            </>
          )}
          <span className={refund.feeWei === null ? undefined : "quiet"}>
            at most {fromBaseUnits(BigInt(refund.intent.feeCapWei), 18)} {network?.nativeSymbol ?? ""}
          </span>
        </FactRow>
        <FactRow label="Simulated">
          {refund.simulation.ok ? "Succeeds" : "Fails"}: {refund.simulation.detail}{" "}
          <span className="quiet">
            · <TimeText at={refund.simulation.at} form="auto" />
          </span>
        </FactRow>
        <FactRow label="Intent digest">
          <AddressText value={refund.intentHash} />
        </FactRow>
      </FactList>
    </Section>
  );
}
