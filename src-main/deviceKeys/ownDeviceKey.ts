/** The approver's own device key, registered with the central service. */
import { http } from "#shared/contract/http.ts";
import { AppError } from "#shared/errors.ts";
import type { DeviceKeyPair } from "#main/keychain/deviceKey.ts";
import type { Desk } from "#main/session/Desk.ts";

export type RegisteredKey = DeviceKeyPair & { id: string };

/**
 * Makes the key on first use and registers it; the same key again is the same registration. Throws DEVICE_KEY_STATE while it waits for another
 * approver's endorsement, or when it was revoked.
 */
export async function ownDeviceKey(desk: Desk): Promise<RegisteredKey> {
  const pair = await desk.openDeviceKey();
  const registered = await registerDeviceKey(desk, pair);
  if (registered.status === "ACTIVE") return { ...pair, id: registered.id };
  throw new AppError(
    "DEVICE_KEY_STATE",
    "This workstation's key is not endorsed yet. Ask another supervisor to endorse it on the page Signing key.",
  );
}

export async function registerDeviceKey(desk: Desk, pair: DeviceKeyPair) {
  const { id: deviceId, name: deviceName } = desk.workstation;
  return desk.remote.call(http.deviceKeys.register, {
    body: { deviceId, deviceName, publicKey: pair.publicKey },
    idempotencyKey: desk.random.uuid(),
  });
}

/** On the first sign-in of somebody who approves: his key exists before he needs it. Not having one yet is no reason to keep him out. */
export async function prepareDeviceKey(desk: Desk): Promise<void> {
  if (!desk.user().permissions.includes("Refund.Approve")) return;
  try {
    await registerDeviceKey(desk, await desk.openDeviceKey());
  } catch (error) {
    desk.log.warn("the device key of this workstation is not registered yet", { error });
  }
}
