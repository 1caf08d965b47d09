/** The deposit record's life on a real chain: from a client's request to Credited, or to wherever else it leads. */
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";

import { DAY_MS } from "#central/clock.ts";
import { newId } from "#central/context.ts";
import {
  currencies,
  customers,
  denylistEntries,
  denylists,
  depositAddresses,
  deposits,
} from "#central/store/tables.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import { toBaseUnits } from "#shared/money.ts";
import {
  CLIENT,
  CLIENT_INDEX,
  type MoneyWorld,
  startMoneyWorld,
  UNVERIFIED_CLIENT,
  UNVERIFIED_INDEX,
} from "#tests/central/refunds/moneyWorld.ts";

const STRANGER = 15;
const PASSER_BY = 16;
const LATE_ADDRESS = "0x00000000000000000000000000000000000d0A01";
let world: MoneyWorld;
beforeAll(async () => {
  world = await startMoneyWorld();
});
afterAll(() => world.stop());

const unverified = {
  customerNo: UNVERIFIED_CLIENT.customerNo,
  securitiesAccount: UNVERIFIED_CLIENT.securitiesAccount,
  sourceAddress: UNVERIFIED_CLIENT.wallet,
  destinationAddress: UNVERIFIED_CLIENT.depositAddress,
};
const steps = async (record: Deposit): Promise<string[]> => {
  const { items } = await (await world.api("auditor")).call("deposits.timeline", { params: { id: record.id } });
  return items.map(({ action }) => action).filter((action) => action.startsWith("deposit."));
};
const newest = async (): Promise<Deposit> => {
  const { items } = await (await world.api("auditor")).call("deposits.list", { query: { limit: 200 } });
  return items.toSorted((one, other) => (one.recordNo < other.recordNo ? 1 : -1))[0] as Deposit;
};

test("D6, D10, D11, D13, R11.3: a token transfer is found, counted, reviewed and credited", async () => {
  const record = await world.apply({ amount: "1250.5" });
  expect(record.status).toBe("AWAITING_TRANSFER");
  const hash = await world.pay(record);
  await world.watch();
  const seen = await world.deposit(record.id);
  expect(seen).toMatchObject({ status: "CONFIRMING", txHash: hash, receivedAmount: "1250.5" });
  expect(seen.confirmations).toMatchObject({ current: 1, required: 3, orphanedAt: null });
  expect(seen.transfer).toMatchObject({ from: CLIENT.wallet, to: CLIENT.depositAddress, sourceKind: "WALLET" });
  await world.mine(1);
  expect(await world.deposit(record.id)).toMatchObject({ status: "CONFIRMING", confirmations: { current: 2 } });
  await world.mine(1);
  const credited = await world.deposit(record.id);
  expect(credited).toMatchObject({
    status: "CREDITED",
    creditedAmount: "1250.5",
    ledgerRef: `LEDGER-${record.recordNo}`,
    confirmations: { current: 3, required: 3 },
    screening: { result: "CLEAR" },
  });
  expect(credited.checks.map(({ passed }) => passed)).not.toContain(false);
  expect(await steps(record)).toEqual([
    "deposit.created",
    "deposit.address_verified",
    "deposit.seen",
    "deposit.confirmed",
    "deposit.credited",
  ]);
});

test("D10, R4.1: native coin in a higher band; one event at half of the way, none for every block", async () => {
  await world.central.asSystem(({ db }) =>
    db
      .update(currencies)
      .set({ confirmationBands: [{ from: "5", confirmations: 8 }] })
      .where(eq(currencies.code, "ETH")),
  );
  const record = await world.apply({ currency: "ETH", amount: "5.000000000000000001" });
  await world.pay(record);
  await world.watch();
  for (let block = 2; block <= 7; block += 1) {
    await world.mine(1);
    expect(await world.deposit(record.id)).toMatchObject({
      status: "CONFIRMING",
      confirmations: { current: block, required: 8 },
    });
  }
  await world.mine(1);
  expect(await world.deposit(record.id)).toMatchObject({
    status: "CREDITED",
    receivedAmount: "5.000000000000000001",
    transfer: { contractAddress: null, logIndex: null },
  });
  expect((await steps(record)).filter((action) => action === "deposit.confirmations")).toHaveLength(1);
});

