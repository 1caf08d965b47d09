/** The key with which one person's decisions on one workstation are signed (money safety, "Keys, and who trusts whom"). */
import { and, eq, isNotNull, ne } from "drizzle-orm";

import { appendEvent } from "#central/audit/appendEvent.ts";
import { type Context, newId, now, personOf } from "#central/context.ts";
import { isUniqueViolation } from "#central/store/inTransaction.ts";
import { deviceKeys, refundApprovals } from "#central/store/tables.ts";
import type { BodyOf, http } from "#shared/contract/http.ts";
import type { DeviceKey } from "#shared/contract/session.ts";
import { AppError, invariant } from "#shared/errors.ts";
import { toDeviceKey } from "./toSigner.ts";

/**
 * The first set of keys has nobody to vouch for it: it is active at once, and whoever enrols a signing key compares its fingerprints
 * and pins them. The first set ends with the first endorsement or the first decision on a refund; every later key waits until another
 * approver's active key vouches for it. Keys that are out of use end nothing: nobody could vouch with them. An approver's key on a new workstation takes the place of none: both stay active.
 * The same key again answers what is stored. Throws DEVICE_KEY_STATE (somebody else's key, another workstation's, or a revoked one).
 */
export async function registerDeviceKey(
  context: Context,
  input: BodyOf<(typeof http)["deviceKeys"]["register"]>,
): Promise<DeviceKey> {
  const { userId, name, workstationId, permissions } = personOf(context);
  if (input.deviceId !== workstationId)
    throw new AppError("DEVICE_KEY_STATE", "A key is registered from the workstation that holds it");
  const [known] = await context.db.select().from(deviceKeys).where(eq(deviceKeys.publicKey, input.publicKey));
  if (known) {
    if (known.userId === userId && known.deviceId === input.deviceId && known.status !== "REVOKED")
      return toDeviceKey(known);
    throw new AppError("DEVICE_KEY_STATE", "This key is registered for somebody or somewhere else");
  }
  const active = permissions.has("Refund.Approve") && (await isFirstSet(context));
  const at = now(context);
  const [row] = await context.db
    .insert(deviceKeys)
    .values({
      id: newId(context),
      userId,
      userName: name,
      ...input,
      status: active ? "ACTIVE" : "PENDING",
      createdAt: at,
      updatedAt: at,
      version: 1,
    })
    .returning()
    .catch((error: unknown) => {
      if (isUniqueViolation(error, "device_keys_public_key"))
        throw new AppError("DEVICE_KEY_STATE", "This key was registered at the same moment", { cause: error });
      throw error;
    });
  invariant(row, "the device key was written");
  await appendEvent(context, {
    action: "device_key.registered",
    entity: "deviceKey",
    entityId: row.id,
    toStatus: row.status,
    after: { userId, deviceId: row.deviceId, publicKey: row.publicKey, firstSet: active },
  });
  return toDeviceKey(row);
}

async function isFirstSet(context: Context): Promise<boolean> {
  const inUse = ne(deviceKeys.status, "REVOKED");
  const [endorsed] = await context.db
    .select({ id: deviceKeys.id })
    .from(deviceKeys)
    .where(and(inUse, isNotNull(deviceKeys.endorsement)))
    .limit(1);
  const [decided] = await context.db
    .select({ id: refundApprovals.id })
    .from(refundApprovals)
    .innerJoin(deviceKeys, eq(deviceKeys.id, refundApprovals.deviceKeyId))
    .where(inUse)
    .limit(1);
  return endorsed === undefined && decided === undefined;
}
