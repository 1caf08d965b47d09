/** The comparison since the request as people read it: amounts grouped, fees in coins, codes in words, what changed first. */
import type { RefundDifferences } from "#shared/contract/refund.ts";
import { ADDRESS_STATUS_LABELS, DEPOSIT_STATUS_LABELS } from "#shared/domain/statuses.ts";
import { fromBaseUnits, isAmount } from "#shared/money.ts";
import { amountText } from "#renderer/words/amountText.ts";
import { t } from "#renderer/i18n/t.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { approvals } from "#shared/texts/en/approvals.ts";

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
const VERSION = /^version (\d+)$/;

type Field = keyof typeof approvals.fields;

/** The central service names the facts in English; one that it invents later keeps its name. */
function fieldOf(name: string): Field | null {
  const plain = name.replace(WEI, "");
  return (Object.keys(approvals.fields) as Field[]).find((key) => approvals.fields[key] === plain) ?? null;
}

function fieldText(name: string): string {
  const field = fieldOf(name);
  return field === null ? name.replace(WEI, "") : t(`approvals:fields.${field}`);
}

/** The central service names a status by its code or by its English words. */
function statusWords(group: "address" | "deposit", labels: Readonly<Record<string, string>>, value: string): string {
  const code = Object.keys(labels).find((one) => one === value || labels[one] === value);
  return code === undefined ? value : codeLabel(group, code);
}

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
        field: fieldText(row.field),
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
  const known = fieldOf(field);
  if (known === "screening") return text(screeningWords(value, restricted));
  if (known === "addressVerification") return text(statusWords("address", ADDRESS_STATUS_LABELS, value));
  if (known === "depositStatus") return text(statusWords("deposit", DEPOSIT_STATUS_LABELS, value));
  const version = VERSION.exec(value)?.[1];
  return text(version === undefined ? value : t("approvals:values.version", { number: version }));
}

const text = (words: string): DifferenceCell => ({ kind: "text", text: words });

/** "16169.5 USDT" -> "16,169.5 USDT"; whatever is no amount stays as it is. */
function groupedAmount(value: string): string {
  const [amount = "", ...rest] = value.split(" ");
  if (!isAmount(amount)) return value;
  return [amountText(amount), ...rest].join(" ");
}

function screeningWords(value: string, restricted: boolean): string {
  if (value === "CLEAR") return t("approvals:values.clear");
  if (value === "NOT_SCREENED") return t("approvals:values.missing");
  if (!restricted) return t("approvals:values.review");
  if (value === "HIT") return t("approvals:values.hit");
  return value === "ALERT" ? t("approvals:values.alert") : value;
}