test("R11.4, I15: a round that finds nothing changes nothing", async () => {
  const head = async () => (await (await world.api("auditor")).call("sync.bootstrap", {})).headSeq;
  await world.watch();
  const before = await head();
  await world.watch();
  await world.mine(1);
  await world.mine(1);
  expect(await head()).toBe(before);
});

test("D5, D11, D14, R5.1: money from an address that is not Verified is held, never credited", async () => {
  const record = await world.apply(unverified);
  expect(record.status).toBe("WALLET_ADDRESS_UNDER_VERIFICATION");
  await world.pay(record);
  await world.watch();
  expect(await world.deposit(record.id)).toMatchObject({ status: "CONFIRMING" });
  await world.mine(3);
  expect(await world.deposit(record.id)).toMatchObject({
    status: "ON_HOLD",
    holdReason: "UNVERIFIED_ADDRESS",
    creditedAmount: null,
  });
});

test("D14: received is not declared, beyond the currency's tolerance", async () => {
  const record = await world.apply({ amount: "700" });
  await world.pay(record, { amount: "699.999999" });
  await world.mine(3);
  expect(await world.deposit(record.id)).toMatchObject({
    status: "ON_HOLD",
    holdReason: "AMOUNT_MISMATCH",
    receivedAmount: "699.999999",
    declaredAmount: "700",
  });
});

test("feature 18 D14: Travel Rule data is missing", async () => {
  const set = (travelRuleComplete: boolean) =>
    world.central.asSystem(({ db }) =>
      db.update(customers).set({ travelRuleComplete }).where(eq(customers.customerNo, CLIENT.customerNo)),
    );
  await set(false);
  const record = await world.apply();
  await world.pay(record);
  await world.mine(3);
  await set(true);
  expect(await world.deposit(record.id)).toMatchObject({ status: "ON_HOLD", holdReason: "TRAVEL_RULE_MISSING" });
});

test("D15: the source stands on the screening list", async () => {
  const record = await world.apply();
  await world.central.asSystem(async ({ db, clock }) => {
    await db.insert(denylists).values({ listVersion: "bad", publishedAt: clock.now() });
    await db
      .insert(denylistEntries)
      .values({ listVersion: "bad", addressKey: CLIENT.wallet.toLowerCase(), reason: "test" });
  });
  await world.pay(record);
  await world.mine(3);
  await world.central.asSystem(({ db }) => db.delete(denylistEntries));
  expect(await world.deposit(record.id)).toMatchObject({ status: "BLOCKED", creditedAmount: null });
  // Why stands in the record itself; who may read it is not the watcher's business.
  const [row] = await world.central.asSystem(({ db }) => db.select().from(deposits).where(eq(deposits.id, record.id)));
  expect(row).toMatchObject({ holdReason: "SANCTIONS", screening: { result: "HIT", listVersion: "bad" } });
});

test("feature 16 D6, D12: the declared TXID pays another token, or comes from another wallet", async () => {
  const wrong = await world.bytesFrom(CLIENT_INDEX, {
    to: CLIENT.depositAddress,
    value: 5n * 10n ** 18n,
    token: "HKDX",
  });
  const record = await world.apply({ txHash: wrong.hash });
  await world.chain.receipt(await world.send(wrong.raw));
  await world.watch();
  expect(await world.deposit(record.id)).toMatchObject({ status: "ON_HOLD", holdReason: "WRONG_ASSET" });

  const amount = "88.5";
  const foreign = await world.bytesFrom(STRANGER, {
    to: CLIENT.depositAddress,
    value: toBaseUnits(amount, 6),
    token: "USDT",
  });
  const second = await world.apply({ amount, txHash: foreign.hash });
  await world.chain.receipt(await world.send(foreign.raw));
  await world.watch();
  const held = await world.deposit(second.id);
  expect(held).toMatchObject({ status: "ON_HOLD", holdReason: "UNKNOWN_SOURCE", receivedAmount: amount });
  // Its confirmations go on, and it is never reviewed.
  await world.mine(4);
  expect(await world.deposit(second.id)).toMatchObject({ status: "ON_HOLD", confirmations: { current: 5 } });
});

