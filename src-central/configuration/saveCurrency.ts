import { eq } from "drizzle-orm";

import { appendEvent } from "#central/audit/appendEvent.ts";
import { type Context, newId, now } from "#central/context.ts";
import { currencies, currencyVersions } from "#central/store/tables.ts";
import type { Currency } from "#shared/contract/currency.ts";
import { AppError, invariant } from "#shared/errors.ts";
import { toCurrency } from "./toCurrency.ts";

/** `addressSource` left out: clients may name both, an address of their own and a shared one. */
export type NewCurrency = Omit<Currency, "id" | "version" | "addressSource"> & Partial<Pick<Currency, "addressSource">>;

/** A new currency, version 1. */
export async function addCurrency(context: Context, currency: NewCurrency): Promise<Currency> {
  const at = now(context);
  const [row] = await context.db
    .insert(currencies)
    .values({ ...currency, id: newId(context), version: 1, createdAt: at, updatedAt: at })
    .returning();
  invariant(row, "the currency was written");
  const added = toCurrency(row);
  await keepVersion(context, added);
  await appendEvent(context, {
    action: "configuration.currency_added",
    entity: "currency",
    entityId: row.id,
    entityNo: row.code,
    after: added,
  });
  return added;
}

/** What may change once records exist; decimals and contract never do. */
export type CurrencyChange = Partial<
  Pick<
    Currency,
    | "name"
    | "displayDecimals"
    | "minDeposit"
    | "confirmationBands"
    | "mismatchTolerance"
    | "waitingWindowHours"
    | "largeAmount"
    | "depositEnabled"
    | "refundEnabled"
    | "proofPerDeposit"
    | "addressSource"
    | "effectiveFrom"
  >
>;

/** A new version; records keep the one they were created under (R4.3, R4.4). Throws NOT_FOUND. */
export async function changeCurrency(context: Context, id: string, change: CurrencyChange): Promise<Currency> {
  const [before] = await context.db.select().from(currencies).where(eq(currencies.id, id)).for("update");
  if (!before) throw new AppError("NOT_FOUND", "There is no such currency");
  const at = now(context);
  const [row] = await context.db
    .update(currencies)
    .set({ effectiveFrom: at, ...change, updatedAt: at, version: before.version + 1 })
    .where(eq(currencies.id, id))
    .returning();
  invariant(row, "the currency was written");
  const changed = toCurrency(row);
  await keepVersion(context, changed);
  await appendEvent(context, {
    action: "configuration.currency_changed",
    entity: "currency",
    entityId: id,
    entityNo: row.code,
    before: toCurrency(before),
    after: changed,
  });
  return changed;
}

async function keepVersion(context: Context, currency: Currency): Promise<void> {
  await context.db.insert(currencyVersions).values({
    currencyId: currency.id,
    version: currency.version,
    rules: currency,
    recordedAt: now(context),
  });
}
