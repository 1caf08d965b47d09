import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ChainReader } from "#central/chain/ChainReader.ts";
import { ethersChainReader } from "#central/chain/ethersChainReader.ts";
import { lookForTransfer } from "#central/chain/lookForTransfer.ts";
import { nativeTransfer } from "#central/chain/nativeTransfer.ts";
import { systemClock } from "#central/clock.ts";
import { isAppError } from "#shared/errors.ts";
import { type TestChain, startTestChain } from "#tests/support/chain.ts";

let chain: TestChain;
let reader: ChainReader;
const servers: Server[] = [];
const NOBODY = "0x00000000000000000000000000000000000A11cE";

beforeAll(async () => {
  chain = await startTestChain();
  reader = open([chain.url]);
});
afterAll(async () => {
  reader.close();
  for (const server of servers) server.close();
  await chain.stop();
});

function open(rpcUrls: string[], genesisHash = chain.genesisHash, chainId = chain.chainId): ChainReader {
  return ethersChainReader({ network: "DEVNET", chainId, genesisHash, rpcUrls, clock: systemClock, timeoutMs: 800 });
}

/** A node between us and the chain that may change what is asked and answered. `null` as an answer hangs up. */
async function proxy(
  change: (method: string, answer: Record<string, unknown>, params: readonly unknown[]) => unknown,
): Promise<string> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const body = Buffer.concat(parts).toString();
      void (async () => {
        const answer = await fetch(chain.url, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body,
        });
        const { method, params } = JSON.parse(body) as { method: string; params: unknown[] };
        const changed = change(method, (await answer.json()) as never, params);
        if (changed === null) return void request.socket.destroy();
        response.setHeader("content-type", "application/json").end(JSON.stringify(changed));
      })();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  servers.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v3/SECRETKEY?token=SECRETKEY`;
}

describe("one node", () => {
  test("R11.3 reads head, blocks, receipts and transfers of both kinds", async () => {
    const to = chain.account(9).address;
    const native = await chain.sendNative(4, to, 5n);
    await chain.receipt(native);
    const token = await chain.sendToken("USDT", 4, to, 7_000_000n);
    await chain.receipt(token);
    const head = await reader.head();
    expect(head.number).toBe(BigInt(await chain.blockNumber()));
    const block = await reader.blockAt(head.number);
    expect(block?.hash).toBe(head.hash);
    expect(block?.parentHash).toBe((await reader.blockAt(head.number - 1n))?.hash);
    expect(block?.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/);
    expect(await reader.blockAt(head.number + 5n)).toBeNull();

    const receipt = await reader.receipt(token);
    expect(receipt).toMatchObject({ status: 1, txHash: token, blockHash: head.hash, from: chain.account(4).address });
    expect(receipt?.transfers).toEqual([
      expect.objectContaining({ contractAddress: chain.tokens.USDT.address, to, value: 7_000_000n, txHash: token }),
    ]);
    expect(receipt?.feeWei).toBeGreaterThan(0n);
    expect(await reader.receipt(`0x${"ab".repeat(32)}`)).toBeNull();

    const contents = await reader.blockContents(head.number);
    expect(contents?.tokenTransfers).toEqual(receipt?.transfers);
    const before = await reader.blockContents(head.number - 1n);
    expect(before?.transactions.map(nativeTransfer)).toEqual([
      expect.objectContaining({ to, value: 5n, txHash: native }),
    ]);

    const found = await reader.transfersTo([to], head.number - 1n, head.number);
    expect(found.map(({ value }) => value)).toEqual([7_000_000n, 5n]);
    expect(await reader.balanceOf(null, NOBODY)).toBe(0n);
    expect(await reader.balanceOf(chain.tokens.USDT.address, to)).toBe(await chain.balanceOf("USDT", to));
    expect(await reader.hasCode(chain.tokens.USDT.address)).toBe(true);
    expect(await reader.hasCode(to)).toBe(false);
    expect((await reader.feeQuote()).maxFeePerGas).toBeGreaterThan(0n);
    expect(await reader.finalizedNumber()).toBe(head.number - 4n < 0n ? 0n : head.number - 4n);
  });

  test("R12.3 sees what waits in the pool, as recipient and inside token data, and counts nonces", async () => {
    const to = chain.account(10).address;
    await chain.pauseMining();
    try {
      const start = await reader.nonceCounts(chain.account(5).address);
      const native = await chain.sendNative(5, to, 1n);
      const token = await chain.sendToken("HKDX", 5, to, 2n);
      const pending = await reader.pendingNaming(to);
      expect(pending.nodes).toBe(1);
      expect(pending.transactions.map(({ hash }) => hash).toSorted()).toEqual([native, token].toSorted());
      expect(await reader.nonceCounts(chain.account(5).address)).toEqual({
        latest: start.latest,
        pending: start.latest + 2n,
      });
      expect((await reader.transaction(token))?.blockNumber).toBeNull();
      const source = chain.account(5).address;
      const search = { destination: to, source, txHash: null, readUpTo: (await reader.head()).number };
      expect(await lookForTransfer(reader, search)).toMatchObject({ seen: true, where: "waits in the pool" });
      const other = { ...search, source: chain.account(6).address };
      expect(await lookForTransfer(reader, other)).toMatchObject({ seen: false, nodes: 1 });
      expect(await lookForTransfer(reader, { ...other, txHash: token })).toMatchObject({ seen: true, txHash: token });
    } finally {
      await chain.resumeMining();
      await chain.mine();
    }
    const source = chain.account(5).address;
    const search = { destination: to, source, txHash: null, readUpTo: (await reader.head()).number - 4n };
    expect((await lookForTransfer(reader, search)).where).toMatch(/^block /);
    expect((await lookForTransfer(reader, { ...search, readUpTo: null })).where).toMatch(/^block /);
    // A block that the watcher has read is not searched again: its transfers are recorded.
    expect((await lookForTransfer(reader, { ...search, readUpTo: (await reader.head()).number })).seen).toBe(false);
    expect((await lookForTransfer(reader, { ...search, destination: NOBODY })).seen).toBe(false);
  });

  test("R20.9 simulates: native, a token without return value, one that returns false, too little money", async () => {
    const from = chain.account(4).address;
    const to = chain.account(11).address;
    const usdt = chain.tokens.USDT.address;
    expect(await reader.simulateTransfer({ from, to, contractAddress: null, value: 1n })).toMatchObject({
      ok: true,
      gas: 21_000n,
    });
    expect(await reader.simulateTransfer({ from, to, contractAddress: usdt, value: 1n })).toMatchObject({ ok: true });
    const broke = await reader.simulateTransfer({ from: NOBODY, to, contractAddress: usdt, value: 1n });
    expect(broke).toMatchObject({ ok: false });
    const noToken = await reader.simulateTransfer({ from, to, contractAddress: to, value: 1n });
    expect(noToken).toMatchObject({
      ok: false,
      refused: true,
      detail: expect.stringContaining("no contract") as string,
    });
    const silent = await chain.deploy("ReturnsFalseToken", [10n]);
    const lies = await reader.simulateTransfer({ from, to, contractAddress: silent, value: 1n });
    expect(lies).toMatchObject({ ok: false, refused: true, detail: expect.stringContaining("false") as string });
    const rejects = await chain.deploy("RejectEther");
    const rejected = await reader.simulateTransfer({ from, to: rejects, contractAddress: null, value: 1n });
    expect(rejected).toMatchObject({ ok: false, refused: true });
  });
});

describe("nodes that cannot be trusted", () => {
  test("R20.3 quarantines and names a node of another chain or with another genesis block", async () => {
    const otherChain = open([chain.url], chain.genesisHash, 1);
    await expect(otherChain.head()).rejects.toThrow(/chain id 31337 instead of 1/);
    expect(otherChain.nodes()).toEqual([
      expect.objectContaining({ state: "QUARANTINED", name: new URL(chain.url).host }),
    ]);
    const otherGenesis = open([chain.url], `0x${"11".repeat(32)}`);
    await expect(otherGenesis.head()).rejects.toMatchObject({ code: "CHAIN_UNAVAILABLE" });
    expect((await otherGenesis.checkNodes())[0]).toMatchObject({ state: "QUARANTINED" });
    otherChain.close();
    otherGenesis.close();
  });

  test("I8 one lying node of three changes nothing, two of three stop everything", async () => {
    const hash = await chain.sendNative(4, NOBODY, 3n);
    await chain.receipt(hash);
    const lie = (method: string, answer: Record<string, unknown>) =>
      method === "eth_getTransactionReceipt" ? { ...answer, result: null } : answer;
    const honest = await proxy((_, answer) => answer);
    const liar = await proxy(lie);
    const three = open([chain.url, honest, liar]);
    expect(three.quorum).toEqual({ needed: 2, of: 3 });
    expect((await three.receipt(hash))?.status).toBe(1);
    three.close();
    const forged = (method: string, answer: Record<string, unknown>) =>
      method === "eth_getTransactionReceipt"
        ? { ...answer, result: { ...(answer["result"] as object), status: "0x0" } }
        : answer;
    const split = open([chain.url, liar, await proxy(forged)]);
    await expect(split.receipt(hash)).rejects.toThrow(/disagree/);
    split.close();
  });

  test("I16 no part of a node's URL but its host is in an error; nonsense and hang-ups are no answer", async () => {
    const broken = [
      await proxy(() => null),
      await proxy((method, answer) => (method === "eth_blockNumber" ? { ...answer, result: "many" } : answer)),
      "http://127.0.0.1:1/v3/SECRETKEY",
    ];
    for (const url of broken) {
      const one = open([url]);
      const thrown: unknown = await one.head().then(
        () => null,
        (error: unknown) => error,
      );
      expect(isAppError(thrown, "CHAIN_UNAVAILABLE")).toBe(true);
      expect(
        JSON.stringify([String(thrown), (thrown as Error).stack, (thrown as Error).cause, one.nodes()]),
      ).not.toContain("SECRETKEY");
      one.close();
    }
    expect(() => open(["ftp://example"])).toThrow(/http/);
    expect(() => open([])).toThrow(/at least one/);
  });

  test("R21.6 a redirect is not followed", async () => {
    const server = createServer((_, response) => response.writeHead(307, { location: chain.url }).end());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    servers.push(server);
    const one = open([`http://127.0.0.1:${(server.address() as AddressInfo).port}`]);
    await expect(one.head()).rejects.toMatchObject({ code: "CHAIN_UNAVAILABLE" });
    one.close();
  });

  test("a frozen node costs its time limit, not more", async () => {
    const one = open([chain.url]);
    await one.head();
    chain.freeze();
    try {
      const started = performance.now();
      await expect(one.head()).rejects.toThrow(/timeout/);
      // Seconds, not for ever; a busy machine adds its own.
      expect(performance.now() - started).toBeLessThan(20_000);
    } finally {
      chain.thaw();
    }
    expect((await one.head()).number).toBeGreaterThan(0n);
    one.close();
  });

  test("R12.3 without a pool the pending block is asked; without both nobody knows, and that is no 'no'", async () => {
    const missing = { error: { code: -32601, message: "Method not found" } };
    const noPool = open([
      await proxy((method, { result, ...rest }) =>
        method === "txpool_content" ? { ...rest, ...missing } : { ...rest, result },
      ),
    ]);
    const to = chain.account(12).address;
    await chain.pauseMining();
    try {
      const hash = await chain.sendNative(7, to, 1n);
      expect((await noPool.pendingNaming(to)).transactions.map((waiting) => waiting.hash)).toEqual([hash]);
      expect((await noPool.pendingNaming(to)).nodes).toBe(1);
    } finally {
      await chain.resumeMining();
      await chain.mine();
      noPool.close();
    }
    const blind = open([
      await proxy((method, { result, ...rest }, params) =>
        method === "txpool_content" || params[0] === "pending" ? { ...rest, ...missing } : { ...rest, result },
      ),
    ]);
    expect(await blind.pendingNaming(to)).toEqual({ transactions: [], nodes: 0 });
    const search = { destination: to, source: NOBODY, txHash: null, readUpTo: null };
    await expect(lookForTransfer(blind, search)).rejects.toMatchObject({ code: "CHAIN_UNAVAILABLE" });
    blind.close();
  });
});

test("I9, L2: no single node raises the next nonce of a paying key", async () => {
  const answers = [3n, 3n, 1_000n];
  const readers = ethersChainReader({
    network: "DEVNET",
    chainId: 31_337,
    genesisHash: `0x${"9e".repeat(32)}`,
    rpcUrls: ["http://node-0", "http://node-1", "http://node-2"],
    clock: systemClock,
    connect: (url) => ({
      name: url,
      close: () => undefined,
      ask: async (method) =>
        method === "eth_chainId"
          ? "0x7a69"
          : method === "eth_getBlockByNumber"
            ? { number: "0x0", hash: `0x${"9e".repeat(32)}`, parentHash: `0x${"00".repeat(32)}`, timestamp: "0x1" }
            : `0x${(answers[Number(url.at(-1))] ?? 0n).toString(16)}`,
    }),
  });
  expect(await readers.nonceCounts(NOBODY)).toEqual({ latest: 3n, pending: 3n });
});
