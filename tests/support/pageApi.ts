/**
 * A stand-in for window.api: the whole bridge over a desk in memory, for renderer tests and for looking at pages without an
 * engine. Every input is parsed by the contract as the engine does. A test overrides single calls, reads what was asked, and
 * emits events.
 */
import {
  calls,
  events,
  type CallHandlers,
  type CallInput,
  type Calls,
  type DepositCounts,
  type DepositSearch,
  type EventPayload,
  type Events,
  type PageApi,
  type SessionState,
  type Settings,
  type SyncStatus,
} from "#shared/contract/ipc.ts";
import type { Application } from "#shared/contract/application.ts";
import type { Account, OpenSession } from "#shared/contract/account.ts";
import type { CurrencyLimits, RulesHistory } from "#shared/contract/configuration.ts";
import type { AddressProof, WalletAddress } from "#shared/contract/address.ts";
import type { Currency, Network } from "#shared/contract/currency.ts";
import type { Deposit, HoldProposal, TimelineEvent } from "#shared/contract/deposit.ts";
import { possibleResolutions } from "#shared/domain/depositHolds.ts";
import type { Refund } from "#shared/contract/refund.ts";
import type { SavedView } from "#shared/contract/savedView.ts";
import { AppError, isAppError, type Result } from "#shared/errors.ts";
import { GUIDE_PERMISSIONS, PERMISSIONS } from "#shared/domain/permissions.ts";
import { compareAmounts, sumAmounts } from "#shared/money.ts";
import { HKDX, makeApplications, makeRecords } from "./pageFixtures/desk.ts";
import { configurationCalls, limitCalls } from "./pageFixtures/configurationCalls.ts";
import { type Compliant, complianceCalls, makeDenylist } from "./pageFixtures/complianceCalls.ts";
import { peopleCalls } from "./pageFixtures/peopleCalls.ts";
import { viewCalls } from "./pageFixtures/viewCalls.ts";
import { addressCalls } from "./pageFixtures/addressCalls.ts";
import { PICTURED } from "./pageFixtures/dashboard.ts";
import { idOf, NOW } from "./pageFixtures/ids.ts";
import { DEVNET, ETH, USDT } from "./pageFixtures/money.ts";
import { OPERATOR, personOf } from "./pageFixtures/people.ts";
import { fullTimeline, makeAddress } from "./pageFixtures/records.ts";

export type Desk = Compliant & {
  session: SessionState;
  sync: SyncStatus;
  settings: Settings;
  deposits: Deposit[];
  applications: Application[];
  addresses: WalletAddress[];
  proofs: AddressProof[];
  limits: CurrencyLimits[];
  rules: RulesHistory;
  accounts: Account[];
  sessions: OpenSession[];
  views: SavedView[];
  /** open proposals by deposit */
  holds: Map<string, HoldProposal>;
  refunds: Refund[];
  timeline: TimelineEvent[];
  networks: Network[];
  currencies: Currency[];
};

type Overrides = { [N in keyof CallHandlers]?: Partial<CallHandlers[N]> };
export type Asked = { name: string; input: unknown };

export type FakePage = {
  api: PageApi;
  desk: Desk;
  /** what was asked, in order, as "deposits.cancel" with its input */
  asked: Asked[];
  emit: <N extends keyof Events, V extends keyof Events[N] & string>(
    noun: N,
    verb: V,
    payload: EventPayload<Events[N][V]>,
  ) => void;
  /** changes the desk and tells the page that the cache changed */
  change: (edit: (desk: Desk) => void) => void;
};

export const DEMO_SESSION: SessionState = {
  phase: "SIGNED_OUT",
  user: null,
  reason: null,
  environment: "TEST",
  environmentName: "demo, this computer only",
  centralUrl: "http://127.0.0.1:41234",
  centralProblem: null,
  offlineUntil: null,
  certificate: null,
  networks: "Local test chain, chain id 31337",
  keychain: { available: true, problem: null },
  demo: {
    accounts: [
      ["operator", "Operator", "Cancel, Request Refund"],
      ["operator2", "Operator", "The same, as a second maker"],
      ["supervisor", "Supervisor", "Approve or reject, never own requests"],
      ["supervisor2", "Supervisor", "Second approval for large amounts"],
      ["executor", "Executor", "Execute Refund, never own requests"],
      ["auditor", "Auditor", "Read everything, change nothing"],
      ["admin", "Admin", "Configuration, no money, no records"],
    ].map(([username = "", role = "", may = ""]) => ({ username, role, may, password: `demo-${username}` })),
    signingPin: "246813",
  },
  appVersion: "1.0.0",
  fatal: null,
};

