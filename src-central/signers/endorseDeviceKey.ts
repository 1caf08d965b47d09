/** An approver vouches for another approver's key, with his own. */
import { eq } from "drizzle-orm";

import { consumeStepUp } from "#central/accounts/consumeStepUp.ts";
import { appendEvent } from "#central/audit/appendEvent.ts";
import { asPerson, type Context, now, personOf } from "#central/context.ts";
import { expectVersion } from "#central/http/expectVersion.ts";
import { deviceKeys } from "#central/store/tables.ts";
import type { BodyOf, http } from "#shared/contract/http.ts";
import type { DeviceKey } from "#shared/contract/session.ts";
import { endorsementText } from "#shared/domain/intent.ts";
import { AppError, invariant } from "#shared/errors.ts";
import { toDeviceKey } from "./toSigner.ts";
import { verifyEd25519 } from "./verifyEd25519.ts";

export type EndorseInput = { id: string; version: number } & BodyOf<(typeof http)["deviceKeys"]["endorse"]>;

/** Throws SELF_ENDORSEMENT_FORBIDDEN, DEVICE_KEY_STATE, SIGNATURE_INVALID, STEP_UP_REQUIRED, VERSION_MISMATCH, NOT_FOUND. */
export async function endorseDeviceKey(context: Context, input: EndorseInput): Promise<DeviceKey> {
  const person = personOf(context);
  const [key] = await context.db.select().from(deviceKeys).where(eq(deviceKeys.id, input.id)).for("update");
  if (!key) throw new AppError("NOT_FOUND", "There is no such device key");
  if (key.userId === person.userId)
    throw new AppError("SELF_ENDORSEMENT_FORBIDDEN", "Nobody vouches for a key of their own; another supervisor must");
  expectVersion(input.version, toDeviceKey(key));
  if (key.status !== "PENDING") throw new AppError("DEVICE_KEY_STATE", "Only a key that waits for it can be endorsed");
  const [endorser] = await context.db.select().from(deviceKeys).where(eq(deviceKeys.id, input.endorserKeyId));
  if (!endorser || endorser.userId !== person.userId || endorser.status !== "ACTIVE")
    throw new AppError(
      "DEVICE_KEY_STATE",
      "Your own key on this workstation is not active, so it cannot vouch for another",
    );
  const text = endorsementText({
    type: "deposit-desk/device-key-endorsement/1",
    deviceKeyId: key.id,
    publicKey: key.publicKey,
    userId: key.userId,
    endorserKeyId: endorser.id,
  });
  if (!verifyEd25519(endorser.publicKey, text, input.signature))
    throw new AppError("SIGNATURE_INVALID", "The endorsement is not signed with your key");
  await consumeStepUp(context, { token: input.stepUpToken, action: "device-key.endorse", resourceId: key.id });
  const at = now(context);
  const endorsement = { endorserKeyId: endorser.id, signature: input.signature, by: asPerson(person), at };
  const [row] = await context.db
    .update(deviceKeys)
    .set({ status: "ACTIVE", endorsement, version: key.version + 1, updatedAt: at })
    .where(eq(deviceKeys.id, key.id))
    .returning();
  invariant(row, "the device key was written");
  await appendEvent(context, {
    action: "device_key.endorsed",
    entity: "deviceKey",
    entityId: row.id,
    fromStatus: key.status,
    toStatus: row.status,
    after: { endorserKeyId: endorser.id, publicKey: row.publicKey, userId: row.userId },
  });
  return toDeviceKey(row);
}
