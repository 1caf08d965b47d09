/**
 * Whatever a node says about the bytes, or fails to say, the refund is paid exactly once. Each row of docs/money-safety.md, "What nodes answer",
 * goes through the product here: a real chain behind a proxy that spoils the answers.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Refund } from "#shared/contract/refund.ts";
import { toBaseUnits } from "#shared/money.ts";
import { type FaultyNode, type NodeFaultMode, startFaultyNode } from "#tests/main/chain/faultyNode.ts";
import { claimOn, type MoneyWorld, startMoneyWorld } from "./moneyWorld.ts";
import { type Desk, type DeskOptions, openDesk } from "./openDesk.ts";

const SEND = "eth_sendRawTransaction";
const POLL = { timeout: 30_000, interval: 50 };
/** Short enough that a node which hangs is soon given up, long enough that one which answers on a busy machine is not. */
const NODE_TIMEOUT_MS = 4_000;
const UNPAID = ["SIGNED", "BROADCAST_UNKNOWN", "BROADCAST", "DROPPED"];

/** Words of geth, Nethermind, Besu, EDR and ganache for one and the same thing. */
const WORDS = [
  "already known",
  "AlreadyKnown",
  "Known transaction: 0x00",
  "transaction already imported",
  "nonce too low",
  "OldNonce",
  "Transaction nonce too low. Expected nonce to be 7 but got 6.",
  "the tx doesn't have the correct nonce. account has nonce of: 7 tx has nonce of: 6",
  "replacement transaction underpriced",
  "ReplacementNotAllowed",
  "Replacement transaction underpriced. A gasPrice/maxFeePerGas of at least 55000000000 is necessary",
  "future transaction tries to replace pending",
  "transaction underpriced",
  "txpool is full",
  "insufficient funds for gas * price + value",
  "Sender doesn't have enough funds to send tx. The max upfront cost is: 1",
  "intrinsic gas too low",
  "intrinsic gas too high -- tx.gas_limit > env.block.gas_limit",
  "exceeds block gas limit",
  "tx fee (1.50 ether) exceeds the configured cap (1.00 ether)",
  "max fee per gas less than block base fee",
  "invalid chain id for signer",
  "only replay-protected (EIP-155) transactions allowed over RPC",
  "account limit exceeded",
  "in-flight transaction limit reached for delegated accounts",
  "Method not found",
  "Internal error",
] as const;

let world: MoneyWorld;
let options: DeskOptions;
let address: string;
let node: FaultyNode;
let desk: Desk;
let serial = 0;

beforeAll(async () => {
  world = await startMoneyWorld();
  ({ options, address } = await world.newDesk());
}, 120_000);
afterAll(() => world.stop());
beforeEach(async () => {
  node = await startFaultyNode(world.chain.url);
  desk = await openDesk({ ...options, nodes: [node.url], nodeTimeoutMs: NODE_TIMEOUT_MS });
});
afterEach(async () => {
  await desk.close();
  await node.stop();
});

async function freshClaim() {
  serial += 1;
  const amount = `${60 + serial}.5`;
  const refund = await world.approved("USDT", amount);
  const [before, count] = [await world.paid("USDT"), await transactionCount()];
  const { execute } = await claimOn(desk, world, refund);
  return { refund, execute, before, after: before + toBaseUnits(amount, 6), count };
}
type Claim = Awaited<ReturnType<typeof freshClaim>>;

const transactionCount = async () =>
  BigInt(await world.chain.rpc<string>("eth_getTransactionCount", [address, "latest"]));
const sendAgain = (claim: Claim) => desk.handlers.refunds.rebroadcast({ id: claim.refund.id });

/** Told the truth from here on: exactly one payment, one attempt, one nonce, and Refunded at the end. */
async function expectPaidOnce({ refund, after, count }: Claim): Promise<void> {
  node.spoil(SEND, undefined);
  await expect.poll(() => world.paid("USDT"), POLL).toBe(after);
  await world.chain.mine(8);
  await expect.poll(async () => (await world.refund(refund.id)).status, POLL).toBe("COMPLETED");
  expect(await world.paid("USDT")).toBe(after);
  expect(await transactionCount()).toBe(count + 1n);
  expect((await world.refund(refund.id)).attempts).toHaveLength(1);
}

function expectStillOne(refund: Refund): void {
  expect(UNPAID).toContain(refund.status);
  expect(refund.attempts).toHaveLength(1);
}

describe("R21.6 I1 what a node says about bytes that it never took", () => {
  test.each([
    ["each in a JSON-RPC error", (message: string): NodeFaultMode => ({ rpcError: { code: -32_000, message } })],
    ["each in the body of an HTTP 400", (message: string): NodeFaultMode => ({ http400: { code: -32_000, message } })],
  ])("%s: nothing else is ever signed, and the same bytes pay once", async (_how, spoiled) => {
    const claim = await freshClaim();
    node.spoil(SEND, spoiled(WORDS[0]));
    await desk.handlers.refunds.execute(claim.execute);
    for (const words of WORDS) {
      node.spoil(SEND, spoiled(words));
      expectStillOne(await sendAgain(claim));
    }
    expect(await world.paid("USDT")).toBe(claim.before);
    await expectPaidOnce(claim);
  });
});

