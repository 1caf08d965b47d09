/** A workstation on paper: a service, nodes and a signer that answer from a table, a clock that goes when it is told, and the real journal in memory. */
import Database from "better-sqlite3";
import type { Endpoint } from "#shared/contract/http.ts";
import { http } from "#shared/contract/http.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { isAppError } from "#shared/errors.ts";
import type { Chain } from "#main/chain/chain.ts";
import type { ExecutionRooms } from "#main/refunds/executionRooms.ts";
import { createOneAtATime } from "#main/refunds/oneAtATime.ts";
import type { SignerHost } from "#main/signer/signerHost.ts";
import type { SignRequest } from "#main/signer/protocol.ts";
import { createJournal } from "#main/store/journal.ts";
import { bringUpToDate } from "#main/store/migrations.ts";
import {
  ADDRESS_ID,
  AT,
  contentOf,
  EXECUTOR,
  FEE,
  NETWORK,
  paper,
  paperClaim,
  PAYEE,
  PAYER,
  SIGNER_ID,
  SLOT,
  TOKEN,
  WORKSTATION,
} from "./paperRefund.ts";

/** Code of the refusal, null when there was none. */
export async function codeOf(work: Promise<unknown>): Promise<string | null> {
  return work.then(
    () => null,
    (error: unknown) => {
      if (!isAppError(error)) throw error;
      return error.code;
    },
  );
}

type Answer = (args: never) => unknown;

/** Answers what it was told to answer, and remembers what it was asked. */
export function paperService() {
  const asked: { endpoint: Endpoint; args: Record<string, unknown> }[] = [];
  const answers = new Map<Endpoint, Answer>();
  return {
    remote: {
      call: async (endpoint: Endpoint, args: Record<string, unknown>) => {
        asked.push({ endpoint, args });
        const answer = answers.get(endpoint);
        if (answer === undefined) throw new Error(`nobody answers ${endpoint.path}`);
        return answer(args as never);
      },
    } as never,
    on: (endpoint: Endpoint, answer: Answer) => void answers.set(endpoint, answer),
    /** what it was asked here, oldest first */
    asked: (endpoint: Endpoint) => asked.filter((one) => one.endpoint === endpoint).map(({ args }) => args),
  };
}

let image: Buffer | null = null;
/** An empty journal with its tables and rules, as the product's own migrations make it. */
export function emptyJournal(): Database.Database {
  if (image === null) {
    const first = new Database(":memory:");
    bringUpToDate(first, "drizzle/journal", "journal");
    image = first.serialize();
    first.close();
  }
  const file = new Database(image);
  file.pragma("synchronous=FULL");
  file.pragma("foreign_keys=ON");
  return file;
}

export type PaperDesk = ReturnType<typeof paperDesk>;

