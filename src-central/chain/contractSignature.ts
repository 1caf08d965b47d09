/** Signatures of contract wallets. Source: EIP-1271. */
import { hashMessage, Interface } from "ethers";

import type { ChainNode } from "./chainNode.ts";
import { NodeRefusal } from "./nodeRefusal.ts";
import { readCode } from "./nodeReads.ts";
import { parseAnswer, rpcBytes } from "./rpcShapes.ts";

const wallet = new Interface(["function isValidSignature(bytes32 hash, bytes signature) view returns (bytes4)"]);
/** bytes4(keccak256("isValidSignature(bytes32,bytes)")), padded to a word: the only answer that means yes. */
const YES = `0x1626ba7e${"0".repeat(56)}`;

/** What one node says the contract answers. A contract that fails says no; an address without code says nothing, which is no as well. */
export async function readSignatureAnswer(
  node: ChainNode,
  address: string,
  text: string,
  signature: string,
): Promise<boolean> {
  if ((await readCode(node, address)) === "0x") return false;
  const call = { to: address, data: wallet.encodeFunctionData("isValidSignature", [hashMessage(text), signature]) };
  try {
    return parseAnswer(node.name, "eth_call", rpcBytes, await node.ask("eth_call", [call, "latest"])) === YES;
  } catch (error) {
    if (error instanceof NodeRefusal) return false;
    throw error;
  }
}
