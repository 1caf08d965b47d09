import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Transaction, Wallet, parseEther, parseUnits } from "ethers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { anvilBinary } from "#scripts/chain/anvilBinary.ts";
import { devAccounts } from "#scripts/chain/devAccounts.ts";
import { startDevChain } from "#scripts/chain/devChain.ts";
import { type TestChain, erc20, startTestChain } from "#tests/support/chain.ts";
import { until } from "#tests/support/until.ts";

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A signed type-2 transaction, made by hand as the product's own signer makes it. */
async function signedRaw(chain: TestChain, index: number, fields: { to: string; value?: bigint; data?: string }) {
  const wallet = new Wallet(chain.account(index).privateKey);
  const transaction = Transaction.from({
    type: 2,
    chainId: chain.chainId,
    nonce: Number(await chain.rpc<string>("eth_getTransactionCount", [wallet.address, "pending"])),
    gasLimit: 100_000n,
    maxFeePerGas: parseUnits("20", "gwei"),
    maxPriorityFeePerGas: parseUnits("1", "gwei"),
    ...fields,
  });
  return wallet.signTransaction(transaction);
}

describe("a fresh dev chain", () => {
  let chain: TestChain;
  beforeAll(async () => {
    chain = await startTestChain();
  });
  afterAll(() => chain.stop());

  test("is ready with its tokens", async () => {
    expect(await chain.rpc("eth_chainId")).toBe("0x7a69");
    expect(chain.tokens).toEqual({
      USDT: { address: "0x5FbDB2315678afecb367f032d93F642f64180aa3", decimals: 6 },
      HKDX: { address: "0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512", decimals: 18 },
    });
    const codes = Object.values(chain.tokens).map(({ address }) => chain.rpc("eth_getCode", [address, "latest"]));
    for (const code of await Promise.all(codes)) expect(code).not.toBe("0x");
  });

  test("gives every account its role, the native coin and the tokens", async () => {
    expect(chain.accounts.length).toBeGreaterThanOrEqual(30);
    expect(chain.accounts.slice(0, 4).map(({ role }) => role)).toEqual(["deployer", "faucet", "treasury", "customer"]);
    for (const { address, privateKey } of chain.accounts) expect(new Wallet(privateKey).address).toBe(address);
    const last = chain.account(chain.accounts.length - 1).address;
    expect(await chain.balanceOf("native", last)).toBe(parseEther("10000"));
    expect(await chain.balanceOf("USDT", last)).toBe(parseUnits("1000000", 6));
    expect(await chain.balanceOf("HKDX", last)).toBe(parseUnits("1000000", 18));
  });

  test("pays USDT by a signed raw transaction though the token answers nothing", async () => {
    const { address } = chain.tokens.USDT;
    const to = Wallet.createRandom().address;
    const data = erc20.encodeFunctionData("transfer", [to, 1_234_567n]);
    const from = chain.account(5).address;
    expect(await chain.rpc("eth_call", [{ from, to: address, data }, "latest"])).toBe("0x");

    const raw = await signedRaw(chain, 5, { to: address, data });
    const hash = await chain.rpc<string>("eth_sendRawTransaction", [raw]);
    expect(hash).toBe(Transaction.from(raw).hash);
    const { status, logs } = await chain.receipt(hash);
    expect(status).toBe("0x1");
    expect(logs.map((log) => erc20.parseLog(log)?.args.toObject())).toEqual([{ from, to, value: 1_234_567n }]);
    expect(await chain.balanceOf("USDT", to)).toBe(1_234_567n);
  });

  test("pays HKDX and the native coin from the fixture's accounts", async () => {
    const to = Wallet.createRandom().address;
    const hashes = [await chain.sendToken("HKDX", 2, to, 10n ** 18n), await chain.sendNative(2, to, 7n)];
    for (const hash of hashes) expect((await chain.receipt(hash)).status).toBe("0x1");
    expect(await chain.balanceOf("HKDX", to)).toBe(10n ** 18n);
    expect(await chain.balanceOf("native", to)).toBe(7n);
  });

  test("R11.6 a reorg takes the payment away, and the same bytes bring it back under the same hash", async () => {
    const to = Wallet.createRandom().address;
    const raw = await signedRaw(chain, 6, { to, value: 5n });
    const hash = await chain.rpc<string>("eth_sendRawTransaction", [raw]);
    const first = await chain.receipt(hash);
    await chain.mine(2);
    await chain.reorg(3);
    expect(await chain.rpc("eth_getTransactionReceipt", [hash])).toBeNull();
    expect(await chain.balanceOf("native", to)).toBe(0n);

    expect(await chain.rpc("eth_sendRawTransaction", [raw])).toBe(hash);
    expect((await chain.receipt(hash)).blockHash).not.toBe(first.blockHash);
    expect(await chain.balanceOf("native", to)).toBe(5n);
  });

  test("keeps transactions in the pool while mining is paused, and drops them on demand", async () => {
    const to = Wallet.createRandom().address;
    await chain.pauseMining();
    const head = await chain.blockNumber();
    const dropped = [await chain.sendNative(7, to, 1n), await chain.sendNative(8, to, 1n)];
    await chain.drop(dropped[0] ?? "");
    expect(await chain.rpc("txpool_status")).toEqual({ pending: "0x1", queued: "0x0" });
    await chain.dropAll();
    const kept = await chain.sendNative(7, to, 2n);
    expect(await chain.blockNumber()).toBe(head);
    await chain.resumeMining();
    await chain.mine();
    expect((await chain.receipt(kept)).status).toBe("0x1");
    expect(await chain.balanceOf("native", to)).toBe(2n);
  });

  test("a base fee above a waiting transaction's maximum evicts it", async () => {
    await chain.pauseMining();
    const raw = await signedRaw(chain, 9, { to: chain.account(10).address, value: 1n });
    const hash = await chain.rpc<string>("eth_sendRawTransaction", [raw]);
    await chain.setBaseFee(parseUnits("50", "gwei"));
    await chain.mine();
    expect(await chain.rpc("eth_getTransactionByHash", [hash])).toBeNull();
    await chain.setBaseFee(parseUnits("1", "gwei"));
    await chain.resumeMining();
    await chain.mine();
  });

  test("the tags safe and finalized lag 2 and 4 blocks behind", async () => {
    await chain.mine(6);
    const number = async (tag: string) =>
      Number((await chain.rpc<{ number: string }>("eth_getBlockByNumber", [tag, false])).number);
    const head = await number("latest");
    expect([head - (await number("safe")), head - (await number("finalized"))]).toEqual([2, 4]);
  });

  test("frozen it answers nothing, thawed it goes on", async () => {
    chain.freeze();
    const answer = fetch(chain.url, { method: "POST", body: "{}", signal: AbortSignal.timeout(400) });
    await expect(answer).rejects.toThrow(/timeout/i);
    chain.thaw();
    expect(await chain.blockNumber()).toBeGreaterThan(0);
  });

  test("two new chains never share a genesis, though born in the same second", async () => {
    const others = await Promise.all([startDevChain(), startDevChain()]);
    const hashes = [chain, ...others].map(({ genesisHash }) => genesisHash);
    await Promise.all(others.map((other) => other.stop()));
    expect(new Set(hashes).size).toBe(3);
  });
});

