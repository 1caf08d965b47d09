/**
 * One file that proves what became of one refund or one cancellation to somebody who has no service, no node and no trust in us: canonical JSON
 * (RFC 8785), checked by scripts/verify. Every part stands under the manifest, and the manifest under the service's signature.
 */
import type { InclusionProof } from "#central/chain/inclusionProof.ts";
import type { Instant } from "#central/clock.ts";
import type { AuditEvent, AuditHead } from "#shared/contract/audit.ts";
import type { Person } from "#shared/contract/common.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import type { Attempt, Refund } from "#shared/contract/refund.ts";
import type { DeviceKey } from "#shared/contract/session.ts";

export type EvidenceParts = {
  made: { at: Instant; by: Person; about: "REFUND" | "CANCELLATION" };
  deposit: Deposit;
  /** with its request, identity check, approvals, intent and its hash, attempts and notice; null for a cancellation */
  refund: Refund | null;
  /** device keys that signed, and those that vouched for them */
  keys: DeviceKey[];
  /** signed bytes, and what they say */
  transactions: SignedTransaction[];
  /** of the transaction that was mined; null when none was, or when no node could be asked */
  chain: (Omit<InclusionProof, "missing"> & { txHash: string }) | null;
  /** what the chain part lacks and why, in words */
  notProven: string[];
  /** everything in the audit log about this record, this refund and these keys, each with its inclusion path */
  log: { head: AuditHead; events: { event: AuditEvent; proof: string[] }[] };
};

export type SignedTransaction = {
  txHash: string;
  kind: Attempt["kind"];
  signedTx: string;
  decoded: { chainId: string; from: string; nonce: string; to: string; contractAddress: string | null; value: string };
};

export type EvidencePack = EvidenceParts & {
  type: "deposit-desk/evidence-pack/1";
  /** SHA-256 of the RFC 8785 text of each part */
  manifest: Record<keyof EvidenceParts, string>;
  /** Ed25519 over the RFC 8785 text of the manifest, by the key that signs heads of the log */
  seal: { publicKey: string; signature: string };
};
