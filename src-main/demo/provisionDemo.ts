/**
 * The demo on its first start: two supervisors get device keys, the executor a payment key that trusts them, and a supervisor approves it.
 * All of it with the demo's accounts through the same operations and the same API as in earnest. Called again it changes nothing.
 */
import { http } from "#shared/contract/http.ts";
import type { DeviceKey } from "#shared/contract/session.ts";
import type { Signer } from "#shared/contract/signer.ts";
import { AppError } from "#shared/errors.ts";
import type { DeviceKeyPair } from "#main/keychain/deviceKey.ts";
import type { MoneyContext } from "#main/refunds/ports.ts";
import type { Remote } from "#main/remote/Remote.ts";
import { DEMO_SIGNING_PIN } from "#main/session/demoAccounts.ts";
import { approveSigningKey } from "#main/signingKey/approveSigningKey.ts";
import { enrolSigningKey } from "#main/signingKey/enrolSigningKey.ts";
import { type KeyRooms, readSigners, signerWith, vaultOf } from "#main/signingKey/keyRooms.ts";
import { proveSigningKeyBackup } from "#main/signingKey/proveSigningKeyBackup.ts";
import { type DemoAccount, enterAs } from "./demoAccount.ts";

export type DemoRooms = Pick<
  KeyRooms,
  "keychain" | "log" | "workstation" | "chain" | "signer" | "pinGuard" | "journal"
> &
  Pick<MoneyContext, "random"> & {
    openRemote: () => Remote;
    openDeviceKey: (userId: string) => Promise<DeviceKeyPair>;
  };

const APPROVERS = ["supervisor", "supervisor2"] as const;
const EXECUTOR = "executor";

/** Throws INVALID_CREDENTIALS against a service that is no demo, DEVICE_KEY_STATE when its approvers' keys wait for an endorsement, OFFLINE ... */
export async function provisionDemo(rooms: DemoRooms): Promise<void> {
  const supervisor = await enterAs(rooms, APPROVERS[0]);
  const executor = await enterAs(rooms, EXECUTOR);
  try {
    const keys: DeviceKey[] = [];
    for (const username of APPROVERS) {
      const account = username === APPROVERS[0] ? supervisor : await enterAs(rooms, username);
      keys.push(await deviceKeyOf(rooms, account));
      if (account !== supervisor) await account.leave();
    }
    await ensureSigner(await keyRoomsOf(rooms, executor), supervisor, keys, rooms);
  } finally {
    await Promise.allSettled([supervisor.leave(), executor.leave()]);
  }
}

async function deviceKeyOf(rooms: DemoRooms, { user, remote }: DemoAccount): Promise<DeviceKey> {
  const { publicKey } = await rooms.openDeviceKey(user.id);
  const { id: deviceId, name: deviceName } = rooms.workstation;
  const key = await remote.call(http.deviceKeys.register, {
    body: { deviceId, deviceName, publicKey },
    idempotencyKey: rooms.random.uuid(),
  });
  if (key.status === "ACTIVE") return key;
  throw new AppError("DEVICE_KEY_STATE", `The demo's device key of ${user.displayName} waits for an endorsement`);
}

async function ensureSigner(
  executor: KeyRooms,
  supervisor: DemoAccount,
  keys: readonly DeviceKey[],
  { random, log }: DemoRooms,
): Promise<void> {
  const usable = await usableSigner(executor, keys);
  if (usable?.status === "APPROVED") return;
  const signer = usable ?? (await freshSigner(executor, supervisor, keys, random));
  await approveSigningKey(supervisor, {
    id: signer.id,
    version: signer.version,
    proof: supervisor.password,
    idempotencyKey: random.uuid(),
  });
  log.info("demo: the executor's payment key is ready");
}

/** The key that is here already: known to this service, backed up, and trusting exactly today's device keys. */
async function usableSigner(executor: KeyRooms, keys: readonly DeviceKey[]): Promise<Signer | null> {
  const vault = await vaultOf(executor);
  if (vault === null) return null;
  const { address, pinned } = executor.signer.header(vault);
  const trusted = keys.every(({ id, publicKey }) =>
    pinned.some((pin) => pin.deviceKeyId === id && pin.publicKey === publicKey),
  );
  const signer = signerWith(address, await readSigners(executor));
  if (!trusted || !signer || signer.status === "RETIRED" || !executor.journal.isBackupProven(address)) return null;
  return signer;
}

async function freshSigner(
  executor: KeyRooms,
  supervisor: DemoAccount,
  keys: readonly DeviceKey[],
  random: DemoRooms["random"],
): Promise<Signer> {
  await retireUnusable(executor, supervisor, random);
  const { signer, backup } = await enrolSigningKey(executor, {
    pin: DEMO_SIGNING_PIN,
    trust: keys.map(({ id }) => id),
    idempotencyKey: random.uuid(),
  });
  await proveSigningKeyBackup(executor, { backup, pin: DEMO_SIGNING_PIN });
  return signer;
}

/** What a broken-off provisioning, or a lost keychain, left behind. */
async function retireUnusable(executor: KeyRooms, supervisor: DemoAccount, random: DemoRooms["random"]): Promise<void> {
  const vault = await vaultOf(executor);
  if (vault === null) return;
  const signer = signerWith(executor.signer.header(vault).address, await readSigners(executor));
  if (!signer || signer.status === "RETIRED") return;
  await supervisor.remote.call(http.signers.retire, {
    params: { id: signer.id },
    body: { remarks: "The demo's key is made anew" },
    ifMatch: signer.version,
    idempotencyKey: random.uuid(),
  });
}

async function keyRoomsOf(rooms: DemoRooms, { remote, user, stepUp }: DemoAccount): Promise<KeyRooms> {
  const { items: networks } = await remote.call(http.configuration.networks, {});
  return { ...rooms, remote, user: () => user, configuration: () => ({ networks, currencies: [] }), stepUp };
}
