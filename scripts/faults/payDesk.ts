/** The cache and the money rooms of one signed-in executor in this process, as openDesk and openMoneyRooms make them; the signer runs its own code beside them instead of in a process of its own. */
import { randomBytes, randomUUID } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Currency, Network } from "#shared/contract/currency.ts";
import { http } from "#shared/contract/http.ts";
import type { User } from "#shared/contract/session.ts";
import { AppError, isAppError } from "#shared/errors.ts";
import { connectNode } from "#main/chain/transport.ts";
import { createKeychain, type Keyring } from "#main/keychain/Keychain.ts";
import { dataKey } from "#main/keychain/dataKey.ts";
import { silentLog } from "#main/log/Log.ts";
import { openMoneyRooms } from "#main/openMoneyRooms.ts";
import type { MoneyRooms } from "#main/refunds/ports.ts";
import { createRemote, type Remote } from "#main/remote/Remote.ts";
import { createTransport } from "#main/remote/transport.ts";
import { createKey, proveBackup } from "#main/signer/keys.ts";
import { signerRequest, type SignerReply } from "#main/signer/protocol.ts";
import type { SignerChild } from "#main/signer/signerHost.ts";
import { signPayment } from "#main/signer/signPayment.ts";
import { type CacheFile, openCacheFile } from "#main/store/CacheFile.ts";
import { openCacheWriter } from "#main/store/cacheWriter.ts";
import { machineClock, machineTimer } from "#main/world/thisMachine.ts";
import type { Random } from "#main/world/random.ts";
import { lazyWriter } from "./lazyWriter.ts";

export type PayDeskOptions = {
  /** holds the journal and the cache; faults happen there */
  folder: string;
  /** stands for the operating system's keyring; no faults */
  keyringFile: string;
  migrations: { journal: string; cache: string };
  centralUrl: string;
  nodeUrl: string;
  workstationId: string;
  accessToken: string;
  user: User;
  networks: Network[];
  currencies: Currency[];
};

export type PayDesk = MoneyRooms & { remote: Remote };

const NODE_TIMEOUT_MS = 5_000;
/** Node keeps random numbers in stock, and a forked process would use the same ones. */
export const freshRandom: Random = {
  uuid: () => randomUUID({ disableEntropyCache: true }),
  fraction: () => 0.5,
  bytes: (length) => randomBytes(length),
};

/** `signed` is told before each signature. */
export async function openPayDesk(options: PayDeskOptions, signed: () => void = () => undefined): Promise<PayDesk> {
  const { folder, workstationId, user, networks, currencies } = options;
  const remote = createRemote({
    baseUrl: options.centralUrl,
    transport: createTransport(),
    timer: machineTimer,
    random: freshRandom,
    log: silentLog,
    clientVersion: "1.0.0",
    deviceId: workstationId,
  });
  remote.useTokens({
    current: () => options.accessToken,
    refresh: () => Promise.reject(new AppError("REFRESH_INVALID", "the session of a faults run does not end")),
    rejected: () => undefined,
  });
  const keychain = createKeychain({
    loadKeyring: async () => fileKeyring(options.keyringFile),
    service: "Deposit Desk faults",
    timer: machineTimer,
    random: freshRandom,
  });
  let cache: CacheFile | null = null;
  try {
    const file = join(folder, "cache.db");
    const key = await dataKey({ keychain, random: freshRandom }, "cache-key", existsSync(file));
    const opened = await openCacheFile({
      file,
      key,
      startWriter: (name) =>
        lazyWriter(() => openCacheWriter({ file: name, key, migrationsFolder: options.migrations.cache })),
      clock: machineClock,
      log: silentLog,
    });
    cache = opened;
    const rooms = await openMoneyRooms(
      {
        remote,
        keychain,
        clock: machineClock,
        timer: machineTimer,
        random: freshRandom,
        log: silentLog,
        user: () => user,
        environment: "TEST",
        workstation: { id: workstationId, name: "Desk under faults" },
        nodes: new Map([["DEVNET", [options.nodeUrl]]]),
        demo: false,
        files: { journal: join(folder, "journal.db"), journalMigrations: options.migrations.journal, signer: "" },
        nativeBinding: undefined,
        configuration: () => ({ networks, currencies }),
        walletAddress: (id) => opened.reader().walletAddress(id),
        deposit: (id) => opened.reader().deposit(id),
        // As the sync does it: the action has succeeded, whatever becomes of the cache.
        remember: async (entity, rows) =>
          void (await opened
            .writer()
            .remember(entity, rows)
            .catch(() => undefined)),
        async stepUp({ action, resourceId, intentHash, proof }) {
          const { stepUpToken } = await remote.call(http.auth.stepUp, {
            body: { method: "PASSWORD", code: proof, action, resourceId, ...(intentHash && { intentHash }) },
            idempotencyKey: freshRandom.uuid(),
          });
          return stepUpToken;
        },
        logBroken: async () => null,
        progressed: () => undefined,
        leaseChanged: () => undefined,
      },
      { spawnSigner: () => signerBeside(signed), connect: connectNode(NODE_TIMEOUT_MS) },
    );
    return {
      ...rooms,
      remote,
      async close() {
        await rooms.close();
        remote.close();
        await opened.close();
      },
    };
  } catch (error) {
    remote.close();
    await closeQuietly(cache);
    throw error;
  }
}

/** What failed at opening may fail at closing too; the first failure is the one to tell. */
async function closeQuietly(cache: CacheFile | null): Promise<void> {
  await cache?.close().catch(() => undefined);
}

function signerBeside(signed: () => void): SignerChild {
  let tell: (message: unknown) => void = () => undefined;
  return {
    post: (message) => void answer(message, signed).then((reply) => tell(reply)),
    onMessage: (listener) => void (tell = listener),
    onExit: () => undefined,
    end: () => undefined,
  };
}

async function answer(message: unknown, signed: () => void): Promise<SignerReply> {
  const request = signerRequest.parse(message);
  try {
    if (request.kind === "create") return { ok: true, value: await createKey(request) };
    if (request.kind === "proveBackup") return { ok: true, value: await proveBackup(request) };
    signed();
    return { ok: true, value: await signPayment(request) };
  } catch (error) {
    const words = isAppError(error) ? error.message : String(error);
    return { ok: false, error: { code: "SIGNER_REFUSED", message: words } };
  }
}

function fileKeyring(file: string): Keyring {
  const read = (): Record<string, string> =>
    existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, string>) : {};
  const write = (entries: Record<string, string>) => writeFileSync(file, JSON.stringify(entries));
  return {
    getPassword: async (_service, account) => read()[account] ?? null,
    setPassword: async (_service, account, value) => write({ ...read(), [account]: value }),
    async deletePassword(_service, account) {
      write(Object.fromEntries(Object.entries(read()).filter(([name]) => name !== account)));
      return true;
    },
  };
}
