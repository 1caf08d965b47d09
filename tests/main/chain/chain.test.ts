import { Interface, keccak256 } from "ethers";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Chain, createChain } from "#main/chain/chain.ts";
import { chooseFee } from "#main/chain/fees.ts";
import { buildUnsigned } from "#main/chain/payment.ts";
import { connectNode } from "#main/chain/transport.ts";
import { createLog, silentLog } from "#main/log/Log.ts";
import { startTestChain, type TestChain } from "#tests/support/chain.ts";
import { type FaultyNode, startFaultyNode } from "./faultyNode.ts";
import { intentFor, signWith, TEST_FEE } from "./payments.ts";

const TIMEOUT_MS = 400;
const PAYER = 2;
let chain: TestChain;
let other: TestChain;
let nodes: FaultyNode[];
let desk: Chain;
let now = 1_000_000;
const clock = { now: () => now };

const network = () => ({ code: "DEVNET", chainId: chain.chainId, genesisHash: chain.genesisHash });
const open = (urls: string[], log = silentLog) =>
  createChain({ nodes: new Map([["DEVNET", urls]]), clock, log, connect: connectNode(TIMEOUT_MS) });

beforeAll(async () => {
  [chain, other] = await Promise.all([startTestChain(), startTestChain({ chainId: 999 })]);
});
afterAll(() => Promise.all([chain.stop(), other.stop()]));

beforeEach(async () => {
  nodes = await Promise.all([1, 2, 3].map(() => startFaultyNode(chain.url)));
  desk = open(nodes.map(({ url }) => url));
});
afterEach(async () => {
  desk.close();
  await Promise.all(nodes.map((node) => node.stop()));
});

async function signedPayment(overrides = {}, fee = TEST_FEE) {
  const intent = intentFor(chain, overrides);
  const nonce = (await desk.nextNonce(network(), chain.account(PAYER).address)).toString();
  const slot = { chainId: chain.chainId, from: chain.account(PAYER).address, nonce };
  const raw = await signWith(chain, PAYER, buildUnsigned(intent, slot, fee));
  const wanted = {
    txHash: keccak256(raw),
    from: slot.from,
    to: intent.to,
    contractAddress: intent.contractAddress,
  };
  return { intent, slot, raw, wanted, nonce };
}

const usdt = () => ({ asset: "ERC20", contractAddress: chain.tokens.USDT.address, decimals: 6 }) as const;
const hkdx = () => ({ asset: "ERC20", contractAddress: chain.tokens.HKDX.address, decimals: 18 }) as const;

describe("R20.3 the right chain", () => {
  test("agrees when every node stands on it", async () => {
    expect(await desk.verify(network())).toEqual({ asked: 3, agree: 3, single: false });
    const alone = open([chain.url]);
    expect(await alone.verify(network())).toEqual({ asked: 1, agree: 1, single: true });
    alone.close();
  });

  test("refuses a node of another chain id, and one with the same id and another genesis", async () => {
    const wrongId = open([other.url]);
    await expect(wrongId.verify(network())).rejects.toMatchObject({ code: "NODE_WRONG_CHAIN" });
    wrongId.close();
    const twin = await startTestChain();
    const wrongGenesis = open([twin.url]);
    await expect(wrongGenesis.verify(network())).rejects.toMatchObject({ code: "NODE_WRONG_CHAIN" });
    wrongGenesis.close();
    await twin.stop();
  });

  test("I20 one node of another chain among three is left out, two of them stop everything", async () => {
    const mixed = open([nodes[0]!.url, nodes[1]!.url, other.url]);
    expect(await mixed.verify(network())).toEqual({ asked: 3, agree: 2, single: false });
    mixed.close();
    const lost = open([nodes[0]!.url, other.url, other.url]);
    await expect(lost.verify(network())).rejects.toMatchObject({ code: "NODE_WRONG_CHAIN" });
    await expect(lost.feeQuote(network())).rejects.toMatchObject({ code: "NODE_WRONG_CHAIN" });
    lost.close();
  });

  test("an identity that was right once is not believed for ever", async () => {
    await desk.feeQuote(network());
    for (const node of nodes) node.spoil("eth_chainId", { result: "0x3e7" });
    await desk.feeQuote(network());
    now += 31_000;
    await expect(desk.feeQuote(network())).rejects.toMatchObject({ code: "NODE_WRONG_CHAIN" });
    // Before a signature it is asked in any case.
    await expect(desk.verify(network())).rejects.toMatchObject({ code: "NODE_WRONG_CHAIN" });
  });

  test("silent nodes: unreachable when none answers, quorum lost when too few do", async () => {
    nodes[0]!.spoil("eth_chainId", "hang-before");
    nodes[1]!.spoil("eth_chainId", "reset-before");
    await expect(desk.verify(network())).rejects.toMatchObject({ code: "NODE_QUORUM_LOST" });
    nodes[2]!.spoil("eth_chainId", "html");
    await expect(desk.verify(network())).rejects.toMatchObject({ code: "NODE_UNREACHABLE" });
    const none = createChain({ nodes: new Map(), clock, log: silentLog });
    await expect(async () => none.verify(network())).rejects.toMatchObject({ code: "NODE_UNREACHABLE" });
  });
});

