/**
 * Secrets in the keychain of the operating system, and nowhere else: when there is no keychain the program says so and stops there.
 * There is never a file, a plain text or a password of our own as a substitute.
 */
import { AppError } from "#shared/errors.ts";
import type { Timer } from "#main/world/clock.ts";
import type { Random } from "#main/world/random.ts";
import { assertSecretName, type SecretName } from "./secretNames.ts";

/** What is used of keytar. */
export type Keyring = {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
};

export type Keychain = {
  /** Writes, reads and removes a dummy entry. Throws KEYCHAIN_UNAVAILABLE with words for a person. */
  probe(): Promise<void>;
  get(name: SecretName): Promise<string | null>;
  set(name: SecretName, value: string): Promise<void>;
  has(name: SecretName): Promise<boolean>;
  forget(name: SecretName): Promise<void>;
};

const TIMEOUT_MS = 10_000;
const PROBE_ACCOUNT = "start-up probe";
/** Windows keeps at most 2,560 bytes in one entry. */
const LONGEST_SECRET_BYTES = 2_500;

export function createKeychain(rooms: {
  loadKeyring: () => Promise<Keyring>;
  /** name under which the entries stand, for example "Deposit Desk" */
  service: string;
  timer: Timer;
  random: Random;
}): Keychain {
  const { service, timer, random } = rooms;
  let loading: Promise<Keyring> | null = null;

  async function run<T>(use: (keyring: Keyring) => Promise<T>): Promise<T> {
    try {
      loading ??= rooms.loadKeyring();
      const keyring = await loading;
      return await within(timer, use(keyring));
    } catch (error) {
      if (loading !== null && !(await isLoaded(loading))) loading = null;
      throw new AppError("KEYCHAIN_UNAVAILABLE", keychainProblem(error), { cause: error });
    }
  }

  const get = (name: SecretName) => {
    assertSecretName(name);
    return run((keyring) => keyring.getPassword(service, name));
  };

  return {
    async probe() {
      const value = random.uuid();
      await run(async (keyring) => {
        await keyring.setPassword(service, PROBE_ACCOUNT, value);
        const read = await keyring.getPassword(service, PROBE_ACCOUNT);
        await keyring.deletePassword(service, PROBE_ACCOUNT);
        if (read !== value) throw new Error("the entry that was just written was not read back");
      });
    },
    get,
    async set(name, value) {
      assertSecretName(name);
      if (Buffer.byteLength(value) > LONGEST_SECRET_BYTES)
        throw new AppError("INTERNAL", `A secret of ${Buffer.byteLength(value)} bytes does not fit the keychain`);
      await run((keyring) => keyring.setPassword(service, name, value));
    },
    has: async (name) => (await get(name)) !== null,
    async forget(name) {
      assertSecretName(name);
      await run((keyring) => keyring.deletePassword(service, name));
    },
  };
}

function isLoaded(loading: Promise<Keyring>): Promise<boolean> {
  return loading.then(
    () => true,
    () => false,
  );
}

/** A keyring that wants to be unlocked shows a prompt and waits for ever; nobody can tell that from a hang. */
function within<T>(timer: Timer, work: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const cancel = timer.after(TIMEOUT_MS, () => reject(new Error("no answer within 10 seconds")));
    work.then(resolve, reject).finally(cancel);
  });
}

/** keytar's own messages (runtime page, "keytar errors seen") in words that say what to do. */
export function keychainProblem(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  if (/autolaunch D-Bus|dbus|D-Bus/i.test(text))
    return "There is no session bus, so the keychain cannot be reached. Start Deposit Desk from a desktop session.";
  if (/Object does not exist at path|collection|locked|dismissed|prompt/i.test(text))
    return "The keychain (login keyring) is locked or does not exist. Unlock it, or create a login keyring, and start again.";
  if (/native addon|libsecret|shared object/i.test(text))
    return "The keychain library is missing on this computer. Install libsecret-1-0 and a keyring (for example gnome-keyring), and start again.";
  if (/no answer within/.test(text))
    return "The keychain does not answer. It may be waiting for you to unlock it: look for its window, unlock it, and try again.";
  return "The keychain of this computer refused. Unlock it, or ask the administrator of this computer, and try again.";
}
