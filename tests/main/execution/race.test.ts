/**
 * Two workstations, each with its own journal and its own key, reach for the same refunds at the same moment. Every refund is paid by exactly
 * one of them, no key skips a nonce, and whoever comes second reads who was first. RACE_REFUNDS=50 runs the long form.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Refund } from "#shared/contract/refund.ts";
import { isAppError } from "#shared/errors.ts";
import { toBaseUnits } from "#shared/money.ts";
import { goodApplication } from "#tests/support/centralWorld.ts";
import { claimOn, type MoneyWorld, startMoneyWorld } from "./moneyWorld.ts";
import { type Desk, openDesk } from "./openDesk.ts";

const REFUNDS = Number.parseInt(process.env["RACE_REFUNDS"] ?? "6", 10);
const MINUTES = 60_000;
const CLIENT_WALLET = 10;
const DEPOSIT_WALLET = 20;

let world: MoneyWorld;
let desks: { desk: Desk; address: string }[];

beforeAll(async () => {
  world = await startMoneyWorld();
  const made = [await world.newDesk(), await world.newDesk()];
  desks = await Promise.all(made.map(async ({ options, address }) => ({ desk: await openDesk(options), address })));
}, 2 * MINUTES);
afterAll(async () => {
  for (const { desk } of desks) await desk.close();
  await world.stop();
});

/** All of them deposited, credited, requested and approved, with as few blocks as that takes. */
async function approvedRefunds(count: number): Promise<Refund[]> {
  const clients = await world.central.api("client-channel");
  const operator = await world.central.api("operator");
  const to = world.chain.account(DEPOSIT_WALLET).address;
  const wanted: { id: string; amount: string }[] = [];
  // From here on the service knows where in the chain it is.
  await world.watch();
  for (let index = 0; index < count; index += 1) {
    const amount = `${500 + index}.25`;
    const application = await clients.call("applications.submit", { body: { ...goodApplication(), amount } });
    await world.chain.receipt(await world.chain.sendToken("USDT", CLIENT_WALLET, to, toBaseUnits(amount, 6)));
    wanted.push({ id: application.depositId ?? "", amount });
  }
  await world.chain.mine(8);
  const refunds: Refund[] = [];
  for (const { id, amount } of wanted) {
    const read = () => operator.call("deposits.get", { params: { id } });
    let deposit = await read();
    for (let round = 0; round < 10 && deposit.status !== "CREDITED"; round += 1) {
      await world.watch();
      deposit = await read();
    }
    refunds.push(await world.approve(await world.requestedOf(deposit, amount)));
  }
  return refunds;
}

/** What a person who comes second may read. */
const POLITE = new Set(["REFUND_CLAIMED", "REFUND_STATE", "VERSION_MISMATCH", "SIGNER_NOT_APPROVED"]);

test(
  `I1 I9 I13 two workstations race for the same ${REFUNDS} refunds: each is paid once, without a gap`,
  async () => {
    const refunds = await approvedRefunds(REFUNDS);
    const before = await world.paid("USDT");
    const nonces = new Map<string, bigint[]>(desks.map(({ address }) => [address.toLowerCase(), []]));
    const refusals: unknown[] = [];

    async function tryToPay({ desk }: { desk: Desk }, refund: Refund): Promise<void> {
      try {
        const { execute } = await claimOn(desk, world, refund);
        await desk.handlers.refunds.execute(execute);
      } catch (error) {
        refusals.push(error);
      }
    }
    for (const refund of refunds) await Promise.all(desks.map((one) => tryToPay(one, refund)));

    await world.chain.mine(8);
    await world.watch();
    await world.watch();
    const total = refunds.reduce((sum, { amount }) => sum + toBaseUnits(amount, 6), 0n);
    expect(await world.paid("USDT")).toBe(before + total);
    for (const { id } of refunds) {
      const done = await world.refund(id);
      expect(done).toMatchObject({ status: "COMPLETED", attempts: [expect.anything()] });
      nonces.get(done.slot?.from.toLowerCase() ?? "")?.push(BigInt(done.slot?.nonce ?? "-1"));
    }
    for (const [address, used] of nonces) {
      expect(used.toSorted((a, b) => Number(a - b))).toEqual(used.map((_, index) => BigInt(index)));
      expect(await world.chain.rpc("eth_getTransactionCount", [address, "latest"])).toBe(
        `0x${used.length.toString(16)}`,
      );
    }
    // Exactly one of the two was refused each time, in words that say what is going on.
    expect(refusals).toHaveLength(REFUNDS);
    for (const refusal of refusals) {
      if (!isAppError(refusal)) throw refusal;
      expect(POLITE).toContain(refusal.code);
      if (refusal.code === "REFUND_CLAIMED") expect(refusal.extra.holder).toBe("Erik Executor");
      expect(refusal.message.length).toBeGreaterThan(15);
    }
  },
  MINUTES + REFUNDS * 10_000,
);
