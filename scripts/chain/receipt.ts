import type { JsonRpc } from "./jsonRpc.ts";

const RECEIPT_POLL_MS = 5;
const RECEIPT_TIMEOUT_MS = 15_000;

/** The fields of eth_getTransactionReceipt, as the node gives them (0x-hex). */
export interface Receipt {
  status: string;
  blockNumber: string;
  blockHash: string;
  transactionHash: string;
  contractAddress: string | null;
  gasUsed: string;
  effectiveGasPrice: string;
  logs: { address: string; topics: string[]; data: string }[];
}

/** Asks until the transaction is in a block: even with automine the first answer may come too early. */
export async function awaitReceipt(rpc: JsonRpc, hash: string, timeoutMs = RECEIPT_TIMEOUT_MS): Promise<Receipt> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const receipt = await rpc<Receipt | null>("eth_getTransactionReceipt", [hash]);
    if (receipt) return receipt;
    if (performance.now() > deadline) throw new Error(`Transaction ${hash} is in no block after ${timeoutMs} ms.`);
    await new Promise((resolve) => setTimeout(resolve, RECEIPT_POLL_MS));
  }
}