test("feature 2 D6, R7.3: a TXID declared after its transaction was mined is found all the same", async () => {
  // Nobody had told us of this address when the money came.
  const wallet = world.chain.account(STRANGER).address;
  const elsewhere = await world.bytesFrom(STRANGER, { to: world.chain.account(3).address, value: 1n });
  await world.chain.receipt(await world.send(elsewhere.raw));
  const early = await world.bytesFrom(STRANGER, { to: LATE_ADDRESS, value: 40_000_000n, token: "USDT" });
  await world.chain.receipt(await world.send(early.raw));
  await world.mine(2);
  await world.central.asSystem((context) =>
    context.db.insert(depositAddresses).values({
      id: newId(context),
      network: "DEVNET",
      address: LATE_ADDRESS,
      addressKey: LATE_ADDRESS.toLowerCase(),
      customerNo: CLIENT.customerNo,
      createdAt: context.clock.now(),
    }),
  );
  const late = { sourceAddress: wallet, destinationAddress: LATE_ADDRESS };
  const record = await world.apply({ ...late, amount: "40", txHash: early.hash });
  const other = await world.apply({ ...late, amount: "41", txHash: elsewhere.hash });
  await world.watch();
  const { status, confirmations } = await world.deposit(record.id);
  // Its confirmations were there already; its address is not Verified.
  expect({ status, current: confirmations.current }).toEqual({ status: "ON_HOLD", current: 3 });
  // Another one's TXID pays somebody else: nothing of it is this record's.
  expect(await world.deposit(other.id)).toMatchObject({ status: "WALLET_ADDRESS_UNDER_VERIFICATION" });
});

test("D8, D28: the declared transaction fails; another one is replaced and mined after all", async () => {
  const tooMuch = await world.bytesFrom(CLIENT_INDEX, { to: CLIENT.depositAddress, value: 10n ** 30n, token: "USDT" });
  const failing = await world.apply({ txHash: tooMuch.hash });
  await world.chain.receipt(await world.send(tooMuch.raw));
  await world.watch();
  expect(await world.deposit(failing.id)).toMatchObject({ status: "FAILED" });

  const first = await world.bytesFrom(CLIENT_INDEX, { to: CLIENT.depositAddress, value: 61_000_000n, token: "USDT" });
  const record = await world.apply({ amount: "61", txHash: first.hash });
  await world.chain.pauseMining();
  try {
    await world.send(first.raw);
    await world.watch();
    const other = await world.bytesFrom(CLIENT_INDEX, {
      to: world.chain.account(3).address,
      value: 1n,
      nonce: first.nonce,
      tip: 3_000_000_000n,
    });
    await world.send(other.raw);
    await world.mine(1);
    expect(await world.deposit(record.id)).toMatchObject({ status: "FAILED" });
    await world.chain.reorg(1);
    await world.send(first.raw);
    await world.mine(1);
    expect(await world.deposit(record.id)).toMatchObject({ status: "CONFIRMING", txHash: first.hash });
  } finally {
    await world.chain.resumeMining();
  }
  await world.mine(3);
  expect(await world.deposit(record.id)).toMatchObject({ status: "CREDITED" });
});