export function paperDesk(first: Refund) {
  const sqlite = emptyJournal();
  const timers: { at: number; run: () => void }[] = [];
  let nowMs = Date.parse(AT);
  let serial = 0;
  const told: [string, ...unknown[]][] = [];
  const logged: [string, string, unknown][] = [];
  const log = (level: string) => (words: string, more: unknown) => void logged.push([level, words, more]);
  const service = paperService();
  const live = { refund: first };

  const clock = { now: () => nowMs };
  const random = {
    uuid: () => `00000000-0000-7000-8000-${(serial += 1).toString().padStart(12, "5")}`,
    fraction: () => 0,
    bytes: (length: number) => Buffer.alloc(length),
  };
  const chain: Chain = {
    verify: async () => ({ asked: 3, agree: 3, single: false }),
    health: async () => [],
    feeQuote: async () => ({ baseFeeWei: 5n, tipWei: 1n }),
    balance: async () => 10n ** 30n,
    nextNonce: async () => 7n,
    simulateTransfer: async () => ({
      ok: true,
      detail: "nothing stands in the way",
      payeeIsContract: false,
      gas: 21_000n,
    }),
    broadcast: async () => [{ node: "n1", result: "ACCEPTED", error: null }],
    observe: async () => ({ state: "WAITING" }),
    buildUnsigned: (intent, slot) => paper.unsigned(contentOf(intent, { nonce: slot.nonce })),
    buildVoid: (slot) =>
      paper.unsigned(contentOf(live.refund.intent, { to: slot.from, amountBaseUnits: "0", contractAddress: null })),
    decodeUnsigned: paper.readUnsigned,
    decodeSigned: paper.readSigned,
    chooseFee: () => FEE,
    chooseReplacementFee: () => ({ ...FEE, maxFeePerGasWei: "12" }),
    expectedFeeWei: () => 126_000n,
    close: () => undefined,
  };
  const signed: Omit<SignRequest, "kind">[] = [];
  const signer = {
    header: () => ({ address: PAYER }) as never,
    sign: async (request: Omit<SignRequest, "kind">) => {
      signed.push(request);
      const content = paper.readUnsigned(request.unsigned);
      const { unsigned: _, ...own } = content;
      const txHash = `0x${signed.length.toString().padStart(64, "1")}`;
      return { raw: paper.signed(own, txHash), txHash };
    },
    validApprovals: (_vault: string, _endorsements: unknown, _of: unknown, approvals: readonly unknown[]) =>
      approvals.map(() => true),
    validVoiding: () => true,
  } as unknown as SignerHost;

  const network = {
    ...{ code: NETWORK, name: "Devnet", nativeSymbol: "ETH", requiredConfirmations: 3, finality: "DEPTH" },
    ...{ finalityDepth: 6, chainId: 31337, genesisHash: first.intent.genesisHash },
  };
  const ether = {
    code: "ETH",
    network: NETWORK,
    kind: "NATIVE",
    contractAddress: null,
    decimals: 18,
    displayDecimals: 6,
  };
  const token = { ...ether, code: "USDT", kind: "ERC20", contractAddress: TOKEN, decimals: 6, displayDecimals: 2 };
  const configuration = { networks: [network], currencies: [token, ether] };

  service.on(http.refunds.get, () => live.refund);
  service.on(http.signers.list, () => ({
    items: [{ id: SIGNER_ID, address: PAYER, executor: EXECUTOR, status: "APPROVED", networks: [NETWORK] }],
  }));
  service.on(http.deviceKeys.list, () => ({ items: [] }));
  service.on(http.addresses.get, () => ({
    ...{ id: ADDRESS_ID, address: PAYEE, network: NETWORK, status: "VERIFIED" },
    ...{ verifiedAt: AT, method: "MICRO_TRANSFER" },
  }));
  service.on(http.deposits.get, () => ({ transfer: null, creditedAt: AT }));
  service.on(http.refunds.claim, () => paperClaim(live.refund));
  service.on(http.refunds.releaseLease, () => live.refund);
  service.on(http.refunds.renewLease, () => paperClaim(live.refund).lease);
  service.on(http.refunds.registerAttempt, ({ body }: { body: { txHash: string } }) => ({ txHash: body.txHash }));
  service.on(http.refunds.reportBroadcast, () => live.refund);
  service.on(http.refunds.attempts, () => ({ items: [] }));

  const journal = createJournal({ file: "journal", sqlite, close: () => sqlite.close() }, { clock, random });
  const rooms: ExecutionRooms = {
    remote: service.remote,
    keychain: { get: async (name: string) => (name === `signing-key:${EXECUTOR.id}` ? "vault" : null) } as never,
    clock,
    timer: {
      after(delayMs, run) {
        const timer = { at: nowMs + delayMs, run };
        timers.push(timer);
        return () => void (timers.includes(timer) && timers.splice(timers.indexOf(timer), 1));
      },
    },
    random,
    log: { debug: log("debug"), info: log("info"), warn: log("warn"), error: log("error") } as never,
    user: () => ({ id: EXECUTOR.id, permissions: ["Refund.Execute", "Signer.Read"] }) as never,
    workstation: WORKSTATION,
    configuration: () => configuration as never,
    remember: async (entity, rows) => void told.push(["remember", entity, ...rows]),
    stepUp: async (request) => (told.push(["stepUp", request]), "token"),
    logBroken: async () => null,
    progressed: (refundId, step) => void told.push(["progressed", refundId, step]),
    leaseChanged: (refundId, expiresAt) => void told.push(["leaseChanged", refundId, expiresAt]),
    chain,
    signer,
    pinGuard: { guarded: async (address, use) => (told.push(["guarded", address]), use()) },
    journal,
    turns: createOneAtATime(),
    fault: (point) => void told.push(["fault", point]),
  };
  journal.rememberBackupProof(PAYER);

  return {
    ...{ rooms, service, chain, signer, journal, sqlite, live, network, configuration, signed, logged, timers },
    /** what the page, the cache and the guards heard */
    told: (what: string) => told.filter(([one]) => one === what).map(([, ...rest]) => rest),
    progress: () => told.filter(([one]) => one === "progressed").map(([, , step]) => step),
    pass(ms: number) {
      nowMs += ms;
    },
    /** lets time pass, and runs what is due, with everything that follows from it */
    async elapse(ms: number) {
      nowMs += ms;
      for (const timer of timers.filter(({ at }) => at <= nowMs)) {
        timers.splice(timers.indexOf(timer), 1);
        timer.run();
      }
      await settled();
    },
    /** bytes of the refund in the journal, as if they had been signed here */
    store(change: { txHash?: string; kind?: "PAYMENT" | "FEE_BUMP" | "VOID"; executorId?: string } = {}) {
      const { intent, intentHash, id: refundId, refundNo } = live.refund;
      const txHash = change.txHash ?? `0x${"1".repeat(64)}`;
      journal.pinSlot({ refundId, refundNo, slot: SLOT }, intentHash);
      const signedTx = paper.signed(contentOf(intent), txHash);
      const { leaseId, fencingToken } = paperClaim(live.refund).lease;
      journal.recordSigned({
        ...{ txHash, refundId, kind: change.kind ?? "PAYMENT", intent, intentHash, signedTx },
        ...{ executorId: change.executorId ?? EXECUTOR.id, lease: { leaseId, fencingToken } },
      });
      return { txHash, signedTx };
    },
  };
}

/** Everything that was begun without waiting has come to its next wait. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}