const LIVE: SyncStatus = {
  phase: "LIVE",
  asOf: NOW,
  offlineSince: null,
  nextTryAt: null,
  problem: null,
  replaced: null,
  feedId: "0192f6a0-feed-7000-8000-000000000001",
  seq: 4_182_077,
  headSeq: 4_182_077,
  entities: [
    { name: "networks", done: 1, of: 1 },
    { name: "currencies", done: 3, of: 3 },
    { name: "walletAddresses", done: 64, of: 64 },
    { name: "applications", done: 230, of: 230 },
    { name: "deposits", done: 214, of: 214 },
    { name: "refunds", done: 18, of: 18 },
    { name: "events", done: 1_640, of: 1_640 },
  ],
  paused: false,
};

/** Signed in as the operator, online, with 214 records unless told otherwise. */
export function makeDesk(overrides: Partial<Desk> = {}): Desk {
  const deposits = overrides.deposits ?? makeRecords();
  return {
    session: { ...DEMO_SESSION, phase: "SIGNED_IN", user: OPERATOR },
    sync: LIVE,
    settings: { theme: "light", density: "default", zone: "Asia/Hong_Kong", language: "en" },
    deposits,
    applications: makeApplications(deposits),
    addresses: [makeAddress()],
    proofs: [],
    limits: [],
    rules: { networks: [], currencies: [] },
    accounts: [],
    sessions: [],
    views: [],
    holds: new Map(),
    legalHolds: new Map(),
    claims: new Map(),
    denylists: [makeDenylist()],
    notes: [],
    others: [],
    refunds: [],
    timeline: fullTimeline(),
    networks: [DEVNET],
    currencies: [USDT, ETH, HKDX],
    ...overrides,
  };
}

export function makePageApi({
  desk: given = {},
  overrides = {},
}: { desk?: Partial<Desk>; overrides?: Overrides } = {}): FakePage {
  const desk = makeDesk(given);
  const asked: Asked[] = [];
  const listeners = new Map<string, Set<(payload: never) => void>>();
  const emit: FakePage["emit"] = (noun, verb, payload) => {
    for (const listener of listeners.get(`${noun}.${verb}`) ?? []) listener(payload as never);
  };
  const handlers = merge(
    makeHandlers(desk, (noun, verb, payload) => emit(noun, verb, payload as never)),
    overrides,
  );

  const bridge = Object.fromEntries(
    Object.entries(calls).map(([noun, verbs]) => [
      noun,
      Object.fromEntries(
        Object.entries(verbs).map(([verb, call]) => [
          verb,
          async (input: unknown): Promise<Result<unknown>> => {
            asked.push({ name: `${noun}.${verb}`, input });
            const parsed = call.input.safeParse(input);
            if (!parsed.success)
              return {
                ok: false,
                error: new AppError(
                  "INPUT_INVALID",
                  parsed.error.issues
                    .map(
                      (issue: { path: PropertyKey[]; message: string }) => `${issue.path.join(".")}: ${issue.message}`,
                    )
                    .join("; "),
                ).toBody(),
              };
            const handler = (handlers as Record<string, Record<string, (input: unknown) => unknown>>)[noun]?.[verb];
            try {
              if (!handler) throw new AppError("INTERNAL", `the fake page has no ${noun}.${verb}`);
              return { ok: true, value: structuredClone(await handler(parsed.data)) };
            } catch (error) {
              if (!isAppError(error)) throw error;
              return { ok: false, error: error.toBody() };
            }
          },
        ]),
      ),
    ]),
  );
  const ears = Object.fromEntries(
    Object.entries(events).map(([noun, verbs]) => [
      noun,
      Object.fromEntries(
        Object.keys(verbs).map((verb) => [
          verb,
          (listener: (payload: never) => void) => {
            const name = `${noun}.${verb}`;
            const set = listeners.get(name) ?? new Set();
            listeners.set(name, set.add(listener));
            return () => void set.delete(listener);
          },
        ]),
      ),
    ]),
  );
  return {
    api: { calls: bridge, events: ears } as unknown as PageApi,
    desk,
    asked,
    emit,
    change: (edit) => {
      edit(desk);
      emit("cache", "changed", { entities: ["deposits", "refunds", "applications"] });
    },
  };
}

