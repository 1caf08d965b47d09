/**
 * Filters as typed: `status:credited amount>1 created:2026-11-01..2026-11-22 customer:C-1088 "Lau Wing"`.
 * What is no `name:value` becomes the free search. Source: R10.4.
 */
import { DEPOSIT_STATUS_LABELS, HOLD_REASON_LABELS, REFUND_STATUS_LABELS } from "#shared/domain/statuses.ts";
import { isAmount } from "#shared/money.ts";
import {
  CREATED_PRESETS,
  parseRecordSearch,
  type CreatedPreset,
  type RecordSearch,
} from "#renderer/api/recordSearch.ts";
import { parseLocal } from "#renderer/ui/times.ts";
import type { Zone } from "#renderer/ui/preferences.tsx";
import { lessThan, moreThan } from "./amountBounds.ts";
import { FLAG_LABELS } from "./recordFilters.ts";

export type Typed = { change: Partial<RecordSearch>; problem: string | null };

const TEXT_FIELDS: Readonly<Record<string, keyof RecordSearch>> = {
  record: "recordNo",
  customer: "customerNo",
  name: "customerName",
  account: "securitiesAccount",
  tx: "txHash",
  txid: "txHash",
  address: "address",
  refund: "refundNo",
  operator: "operator",
  remarks: "text",
  text: "text",
};

const CODE_FIELDS: Readonly<
  Record<string, { key: keyof RecordSearch; labels: Readonly<Record<string, string>> | null }>
> = {
  status: { key: "status", labels: DEPOSIT_STATUS_LABELS },
  hold: { key: "holdReason", labels: HOLD_REASON_LABELS },
  refundstatus: { key: "refundStatus", labels: REFUND_STATUS_LABELS },
  flag: { key: "flags", labels: FLAG_LABELS },
  currency: { key: "currency", labels: null },
  network: { key: "network", labels: null },
};

export function parseTyped(input: string, zone: Zone): Typed {
  const change: Record<string, unknown> = {};
  const rest: string[] = [];
  for (const token of tokensOf(input)) {
    const problem = readToken(token, zone, change, rest);
    if (problem !== null) return { change: {}, problem };
  }
  if (rest.length > 0) change.anything = rest.join(" ");
  return { change: parseRecordSearch(change), problem: null };
}

function readToken(token: string, zone: Zone, change: Record<string, unknown>, rest: string[]): string | null {
  const compared = /^amount(>=|<=|>|<|=)(.+)$/i.exec(token);
  if (compared) return readAmount(compared[1] ?? "", compared[2] ?? "", change);
  const match = /^([a-z]+):(.*)$/i.exec(token);
  if (!match) {
    rest.push(token);
    return null;
  }
  const name = (match[1] ?? "").toLowerCase();
  const value = (match[2] ?? "").replace(/^"|"$/g, "").trim();
  if (value === "") return `Write a value after "${name}:".`;
  const textField = TEXT_FIELDS[name];
  if (textField !== undefined) {
    change[textField] = value;
    return null;
  }
  if (name === "created") return readCreated(value, zone, change);
  if (name === "amount") return readAmountRange(value, change);
  const codes = CODE_FIELDS[name];
  if (codes === undefined)
    return `There is no filter "${name}". Try status, customer, record, created, amount, tx or address.`;
  return readCodes(name, value, codes, change);
}

function readAmount(sign: string, value: string, change: Record<string, unknown>): string | null {
  const amount = value.replaceAll(",", "");
  if (!isAmount(amount)) return `"${value}" is no amount. Write digits with a point, for example 1250.5.`;
  if (sign === ">") change.amountMin = moreThan(amount);
  else if (sign === "<") change.amountMax = lessThan(amount);
  else {
    if (sign !== "<=") change.amountMin = amount;
    if (sign !== ">=") change.amountMax = amount;
  }
  return null;
}

function readAmountRange(value: string, change: Record<string, unknown>): string | null {
  const [from = "", to = from] = value.split("..");
  for (const [sign, part] of [
    [">=", from],
    ["<=", to],
  ] as const) {
    if (part === "") continue;
    const problem = readAmount(sign, part, change);
    if (problem !== null) return problem;
  }
  return null;
}

function readCreated(value: string, zone: Zone, change: Record<string, unknown>): string | null {
  const preset = value.toLowerCase();
  if ((CREATED_PRESETS as readonly string[]).includes(preset)) {
    change.created = preset as CreatedPreset;
    return null;
  }
  const [from = "", to = from] = value.split("..");
  const wrong = `"${value}" is no day. Write 2026-11-22, 2026-11-01..2026-11-22, today, 7d or month.`;
  if (from !== "") {
    const moment = parseLocal(from, zone, "start");
    if (moment === null) return wrong;
    change.createdFrom = moment;
  }
  if (to !== "") {
    const moment = parseLocal(to, zone, "end");
    if (moment === null) return wrong;
    change.createdTo = moment;
  }
  return null;
}

function readCodes(
  name: string,
  value: string,
  { key, labels }: { key: keyof RecordSearch; labels: Readonly<Record<string, string>> | null },
  change: Record<string, unknown>,
): string | null {
  const codes: string[] = [];
  for (const word of value.split(",")) {
    if (labels === null) {
      codes.push(word.trim().toUpperCase());
      continue;
    }
    const wanted = plain(word);
    const entries = Object.entries(labels);
    const found =
      entries.find(([code, label]) => plain(code) === wanted || plain(label) === wanted) ??
      entries.find(([, label]) => plain(label).startsWith(wanted));
    if (!found) return `There is no ${name} "${word}".`;
    codes.push(found[0]);
  }
  change[key] = [...((change[key] as string[] | undefined) ?? []), ...codes];
  return null;
}

const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, "");

/** Splits at blanks outside of quotes; `name:"two words"` stays together. */
function tokensOf(input: string): string[] {
  return (input.match(/[a-z]+:"[^"]*"|"[^"]*"|\S+/gi) ?? []).map((token) =>
    token.startsWith('"') ? token.replaceAll('"', "") : token,
  );
}
