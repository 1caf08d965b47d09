/** What a signed head of the audit log says, and whether a later one continues it. Pure: the central service signs it, every workstation checks it. */
import { canonicalJson } from "#shared/canonicalJson.ts";
import type { AuditHead, AuditHeadAnswer } from "#shared/contract/audit.ts";
import { extendRange, type HashHex, joinRanges, type MerkleRange, nodeCount, rootOf } from "#shared/merkle.ts";

/** What is signed: everything but the signature. */
export function auditHeadText(head: Omit<AuditHead, "signature">): string {
  const { type, size, rootHash, chainHash, at, publicKey } = head;
  return canonicalJson({ type, size, rootHash, chainHash, at, publicKey });
}

export type VerifyText = (publicKey: string, text: string, signature: string) => boolean;

/**
 * Why `answer` cannot come from a service whose log began as `kept` says; null when it continues it. In words for the screen.
 * `kept` null: nothing is kept yet, and the first head is believed.
 */
export function whyLogBroken(
  kept: AuditHead | null,
  { head, growth }: AuditHeadAnswer,
  proofs: { verify: VerifyText; hash: HashHex },
): string | null {
  if (head === null) return kept === null ? null : `its log is gone: it had ${kept.size} events`;
  if (!proofs.verify(head.publicKey, auditHeadText(head), head.signature)) return "the head of its log is not signed";
  if (kept === null) return null;
  if (head.publicKey !== kept.publicKey) return "the head of its log is signed with another key";
  if (head.size < kept.size) return `its log was cut: it had ${kept.size} events and has ${head.size}`;
  if (head.size === kept.size)
    return head.rootHash === kept.rootHash && head.chainHash === kept.chainHash
      ? null
      : `its log of ${kept.size} events was rewritten`;
  if (growth === null || growth.since !== kept.size)
    return `it does not prove that its log still begins with the ${kept.size} events it had`;
  return continues(kept, head, growth, proofs.hash)
    ? null
    : `the first ${kept.size} events of its log are other ones than before`;
}

function continues(
  kept: AuditHead,
  head: AuditHead,
  growth: NonNullable<AuditHeadAnswer["growth"]>,
  hash: HashHex,
): boolean {
  const { former, added } = growth;
  if (former.length !== nodeCount(0, kept.size) || added.length !== nodeCount(kept.size, head.size)) return false;
  const before: MerkleRange = { begin: 0, end: kept.size, nodes: former };
  const since: MerkleRange = { begin: kept.size, end: head.size, nodes: added };
  return rootOf(before, hash) === kept.rootHash && rootOf(joinRanges(before, since, hash), hash) === head.rootHash;
}

/** The subtrees of the events after `begin`. */
export function rangeOfEvents(begin: number, eventHashes: readonly string[], hash: HashHex): MerkleRange {
  return extendRange({ begin, end: begin, nodes: [] }, eventHashes, hash);
}

/** What a person types to accept a restored log: no click by habit, and the same in every language. */
export function acceptanceWords({ size }: Pick<AuditHead, "size">): string {
  return `ACCEPT ${size}`;
}