describe("reading by quorum", () => {
  test("one lying node changes neither balance, nonce nor fee", async () => {
    const payer = chain.account(PAYER).address;
    const honest = {
      native: await chain.balanceOf("native", payer),
      usdt: await chain.balanceOf("USDT", payer),
      nonce: await desk.nextNonce(network(), payer),
      fee: await desk.feeQuote(network()),
    };
    nodes[0]!.spoil("eth_getBalance", { result: "0xffffffffffffffffffffffff" });
    nodes[0]!.spoil("eth_call", { result: `0x${"f".repeat(64)}` });
    nodes[0]!.spoil("eth_getTransactionCount", { result: "0xffff" });
    nodes[0]!.spoil("eth_maxPriorityFeePerGas", { result: "0xffffffffffff" });
    expect(await desk.balance(network(), payer, null)).toBe(honest.native);
    expect(await desk.balance(network(), payer, chain.tokens.USDT.address)).toBe(honest.usdt);
    expect(await desk.nextNonce(network(), payer)).toBe(honest.nonce);
    expect(await desk.feeQuote(network())).toEqual(honest.fee);
  });

  test("an answer of another shape counts as none", async () => {
    nodes[0]!.spoil("eth_getBalance", { result: null });
    nodes[1]!.spoil("eth_getBalance", { result: "12" });
    await expect(desk.balance(network(), chain.account(PAYER).address, null)).rejects.toMatchObject({
      code: "NODE_QUORUM_LOST",
    });
  });

  test("fee: within the limits, and refused when the base fee is above them", () => {
    const quote = { baseFeeWei: 10_000_000_000n, tipWei: 1_000_000_000n };
    expect(chooseFee(quote, { maxFeePerGasWei: "90000000000", gasLimit: "60000" })).toEqual({
      gasLimit: "60000",
      maxFeePerGasWei: "41000000000",
      maxPriorityFeePerGasWei: "1000000000",
    });
    expect(chooseFee(quote, { maxFeePerGasWei: "20000000000", gasLimit: "60000" }).maxFeePerGasWei).toBe("20000000000");
    expect(() => chooseFee(quote, { maxFeePerGasWei: "9999999999", gasLimit: "60000" })).toThrow(
      expect.objectContaining({ code: "FEE_ABOVE_CAP" }),
    );
  });

  test("health names each node, never its URL", async () => {
    nodes[1]!.spoil("eth_blockNumber", "reset-before");
    nodes[2]!.spoil("eth_chainId", { result: "0x1" });
    const [health] = await desk.health([network()]);
    expect(health!.nodes.map(({ ok, problem }) => ({ ok, problem }))).toEqual([
      { ok: true, problem: null },
      { ok: false, problem: "ECONNRESET" },
      { ok: false, problem: "stands on another chain" },
    ]);
    expect(JSON.stringify(health)).not.toContain("secret-api-key");
    expect(await desk.health([{ ...network(), code: "ELSEWHERE" }])).toEqual([{ network: "ELSEWHERE", nodes: [] }]);
  });
});

