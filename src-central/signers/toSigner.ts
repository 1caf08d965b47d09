import type { DeviceKey } from "#shared/contract/session.ts";
import type { Signer } from "#shared/contract/signer.ts";
import type { deviceKeys, signers } from "#central/store/tables.ts";

export type SignerRow = typeof signers.$inferSelect;
export type DeviceKeyRow = typeof deviceKeys.$inferSelect;

export function toSigner(row: SignerRow): Signer {
  const { addressKey, executorId, executorName, updatedAt, settled, ...wire } = row;
  return { ...wire, executor: { id: executorId, name: executorName } };
}

export function toDeviceKey(row: DeviceKeyRow): DeviceKey {
  const { userId, userName, updatedAt, ...wire } = row;
  return { ...wire, user: { id: userId, name: userName } };
}
