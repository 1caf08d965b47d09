/** Every filter in words: its label, its value as a chip shows it, and how it is taken away. */
import { atLeastText, atMostText } from "#shared/domain/query/amountBounds.ts";
import { type Excluded, type RecordQuery } from "#shared/domain/query/recordFilter.ts";
import type { EnglishTexts } from "#shared/texts/resources.ts";
import type { RecordSearch } from "#renderer/api/recordSearch.ts";
import { minuteText } from "#shared/domain/query/moments.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { listText } from "#renderer/i18n/listText.ts";
import { t } from "#renderer/i18n/t.ts";
import { dayText } from "#renderer/ui/times.ts";
import type { Zone } from "#renderer/ui/preferences.tsx";

export type FilterKey = keyof EnglishTexts["deposits"]["fields"];
export function fieldLabel(key: FilterKey): string {
  return t(`deposits:fields.${key}`);
}
type ExcludedKey = keyof Excluded;

/** `keys`: the filters that it stands for; "not.status" for one that shuts out */
export type Chip = { keys: readonly (FilterKey | `not.${ExcludedKey}`)[]; label: string; value: string };

/** One chip a condition, in the order of the panel. */
export function chipsOf(
  search: RecordSearch,
  words: { zone: Zone; now: number; networkName: (code: string) => string },
): Chip[] {
  const chips: Chip[] = [];
  const add = (key: FilterKey, value: string) => chips.push({ keys: [key], label: fieldLabel(key), value });
  const list = (key: FilterKey, values: readonly string[] | undefined, name: (code: string) => string) => {
    if (values !== undefined && values.length > 0) add(key, listText(values.map(name)));
  };
  const text = (key: FilterKey, value: string | undefined) => {
    if (value !== undefined) add(key, value);
  };

  text("anything", search.anything);
  text("recordNo", search.recordNo);
  if (search.recordNos !== undefined) add("recordNos", t("deposits:chips.numbers", { count: search.recordNos.length }));
  text("customerNo", search.customerNo);
  text("customerName", search.customerName);
  text("securitiesAccount", search.securitiesAccount);
  if (search.created !== undefined)
    add("created", t(`deposits:chips.created.${search.created}`, { day: dayText(words.now, words.zone) }));
  text("createdFrom", search.createdFrom && minuteText(search.createdFrom, words.zone));
  text("createdTo", search.createdTo && minuteText(search.createdTo, words.zone));
  list("status", search.status, (code) => codeLabel("deposit", code));
  list("holdReason", search.holdReason, (code) => codeLabel("holdReason", code));
  list("currency", search.currency, (code) => code);
  list("network", search.network, words.networkName);
  text("txHash", search.txHash);
  text("address", search.address);
  const bounds = [
    search.amountMin === undefined ? null : atLeastText(search.amountMin),
    search.amountMax === undefined ? null : atMostText(search.amountMax),
  ].filter((bound) => bound !== null);
  if (bounds.length > 0)
    chips.push({ keys: ["amountMin", "amountMax"], label: t("deposits:chips.amount"), value: listText(bounds) });
  text("refundNo", search.refundNo);
  list("refundStatus", search.refundStatus, (code) => codeLabel("refund", code));
  text("operator", search.operator);
  list("flags", search.flags, (code) => codeLabel("recordFlag", code));
  text("text", search.text);
  for (const [key, values] of Object.entries(search.not ?? {}) as [ExcludedKey, readonly string[]][])
    chips.push({
      keys: [`not.${key}`],
      label: fieldLabel(key),
      value: t("deposits:chips.not", {
        values: listText(values.map((value) => valueText(key, value, words.networkName))),
      }),
    });
  return chips;
}

function valueText(key: ExcludedKey, value: string, networkName: (code: string) => string): string {
  if (key === "status") return codeLabel("deposit", value);
  if (key === "holdReason") return codeLabel("holdReason", value);
  if (key === "refundStatus") return codeLabel("refund", value);
  if (key === "flags") return codeLabel("recordFlag", value);
  return key === "network" ? networkName(value) : value;
}

/** The search without these filters. */
export function without(search: RecordSearch, keys: Chip["keys"]): RecordSearch {
  return filtered(search, (key) => !keys.includes(key));
}

/** These filters alone. */
export function only(search: RecordSearch, keys: Chip["keys"]): RecordQuery {
  return filtered(search, (key) => keys.includes(key));
}

function filtered(search: RecordSearch, keep: (key: Chip["keys"][number]) => boolean): RecordSearch {
  const { not, ...rest } = search;
  const kept = entriesWhere(rest, (key) => keep(key as FilterKey));
  const shutOut = entriesWhere(not ?? {}, (key) => keep(`not.${key as ExcludedKey}`));
  return (Object.keys(shutOut).length === 0 ? kept : { ...kept, not: shutOut }) as RecordSearch;
}

function entriesWhere(values: object, keep: (key: string) => boolean): object {
  return Object.fromEntries(Object.entries(values).filter(([key]) => keep(key)));
}

/** The search with what was typed beside it; what is shut out adds up. */
export function withTyped(search: RecordSearch, { not, ...typed }: RecordQuery): RecordSearch {
  const shutOut = { ...search.not, ...not };
  return withFilters(search, { ...typed, not: Object.keys(shutOut).length === 0 ? undefined : shutOut });
}

/** Equal for equal filters, whatever their order. */
export function canonical(filters: object): string {
  const sorted = (value: unknown): unknown =>
    typeof value !== "object" || value === null || Array.isArray(value)
      ? value
      : Object.fromEntries(
          Object.entries(value)
            .filter(([, one]) => one !== undefined)
            .sort(([left], [right]) => (left < right ? -1 : 1))
            .map(([key, one]) => [key, sorted(one)]),
        );
  return JSON.stringify(sorted(filters));
}

/** The search with these values; an empty one takes the filter away. */
export function withFilters(
  search: RecordSearch,
  change: { [K in keyof RecordSearch]?: RecordSearch[K] | undefined },
): RecordSearch {
  const next: Record<string, unknown> = { ...search, ...change };
  for (const [key, value] of Object.entries(next))
    if (value === undefined || value === "" || (Array.isArray(value) && value.length === 0)) delete next[key];
  return next as RecordSearch;
}
