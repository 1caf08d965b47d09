/**
 * An amount in three parts: grouped integer part, significant decimals, dimmed trailing zeros. Never rounded: more
 * digits than the currency shows end in "…". At signing no digit is dimmed. Design, "Rules for data".
 */
import { amountParts } from "#shared/money.ts";
import { classNames } from "./classNames.ts";
import styles from "./Money.module.css";

export type MoneySize = "grid" | "text" | "list" | "view" | "sign";

/** Fixed decimals of the currencies the design names; configuration wins (`decimals`). */
const USUAL_DECIMALS: Readonly<Record<string, number>> = { USDT: 6, USDC: 6, ETH: 8, BTC: 8 };

export function usualDecimals(currency: string): number {
  return USUAL_DECIMALS[currency] ?? 8;
}

/** `alignTo`: most decimals shown in the same column; the decimal points then stand on one line. */
export function Money({
  amount,
  currency,
  decimals,
  size = "text",
  alignTo,
  className,
}: {
  amount: string | null;
  currency?: string;
  decimals?: number;
  size?: MoneySize;
  alignTo?: number;
  className?: string | undefined;
}) {
  if (amount === null) return <span className="quiet">–</span>;
  const shown = decimals ?? (currency === undefined ? 8 : usualDecimals(currency));
  const parts = amountParts(amount, shown);
  const missing = alignTo === undefined ? 0 : alignTo - shown;
  const point = shown === 0 ? "" : ".";
  return (
    <span className={classNames(styles.money, styles[size], className)}>
      <span className={styles.figures} data-pad={missing > 0 ? "0".repeat(missing) : undefined}>
        <span className={styles.whole}>
          {parts.whole}
          {parts.fraction === "" ? "" : point}
        </span>
        {parts.fraction}
        <span className={styles.zeros}>
          {parts.fraction === "" ? point : ""}
          {parts.zeros}
        </span>
        {parts.cut ? "…" : ""}
      </span>
      {currency === undefined ? null : (
        <>
          {" "}
          <span className={styles.code}>{currency}</span>
        </>
      )}
    </span>
  );
}
