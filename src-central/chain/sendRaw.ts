/** Sends bytes that were registered before. Any answer but a clear refusal leaves the outcome open: the chain says what became of them. */
import { keccak256 } from "ethers";
import type { SendAnswer } from "./ChainReader.ts";
import type { NodeSet } from "./nodeSet.ts";
import { NodeRefusal } from "./nodeRefusal.ts";

/** The node has the bytes: geth, Nethermind, Besu, anvil, EDR in their own words. */
const KNOWN = /already known|already imported|known transaction|alreadyknown/i;
/** It may have been mined already: not a refusal of these bytes, so it is looked up. */
const PERHAPS_MINED = /nonce too low|oldnonce|nonce (is )?too (old|small)|already in (the )?chain/i;

export async function sendRaw(nodes: NodeSet, signedTx: string): Promise<SendAnswer[]> {
  const expected = keccak256(signedTx);
  const outcomes = await nodes.each((node) => node.ask("eth_sendRawTransaction", [signedTx]));
  return outcomes.map(({ node, outcome }): SendAnswer => {
    if (outcome.status === "fulfilled") {
      const right = typeof outcome.value === "string" && outcome.value.toLowerCase() === expected;
      return right
        ? { result: "ACCEPTED", node, error: null }
        : { result: "UNKNOWN", node, error: "the node named another hash" };
    }
    const reason: unknown = outcome.reason;
    const words = reason instanceof Error ? reason.message : "no answer";
    if (!(reason instanceof NodeRefusal)) return { result: "UNKNOWN", node, error: words };
    if (KNOWN.test(words)) return { result: "ALREADY_KNOWN", node, error: null };
    return { result: PERHAPS_MINED.test(words) ? "UNKNOWN" : "REJECTED", node, error: words };
  });
}
