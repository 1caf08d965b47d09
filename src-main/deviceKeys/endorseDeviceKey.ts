/** Device keys of approvers: who holds one, and vouching for another's with one's own. */
import { http } from "#shared/contract/http.ts";
import type { CallParsed, Calls } from "#shared/contract/ipc.ts";
import type { DeviceKey } from "#shared/contract/session.ts";
import { endorsementText } from "#shared/domain/intent.ts";
import { AppError } from "#shared/errors.ts";
import type { Desk } from "#main/session/Desk.ts";
import { stepUp } from "#main/session/stepUp.ts";
import { expectVersion } from "#main/sync/expectVersion.ts";
import { ownDeviceKey } from "./ownDeviceKey.ts";

export async function listDeviceKeys({ remote }: Desk): Promise<DeviceKey[]> {
  return (await remote.call(http.deviceKeys.list, {})).items;
}

export function endorseDeviceKey(
  desk: Desk,
  { id, version, proof, idempotencyKey }: CallParsed<Calls["deviceKeys"]["endorse"]>,
): Promise<DeviceKey> {
  return desk.once.run(idempotencyKey, {
    prepare: async () => {
      const theirs = (await listDeviceKeys(desk)).find((key) => key.id === id);
      if (theirs === undefined) throw new AppError("NOT_FOUND", "This device key does not exist");
      expectVersion(theirs, version);
      if (theirs.user.id === desk.user().id)
        throw new AppError(
          "SELF_ENDORSEMENT_FORBIDDEN",
          "Nobody vouches for a key of their own; another supervisor must",
        );
      const own = await ownDeviceKey(desk);
      const stepUpToken = await stepUp(
        { remote: desk.remote, random: desk.random, user: desk.user() },
        { action: "device-key.endorse", resourceId: id, proof },
      );
      const signature = own.sign(
        endorsementText({
          type: "deposit-desk/device-key-endorsement/1",
          deviceKeyId: theirs.id,
          publicKey: theirs.publicKey,
          userId: theirs.user.id,
          endorserKeyId: own.id,
        }),
      );
      return {
        params: { id },
        ifMatch: version,
        idempotencyKey,
        body: { endorserKeyId: own.id, signature, stepUpToken },
      };
    },
    send: (request) => desk.remote.call(http.deviceKeys.endorse, request),
  });
}