describe("R20.9 simulation", () => {
  const transfer = (overrides = {}) => ({
    from: chain.account(PAYER).address,
    to: chain.account(20).address,
    contractAddress: null as string | null,
    amountBaseUnits: 1_000n,
    ...overrides,
  });

  test("native, a token that returns true, and one that returns nothing would pay", async () => {
    for (const contractAddress of [null, chain.tokens.USDT.address, chain.tokens.HKDX.address])
      expect(await desk.simulateTransfer(network(), transfer({ contractAddress }))).toMatchObject({ ok: true });
  });

  test("too small a balance is named (ERC-6093)", async () => {
    const poor = transfer({ from: chain.account(0).address, contractAddress: chain.tokens.HKDX.address });
    expect(await desk.simulateTransfer(network(), poor)).toMatchObject({
      ok: false,
      detail: "Refused: ERC20InsufficientBalance",
    });
  });

  test("a token that answers false, a paused one, a blocked payee and a missing contract are refused", async () => {
    const falsy = await chain.deploy("ReturnsFalseToken", [10n ** 24n], PAYER);
    expect(await desk.simulateTransfer(network(), transfer({ contractAddress: falsy }))).toMatchObject({
      ok: false,
      detail: "The token answers that it would not transfer",
    });
    const guarded = await chain.deploy("GuardedToken", [10n ** 24n], PAYER);
    const refusal = async () => (await desk.simulateTransfer(network(), transfer({ contractAddress: guarded }))).detail;
    await guard(guarded, "setBlacklisted(address,bool)", [chain.account(20).address, true]);
    expect(await refusal()).toMatch(/^Refused: custom error 0x[0-9a-f]{8}$/);
    await guard(guarded, "setPaused(bool)", [true]);
    expect(await refusal()).toBe("Refused: Pausable: paused");
    expect(
      await desk.simulateTransfer(network(), transfer({ contractAddress: chain.account(9).address })),
    ).toMatchObject({ ok: false, detail: "There is no contract at the token's address" });
  });

  test("a payee that refuses the coin, with the mark that it is a contract", async () => {
    const payee = await chain.deploy("RejectEther");
    expect(await desk.simulateTransfer(network(), transfer({ to: payee }))).toMatchObject({
      ok: false,
      payeeIsContract: true,
    });
  });
});