function merge(base: Partial<CallHandlersByNoun>, overrides: Overrides): Partial<CallHandlersByNoun> {
  const merged: Record<string, object> = { ...base };
  for (const [noun, verbs] of Object.entries(overrides)) merged[noun] = { ...merged[noun], ...verbs };
  return merged as Partial<CallHandlersByNoun>;
}

type CallHandlersByNoun = { [N in keyof CallHandlers]: Partial<CallHandlers[N]> };
type Emit = (noun: keyof Events, verb: string, payload: unknown) => void;

function makeHandlers(
  desk: Desk,
  tell: (noun: never, verb: never, payload: unknown) => void,
): Partial<CallHandlersByNoun> {
  const emit = tell as unknown as Emit;
  const setSession = (session: SessionState): SessionState => {
    desk.session = session;
    emit("session", "changed", session);
    return session;
  };
  const find = <Row extends { id: string }>(rows: readonly Row[], id: string): Row => {
    const row = rows.find((candidate) => candidate.id === id);
    if (!row) throw new AppError("NOT_FOUND", "no such thing");
    return row;
  };
  const put = <Row extends { id: string; version: number }>(
    rows: Row[],
    row: Row,
    version: number,
    change: Partial<Row>,
  ): Row => {
    if (row.version !== version)
      throw new AppError("VERSION_MISMATCH", "changed meanwhile", { extra: { current: row } });
    const next = { ...row, ...change, version: row.version + 1 };
    rows[rows.indexOf(row)] = next;
    return next;
  };
  const operator = () => personOf(desk.session.user ?? OPERATOR);

  return {
    session: {
      state: () => desk.session,
      signIn: ({ username, password }) => {
        if (password !== `demo-${username}`) throw new AppError("INVALID_CREDENTIALS", "invalid credentials");
        return setSession({ ...desk.session, phase: "SIGNED_IN", user: { ...OPERATOR, username } });
      },
      signOut: () => setSession({ ...desk.session, phase: "SIGNED_OUT", user: null }),
      lock: () => setSession({ ...desk.session, phase: "LOCKED", reason: null }),
      unlock: ({ password }) => {
        if (password !== `demo-${desk.session.user?.username}`)
          throw new AppError("INVALID_CREDENTIALS", "invalid credentials");
        return setSession({ ...desk.session, phase: "SIGNED_IN" });
      },
      account: () => {
        const user = desk.session.user ?? OPERATOR;
        const guide: readonly string[] = GUIDE_PERMISSIONS;
        return {
          user,
          permissions: PERMISSIONS.map((name) => ({
            name,
            granted: user.permissions.includes(name),
            guide: guide.includes(name),
          })),
          administrators: user.administrators,
        };
      },
      changePassword: () => desk.session,
      requestAccess: () => null,
    },
    audit: {
      search: () => ({ items: [], nextCursor: null }),
      verify: () => ({ ok: true, checked: 0, firstBadSeq: null, reason: null }),
      integrity: () => ({ head: null, offered: null, checkedAt: null, broken: null }),
      acceptLog: () => ({ head: null, offered: null, checkedAt: null, broken: null }),
      saveExport: () => ({ saved: true, events: 0 }),
    },
    exports: {
      saveRecords: ({ search }) => ({ saved: true, rows: searchDeposits(desk, search).total, asOf: desk.sync.asOf }),
      stop: () => null,
    },
    evidence: { saveRefund: () => ({ saved: true }), saveCancellation: () => ({ saved: true }) },
    sync: {
      status: () => desk.sync,
      now: () => desk.sync,
      rebuild: () => desk.sync,
      pause: ({ on }: { on: boolean }) => {
        desk.sync = { ...desk.sync, paused: on };
        return desk.sync;
      },
    },
    papers: { saveSlip: () => ({ saved: true }), saveLetter: () => ({ saved: true }) },
    dashboard: { read: () => ({ ...PICTURED, asOf: desk.sync.asOf }) },
    deposits: {
      search: (search) => searchDeposits(desk, search),
      counts: () => countDeposits(desk),
      get: ({ id }) => detailOf(desk, find(desk.deposits, id)),
      byRecordNo: ({ recordNo }) => {
        const deposit = desk.deposits.find((one) => one.recordNo === recordNo);
        if (!deposit) throw new AppError("NOT_FOUND", "no such record");
        return detailOf(desk, deposit);
      },
      timeline: () => desk.timeline,
      hold: ({ id }) => ({
        proposal: desk.holds.get(id) ?? null,
        possible: [...possibleResolutions(find(desk.deposits, id))],
      }),
      proposeHold: ({ id, version, resolutionCode, remarks, evidence }) => {
        put(desk.deposits, find(desk.deposits, id), version, {});
        const proposal = { id: idOf("hold", 1), resolutionCode, remarks, evidence, by: operator(), at: NOW };
        desk.holds.set(id, proposal);
        return { proposal, possible: [resolutionCode] };
      },
      decideHold: ({ id, version, decision }) => {
        const resolution = desk.holds.get(id)?.resolutionCode;
        desk.holds.delete(id);
        const status =
          decision === "BLOCK"
            ? "BLOCKED"
            : decision === "REFUSE"
              ? "ON_HOLD"
              : resolution === "RELEASE"
                ? "UNDER_REVIEW"
                : "CREDITED";
        return put(desk.deposits, find(desk.deposits, id), version, { status });
      },
      cancelCheck: ({ id }) => ({
        transferSeen: false,
        nodes: 3,
        headBlock: "24118838",
        checkedAt: NOW,
        version: find(desk.deposits, id).version,
      }),
      cancel: ({ id, version, remarks }) => {
        const row = find(desk.deposits, id);
        return put(desk.deposits, row, version, {
          status: "CANCELLED",
          cancelledAt: "2026-11-22T06:02:33.000Z",
          cancel: { by: operator(), remarks },
        });
      },
    },
    applications: {
      search: ({ status, text }) => {
        const items = desk.applications.filter(
          (one) =>
            (status === undefined || (status as string[]).includes(one.status)) &&
            (text === undefined || JSON.stringify(one).toLowerCase().includes(text.toLowerCase())),
        );
        return { items, total: items.length, asOf: desk.sync.asOf };
      },
      get: ({ id }) => find(desk.applications, id),
      delete: ({ id, version, reasonCode, remarks }) =>
        put(desk.applications, find(desk.applications, id), version, {
          status: "DELETED",
          decision: { by: operator(), at: NOW, remarks, reasonCode },
        }),
      accept: ({ id, version, remarks }) =>
        put(desk.applications, find(desk.applications, id), version, {
          status: "RECORDED",
          recordNo: "DP-20261122-000999",
          decision: { by: operator(), at: NOW, remarks, reasonCode: null },
        }),
    },
    addresses: addressCalls(desk, put, operator),
    limits: limitCalls(desk, operator),
    views: viewCalls(desk, operator),
    reviews: { waiting: () => [], mark: () => null, again: () => null, drop: () => null },
    configuration: configurationCalls(desk, operator),
    ...peopleCalls(desk, operator),
    ...complianceCalls(desk, operator),
    refunds: {
      search: () => ({ items: desk.refunds, total: desk.refunds.length, asOf: desk.sync.asOf }),
      get: ({ id }) => ({
        refund: find(desk.refunds, id),
        deposit: null,
        network: DEVNET,
        currency: USDT,
        asOf: desk.sync.asOf,
      }),
      draft: () => null,
      saveDraft: () => null,
      discardDraft: () => null,
    },
    signingKey: {
      list: () => [],
      compare: ({ id, network }) => ({ signerId: id, network, next: "0", findings: [] }),
      mine: () => ({
        signer: null,
        onThisWorkstation: false,
        backupProven: false,
        address: null,
        balances: [],
        pinned: [],
      }),
    },
    deviceKeys: { list: () => [] },
    system: {
      settings: () => desk.settings,
      saveSettings: (settings) => {
        desk.settings = settings;
        return settings;
      },
      nodes: () => [
        {
          network: "DEVNET",
          nodes: [
            { name: "127.0.0.1:8545", ok: true, blockNumber: "24118838", latencyMs: 4, problem: null },
            { name: "127.0.0.1:8546", ok: false, blockNumber: null, latencyMs: null, problem: "No answer in 5 s" },
          ],
        },
      ],
      copy: () => null,
      openExplorer: () => null,
      reportError: () => null,
    },
  };
}

