/** The automatic checks of a client's request (R4.2, R8.6). What fails is a flag; a request without flags becomes a record at once. */
import { and, eq, gte, isNull, ne, notInArray, or } from "drizzle-orm";

import { parseAddress } from "#central/chain/parseAddress.ts";
import { findCurrency, findNetwork } from "#central/configuration/readConfiguration.ts";
import { DAY_MS, type Instant, later } from "#central/clock.ts";
import type { Context } from "#central/context.ts";
import { applications, customers, depositAddresses, deposits, securitiesAccounts } from "#central/store/tables.ts";
import type { Application, ApplicationInput } from "#shared/contract/application.ts";
import type { Currency, Network } from "#shared/contract/currency.ts";
import { sameAddress, TX_HASH_PATTERN } from "#shared/domain/addresses.ts";
import type { ApplicationFlag } from "#shared/domain/statuses.ts";
import { isAppError } from "#shared/errors.ts";
import { compareAmounts, isAmount, normalizeAmount, toBaseUnits } from "#shared/money.ts";

export type Flag = Application["flags"][number];
export type Request = Omit<ApplicationInput, "txHash"> & { txHash: string | null };

/** What a record is made of, once it is usable. */
export type Usable = {
  network: Network;
  currency: Currency;
  amount: string;
  sourceAddress: string;
  destinationAddress: string;
  /** null also when the declared one is malformed: it can be filled in later (R7.3) */
  txHash: string | null;
  customerName: string;
};

export type CheckResult = {
  flags: Flag[];
  customerName: string | null;
  /** null while no record can be generated from it, whoever accepts it */
  usable: Usable | null;
};

/** Two like requests within a day are one too many (state machines, "Duplicates"). */
const TWIN_MS = DAY_MS;

/** `own`: the application itself when it is checked again, so that it is not its own twin. */
export async function checkApplication(
  context: Context,
  request: Request,
  own: { id: string | null; receivedAt: Instant },
): Promise<CheckResult> {
  const flags: Flag[] = [];
  const flag = (code: ApplicationFlag, detail: string) => void flags.push({ code, detail });

  const network = await findNetwork(context, request.network);
  const currency = network && (await findCurrency(context, request.network, request.currency));
  if (!network || !currency)
    flag("UNSUPPORTED_CURRENCY", `${request.currency} on ${request.network} is not configured`);
  else if (!currency.depositEnabled || !network.enabled)
    flag("CURRENCY_DISABLED", `Deposits of ${currency.code} on ${network.name} are switched off`);

  const amount = checkAmount(request.amount, currency, flag);
  const sourceAddress = checkAddress("Source address", request.sourceAddress, flag);
  const destinationAddress = checkAddress("Destination address", request.destinationAddress, flag);
  const destinationIsOurs =
    destinationAddress !== null &&
    (await checkDestination(context, request, { address: destinationAddress, currency }, flag));
  const sourceIsTheirs = sourceAddress !== null && (await checkSource(context, request, sourceAddress, flag));
  const customerName = await checkClient(context, request, flag);
  const txHash = checkTxHash(request.txHash, flag);
  const txIsFree = txHash === null || (await checkTxIsFree(context, request.network, txHash, own, flag));
  await checkTwins(context, request, amount, own, flag);

  const usable =
    network &&
    currency &&
    amount !== null &&
    sourceAddress &&
    destinationAddress &&
    customerName !== null &&
    destinationIsOurs &&
    sourceIsTheirs &&
    txIsFree
      ? { network, currency, amount, sourceAddress, destinationAddress, txHash, customerName }
      : null;
  return { flags, customerName, usable };
}

type Raise = (code: ApplicationFlag, detail: string) => void;

function checkAmount(text: string, currency: Currency | null, flag: Raise): string | null {
  const refuse = (detail: string) => {
    flag("AMOUNT_NOT_POSITIVE", detail);
    return null;
  };
  if (!isAmount(text)) return refuse("The amount is not a number above 0 such as 1250.5");
  if (compareAmounts(text, "0") === 0) return refuse("The amount is 0");
  if (currency === null) return normalizeAmount(text);
  try {
    toBaseUnits(text, currency.decimals);
  } catch {
    // toBaseUnits throws for exactly this once the text is an amount.
    return refuse(`${currency.code} has ${currency.decimals} decimals; the amount names more`);
  }
  if (compareAmounts(text, currency.minDeposit) < 0)
    flag("AMOUNT_BELOW_MINIMUM", `The smallest deposit is ${currency.minDeposit} ${currency.code}`);
  return normalizeAmount(text);
}

function checkAddress(what: string, text: string, flag: Raise): string | null {
  try {
    return parseAddress(text);
  } catch (error) {
    if (!isAppError(error)) throw error;
    flag("ADDRESS_INVALID", `${what}: ${error.message}`);
    return null;
  }
}

