/** One transaction that the books do not explain: its nonce, its hash, what it paid, and the open refunds that it paid exactly. */
import { Link } from "@tanstack/react-router";
import { Trans } from "react-i18next";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { t } from "#renderer/i18n/t.ts";
import type { KeyComparison } from "#shared/contract/signer.ts";
import { sameAddress } from "#shared/domain/addresses.ts";
import { fromBaseUnits } from "#shared/money.ts";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { Money } from "#renderer/ui/Money.tsx";
import styles from "./keys.module.css";

type Finding = KeyComparison["findings"][number];

export function KeyFinding({ finding, network }: { finding: Finding; network: string }) {
  const { nonce, txHash, refunds } = finding;
  return (
    <li className={styles.finding}>
      <strong className="numeric">{t("repairs:settle.nonce", { nonce })}</strong>
      <div>
        {txHash === null ? (
          <span className="quiet">{t("repairs:settle.unknown")}</span>
        ) : (
          <AddressText value={txHash} />
        )}
        <div>
          <WhatItPaid finding={finding} network={network} />
        </div>
        {refunds.map(({ id, refundNo }) => (
          <div key={id}>
            {t("repairs:settle.matches")}{" "}
            <Link to="/refunds/$id" params={{ id }} search={txHash === null ? {} : { found: txHash }}>
              {refundNo}
            </Link>
          </div>
        ))}
      </div>
    </li>
  );
}

function WhatItPaid({ finding: { payment, succeeded, txHash }, network }: { finding: Finding; network: string }) {
  const { currencies, decimalsOf } = useCurrencyBook();
  if (txHash === null) return null;
  if (succeeded === false) return t("repairs:settle.reverted");
  if (payment === null) return t("repairs:settle.made");
  const { contractAddress, baseUnits, to } = payment;
  const currency = currencies.find(
    (one) =>
      one.network === network &&
      (one.contractAddress === null || contractAddress === null
        ? one.contractAddress === contractAddress
        : sameAddress(one.contractAddress, contractAddress)),
  );
  const money =
    currency === undefined ? (
      <span>{t("repairs:settle.units", { units: baseUnits, contract: contractAddress ?? network })}</span>
    ) : (
      <Money
        amount={fromBaseUnits(BigInt(baseUnits), currency.decimals)}
        currency={currency.code}
        decimals={decimalsOf(currency.code, network)}
      />
    );
  return <Trans t={t} i18nKey="repairs:settle.paid" components={{ money, to: <AddressText value={to} /> }} />;
}