describe("R21.6 I1 what a node says about bytes that it has", () => {
  test("each of the words, although they wait in its pool", async () => {
    const claim = await freshClaim();
    await world.chain.pauseMining();
    try {
      node.spoil(SEND, { rpcErrorAfter: { code: -32_000, message: WORDS[0] } });
      await desk.handlers.refunds.execute(claim.execute);
      for (const message of WORDS) {
        node.spoil(SEND, { rpcErrorAfter: { code: -32_000, message } });
        expectStillOne(await sendAgain(claim));
      }
      node.spoil(SEND, undefined);
      // The chain's own words for it, too: "transaction already imported".
      expectStillOne(await sendAgain(claim));
      expect(await world.paid("USDT")).toBe(claim.before);
    } finally {
      await world.chain.mine();
      await world.chain.resumeMining();
    }
    await expectPaidOnce(claim);
  });

  test("mined already, and the node says that its nonce is too low", async () => {
    const claim = await freshClaim();
    node.spoil(SEND, "reset-after");
    await desk.handlers.refunds.execute(claim.execute);
    await expect.poll(() => world.paid("USDT"), POLL).toBe(claim.after);
    node.spoil(SEND, undefined);
    const raw = (await world.central.api("executor")).call("refunds.attempts", { params: { id: claim.refund.id } });
    const [mined] = (await raw).items;
    await expect(world.chain.rpc(SEND, [mined?.signedTx])).rejects.toThrow(/nonce too low/);
    await expectPaidOnce(claim);
  });

  test("another hash than that of the bytes", async () => {
    const claim = await freshClaim();
    node.spoil(SEND, { resultAfter: `0x${"ab".repeat(32)}` });
    const sent = await desk.handlers.refunds.execute(claim.execute);
    expect(sent.attempts[0]?.txHash).not.toBe(`0x${"ab".repeat(32)}`);
    await expectPaidOnce(claim);
  });
});

describe("R21.6 I1 what happens to the answer on its way", () => {
  const taken = ["hang-after", "reset-after", "http-502-after", "truncate-after"] as const;
  const notTaken = ["hang-before", "reset-before", "html", "redirect", "http-429"] as const;

  test.each(taken)("%s: the node had it", async (mode) => {
    const claim = await freshClaim();
    node.spoil(SEND, mode);
    expectStillOrPaid(await desk.handlers.refunds.execute(claim.execute));
    await expectPaidOnce(claim);
  });

  test("none of them: every way in which it never arrived, one after another", async () => {
    const claim = await freshClaim();
    node.spoil(SEND, notTaken[0]);
    expectStillOne(await desk.handlers.refunds.execute(claim.execute));
    for (const mode of notTaken) {
      node.spoil(SEND, mode);
      expectStillOne(await sendAgain(claim));
    }
    expect(await world.paid("USDT")).toBe(claim.before);
    await expectPaidOnce(claim);
  });

  test("the node is down, and comes back", async () => {
    const claim = await freshClaim();
    const { url } = node;
    node.spoil("eth_chainId", undefined);
    node.spoil(SEND, "reset-before");
    expectStillOne(await desk.handlers.refunds.execute(claim.execute));
    await node.stop();
    await expect(sendAgain(claim)).rejects.toMatchObject({ code: "NODE_UNREACHABLE" });
    node = await startFaultyNode(world.chain.url, { port: Number(new URL(url).port) });
    await expectPaidOnce(claim);
  });
});

describe("R21.6 what the payer can pay", () => {
  test("the key is emptied between the last look and the node: refused, filled again, paid once", async () => {
    const claim = await freshClaim();
    const balance = await world.chain.rpc<string>("eth_getBalance", [address, "latest"]);
    node.spoil(SEND, "reset-before");
    await desk.handlers.refunds.execute(claim.execute);
    await world.chain.rpc("anvil_setBalance", [address, "0x1"]);
    node.spoil(SEND, undefined);
    const refused = await sendAgain(claim);
    expectStillOne(refused);
    expect(refused.attempts[0]?.broadcasts.at(-1)).toMatchObject({ result: "REJECTED" });
    await world.chain.rpc("anvil_setBalance", [address, balance]);
    await expectPaidOnce(claim);
  });

  test("the base fee rises above what may be spent: evicted, and the same bytes pay once it has fallen", async () => {
    const claim = await freshClaim();
    node.spoil(SEND, "reset-before");
    await desk.handlers.refunds.execute(claim.execute);
    await world.chain.setBaseFee(900_000_000_000n);
    await world.chain.mine();
    node.spoil(SEND, undefined);
    expectStillOne(await sendAgain(claim));
    expect(await world.paid("USDT")).toBe(claim.before);
    await world.chain.setBaseFee(1_000_000_000n);
    await world.chain.mine();
    await expectPaidOnce(claim);
  });
});

function expectStillOrPaid(refund: Refund): void {
  expect([...UNPAID, "CONFIRMING"]).toContain(refund.status);
  expect(refund.attempts).toHaveLength(1);
}
