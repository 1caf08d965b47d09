/** The engine's side of the signer: a fresh process for each request, ended as soon as it has answered. Tests give another way to start it. */
import type { Slot } from "#shared/contract/refund.ts";
import { AppError } from "#shared/errors.ts";
import type { Log } from "#main/log/Log.ts";
import type { Timer } from "#main/world/clock.ts";
import { z } from "#shared/zod.ts";
import { isApprovalValid, isVoidingValid, trustedKeys } from "./approvals.ts";
import {
  createdKey,
  type CreatedKey,
  type CreateRequest,
  type Endorsement,
  provenBackup,
  type ProvenBackup,
  type ProveBackupRequest,
  type SignedApproval,
  type SignedVoiding,
  signedPayment,
  type SignedPayment,
  signerReply,
  type SignRequest,
} from "./protocol.ts";
import { readVaultHeader, type VaultHeader } from "./vault.ts";

/** A started signer process. */
export type SignerChild = {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: (exitCode: number | null) => void): void;
  end(): void;
};

export type SignerHost = {
  /** Throws SIGNER_PIN_WEAK or SIGNER_CRASHED. */
  create(request: Omit<CreateRequest, "kind">): Promise<CreatedKey>;
  /** Throws SIGNER_PIN_WRONG, SIGNER_REFUSED or SIGNER_CRASHED. */
  proveBackup(request: Omit<ProveBackupRequest, "kind">): Promise<ProvenBackup>;
  /** Throws SIGNER_REFUSED, SIGNER_PIN_WRONG or SIGNER_CRASHED. */
  sign(request: Omit<SignRequest, "kind">): Promise<SignedPayment>;
  /** Address, owner and trusted approvers of a vault, readable without the PIN. */
  header(vault: string): VaultHeader;
  /** For the screen: which approvals the signer would accept. It judges again by itself. */
  validApprovals(
    vault: string,
    endorsements: readonly Endorsement[],
    intent: { refundId: string; intentHash: string },
    approvals: readonly SignedApproval[],
  ): boolean[];
  /** For the screen: whether the signer would accept that the slot is used up without paying. */
  validVoiding(
    vault: string,
    endorsements: readonly Endorsement[],
    of: { refundId: string; intentHash: string; slot: Slot },
    voiding: SignedVoiding,
  ): boolean;
};

const ANSWER_TIMEOUT_MS = 60_000;

export function createSignerHost(rooms: { spawn: () => SignerChild; timer: Timer; log: Log }): SignerHost {
  async function ask<Schema extends z.ZodType>(request: object, schema: Schema): Promise<z.output<Schema>> {
    const reply = signerReply.safeParse(await exchange(rooms, request));
    if (!reply.success) throw crashed("answered in an unknown way");
    if (!reply.data.ok) throw new AppError(reply.data.error.code, reply.data.error.message);
    const value = schema.safeParse(reply.data.value);
    if (!value.success) throw crashed("answered in an unknown way");
    return value.data;
  }

  return {
    create: (request) => ask({ kind: "create", ...request }, createdKey),
    proveBackup: (request) => ask({ kind: "proveBackup", ...request }, provenBackup),
    sign: (request) => ask({ kind: "sign", ...request }, signedPayment),
    header: readVaultHeader,
    validApprovals(vault, endorsements, intent, approvals) {
      const trusted = trustedKeys(readVaultHeader(vault).pinned, endorsements);
      return approvals.map((approval) => isApprovalValid(approval, intent, trusted));
    },
    validVoiding: (vault, endorsements, of, voiding) =>
      voiding.requestedBy !== voiding.approval.userId &&
      isVoidingValid(voiding, of, trustedKeys(readVaultHeader(vault).pinned, endorsements)),
  };
}

function exchange({ spawn, timer, log }: Parameters<typeof createSignerHost>[0], request: object): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const child = spawn();
    let settled = false;
    const settle = (finish: () => void) => {
      if (settled) return;
      settled = true;
      cancel();
      finish();
      child.end();
    };
    const cancel = timer.after(ANSWER_TIMEOUT_MS, () => settle(() => reject(crashed("did not answer in time"))));
    child.onMessage((message) => settle(() => resolve(message)));
    child.onExit((exitCode) => {
      if (!settled) log.error("signer: ended without an answer", exitCode === null ? {} : { exitCode });
      settle(() => reject(crashed("ended without an answer")));
    });
    child.post(request);
  });
}

function crashed(how: string): AppError {
  return new AppError("SIGNER_CRASHED", `The signer ${how}. Nothing was signed; try again.`);
}
