/** Would this payment work? Asked of one node, by a call and an estimate, without sending anything. */
import { AppError } from "#shared/errors.ts";
import type { Simulation, SimulationRequest } from "./ChainReader.ts";
import type { ChainNode } from "./chainNode.ts";
import { revertWords, transferCall } from "./erc20.ts";
import { NodeRefusal } from "./nodeRefusal.ts";
import { readCode } from "./nodeReads.ts";
import { parseAnswer, rpcBytes, rpcQuantity, toQuantity } from "./rpcShapes.ts";

const TRUE_WORD = /^0x0{63}1$/;
const MONEY_LACKING = /insufficient (funds|balance)|exceeds balance|ERC20InsufficientBalance/i;

/**
 * The SafeERC20 rule: a token that returns nothing succeeded when there is code at its address; one that returns a
 * word succeeded when the word is `true`. A token that returns false has status 1 on the chain and pays nobody.
 */
export async function simulateTransfer(node: ChainNode, request: SimulationRequest): Promise<Simulation> {
  const { from, to, contractAddress, value } = request;
  const call =
    contractAddress === null
      ? { from, to, value: toQuantity(value) }
      : { from, to: contractAddress, data: transferCall(to, value) };
  try {
    if (contractAddress !== null && (await readCode(node, contractAddress)) === "0x")
      return refused("there is no contract at the currency's address");
    const answer = parseAnswer(node.name, "eth_call", rpcBytes, await node.ask("eth_call", [call, "latest"]));
    if (contractAddress !== null && answer !== "0x" && !TRUE_WORD.test(answer))
      return refused("the token answers false: it would not pay");
    const gas = parseAnswer(node.name, "eth_estimateGas", rpcQuantity, await node.ask("eth_estimateGas", [call]));
    return { ok: true, refused: false, detail: `would succeed with about ${gas} gas`, gas };
  } catch (error) {
    if (!(error instanceof NodeRefusal)) throw error;
    const words = revertWords(error.data) ?? error.message;
    if (MONEY_LACKING.test(words) || MONEY_LACKING.test(error.message))
      return { ok: false, refused: false, detail: "the paying wallet holds too little", gas: null };
    return refused(words);
  }
}

function refused(detail: string): Simulation {
  return { ok: false, refused: true, detail: `the payment would fail: ${detail}`, gas: null };
}

/** What a majority of nodes foresees; the highest gas of those that foresee success. */
export function agreeOnSimulation(answers: readonly Simulation[], needed: number): Simulation {
  const good = answers.filter(({ ok }) => ok);
  if (good.length >= needed) {
    const gas = good.reduce((most, { gas: one }) => (one !== null && one > most ? one : most), 0n);
    return { ok: true, refused: false, detail: `would succeed with about ${gas} gas`, gas };
  }
  const bad = answers.filter(({ ok }) => !ok);
  const worst = bad.find(({ refused: no }) => no) ?? bad[0];
  if (worst === undefined || bad.length < needed)
    throw new AppError("CHAIN_UNAVAILABLE", "The nodes disagree on whether the payment would work");
  return worst;
}
