/** A proof is asked for (W2, W8): a text to sign, a small payment of an amount that nobody else was told, or a document. */
import { and, asc, eq, isNull, or } from "drizzle-orm";

import { chainOf } from "#central/refunds/loadRules.ts";
import { HOUR_MS, later } from "#central/clock.ts";
import { findNetwork, listCurrencies } from "#central/configuration/readConfiguration.ts";
import { asPerson, type Context, newId, now, personOf } from "#central/context.ts";
import { expectVersion } from "#central/http/expectVersion.ts";
import { addressProofs, depositAddresses } from "#central/store/tables.ts";
import { AppError, invariant } from "#shared/errors.ts";
import { fromBaseUnits, toBaseUnits } from "#shared/money.ts";
import { loadAddress } from "./loadAddress.ts";
import { ownershipMessage } from "./ownershipMessage.ts";
import type { AddressProofRow } from "./toAddressProof.ts";
import { toWalletAddress, type WalletAddressRow } from "./toWalletAddress.ts";
import { type ProofMethod, startProof } from "./verifyAddress.ts";

/** Long enough for a client in another time zone to read his mail and reach his wallet. */
export const PROOF_WINDOW_MS = 48 * HOUR_MS;
/** In the network's own coin: worth little, and more than what poisoners send to everybody. */
const SMALLEST_PAYMENT = "0.0001";
/** Digits after the smallest payment that tell one proof from another. */
const TELLING_DIGITS = 5;
const TELLING_DECIMALS = 9;

export type ProofRequest = { addressId: string; seenVersion: number; method: ProofMethod };

/** Throws VERSION_MISMATCH, ADDRESS_STATE (a proof runs already, or the address is decided), NOT_FOUND. Needs "Address.Add". */
export async function openProof(context: Context, request: ProofRequest): Promise<AddressProofRow> {
  const { addressId, method } = request;
  const address = await loadAddress(context, addressId);
  expectVersion(request.seenVersion, toWalletAddress(address));
  const id = newId(context);
  const startedAt = now(context);
  const expiresAt = later(startedAt, PROOF_WINDOW_MS);
  const asked = await askFor(context, method, address, { id, startedAt, expiresAt });
  const moved = await startProof(context, addressId, method, { proofId: id, expiresAt, ...asked.detail });
  // Locked only now, after the records that it concerns: somebody may have been faster in between.
  expectVersion(request.seenVersion, { ...toWalletAddress(moved), version: moved.version - 1 });
  const [row] = await context.db
    .insert(addressProofs)
    .values({
      id,
      addressId,
      network: address.network,
      method,
      state: "OPEN",
      sourceKey: address.addressKey,
      startedBy: asPerson(personOf(context)),
      startedAt,
      expiresAt,
      version: 1,
      ...asked.values,
    })
    .returning();
  invariant(row, "the proof was written");
  return row;
}

type Asked = { values: Partial<typeof addressProofs.$inferInsert>; detail: Record<string, string> };
type Window = { id: string; startedAt: string; expiresAt: string };

async function askFor(
  context: Context,
  method: ProofMethod,
  address: WalletAddressRow,
  window: Window,
): Promise<Asked> {
  switch (method) {
    case "SIGNED_MESSAGE":
      return askForSignature(context, address, window);
    case "MICROPAYMENT":
      return askForPayment(context, address);
    case "DOCUMENT":
      return { values: {}, detail: {} };
  }
}

async function askForSignature(context: Context, address: WalletAddressRow, window: Window): Promise<Asked> {
  const network = await findNetwork(context, address.network);
  if (network === null) throw new AppError("NOT_FOUND", `The network ${address.network} is not configured`);
  const message = ownershipMessage({
    proofId: window.id,
    customerNo: address.customerNo,
    address: address.address,
    networkName: network.name,
    chainId: network.chainId,
    nonce: Buffer.from(context.random.bytes(16)).toString("hex"),
    issuedAt: window.startedAt,
    expiresAt: window.expiresAt,
  });
  return { values: { message }, detail: {} };
}

async function askForPayment(context: Context, address: WalletAddressRow): Promise<Asked> {
  // Asked for only where somebody watches: otherwise the client would pay for nothing.
  chainOf(context, address.network);
  const currency = (await listCurrencies(context)).find(
    ({ network, kind }) => network === address.network && kind === "NATIVE",
  );
  if (currency === undefined)
    throw new AppError("VALIDATION_FAILED", "The network's own coin is not configured; ask for a signature instead");
  const destination = await destinationFor(context, address);
  const values = {
    currency: currency.code,
    amount: await unusedAmount(context, destination.addressKey, currency.decimals),
    destination: destination.address,
    destinationKey: destination.addressKey,
  };
  return { values, detail: { amount: values.amount, currency: currency.code, destination: destination.address } };
}

/** The client's own deposit address, else one that all clients share. */
async function destinationFor(context: Context, { customerNo, network }: WalletAddressRow) {
  const rows = await context.db
    .select()
    .from(depositAddresses)
    .where(
      and(
        eq(depositAddresses.network, network),
        or(eq(depositAddresses.customerNo, customerNo), isNull(depositAddresses.customerNo)),
      ),
    )
    .orderBy(asc(depositAddresses.createdAt), asc(depositAddresses.id));
  const destination = rows.find((row) => row.customerNo === customerNo) ?? rows[0];
  if (destination === undefined)
    throw new AppError("VALIDATION_FAILED", "The client has no deposit address on this network to pay to");
  return destination;
}

/** An amount that no other open proof at the same destination waits for. */
async function unusedAmount(context: Context, destinationKey: string, decimals: number): Promise<string> {
  const open = await context.db
    .select({ amount: addressProofs.amount })
    .from(addressProofs)
    .where(and(eq(addressProofs.destinationKey, destinationKey), eq(addressProofs.state, "OPEN")));
  const taken = new Set(open.map(({ amount }) => amount));
  for (let tries = 0; tries < 1_000; tries += 1) {
    const drawn = Buffer.from(context.random.bytes(4)).readUInt32BE() % 10 ** TELLING_DIGITS;
    const units =
      toBaseUnits(SMALLEST_PAYMENT, decimals) + BigInt(drawn) * 10n ** BigInt(Math.max(0, decimals - TELLING_DECIMALS));
    const amount = fromBaseUnits(units, decimals);
    if (!taken.has(amount)) return amount;
  }
  throw new AppError("SERVICE_UNAVAILABLE", "Too many payments are awaited at this address; ask for a signature");
}
