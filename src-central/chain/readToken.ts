/** What a token says of itself. Source: ERC-20 (optional `decimals` and `symbol`). */
import { decodeBytes32String, Interface } from "ethers";

import type { TokenFacts } from "./ChainReader.ts";
import type { ChainNode } from "./chainNode.ts";
import { NodeRefusal } from "./nodeRefusal.ts";
import { readCode } from "./nodeReads.ts";
import { parseAnswer, rpcBytes } from "./rpcShapes.ts";

const token = new Interface(["function decimals() view returns (uint256)", "function symbol() view returns (string)"]);
const WORD_HEX_DIGITS = 64;
const MOST_DECIMALS = 255n;

/** What one node answers; null where there is no contract. A contract that does not say, or says nonsense, says null. */
export async function readToken(node: ChainNode, address: string): Promise<TokenFacts | null> {
  if ((await readCode(node, address)) === "0x") return null;
  const decimals = decimalsIn(await ask(node, address, "decimals"));
  return { decimals, symbol: symbolIn(await ask(node, address, "symbol")) };
}

async function ask(node: ChainNode, to: string, name: "decimals" | "symbol"): Promise<string | null> {
  try {
    const call = { to, data: token.encodeFunctionData(name) };
    return parseAnswer(node.name, "eth_call", rpcBytes, await node.ask("eth_call", [call, "latest"]));
  } catch (error) {
    if (error instanceof NodeRefusal) return null;
    throw error;
  }
}

function decimalsIn(answer: string | null): number | null {
  if (answer === null || answer.length !== 2 + WORD_HEX_DIGITS) return null;
  const count = BigInt(answer);
  return count > MOST_DECIMALS ? null : Number.parseInt(count.toString(), 10);
}

/** As text, or in one word of bytes as some early tokens have it. */
function symbolIn(answer: string | null): string | null {
  if (answer === null || answer === "0x") return null;
  try {
    if (answer.length === 2 + WORD_HEX_DIGITS) return decodeBytes32String(answer);
    return String(token.decodeFunctionResult("symbol", answer)[0]);
  } catch {
    // Whatever cannot be read as a symbol is none; who asks refuses it with words.
    return null;
  }
}
