/** An executor enrols the payment key that his workstation made. It pays nothing until a supervisor approved it. */
import { eq, inArray } from "drizzle-orm";

import { appendEvent } from "#central/audit/appendEvent.ts";
import { parseAddress } from "#central/chain/parseAddress.ts";
import { recoverSigner } from "#central/chain/recoverSigner.ts";
import { type Context, newId, now, personOf } from "#central/context.ts";
import { isUniqueViolation } from "#central/store/inTransaction.ts";
import { depositAddresses, networks, signers, walletAddresses } from "#central/store/tables.ts";
import type { BodyOf, http } from "#shared/contract/http.ts";
import type { Signer } from "#shared/contract/signer.ts";
import { signerProofText } from "#shared/domain/intent.ts";
import { AppError, invariant } from "#shared/errors.ts";
import { toSigner } from "./toSigner.ts";

/** Throws SIGNATURE_INVALID (the key did not sign the proof), SIGNER_STATE (known address, other workstation, unknown network), ADDRESS_*. */
export async function enrolSigner(context: Context, input: BodyOf<(typeof http)["signers"]["enrol"]>): Promise<Signer> {
  const { userId, name, workstationId } = personOf(context);
  const address = parseAddress(input.address);
  if (input.workstationId !== workstationId)
    throw new AppError("SIGNER_STATE", "A key is enrolled from the workstation that holds it");
  const text = signerProofText({ address, userId, workstationId });
  if (recoverSigner(text, input.proof) !== address)
    throw new AppError("SIGNATURE_INVALID", "The proof was not signed by this key, for you and this workstation");
  const wanted = [...new Set(input.networks)];
  const known = await context.db.select({ code: networks.code }).from(networks).where(inArray(networks.code, wanted));
  if (known.length !== wanted.length) throw new AppError("SIGNER_STATE", "One of these networks is not configured");
  await requireNobodysAddress(context, address.toLowerCase());
  const at = now(context);
  const [row] = await context.db
    .insert(signers)
    .values({
      id: newId(context),
      address,
      addressKey: address.toLowerCase(),
      networks: wanted,
      executorId: userId,
      executorName: name,
      workstationId,
      workstationName: input.workstationName,
      status: "PENDING_APPROVAL",
      createdAt: at,
      updatedAt: at,
      version: 1,
    })
    .returning()
    .catch((error: unknown) => {
      if (isUniqueViolation(error, "signers_address"))
        throw new AppError("SIGNER_STATE", "This address is enrolled already", { cause: error });
      throw error;
    });
  invariant(row, "the signer was written");
  await appendEvent(context, {
    action: "signer.enrolled",
    entity: "signer",
    entityId: row.id,
    toStatus: row.status,
    after: { address, networks: wanted, workstationId },
  });
  return toSigner(row);
}

/** A client's wallet or a deposit address as a payment key would confuse whose money moves. */
async function requireNobodysAddress(context: Context, addressKey: string): Promise<void> {
  const [wallet] = await context.db
    .select({ id: walletAddresses.id })
    .from(walletAddresses)
    .where(eq(walletAddresses.addressKey, addressKey))
    .limit(1);
  const [deposit] = await context.db
    .select({ id: depositAddresses.id })
    .from(depositAddresses)
    .where(eq(depositAddresses.addressKey, addressKey))
    .limit(1);
  if (wallet || deposit) throw new AppError("SIGNER_STATE", "This address belongs to a client or takes deposits");
}