/** Waits for the blocks, however busy the machine is. */
const reaches = (chain: TestChain, height: number) =>
  until(`the chain reaches block ${height}`, 20_000, async () => {
    const number = await chain.blockNumber();
    return number >= height ? { number } : `it is at ${number}`;
  });

// Side by side, for they mostly wait.
describe.concurrent("block times", () => {
  test("mines a block a second when asked, and none while paused", async () => {
    const chain = await startTestChain({ blockTimeSeconds: 1 });
    await reaches(chain, (await chain.blockNumber()) + 2);
    const hash = await chain.sendNative(3, chain.account(4).address, 1n);
    expect((await chain.receipt(hash)).status).toBe("0x1");
    await chain.pauseMining();
    const paused = await chain.blockNumber();
    await sleep(1_500);
    expect(await chain.blockNumber()).toBe(paused);
    await chain.stop();
  });

  test("slows down after 80 empty blocks and is back soon after a transaction", async () => {
    const chain = await startTestChain({ blockTimeSeconds: 1 });
    await chain.mine(80);
    let idle = -1;
    // At its usual pace no two looks so far apart would find the same block.
    for (let head = await chain.blockNumber(); head !== idle; head = await chain.blockNumber()) {
      idle = head;
      await sleep(2_500);
    }
    const sentAt = performance.now();
    const hash = await chain.sendNative(3, chain.account(4).address, 1n);
    expect((await chain.receipt(hash)).status).toBe("0x1");
    await reaches(chain, idle + 2);
    // Idle, two blocks would have taken half a minute.
    expect(performance.now() - sentAt).toBeLessThan(15_000);
    await chain.stop();
  });

  test("mines by hand alone when asked", async () => {
    const chain = await startTestChain({ manualMining: true });
    const hash = await chain.sendNative(3, chain.account(4).address, 1n);
    await sleep(200);
    expect(await chain.rpc("eth_getTransactionReceipt", [hash])).toBeNull();
    await chain.mine();
    expect((await chain.receipt(hash)).status).toBe("0x1");
    await chain.stop();
  });
});