async function checkDestination(
  context: Context,
  request: Request,
  { address, currency }: { address: string; currency: Currency | null },
  flag: Raise,
): Promise<boolean> {
  const [own] = await context.db
    .select({ customerNo: depositAddresses.customerNo })
    .from(depositAddresses)
    .where(and(eq(depositAddresses.network, request.network), eq(depositAddresses.addressKey, address.toLowerCase())));
  const mine = own && (own.customerNo === null || own.customerNo === request.customerNo);
  const source = own?.customerNo === null ? "SHARED" : "CLIENT";
  if (mine && currency !== null && !["CLIENT_OR_SHARED", source].includes(currency.addressSource))
    flag("ADDRESS_INVALID", `Destination address: deposits of ${currency.code} go to ${SOURCE_WORDS[source]}`);
  if (mine) return true;
  flag(
    "ADDRESS_INVALID",
    own
      ? "Destination address: it is another client's deposit address"
      : `Destination address: it is no deposit address of ours on ${request.network}`,
  );
  return false;
}

/** Of the source that was used, what the other one is. */
const SOURCE_WORDS = {
  SHARED: "an address of the client's own, not a shared one",
  CLIENT: "the shared address, not one of the client's own",
};

async function checkSource(context: Context, request: Request, address: string, flag: Raise): Promise<boolean> {
  const [own] = await context.db
    .select({ id: depositAddresses.id })
    .from(depositAddresses)
    .where(and(eq(depositAddresses.network, request.network), eq(depositAddresses.addressKey, address.toLowerCase())));
  if (!own && !sameAddress(address, request.destinationAddress)) return true;
  flag("ADDRESS_INVALID", "Source address: it is a deposit address of ours, not the client's");
  return false;
}

async function checkClient(context: Context, request: Request, flag: Raise): Promise<string | null> {
  const [customer] = await context.db.select().from(customers).where(eq(customers.customerNo, request.customerNo));
  const [account] = await context.db
    .select()
    .from(securitiesAccounts)
    .where(eq(securitiesAccounts.account, request.securitiesAccount));
  if (!customer) {
    flag("UNKNOWN_CLIENT", "There is no client with this customer number");
    return null;
  }
  if (account?.customerNo === customer.customerNo) return customer.name;
  flag("UNKNOWN_CLIENT", "The securities account is not this client's");
  return null;
}

function checkTxHash(declared: string | null, flag: Raise): string | null {
  const text = declared?.trim().toLowerCase() ?? "";
  if (text === "" || TX_HASH_PATTERN.test(text)) return text === "" ? null : text;
  flag("ADDRESS_INVALID", "TXID: write it as 0x and 64 hexadecimal digits");
  return null;
}

/** Hard duplicate: one transaction pays one request. */
async function checkTxIsFree(
  context: Context,
  network: string,
  txHash: string,
  own: { id: string | null },
  flag: Raise,
): Promise<boolean> {
  const [record] = await context.db
    .select({ recordNo: deposits.recordNo })
    .from(deposits)
    .where(
      and(
        eq(deposits.network, network),
        or(eq(deposits.txHash, txHash), eq(deposits.transferTxHash, txHash)),
        notInArray(deposits.status, ["CANCELLED", "DELETED"]),
      ),
    );
  const [twin] = await context.db
    .select({ applicationNo: applications.applicationNo })
    .from(applications)
    .where(
      and(
        eq(applications.network, network),
        eq(applications.txHash, txHash),
        ne(applications.status, "DELETED"),
        own.id === null ? undefined : ne(applications.id, own.id),
        // One that became a record was looked at above, by the record's own status.
        isNull(applications.depositId),
      ),
    );
  const user = record?.recordNo ?? twin?.applicationNo;
  if (user === undefined) return true;
  flag("TXID_ALREADY_USED", `The TXID belongs to ${user}`);
  return false;
}

/** Soft duplicate: the same client, currency and amount within a day. */
async function checkTwins(
  context: Context,
  request: Request,
  amount: string | null,
  own: { id: string | null; receivedAt: Instant },
  flag: Raise,
): Promise<void> {
  const twins = await context.db
    .select({ no: applications.applicationNo, amount: applications.amount, recordStatus: deposits.status })
    .from(applications)
    .leftJoin(deposits, eq(deposits.id, applications.depositId))
    .where(
      and(
        eq(applications.customerNo, request.customerNo),
        eq(applications.currency, request.currency),
        eq(applications.network, request.network),
        gte(applications.createdAt, later(own.receivedAt, -TWIN_MS)),
        ne(applications.status, "DELETED"),
        own.id === null ? undefined : ne(applications.id, own.id),
      ),
    );
  const twin = twins.find(
    (one) =>
      one.recordStatus !== "CANCELLED" &&
      (one.amount === request.amount ||
        (amount !== null && isAmount(one.amount) && compareAmounts(one.amount, amount) === 0)),
  );
  if (twin) flag("DUPLICATE", `Same client, currency and amount as ${twin.no}, less than a day before`);
}
