/** A supervisor lets a payment key into use, or takes it out of use. */
import { consumeStepUp } from "#central/accounts/consumeStepUp.ts";
import { appendEvent } from "#central/audit/appendEvent.ts";
import { asPerson, type BookContext, now, personOf } from "#central/context.ts";
import { expectVersion } from "#central/http/expectVersion.ts";
import { type Asked, answered } from "#central/refunds/Asked.ts";
import type { KeyComparison, Signer } from "#shared/contract/signer.ts";
import { AppError, invariant } from "#shared/errors.ts";
import { type SignerRow, toSigner } from "./toSigner.ts";

/** Throws SELF_APPROVAL_FORBIDDEN, SIGNER_STATE, STEP_UP_REQUIRED, VERSION_MISMATCH, NOT_FOUND. */
export async function approveSigner(
  context: BookContext,
  input: { id: string; version: number; stepUpToken: string },
): Promise<Signer> {
  const person = personOf(context);
  const signer = await lockSigner(context, input.id);
  if (signer.executorId === person.userId)
    throw new AppError("SELF_APPROVAL_FORBIDDEN", "Your own payment key: a supervisor other than you must approve it");
  expectVersion(input.version, toSigner(signer));
  if (signer.status !== "PENDING_APPROVAL")
    throw new AppError("SIGNER_STATE", "Only a key that waits for approval can be approved");
  await consumeStepUp(context, { token: input.stepUpToken, action: "signer.approve", resourceId: signer.id });
  const patch = { status: "APPROVED", approvedBy: asPerson(person), approvedAt: now(context) } as const;
  return changeSigner(context, signer, patch, "signer.approved", null);
}

/** A key with payments under way stays, for nobody else could ever settle them; so does one whose doings the books do not explain. Throws SIGNER_HAS_OPEN_SLOTS, NONCE_AHEAD, CHAIN_UNAVAILABLE, SIGNER_STATE, VERSION_MISMATCH, NOT_FOUND. */
export async function retireSigner(
  context: BookContext,
  input: { id: string; version: number; remarks: string },
  look: Asked<readonly KeyComparison[]>,
): Promise<Signer> {
  const signer = await lockSigner(context, input.id);
  expectVersion(input.version, toSigner(signer));
  if (signer.status === "RETIRED") throw new AppError("SIGNER_STATE", "This key is out of use already");
  const [open] = await context.books.runningPayments(signer.id);
  if (open)
    throw new AppError(
      "SIGNER_HAS_OPEN_SLOTS",
      `${open.refundNo} was begun with this key and is not final yet; let it end first`,
    );
  if (answered(look).some(({ findings }) => findings.length > 0))
    throw new AppError(
      "NONCE_AHEAD",
      "The chain has transactions of this key that were never registered here; two people settle them first, then it is taken out of use",
    );
  return changeSigner(context, signer, { status: "RETIRED" }, "signer.retired", input.remarks);
}

export async function lockSigner(context: BookContext, id: string): Promise<SignerRow> {
  const signer = await context.books.lockSigner(id);
  if (!signer) throw new AppError("NOT_FOUND", "There is no such signing key");
  return signer;
}

/** Writes it and logs it. */
export async function changeSigner(
  context: BookContext,
  signer: SignerRow,
  patch: Partial<Pick<SignerRow, "status" | "approvedBy" | "approvedAt" | "settled" | "settlement">>,
  action: string,
  remarks: string | null,
  detail: Record<string, string> = {},
): Promise<Signer> {
  const { id, version } = signer;
  const row = await context.books.updateSigner(id, version, {
    ...patch,
    version: version + 1,
    updatedAt: now(context),
  });
  invariant(row, "the signer was written");
  await appendEvent(context, {
    action,
    entity: "signer",
    entityId: row.id,
    fromStatus: signer.status,
    toStatus: row.status,
    remarks,
    after: { address: row.address },
    detail,
  });
  return toSigner(row);
}
