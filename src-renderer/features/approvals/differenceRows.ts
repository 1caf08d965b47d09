/** The comparison since the request as people read it: amounts grouped, fees in coins, codes in words, what changed first. */
import type { RefundDifferences } from "#shared/contract/refund.ts";
import { ADDRESS_STATUS_LABELS } from "#shared/domain/statuses.ts";
import { fromBaseUnits, isAmount } from "#shared/money.ts";
import { amountText } from "#renderer/words/amountText.ts";

export type DifferenceCell = { kind: "text" | "address"; text: string };
export type DifferenceRow = {
  field: string;
  deposit: DifferenceCell | null;
  requested: DifferenceCell;
  now: DifferenceCell;
  changed: boolean;
};

const ADDRESS = /^0x[0-9a-fA-F]{40}$/;
const WEI = / \(wei\)$/;

/** `restricted`: the reader may know of sanctions; others read "Compliance review". */
export function differenceRows(
  differences: RefundDifferences,
  { nativeSymbol, restricted }: { nativeSymbol: string; restricted: boolean },
): DifferenceRow[] {
  return [...differences.rows]
    .sort((left, right) => Number(right.changed) - Number(left.changed))
    .map((row) => {
      const shown = (value: string): DifferenceCell => cellOf(row.field, value, nativeSymbol, restricted);
      return {
        field: row.field.replace(WEI, ""),
        deposit: row.deposit === null ? null : shown(row.deposit),
        requested: shown(row.requested),
        now: shown(row.now),
        changed: row.changed,
      };
    });
}

function cellOf(field: string, value: string, nativeSymbol: string, restricted: boolean): DifferenceCell {
  if (ADDRESS.test(value)) return { kind: "address", text: value };
  if (WEI.test(field) && /^\d+$/.test(value)) return text(`${fromBaseUnits(BigInt(value), 18)} ${nativeSymbol}`);
  if (/amount/i.test(field)) return text(groupedAmount(value));
  if (field === "Screening") return text(screeningWords(value, restricted));
  if (Object.hasOwn(ADDRESS_STATUS_LABELS, value))
    return text(ADDRESS_STATUS_LABELS[value as keyof typeof ADDRESS_STATUS_LABELS]);
  return text(value);
}

const text = (words: string): DifferenceCell => ({ kind: "text", text: words });

/** "16169.5 USDT" -> "16,169.5 USDT"; whatever is no amount stays as it is. */
function groupedAmount(value: string): string {
  const [amount = "", ...rest] = value.split(" ");
  if (!isAmount(amount)) return value;
  return [amountText(amount), ...rest].join(" ");
}

function screeningWords(value: string, restricted: boolean): string {
  if (value === "CLEAR") return "Clear";
  if (!restricted) return "Compliance review";
  return value === "HIT" ? "Hit on a sanctions list" : value === "ALERT" ? "Alert" : value;
}
