/**
 * A workstation without its window: the money rooms of one signed-in person, against a real central service and real nodes. Everything that
 * outlives a process lies in its folder, the keyring too (a file, in place of the operating system's), so that it can be killed and opened again.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { http } from "#shared/contract/http.ts";
import type { ExecutionStep } from "#shared/contract/ipc.ts";
import { AppError } from "#shared/errors.ts";
import { connectNode } from "#main/chain/transport.ts";
import { createKeychain, type Keyring } from "#main/keychain/Keychain.ts";
import { createLog } from "#main/log/Log.ts";
import { openMoneyRooms } from "#main/openMoneyRooms.ts";
import type { MoneyContext, MoneyRooms } from "#main/refunds/ports.ts";
import type { FaultPoint } from "#main/refunds/executionRooms.ts";
import { createRemote, type Remote } from "#main/remote/Remote.ts";
import { createTransport } from "#main/remote/transport.ts";
import type { Clock, Timer } from "#main/world/clock.ts";
import { machineRandom, machineTimer } from "#main/world/thisMachine.ts";
import { nodeSigner } from "#tests/main/signer/nodeSigner.ts";
import { signerHere } from "#tests/main/signer/signerHere.ts";

export type DeskOptions = {
  centralUrl: string;
  nodes: string[];
  folder: string;
  workstationId: string;
  username: string;
  password: string;
  /** how long a node may take */
  nodeTimeoutMs?: number;
  /** the hash to which a step-up is bound, when the desk was told another one */
  stepUpHash?: string;
  demo?: boolean;
  /** why the central log is not the one seen before */
  logBroken?: string;
  /** "process": the real one, with the full cost of a guess; what it sealed no other opens */
  signer?: "here" | "process";
};

export type Desk = MoneyRooms & {
  context: MoneyContext;
  remote: Remote;
  /** everything that was logged */
  lines: string[];
  steps: ExecutionStep[];
  leases: (string | null)[];
};

/** Waits and renewals run twenty times as fast as in the product; only waiting for another process does not. */
const SPEED = 20;
const startedAt = Date.now();
const fastClock: Clock = { now: () => startedAt + (Date.now() - startedAt) * SPEED };
const fastTimer: Timer = { after: (ms, run) => machineTimer.after(ms >= 60_000 ? ms : ms / SPEED, run) };

const SIGNER = fileURLToPath(new URL("../../../src-main/signer/process.ts", import.meta.url));
const JOURNAL_MIGRATIONS = fileURLToPath(new URL("../../../drizzle/journal", import.meta.url));

export async function openDesk(
  options: DeskOptions,
  fault: (point: FaultPoint) => void | Promise<void> = () => undefined,
): Promise<Desk> {
  const lines: string[] = [];
  const log = createLog(fastClock, (_level, line) => lines.push(line));
  const openRemote = () =>
    createRemote({
      baseUrl: options.centralUrl,
      transport: createTransport(),
      timer: fastTimer,
      random: machineRandom,
      log,
      clientVersion: "1.0.0",
      deviceId: options.workstationId,
    });
  const remote = openRemote();
  const { username, password, workstationId } = options;
  const login = await remote.call(http.auth.login, {
    body: { username, password, deviceId: workstationId, deviceName: "Desk 7" },
  });
  remote.useTokens({
    current: () => login.accessToken,
    refresh: () => Promise.reject(new AppError("REFRESH_INVALID", "not in this test")),
    rejected: () => undefined,
  });
  const { items: networks } = await remote.call(http.configuration.networks, {});
  const { items: currencies } = await remote.call(http.configuration.currencies, {});
  const steps: ExecutionStep[] = [];
  const leases: (string | null)[] = [];
  const context: MoneyContext = {
    remote,
    keychain: createKeychain({
      loadKeyring: async () => fileKeyring(join(options.folder, "keyring.json")),
      service: "Deposit Desk test",
      timer: fastTimer,
      random: machineRandom,
    }),
    clock: fastClock,
    timer: fastTimer,
    random: machineRandom,
    log,
    user: () => login.user,
    environment: "TEST",
    workstation: { id: workstationId, name: "Desk 7" },
    nodes: new Map([["DEVNET", options.nodes]]),
    demo: options.demo ?? false,
    files: { journal: join(options.folder, "journal.db"), journalMigrations: JOURNAL_MIGRATIONS, signer: SIGNER },
    nativeBinding: undefined,
    configuration: () => ({ networks, currencies }),
    walletAddress: () => null,
    deposit: () => null,
    remember: async () => undefined,
    async stepUp({ action, resourceId, intentHash: told, proof }) {
      const intentHash = options.stepUpHash ?? told;
      const { stepUpToken } = await remote.call(http.auth.stepUp, {
        body: { method: "PASSWORD", code: proof, action, resourceId, ...(intentHash && { intentHash }) },
        idempotencyKey: machineRandom.uuid(),
      });
      return stepUpToken;
    },
    logBroken: async () => options.logBroken ?? null,
    progressed: (_refundId, step) => void steps.push(step),
    leaseChanged: (_refundId, expiresAt) => void leases.push(expiresAt),
  };
  const spawn = options.signer === "process" ? nodeSigner() : signerHere;
  const rooms = await openMoneyRooms(context, {
    spawnSigner: () => spawn(),
    openRemote,
    connect: connectNode(options.nodeTimeoutMs ?? 5_000),
    fault,
  });
  return {
    ...rooms,
    context,
    remote,
    lines,
    steps,
    leases,
    async close() {
      await rooms.close();
      remote.close();
    },
  };
}

function fileKeyring(file: string): Keyring {
  const read = (): Record<string, string> =>
    existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, string>) : {};
  const change = (account: string, value: string | null) => {
    const entries = read();
    if (value === null) delete entries[account];
    else entries[account] = value;
    writeFileSync(file, JSON.stringify(entries), { mode: 0o600 });
  };
  return {
    getPassword: async (_service, account) => read()[account] ?? null,
    setPassword: async (_service, account, value) => change(account, value),
    async deletePassword(_service, account) {
      change(account, null);
      return true;
    },
  };
}