function detailOf(desk: Desk, deposit: Deposit) {
  return {
    deposit,
    refunds: desk.refunds.filter((refund) => refund.depositId === deposit.id),
    address: desk.addresses.find((address) => address.id === deposit.addressVerification.addressId) ?? null,
    network: desk.networks[0] ?? null,
    currency: desk.currencies.find((currency) => currency.code === deposit.currency) ?? null,
    asOf: desk.sync.asOf,
  };
}

/** The filters that renderer tests use; the engine's own search is tested with the engine. */
function searchDeposits(desk: Desk, search: DepositSearch) {
  const has = (text: string, part: string | undefined) =>
    part === undefined || text.toLowerCase().includes(part.toLowerCase());
  const within = (values: readonly string[] | undefined, value: string) =>
    values === undefined || values.includes(value);
  const found = desk.deposits.filter(
    (row) =>
      has(row.recordNo, search.recordNo) &&
      has(row.customerNo, search.customerNo) &&
      has(row.customerName, search.customerName) &&
      has(row.securitiesAccount, search.securitiesAccount) &&
      has([row.recordNo, row.customerNo, row.customerName, row.txHash, row.sourceAddress].join(" "), search.anything) &&
      within(search.status, row.status) &&
      search.not?.status?.includes(row.status as never) !== true &&
      within(search.currency, row.currency) &&
      (search.flags === undefined || (search.flags.includes("REFUND_RUNNING") && row.activeRefundNo !== null)) &&
      (search.createdFrom === undefined || row.requestedAt >= search.createdFrom) &&
      (search.createdTo === undefined || row.requestedAt <= search.createdTo) &&
      (search.amountMin === undefined || compareAmounts(row.declaredAmount, search.amountMin) >= 0) &&
      (search.amountMax === undefined || compareAmounts(row.declaredAmount, search.amountMax) <= 0),
  );
  const sort = search.sort ?? "requestedAt";
  const key = (row: Deposit) => (sort === "amount" ? row.declaredAmount.padStart(40, "0") : row[sort]);
  const sign = (search.descending ?? true) ? -1 : 1;
  found.sort((left, right) => (key(left) < key(right) ? -sign : key(left) > key(right) ? sign : 0));
  const start = Number(search.cursor ?? 0);
  const page = found.slice(start, start + (search.limit ?? 50));
  const codes = [...new Set(found.map((row) => row.currency))];
  return {
    rowsJson: JSON.stringify(page),
    nextCursor: start + page.length < found.length ? String(start + page.length) : null,
    total: Math.min(found.length, 10_000),
    capped: found.length > 10_000,
    sums:
      found.length > 10_000
        ? null
        : codes.map((currency) => ({
            currency,
            amount: sumAmounts(
              found.filter((row) => row.currency === currency).map((row) => row.receivedAmount ?? row.declaredAmount),
            ),
          })),
    missing: (search.recordNos ?? []).filter((number) => !desk.deposits.some((row) => row.recordNo === number)),
    asOf: desk.sync.asOf,
  };
}