describe("R21.6 broadcasting", () => {
  test("accepted once, known the second time, and paid exactly once", async () => {
    const { raw, wanted, intent } = await signedPayment(usdt());
    const before = await chain.balanceOf("USDT", intent.to);
    const first = await desk.broadcast(network(), raw);
    expect(first.map(({ result }) => result)).toContain("ACCEPTED");
    await chain.receipt(wanted.txHash);
    const again = await desk.broadcast(network(), raw);
    // The chain has it: "nonce too low" may mean these bytes or others, so it is looked up and never believed.
    expect(again.map(({ result }) => result)).toEqual(["UNKNOWN", "UNKNOWN", "UNKNOWN"]);
    expect(await chain.balanceOf("USDT", intent.to)).toBe(before + 1_250_000n);
  });

  test("waiting bytes are ALREADY_KNOWN", async () => {
    await chain.pauseMining();
    const { raw, wanted, nonce } = await signedPayment();
    await desk.broadcast(network(), raw);
    expect((await desk.broadcast(network(), raw)).map(({ result }) => result)).toEqual(Array(3).fill("ALREADY_KNOWN"));
    expect(await desk.observe(network(), wanted, nonce)).toEqual({ state: "WAITING" });
    await chain.mine();
    await chain.resumeMining();
    await chain.receipt(wanted.txHash);
  });

  test.each(["hang-after", "reset-after", "http-502-after", "truncate-after"] as const)(
    "the node takes the bytes but the answer is lost (%s): UNKNOWN, sent once, really mined",
    async (mode) => {
      const alone = open([nodes[0]!.url]);
      const { raw, wanted, nonce } = await signedPayment();
      nodes[0]!.spoil("eth_sendRawTransaction", mode);
      const [answer] = await alone.broadcast(network(), raw);
      expect(answer).toMatchObject({ result: "UNKNOWN" });
      expect(nodes[0]!.calls("eth_sendRawTransaction")).toBe(1);
      await chain.receipt(wanted.txHash);
      expect(await alone.observe(network(), wanted, nonce)).toMatchObject({ state: "MINED", receiptStatus: 1 });
      alone.close();
    },
  );

  test.each(["hang-before", "reset-before", "html", "redirect", "http-429"] as const)(
    "the node never gets the bytes (%s): UNKNOWN all the same, one POST, and nothing on the chain",
    async (mode) => {
      const alone = open([nodes[0]!.url]);
      const { raw, wanted, nonce } = await signedPayment();
      nodes[0]!.spoil("eth_sendRawTransaction", mode);
      const [answer] = await alone.broadcast(network(), raw);
      expect(answer).toMatchObject({ result: "UNKNOWN" });
      expect(nodes[0]!.calls("eth_sendRawTransaction")).toBe(1);
      // The connection that was cut may cost one look its answer: UNCERTAIN then, and never more than that.
      await expect
        .poll(() => alone.observe(network(), wanted, nonce), { timeout: 5_000 })
        .toEqual({ state: "ABSENT", nonceUsed: false });
      alone.close();
    },
  );

  test("a redirect is not followed to another host", async () => {
    const trap = await startFaultyNode(chain.url);
    const redirecting = await startFaultyNode(chain.url, { redirectTo: trap.url });
    const alone = open([redirecting.url]);
    const { raw } = await signedPayment();
    redirecting.spoil("eth_sendRawTransaction", "redirect");
    await alone.broadcast(network(), raw);
    expect(trap.calls("eth_sendRawTransaction")).toBe(0);
    alone.close();
    await Promise.all([trap.stop(), redirecting.stop()]);
  });

  test("a node that is down says so: not sent", async () => {
    const port = nodes[2]!.url;
    await nodes[2]!.stop();
    const alone = open([port]);
    const { raw } = await signedPayment();
    expect(await alone.broadcast(network(), raw)).toMatchObject([
      { result: "UNKNOWN", error: "not sent: connection refused" },
    ]);
    alone.close();
  });

  test("a node that answers with another hash is not believed", async () => {
    nodes[0]!.spoil("eth_sendRawTransaction", { result: `0x${"ab".repeat(32)}` });
    const { raw } = await signedPayment();
    expect((await desk.broadcast(network(), raw))[0]).toMatchObject({ result: "UNKNOWN" });
  });

  test.each([
    ["already known", "ALREADY_KNOWN"],
    ["AlreadyKnown", "ALREADY_KNOWN"],
    ["Known transaction: 0xabc", "ALREADY_KNOWN"],
    ["transaction already imported", "ALREADY_KNOWN"],
    ["nonce too low", "UNKNOWN"],
    ["OldNonce", "UNKNOWN"],
    ["replacement transaction underpriced", "UNKNOWN"],
    ["transaction underpriced", "UNKNOWN"],
    ["txpool is full", "UNKNOWN"],
    ["Internal error", "UNKNOWN"],
    ["insufficient funds for gas * price + value", "REJECTED"],
    ["Sender doesn't have enough funds to send tx.", "REJECTED"],
    ["intrinsic gas too low", "REJECTED"],
    ["max fee per gas less than block base fee", "REJECTED"],
    ["invalid chain id for signer", "REJECTED"],
    ["only replay-protected (EIP-155) transactions allowed over RPC", "REJECTED"],
    ["tx fee (1.50 ether) exceeds the configured cap (1.00 ether)", "REJECTED"],
  ])("the node's words %j mean %s", async (message, result) => {
    const alone = open([nodes[0]!.url]);
    nodes[0]!.spoil("eth_sendRawTransaction", { rpcError: { code: -32000, message } });
    const { raw } = await signedPayment();
    expect(await alone.broadcast(network(), raw)).toMatchObject([{ result, error: message.replace(/0x\w{48,}/, "") }]);
    alone.close();
  });
});