describe("a chain with a state file", () => {
  let dir: string;
  let stateFile: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), "deposit-desk-test-"));
    stateFile = join(dir, "below", "chain.state");
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  test("goes on after a stop: genesis, blocks, balances, nonces, receipts", async () => {
    const to = Wallet.createRandom().address;
    const first = await startTestChain({ stateFile });
    const hash = await first.sendToken("USDT", 3, to, 42n);
    const receipt = await first.receipt(hash);
    await first.mine(3);
    const head = await first.rpc<{ hash: string }>("eth_getBlockByNumber", ["latest", false]);
    await first.stop();

    const second = await startTestChain({ stateFile });
    expect(second.genesisHash).toBe(first.genesisHash);
    expect(await second.rpc("eth_getBlockByNumber", ["latest", false])).toMatchObject({ hash: head.hash });
    expect(await second.balanceOf("USDT", to)).toBe(42n);
    expect(await second.rpc("eth_getTransactionCount", [second.account(3).address, "latest"])).toBe("0x1");
    expect(await second.receipt(hash)).toEqual(receipt);
    expect((await second.receipt(await second.sendToken("HKDX", 3, to, 1n))).status).toBe("0x1");
    await second.stop();
  });

  test("killed amid payments, it keeps what was paid before the last save, and no payment without its transaction", async () => {
    const first = await startTestChain({ stateFile });
    const mined: string[] = [];
    let paying = true;
    const payer = async (index: number) => {
      while (paying) {
        const hash = await first.sendNative(index, first.account(20).address, 1n);
        await first.receipt(hash);
        mined.push(hash);
        await sleep(60 + 7 * index);
      }
    };
    const payers = Promise.all([payer(11), payer(12), payer(13)]);
    const nextSave = async () => {
      const { mtimeMs } = await stat(stateFile);
      const written = async () => (await stat(stateFile)).mtimeMs;
      await expect.poll(written, { timeout: 20_000, interval: 20 }).toBeGreaterThan(mtimeMs);
    };
    await nextSave();
    await nextSave();
    const old = [...mined];
    // The first save may have begun before the last of those; the second one holds them all.
    await nextSave();
    await nextSave();
    paying = false;
    await payers;
    await first.kill();

    const second = await startTestChain({ stateFile });
    expect(old.length).toBeGreaterThan(3);
    for (const hash of old) {
      expect(await second.rpc("eth_getTransactionReceipt", [hash])).toMatchObject({ status: "0x1" });
    }
    const sent = new Map<string, number>();
    for (let number = await second.blockNumber(); number > 0; number--) {
      const block = await second.rpc<{ transactions: { from: string }[] }>("eth_getBlockByNumber", [
        `0x${number.toString(16)}`,
        true,
      ]);
      for (const { from } of block.transactions) sent.set(from, (sent.get(from) ?? 0) + 1);
    }
    for (const index of [11, 12, 13]) {
      const from = second.account(index).address;
      const nonce = Number(await second.rpc<string>("eth_getTransactionCount", [from, "latest"]));
      expect(nonce).toBe(sent.get(from.toLowerCase()));
    }
    await second.stop();
  });

  test("stopped in the middle of a burst, it saves every block", async () => {
    const burstFile = join(dir, "burst.state");
    const first = await startTestChain({ stateFile: burstFile, warn: () => undefined });
    const hashes = await Promise.all(
      Array.from({ length: 200 }, (_, index) => first.sendNative(3 + (index % 20), first.account(25).address, 1n)),
    );
    const receipts = await Promise.all(hashes.map((hash) => first.receipt(hash)));
    await first.stop();
    const second = await startTestChain({ stateFile: burstFile });
    expect(await second.receipt(hashes.at(-1) ?? "")).toEqual(receipts.at(-1));
    expect(await second.balanceOf("native", second.account(25).address)).toBe(parseEther("10000") + 200n);
    await second.stop();
  });

  test("refuses a second chain on the same file, and takes it over when the first is gone", async () => {
    const first = await startDevChain({ stateFile });
    await expect(startDevChain({ stateFile })).rejects.toThrow(/in use by another dev chain/);
    await first.kill();
    const second = await startDevChain({ stateFile });
    expect(second.genesisHash).toBe(first.genesisHash);
    await second.stop();
  });

  test("keeps its genesis through many restarts, graceful or not", async () => {
    const seen = new Set<string>();
    for (let round = 0; round < 6; round++) {
      const chain = await startDevChain({ stateFile });
      seen.add(chain.genesisHash);
      const first = await chain.rpc("eth_getBlockByNumber", ["0x1", false]);
      expect(first).toMatchObject({ parentHash: chain.genesisHash });
      await (round % 2 ? chain.stop() : chain.kill());
    }
    expect(seen.size).toBe(1);
  });

  test("takes over the lock of a process that was killed", async () => {
    await writeFile(`${stateFile}.lock`, `${process.pid} 1 0000`);
    const chain = await startDevChain({ stateFile });
    expect(chain.pid).toBeGreaterThan(0);
    await chain.stop();
  });

  test("refuses a damaged file and another chain's file, naming them and what to do", async () => {
    await expect(startDevChain({ stateFile, chainId: 5 })).rejects.toThrow(/holds chain 31337, not chain 5/);
    const damaged = join(dir, "damaged.state");
    await writeFile(damaged, '{"block":');
    await expect(startDevChain({ stateFile: damaged })).rejects.toThrow(/damaged\.state is not a readable chain/);
  });

  test("lets go of the file when its node dies by itself", async () => {
    const first = await startDevChain({ stateFile });
    process.kill(first.pid, "SIGKILL");
    await first.exited;
    const second = await startDevChain({ stateFile });
    expect(second.pid).not.toBe(first.pid);
    await second.stop();
  });
});

describe("what cannot start says why", () => {
  test("a port that is taken", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    await expect(startDevChain({ port })).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is already in use, so the dev chain cannot start there. Stop the program`,
    );
    await new Promise((resolve) => server.close(resolve));
  });

  test("a platform without the binary, and a binary that is not installed", () => {
    expect(() => anvilBinary("sunos", "sparc")).toThrow(/no dev chain \(anvil\) for sunos-sparc/);
    expect(() => anvilBinary("win32", "x64")).toThrow(/package @foundry-rs\/anvil-win32-amd64 is missing/);
  });

  test("options that contradict each other or make no sense", async () => {
    await expect(startDevChain({ blockTimeSeconds: 1, manualMining: true })).rejects.toThrow(/exclude each other/);
    await expect(startDevChain({ blockTimeSeconds: 0.5 })).rejects.toThrow(/whole number of seconds/);
    await expect(startDevChain({ port: 70_000 })).rejects.toThrow(/from 0 to 65535/);
  });

  test("the accounts are the well-known development ones", () => {
    expect(devAccounts()[0]?.address).toBe("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
  });
});