function countDeposits(desk: Desk): DepositCounts {
  const status = (code: string) => desk.deposits.filter((row) => row.status === code).length;
  return {
    all: desk.deposits.length,
    today: desk.deposits.filter((row) => row.requestedAt >= "2026-11-21T16:00:00.000Z").length,
    underVerification: status("WALLET_ADDRESS_UNDER_VERIFICATION"),
    confirming: status("CONFIRMING"),
    onHold: status("ON_HOLD"),
    exceptions: status("ON_HOLD") + status("BLOCKED") + status("REORG_ALERT"),
    refundsRunning: desk.deposits.filter((row) => row.activeRefundNo !== null).length,
    abnormalApplications: desk.applications.filter((one) => one.status === "ABNORMAL").length,
    refundsOpen: 10,
    approvalsWaiting: 5,
    approvalsForMe: 0,
    toExecute: 2,
    noticesOpen: 3,
  };
}

/** For tests that look at one call's inputs. */
export function inputsOf<N extends keyof Calls, V extends keyof Calls[N] & string>(
  page: FakePage,
  noun: N,
  verb: V,
): CallInput<Calls[N][V]>[] {
  return page.asked.filter((one) => one.name === `${noun}.${verb}`).map((one) => one.input as CallInput<Calls[N][V]>);
}