test("D26, R8.5: money nobody announced gets a record of its own; a token nobody configured gets none", async () => {
  await world.chain.receipt(await world.chain.sendToken("USDT", PASSER_BY, CLIENT.depositAddress, 3_000_000n));
  await world.watch();
  const exception = await newest();
  expect(exception).toMatchObject({
    status: "ON_HOLD",
    holdReason: "UNKNOWN_SOURCE",
    customerNo: CLIENT.customerNo,
    applicationId: null,
    linkedRecordNo: null,
    declaredAmount: "0",
    receivedAmount: "3",
  });
  const fake = await world.chain.deploy("StdToken", [
    "Fake",
    "USDT",
    [world.chain.account(PASSER_BY).address],
    [10n ** 9n],
  ]);
  const spam = await world.bytesFrom(PASSER_BY, { to: CLIENT.depositAddress, value: 5n, contract: fake });
  await world.chain.receipt(await world.send(spam.raw));
  const nothing = await world.bytesFrom(PASSER_BY, { to: CLIENT.depositAddress, value: 0n, token: "USDT" });
  await world.chain.receipt(await world.send(nothing.raw));
  await world.mine(4);
  expect((await newest()).id).toBe(exception.id);
  expect(await world.deposit(exception.id)).toMatchObject({ status: "ON_HOLD" });
});

test("D26, D12: money for a cancelled record leaves that record untouched; the exception is linked to it", async () => {
  const record = await world.apply({ ...unverified, amount: "321" });
  const operator = await world.api("operator");
  await operator.call("deposits.cancel", {
    params: { id: record.id },
    ifMatch: record.version,
    body: { remarks: "Incorrect address" },
  });
  await world.pay(record);
  await world.watch();
  expect(await world.deposit(record.id)).toMatchObject({ status: "CANCELLED" });
  expect(await newest()).toMatchObject({
    linkedRecordNo: record.recordNo,
    status: "ON_HOLD",
    holdReason: "UNSOLICITED",
    customerNo: UNVERIFIED_CLIENT.customerNo,
    receivedAmount: "321",
  });
});

test("R12.3, D5: a cancel races with a transfer that waits in the pool; the transfer wins and the record moves on", async () => {
  const record = await world.apply({ ...unverified, amount: "77" });
  const operator = await world.api("operator");
  await world.chain.pauseMining();
  try {
    await world.chain.sendToken("USDT", UNVERIFIED_INDEX, record.destinationAddress, 77_000_000n);
    const problem = await operator.refusal("deposits.cancel", {
      params: { id: record.id },
      ifMatch: record.version,
      body: { remarks: "Duplicate user request" },
    });
    expect(problem).toMatchObject({ status: 409, code: "TRANSFER_SEEN" });
    await world.mine(1);
  } finally {
    await world.chain.resumeMining();
  }
  expect(await world.deposit(record.id)).toMatchObject({ status: "CONFIRMING" });
});

test("D12: a second record that names the same transaction is a duplicate; two outputs of one are one deposit each", async () => {
  const { hash, raw } = await world.bytesFrom(CLIENT_INDEX, {
    to: CLIENT.depositAddress,
    value: 90_000_000n,
    token: "USDT",
  });
  const one = await world.apply({ amount: "90", txHash: hash });
  const two = await world.apply({ amount: "190" });
  // As when an operator accepts an application in spite of its flag.
  await world.central.asSystem(({ db }) => db.update(deposits).set({ txHash: hash }).where(eq(deposits.id, two.id)));
  await world.chain.receipt(await world.send(raw));
  await world.mine(3);
  expect(await world.deposit(one.id)).toMatchObject({ status: "CREDITED" });
  expect(await world.deposit(two.id)).toMatchObject({
    status: "ON_HOLD",
    holdReason: "DUPLICATE",
    receivedAmount: null,
  });
});

test("D7, D25, D29: the window ends without a transfer; a late one is taken up", async () => {
  const waiting = await world.apply({ amount: "55" });
  const proving = await world.apply({ ...unverified, amount: "56" });
  await world.advance(8 * DAY_MS);
  await world.watch();
  expect(await world.deposit(waiting.id)).toMatchObject({ status: "EXPIRED" });
  expect(await world.deposit(proving.id)).toMatchObject({ status: "EXPIRED" });
  await world.pay(waiting);
  await world.watch();
  expect(await world.deposit(waiting.id)).toMatchObject({ status: "CONFIRMING" });
  await world.mine(2);
  expect(await world.deposit(waiting.id)).toMatchObject({ status: "CREDITED" });
});