describe("R22.3 R22.6 observing", () => {
  test("a token payment: block, confirmations, fee and the transfer itself", async () => {
    const { raw, wanted, nonce, intent } = await signedPayment(hkdx());
    await desk.broadcast(network(), raw);
    await chain.receipt(wanted.txHash);
    await chain.mine(5);
    const seen = await desk.observe(network(), wanted, nonce);
    expect(seen).toMatchObject({
      state: "MINED",
      receiptStatus: 1,
      confirmations: 6,
      finalized: true,
      agree: 3,
      transfer: { from: wanted.from, to: intent.to, value: 1_250_000n },
    });
  });

  test("status 1 that pays nobody, or less, shows no such transfer", async () => {
    const falsy = await chain.deploy("ReturnsFalseToken", [10n ** 24n], PAYER);
    const nothing = await signedPayment({ ...hkdx(), contractAddress: falsy });
    await desk.broadcast(network(), nothing.raw);
    await chain.receipt(nothing.wanted.txHash);
    expect(await desk.observe(network(), nothing.wanted, nothing.nonce)).toMatchObject({
      receiptStatus: 1,
      transfer: null,
    });
    const feeToken = await chain.deploy("FeeToken", [10n ** 24n], PAYER);
    const less = await signedPayment({ ...hkdx(), contractAddress: feeToken, amountBaseUnits: "1000" });
    await desk.broadcast(network(), less.raw);
    await chain.receipt(less.wanted.txHash);
    expect(await desk.observe(network(), less.wanted, less.nonce)).toMatchObject({ transfer: { value: 990n } });
  });

  test("R22.3 a reverted payment is status 0 without a transfer", async () => {
    const payee = await chain.deploy("RejectEther");
    const { raw, wanted, nonce } = await signedPayment({ to: payee });
    await desk.broadcast(network(), raw);
    await chain.receipt(wanted.txHash);
    expect(await desk.observe(network(), wanted, nonce)).toMatchObject({ receiptStatus: 0, transfer: null });
  });

  test("a reorganisation takes it away, the same bytes bring the same hash back", async () => {
    const { raw, wanted, nonce } = await signedPayment();
    await desk.broadcast(network(), raw);
    await chain.receipt(wanted.txHash);
    expect(await desk.observe(network(), wanted, nonce)).toMatchObject({ state: "MINED" });
    await chain.reorg(1);
    expect(await desk.observe(network(), wanted, nonce)).toEqual({ state: "ABSENT", nonceUsed: false });
    await desk.broadcast(network(), raw);
    await chain.receipt(wanted.txHash);
    expect(await desk.observe(network(), wanted, nonce)).toMatchObject({ state: "MINED" });
  });

  test("I8 one lying node can neither confirm nor hide a payment", async () => {
    const { raw, wanted, nonce } = await signedPayment();
    nodes[0]!.spoil("eth_getTransactionReceipt", { result: fakeReceipt(wanted) });
    nodes[0]!.spoil("eth_getBlockByNumber", { result: fakeBlock() });
    expect(await desk.observe(network(), wanted, nonce)).toMatchObject({ state: expect.not.stringMatching("MINED") });
    nodes[0]!.spoil("eth_getBlockByNumber", undefined);
    nodes[0]!.spoil("eth_getTransactionReceipt", { result: null });
    await desk.broadcast(network(), raw);
    await chain.receipt(wanted.txHash);
    expect(await desk.observe(network(), wanted, nonce)).toMatchObject({ state: "MINED", agree: 2 });
  });

  test("a nonce that was used by other bytes is seen", async () => {
    const { wanted, nonce } = await signedPayment();
    await chain.receipt(await chain.sendNative(PAYER, chain.account(21).address, 5n));
    expect(await desk.observe(network(), wanted, nonce)).toEqual({ state: "ABSENT", nonceUsed: true });
  });
});

test("I16 no error and no log line holds the node's URL, its key or the raw bytes", async () => {
  const lines: string[] = [];
  const noisy = open(
    [nodes[0]!.url],
    createLog(clock, (_level, line) => lines.push(line)),
  );
  const { raw } = await signedPayment();
  const seen: string[] = [];
  for (const mode of ["hang-before", "http-502-after", "html", "redirect", "http-429"] as const) {
    nodes[0]!.spoil("eth_sendRawTransaction", mode);
    nodes[0]!.spoil("eth_chainId", mode);
    seen.push(JSON.stringify(await noisy.broadcast(network(), raw)));
    const error: unknown = await noisy.verify(network()).catch((caught: unknown) => caught);
    seen.push(JSON.stringify([String(error), error, (error as Error).stack, (error as Error).cause]));
  }
  expect(lines.length).toBeGreaterThan(0);
  for (const text of [...seen, ...lines]) {
    expect(text).not.toContain("secret-api-key");
    expect(text).not.toContain(raw.slice(2, 60));
  }
  noisy.close();
});

async function guard(token: string, signature: string, args: unknown[]): Promise<void> {
  const data = new Interface([`function ${signature}`]).encodeFunctionData(signature, args);
  await chain.receipt(await chain.send(PAYER, { to: token, data }));
}

function fakeReceipt(wanted: { txHash: string; from: string; to: string }) {
  return {
    transactionHash: wanted.txHash,
    blockNumber: "0x1",
    blockHash: `0x${"cd".repeat(32)}`,
    from: wanted.from,
    to: wanted.to,
    status: "0x1",
    gasUsed: "0x5208",
    effectiveGasPrice: "0x1",
    logs: [],
  };
}

function fakeBlock() {
  return { number: "0x1", hash: `0x${"cd".repeat(32)}`, timestamp: "0x1", baseFeePerGas: "0x1" };
}
