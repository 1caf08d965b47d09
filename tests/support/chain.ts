/**
 * A real chain for a test file: `chain = await startTestChain()` in beforeAll, `chain.stop()` in afterAll.
 * Sends come from the dev accounts by index (see devAccounts.ts) and answer with the transaction's hash; with
 * automine `await chain.receipt(hash)` follows, as the block may come a moment after the answer.
 */
import { readdirSync, readFileSync } from "node:fs";

import { Interface } from "ethers";

import { type DemoTokenSymbol, creationCode } from "#scripts/chain/demoTokens.ts";
import type { DevAccount } from "#scripts/chain/devAccounts.ts";
import { type DevChain, type DevChainOptions, startDevChain } from "#scripts/chain/devChain.ts";
import { type Receipt, awaitReceipt } from "#scripts/chain/receipt.ts";
import type { ContractName } from "#scripts/chain/tokens/artifacts.ts";

interface TestTransaction {
  to?: string;
  data?: string;
  valueWei?: bigint;
  /** Fixed gas, for a transaction that shall fail on the chain rather than in the estimate. */
  gas?: bigint;
}

export interface TestChain extends DevChain {
  account(index: number): DevAccount;
  send(fromIndex: number, transaction: TestTransaction): Promise<string>;
  sendNative(fromIndex: number, to: string, amountWei: bigint): Promise<string>;
  sendToken(symbol: DemoTokenSymbol, fromIndex: number, to: string, amountBaseUnits: bigint): Promise<string>;
  /** Deploys one of the compiled test contracts; resolves with its address. Needs automine or interval mining. */
  deploy(name: ContractName, args?: readonly unknown[], fromIndex?: number): Promise<string>;
  receipt(hash: string): Promise<Receipt>;
  /** `token`: "native" (answers in wei), a demo token's symbol or a token's address (answer in base units). */
  balanceOf(token: string, address: string): Promise<bigint>;
  blockNumber(): Promise<number>;
  /**
   * Replaces the last `depth` blocks by empty ones. Their transactions are gone from the chain AND from the pool;
   * the same raw bytes sent again are mined under the same hash. Up to 127 blocks, none of them from before a restart.
   */
  reorg(depth: number): Promise<void>;
  drop(hash: string): Promise<void>;
  dropAll(): Promise<void>;
  /** Base fee of the next block. Above a waiting transaction's maxFee it evicts that transaction. */
  setBaseFee(wei: bigint): Promise<void>;
  /** The node accepts connections and answers nothing, until `thaw`. Not on Windows. */
  freeze(): void;
  thaw(): void;
}

export const erc20 = new Interface([
  "function transfer(address to, uint256 value)",
  "function transferFrom(address from, address to, uint256 value)",
  "function approve(address spender, uint256 value)",
  "function balanceOf(address account) view returns (uint256)",
  "event Transfer(address indexed from, address indexed to, uint256 value)",
]);

const FREEZE_TIMEOUT_MS = 10_000;

/** Whether every thread has stopped. Elsewhere than on Linux nobody can say: taken for true. */
function isStopped(pid: number): boolean {
  if (process.platform !== "linux") return true;
  // After the program's name in brackets: the state.
  const stateOf = (thread: string) => readFileSync(`/proc/${pid}/task/${thread}/stat`, "utf8").split(") ").at(-1)?.[0];
  return readdirSync(`/proc/${pid}/task`).every((thread) => stateOf(thread) === "T");
}

const hex = (value: bigint | number) => `0x${value.toString(16)}`;

export async function startTestChain(options: DevChainOptions = {}): Promise<TestChain> {
  const chain = await startDevChain(options);
  const { rpc, tokens, accounts } = chain;

  function account(index: number): DevAccount {
    const found = accounts[index];
    if (!found) throw new Error(`There is no dev account ${index}; they go from 0 to ${accounts.length - 1}.`);
    return found;
  }

  // The node holds the dev keys and picks the nonce itself, but not well enough for two sends of one account at
  // the same time ("nonce too low"): those wait for each other.
  const lastSend = new Map<number, Promise<unknown>>();
  function send(fromIndex: number, transaction: TestTransaction): Promise<string> {
    const before = lastSend.get(fromIndex) ?? Promise.resolve();
    const sent = before.then(() => sendNow(fromIndex, transaction));
    // A refused send is its caller's to handle; the next one goes all the same.
    lastSend.set(
      fromIndex,
      sent.catch(() => undefined),
    );
    return sent;
  }

  function sendNow(fromIndex: number, { to, data, valueWei, gas }: TestTransaction): Promise<string> {
    const fields = {
      from: account(fromIndex).address,
      ...(to !== undefined && { to }),
      ...(data !== undefined && { data }),
      ...(valueWei !== undefined && { value: hex(valueWei) }),
      ...(gas !== undefined && { gas: hex(gas) }),
    };
    return rpc<string>("eth_sendTransaction", [fields]);
  }

  const receipt = (hash: string) => awaitReceipt(rpc, hash);

  return {
    ...chain,
    account,
    send,
    receipt,
    sendNative: (fromIndex, to, amountWei) => send(fromIndex, { to, valueWei: amountWei }),
    sendToken: (symbol, fromIndex, to, amount) =>
      send(fromIndex, { to: tokens[symbol].address, data: erc20.encodeFunctionData("transfer", [to, amount]) }),
    async deploy(name, args = [], fromIndex = 1) {
      const { status, contractAddress } = await receipt(await send(fromIndex, { data: creationCode(name, args) }));
      if (status !== "0x1" || contractAddress === null) throw new Error(`${name} was not deployed.`);
      return contractAddress;
    },
    async balanceOf(token, address) {
      if (token === "native") return BigInt(await rpc<string>("eth_getBalance", [address, "latest"]));
      const to = token === "USDT" || token === "HKDX" ? tokens[token].address : token;
      const data = erc20.encodeFunctionData("balanceOf", [address]);
      return BigInt(await rpc<string>("eth_call", [{ to, data }, "latest"]));
    },
    async blockNumber() {
      return Number.parseInt(await rpc<string>("eth_blockNumber"), 16);
    },
    async reorg(depth) {
      await rpc("anvil_reorg", [depth, []]);
    },
    async drop(hash) {
      await rpc("anvil_dropTransaction", [hash]);
    },
    async dropAll() {
      await rpc("anvil_dropAllTransactions");
    },
    async setBaseFee(wei) {
      await rpc("anvil_setNextBlockBaseFeePerGas", [hex(wei)]);
    },
    freeze() {
      process.kill(chain.pid, "SIGSTOP");
      // The signal stops one thread after the other; until the last one, the node may still answer.
      const deadline = performance.now() + FREEZE_TIMEOUT_MS;
      while (!isStopped(chain.pid)) if (performance.now() > deadline) throw new Error("The node did not freeze.");
    },
    thaw: () => void process.kill(chain.pid, "SIGCONT"),
  };
}
