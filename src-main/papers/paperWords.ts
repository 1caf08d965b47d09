/** Amounts and moments as the papers write them. */
import { amountParts } from "#shared/money.ts";
import type { Settings } from "#shared/contract/ipc.ts";
import { DOCUMENT_LANGUAGES, type Language } from "#shared/texts/languages.ts";

/** Every digit, grouped, nothing rounded: "16,169.5 USDT". */
export function money(amount: string, currency: string): string {
  const { whole, fraction } = amountParts(amount, 18);
  return `${whole}${fraction === "" ? "" : `.${fraction}`} ${currency}`;
}

/** "22 November 2026", "2026年11月22日" */
export function longDay(at: number | string, zone: Settings["zone"], language: Language): string {
  return new Intl.DateTimeFormat(DOCUMENT_LANGUAGES[language], { dateStyle: "long", timeZone: zone }).format(
    new Date(at),
  );
}

/** "2026-11-22 14:01:37 HKT" */
export function exactMoment(at: number | string, zone: Settings["zone"]): string {
  const text = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "medium", timeZone: zone }).format(
    new Date(at),
  );
  return `${text} ${zone === "UTC" ? "UTC" : "HKT"}`;
}
