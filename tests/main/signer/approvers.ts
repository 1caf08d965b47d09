/** People with device keys, and what they sign. */
import type { Slot } from "#shared/contract/refund.ts";
import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import {
  type DecisionStatement,
  decisionText,
  endorsementText,
  intentHashOf,
  type RefundIntent,
  type VoidStatement,
  voidText,
} from "#shared/domain/intent.ts";
import type { Endorsement, PinnedKey, SignedApproval, SignedVoiding } from "#main/signer/protocol.ts";

export type Approver = PinnedKey & { privateKey: KeyObject };

const uuid = (kind: string, index: number) => `01890000-0000-7000-8000-${kind}${String(index).padStart(11, "0")}`;

export function makeApprover(index: number, userId = uuid("a", index)): Approver {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const raw = Buffer.from(publicKey.export({ format: "jwk" }).x as string, "base64url").toString("hex");
  return { userId, name: `Approver ${index}`, deviceKeyId: uuid("d", index), publicKey: raw, privateKey };
}

export function pinned({ userId, name, deviceKeyId, publicKey }: Approver): PinnedKey {
  return { userId, name, deviceKeyId, publicKey };
}

export const sha256 = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");

export function approvalOf(
  approver: Approver,
  intent: RefundIntent,
  overrides: Partial<DecisionStatement> = {},
): SignedApproval {
  const { userId, deviceKeyId, privateKey } = approver;
  const decidedAt = "2026-11-22T10:00:00.000Z";
  const statement: DecisionStatement = {
    type: "deposit-desk/refund-decision/1",
    refundId: intent.refundId,
    intentHash: intentHashOf(intent, sha256),
    decision: "APPROVE",
    userId,
    deviceKeyId,
    decidedAt,
    ...overrides,
  };
  const signature = sign(null, Buffer.from(decisionText(statement), "utf8"), privateKey).toString("hex");
  return { userId, deviceKeyId, decidedAt, signature };
}

/** Somebody asked to use the slot up without paying, and this approver's word for it. */
export function voidingOf(
  approver: Approver,
  intent: RefundIntent,
  slot: Slot,
  overrides: Partial<VoidStatement> = {},
): SignedVoiding {
  const { userId, deviceKeyId, privateKey } = approver;
  const decidedAt = "2026-11-22T10:00:00.000Z";
  const statement: VoidStatement = {
    type: "deposit-desk/refund-void/1",
    refundId: intent.refundId,
    intentHash: intentHashOf(intent, sha256),
    ...slot,
    requestedBy: uuid("e", 1),
    userId,
    deviceKeyId,
    decidedAt,
    ...overrides,
  };
  const signature = sign(null, Buffer.from(voidText(statement), "utf8"), privateKey).toString("hex");
  return { requestedBy: statement.requestedBy, approval: { userId, deviceKeyId, decidedAt, signature } };
}

/** `endorser` vouches for `newcomer`. */
export function endorsementOf(newcomer: Approver, endorser: Approver): Endorsement {
  const { deviceKeyId, publicKey, userId } = newcomer;
  const text = endorsementText({
    type: "deposit-desk/device-key-endorsement/1",
    deviceKeyId,
    publicKey,
    userId,
    endorserKeyId: endorser.deviceKeyId,
  });
  const signature = sign(null, Buffer.from(text, "utf8"), endorser.privateKey).toString("hex");
  return { deviceKeyId, publicKey, userId, endorserKeyId: endorser.deviceKeyId, signature };
}
