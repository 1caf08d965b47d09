/** What the operations of execution are given, and the few questions all of them ask. */
import { createHash } from "node:crypto";
import type { Network } from "#shared/contract/currency.ts";
import { http } from "#shared/contract/http.ts";
import type { Approval, Refund } from "#shared/contract/refund.ts";
import { AppError } from "#shared/errors.ts";
import type { ChainNetwork } from "#main/chain/node.ts";
import type { Chain } from "#main/chain/chain.ts";
import type { PinGuard } from "#main/signer/pinGuard.ts";
import type { Endorsement, SignedApproval, SignedVoiding } from "#main/signer/protocol.ts";
import type { SignerHost } from "#main/signer/signerHost.ts";
import type { Journal } from "#main/store/journal.ts";
import type { OneAtATime } from "./oneAtATime.ts";
import type { MoneyContext } from "./ports.ts";

/** Places at which a test kills the program. Nothing happens there in production. */
export const FAULT_POINTS = [
  "after-sign",
  "after-journal",
  "after-register",
  "mid-broadcast",
  "after-broadcast",
] as const;
export type FaultPoint = (typeof FAULT_POINTS)[number];

export type ExecutionRooms = Pick<
  MoneyContext,
  | "remote"
  | "keychain"
  | "clock"
  | "timer"
  | "random"
  | "log"
  | "user"
  | "workstation"
  | "configuration"
  | "remember"
  | "stepUp"
  | "logBroken"
  | "progressed"
  | "leaseChanged"
> & {
  chain: Chain;
  signer: SignerHost;
  pinGuard: PinGuard;
  journal: Journal;
  turns: OneAtATime;
  fault: (point: FaultPoint) => void | Promise<void>;
};

/** The refund as the central service has it now. Cached data authorises nothing. */
export async function readLive(rooms: Pick<ExecutionRooms, "remote">, id: string): Promise<Refund> {
  return rooms.remote.call(http.refunds.get, { params: { id } });
}

/** Puts an answer into the cache, so that the page shows one's own action at once. */
export async function remembered(rooms: Pick<ExecutionRooms, "remember">, refund: Refund): Promise<Refund> {
  await rooms.remember("refunds", [refund]);
  return refund;
}

/** The chain that the approved intent names; its id and genesis are in what people approved. */
export function chainOf(intent: { network: string; chainId: number; genesisHash: string }): ChainNetwork {
  return { code: intent.network, chainId: intent.chainId, genesisHash: intent.genesisHash };
}

export function networkOf(rooms: Pick<ExecutionRooms, "configuration">, code: string): Network {
  const network = rooms.configuration().networks.find((one) => one.code === code);
  if (network) return network;
  throw new AppError("NETWORK_MISMATCH", `The network ${code} is not configured`);
}

/** The signed part of the approvals that count. */
export function signedApprovals(approvals: readonly Approval[]): SignedApproval[] {
  return approvals
    .filter(({ decision }) => decision === "APPROVE")
    .map(({ by, deviceKeyId, decidedAt, signature }) => ({ userId: by.id, deviceKeyId, decidedAt, signature }));
}

/** Who asked to withhold the payment, and the signed part of the other person's approval. Throws REFUND_STATE while there is none. */
export function signedVoiding({ voiding }: Pick<Refund, "voiding">): SignedVoiding {
  if (voiding === null || voiding.approval === null)
    throw new AppError("REFUND_STATE", "Withholding this payment needs a second person's approval first");
  const { by, deviceKeyId, decidedAt, signature } = voiding.approval;
  return { requestedBy: voiding.requestedBy.id, approval: { userId: by.id, deviceKeyId, decidedAt, signature } };
}

/** Every endorsement that the central service knows; the signer believes only those that lead back to a pinned key. */
export async function readEndorsements(rooms: Pick<ExecutionRooms, "remote">): Promise<Endorsement[]> {
  const { items } = await rooms.remote.call(http.deviceKeys.list, {});
  return items.flatMap(({ id, publicKey, user, endorsement }) =>
    endorsement === null
      ? []
      : [
          {
            deviceKeyId: id,
            publicKey,
            userId: user.id,
            endorserKeyId: endorsement.endorserKeyId,
            signature: endorsement.signature,
          },
        ],
  );
}

/** This person's sealed payment key on this workstation. Throws SIGNER_NOT_ENROLLED. */
export async function ownVault(rooms: Pick<ExecutionRooms, "keychain" | "user">): Promise<string> {
  const vault = await rooms.keychain.get(`signing-key:${rooms.user().id}`);
  if (vault === null)
    throw new AppError("SIGNER_NOT_ENROLLED", "You have no signing key on this workstation; enrol one first");
  return vault;
}

export function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
