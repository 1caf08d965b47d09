/**
 * Real transfers on the dev chain, made to look back in time: the chain is told the time of each block before it is mined.
 * Only a dev chain allows this, and sending from an address whose key nobody knows; no other chain is ever asked.
 */
import { instantOfMs, msOf, type Instant } from "#central/clock.ts";

export type Rpc = <T>(method: string, params: unknown[]) => Promise<T>;

/** `signed`: from one of the node's own accounts, and the signed bytes are kept. */
export type PlannedTransfer = {
  at: Instant;
  from: string;
  to: string;
  contractAddress: string | null;
  value: bigint;
  signed?: boolean;
};
export type MadeTransfer = {
  txHash: string;
  blockNumber: bigint;
  blockHash: string;
  blockAt: Instant;
  logIndex: number | null;
  feeWei: bigint;
  signed: { bytes: string; nonce: bigint; maxFeeWei: bigint } | null;
};

const hex = (value: bigint): string => `0x${value.toString(16)}`;
const word = (value: string): string => value.replace(/^0x/, "").toLowerCase().padStart(64, "0");
/** keccak-256 of "transfer(address,uint256)", first four bytes */
const TRANSFER_SELECTOR = "0xa9059cbb";
const TRANSFER_GAS = 120_000n;
const POCKET_MONEY_WEI = 10n ** 18n;
const MAX_FEE_PER_GAS_WEI = 5_000_000_000n;
const TIP_WEI = 1_000_000_000n;

export function jsonRpcOf(url: string): Rpc {
  return async (method, params) => {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    });
    const { result, error } = (await answer.json()) as { result: never; error?: { message: string } };
    if (error) throw new Error(`${method}: ${error.message}`);
    return result;
  };
}

/** True only for a chain that can be told what time it is. */
export async function isDevChain(rpc: Rpc): Promise<boolean> {
  const version = await rpc<string>("web3_clientVersion", []);
  return version.toLowerCase().startsWith("anvil");
}

/** Gives an invented address what it is going to spend. Token holdings come from the treasury, which got the whole supply. */
export async function fund(rpc: Rpc, address: string, wei: bigint): Promise<void> {
  const held = BigInt(await rpc<string>("eth_getBalance", [address, "latest"]));
  await rpc("anvil_setBalance", [address, hex(held + wei + POCKET_MONEY_WEI)]);
}

const callOf = (transfer: Omit<PlannedTransfer, "at">): Record<string, string> =>
  transfer.contractAddress === null
    ? { to: transfer.to, value: hex(transfer.value) }
    : { to: transfer.contractAddress, data: `${TRANSFER_SELECTOR}${word(transfer.to)}${word(hex(transfer.value))}` };

/** Sends without waiting for a block. */
export async function sendTransfer(rpc: Rpc, transfer: Omit<PlannedTransfer, "at">): Promise<string> {
  await rpc("anvil_impersonateAccount", [transfer.from]);
  return rpc<string>("eth_sendTransaction", [{ from: transfer.from, gas: hex(TRANSFER_GAS), ...callOf(transfer) }]);
}

async function signTransfer(
  rpc: Rpc,
  transfer: PlannedTransfer,
  chainId: number,
): Promise<NonNullable<MadeTransfer["signed"]>> {
  const nonce = BigInt(await rpc<string>("eth_getTransactionCount", [transfer.from, "pending"]));
  const fields = {
    from: transfer.from,
    nonce: hex(nonce),
    gas: hex(TRANSFER_GAS),
    chainId: hex(BigInt(chainId)),
    maxFeePerGas: hex(MAX_FEE_PER_GAS_WEI),
    maxPriorityFeePerGas: hex(TIP_WEI),
    ...callOf(transfer),
  };
  const bytes = await rpc<string>("eth_signTransaction", [fields]);
  return { bytes, nonce, maxFeeWei: TRANSFER_GAS * MAX_FEE_PER_GAS_WEI };
}

type Receipt = {
  status: string;
  blockNumber: string;
  blockHash: string;
  gasUsed: string;
  effectiveGasPrice: string;
  logs: { logIndex: string }[];
};

type Block = { number: string; hash: string; timestamp: string };

/** The newest block. */
export async function headOf(rpc: Rpc): Promise<{ number: bigint; hash: string; at: Instant }> {
  const block = await rpc<Block>("eth_getBlockByNumber", ["latest", false]);
  return {
    number: BigInt(block.number),
    hash: block.hash,
    at: instantOfMs(Number.parseInt(block.timestamp, 16) * 1000),
  };
}

/**
 * Mines the transfers in blocks of the past, in order; transfers at the same moment share a block.
 * Answers in the order of `planned`. On a chain that has grown up already the blocks
 * carry the present time; `blockAt` is then the time of the story, so that what follows from it stays in order.
 * The chain's clock then goes on from the present.
 */
export async function mineHistory(
  rpc: Rpc,
  planned: readonly PlannedTransfer[],
  now: Instant,
  say: (line: string) => void,
  options: { stayInThePast?: boolean } = {},
): Promise<MadeTransfer[]> {
  const order = planned
    .map((transfer, index) => ({ transfer, index }))
    .sort((a, b) => msOf(a.transfer.at) - msOf(b.transfer.at));
  const past = (await headOf(rpc)).at < (order[0]?.transfer.at ?? now);
  const made: MadeTransfer[] = [];
  const chainId = Number.parseInt(await rpc<string>("eth_chainId", []), 16);
  const automine = await rpc<boolean>("anvil_getAutomine", []);
  await rpc("evm_setAutomine", [false]);
  for (let start = 0; start < order.length;) {
    const at = order[start]?.transfer.at ?? now;
    let end = start;
    while (end < order.length && order[end]?.transfer.at === at) end += 1;
    const sent: { txHash: string; signed: MadeTransfer["signed"] }[] = [];
    for (const { transfer } of order.slice(start, end)) {
      const signed = transfer.signed ? await signTransfer(rpc, transfer, chainId) : null;
      sent.push({
        signed,
        txHash:
          signed === null
            ? await sendTransfer(rpc, transfer)
            : await rpc<string>("eth_sendRawTransaction", [signed.bytes]),
      });
    }
    if (past) await rpc("evm_setNextBlockTimestamp", [Math.floor(msOf(at) / 1000)]);
    await rpc("evm_mine", []);
    const blockAt = (await headOf(rpc)).at;
    for (const [offset, { txHash, signed }] of sent.entries()) {
      const receipt = await rpc<Receipt>("eth_getTransactionReceipt", [txHash]);
      if (receipt.status !== "0x1") throw new Error(`a transfer of the demo's history failed: ${txHash}`);
      made[order[start + offset]?.index ?? 0] = {
        txHash,
        blockNumber: BigInt(receipt.blockNumber),
        blockHash: receipt.blockHash,
        blockAt: past ? blockAt : at,
        signed,
        logIndex: receipt.logs[0] ? Number.parseInt(receipt.logs[0].logIndex, 16) : null,
        feeWei: BigInt(receipt.gasUsed) * BigInt(receipt.effectiveGasPrice),
      };
    }
    if (Math.floor(end / 300) > Math.floor(start / 300))
      say(`demo: ${end} of ${order.length} transfers are on the chain`);
    start = end;
  }
  if (!options.stayInThePast) await rpc("evm_setTime", [Math.floor(msOf(now) / 1000)]);
  await rpc("evm_setAutomine", [automine]);
  return made;
}
