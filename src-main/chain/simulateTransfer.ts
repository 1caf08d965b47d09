/** Would the payment work if it were mined now? Asked by eth_call of a majority of nodes; nothing is sent. */
import type { ChainNode } from "./node.ts";
import type { NodePool } from "./nodePool.ts";
import { hexData, quantity } from "./rpcSchemas.ts";
import { refusalWords, transferCall } from "./tokens.ts";

export type Transfer = {
  from: string;
  to: string;
  contractAddress: string | null;
  amountBaseUnits: bigint;
};

export type Simulation = {
  ok: boolean;
  /** words for people; holds no address */
  detail: string;
  /** the payee has code: an ordinary transfer may need more gas, or be refused */
  payeeIsContract: boolean;
  /** most that a node estimates; null when it was not ok */
  gas: bigint | null;
};

type OneAnswer = { ok: true; gas: bigint } | { ok: false; detail: string };

export async function simulateTransfer(pool: NodePool, transfer: Transfer): Promise<Simulation> {
  const payeeCode = await pool.askQuorum("eth_getCode", [transfer.to, "latest"], hexData);
  const payeeIsContract = payeeCode.filter(({ value }) => value !== "0x").length >= pool.needed;
  // Without code a call to the "token" succeeds and moves nothing.
  const token = transfer.contractAddress;
  if (token !== null) {
    const tokenCode = await pool.askQuorum("eth_getCode", [token, "latest"], hexData);
    if (tokenCode.filter(({ value }) => value !== "0x").length < pool.needed)
      return { ok: false, detail: "There is no contract at the token's address", payeeIsContract, gas: null };
  }
  const nodes = payeeCode.map(({ node }) => node);
  const answers = await Promise.all(nodes.map((node) => askOne(node, transfer)));
  const good = answers.flatMap((answer) => (answer.ok ? [answer.gas] : []));
  if (good.length < pool.needed) {
    const refusals = new Set(answers.flatMap((answer) => (answer.ok ? [] : [answer.detail])));
    return { ok: false, detail: [...refusals].join("; "), payeeIsContract, gas: null };
  }
  const gas = good.reduce((most, one) => (one > most ? one : most));
  return { ok: true, detail: "The payment would succeed now", payeeIsContract, gas };
}

async function askOne(node: ChainNode, transfer: Transfer): Promise<OneAnswer> {
  const call = callOf(transfer);
  const [result, gas] = await Promise.all([
    node.ask("eth_call", [call, "latest"], hexData),
    node.ask("eth_estimateGas", [call], quantity),
  ]);
  if (!result.ok) {
    const words = refusalWords(result.fault.data);
    return { ok: false, detail: `Refused: ${words ?? result.fault.text}` };
  }
  if (transfer.contractAddress !== null && !saysSuccess(result.value))
    return { ok: false, detail: "The token answers that it would not transfer" };
  if (!gas.ok) return { ok: false, detail: `Refused: ${refusalWords(gas.fault.data) ?? gas.fault.text}` };
  return { ok: true, gas: gas.value };
}

function callOf({ from, to, contractAddress, amountBaseUnits }: Transfer): Record<string, string> {
  if (contractAddress === null) return { from, to, value: `0x${amountBaseUnits.toString(16)}` };
  return { from, to: contractAddress, data: transferCall(to, amountBaseUnits) };
}

/** SafeERC20's rule: nothing returned (USDT) or exactly `true`. A token that returns false neither reverts nor pays. */
function saysSuccess(returned: string): boolean {
  return returned === "0x" || (returned.length === 66 && BigInt(returned) === 1n);
}
