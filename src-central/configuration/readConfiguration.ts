/** Networks and currencies as the broker configured them (guide, "Cryptocurrency Configuration"). */
import { and, asc, eq } from "drizzle-orm";

import type { Context } from "#central/context.ts";
import { currencies, currencyVersions, networks } from "#central/store/tables.ts";
import type { Currency, Network } from "#shared/contract/currency.ts";
import { toCurrency, toNetwork } from "./toCurrency.ts";

export async function listNetworks({ db }: Pick<Context, "db">): Promise<Network[]> {
  return (await db.select().from(networks).orderBy(asc(networks.code))).map(toNetwork);
}

export async function listCurrencies({ db }: Pick<Context, "db">): Promise<Currency[]> {
  return (await db.select().from(currencies).orderBy(asc(currencies.network), asc(currencies.code))).map(toCurrency);
}

export async function findNetwork({ db }: Pick<Context, "db">, code: string): Promise<Network | null> {
  const [row] = await db.select().from(networks).where(eq(networks.code, code));
  return row ? toNetwork(row) : null;
}

export async function findCurrency(
  { db }: Pick<Context, "db">,
  network: string,
  code: string,
): Promise<Currency | null> {
  const [row] = await db
    .select()
    .from(currencies)
    .where(and(eq(currencies.network, network), eq(currencies.code, code)));
  return row ? toCurrency(row) : null;
}

/** The rules under which a record was created (R4.4): its `configVersion`, whatever was configured since. */
export async function currencyAtVersion(
  context: Pick<Context, "db">,
  record: { network: string; currency: string; configVersion: number },
): Promise<Currency | null> {
  const current = await findCurrency(context, record.network, record.currency);
  if (current === null || current.version === record.configVersion) return current;
  const [kept] = await context.db
    .select()
    .from(currencyVersions)
    .where(and(eq(currencyVersions.currencyId, current.id), eq(currencyVersions.version, record.configVersion)));
  return kept?.rules ?? null;
}
