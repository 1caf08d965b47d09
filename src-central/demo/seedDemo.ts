/**
 * Fills an empty central service with the demo: accounts, customers, and 45 days of history whose every transfer is really on the dev chain.
 * The statuses, events and hashes are what the service itself would have written; the log verifies from its first event.
 */
import { sql } from "drizzle-orm";
import { createUser } from "#central/accounts/createUser.ts";
import type { PasswordHasher } from "#central/accounts/passwordHasher.ts";
import { parseAddress } from "#central/chain/parseAddress.ts";
import { DAY_MS, later, MINUTE_MS, msOf, type Instant } from "#central/clock.ts";
import { contextOf, SYSTEM_ACTOR, type Context, type Rooms } from "#central/context.ts";
import { uuidv7 } from "#central/random.ts";
import { inTransaction } from "#central/store/inTransaction.ts";
import {
  applications,
  chainCursors,
  deposits,
  deviceKeys,
  numberCounters,
  refundApprovals,
  refundAttempts,
  refunds,
  refundSlots,
  signers,
  users,
} from "#central/store/tables.ts";
import { invariant } from "#shared/errors.ts";
import {
  DEMO_CURRENCIES,
  DEMO_NETWORK,
  DEMO_USERS,
  demoCustomers,
  demoPassword,
  type DemoCustomer,
} from "./demoDirectory.ts";
import { demoPeople, type DemoPeople } from "./demoPeople.ts";
import {
  fund,
  headOf,
  isDevChain,
  jsonRpcOf,
  mineHistory,
  type MadeTransfer,
  type PlannedTransfer,
  type Rpc,
} from "./devnetHistory.ts";
import { appendHistory, type PastEvent } from "./eventLog.ts";
import { HISTORY_DAYS, planHistory, type PlannedRecord } from "./historyPlan.ts";
import { playOpeningScene } from "./openingScene.ts";
import { insertMany } from "./insertMany.ts";
import { pastApprover, pastRefund, refundedUnits, refundMinedAt, type PastApprover } from "./pastRefund.ts";
import { pastRecord } from "./pastRecord.ts";
import { seedCustomers, seedNetwork, type DemoChain } from "./seedConfiguration.ts";

export type SeedOptions = {
  rooms: Rooms & { passwords: PasswordHasher };
  chainRpcUrl: string;
  /** accounts of the dev chain: `faucet` holds the tokens, `treasury` paid the refunds of the past */
  devAccounts: { faucet: string; treasury: string };
  tokens: Readonly<Record<string, string>>;
  /** how many records history has; left out: as many as the demo shows */
  records?: number;
  say: (line: string) => void;
};

/** What each customer's wallet holds beyond what history takes out of it, in whole units. */
const SPENDING_MONEY = 2_000_000n;
const WALLET_WEI = 5_000n * 10n ** 18n;

/** Does nothing when there are accounts already. Throws when the chain is not a dev chain. */
export async function seedDemo(options: SeedOptions): Promise<void> {
  const { rooms, say } = options;
  const [someone] = await rooms.database.db.select({ id: users.id }).from(users).limit(1);
  if (someone) return;
  const rpc = jsonRpcOf(options.chainRpcUrl);
  invariant(await isDevChain(rpc), "the demo is seeded on a dev chain only");
  const genesis = await rpc<{ hash: string }>("eth_getBlockByNumber", ["0x0", false]);
  const chain: DemoChain = {
    chainId: Number.parseInt(await rpc<string>("eth_chainId", []), 16),
    genesisHash: genesis.hash,
    tokens: options.tokens,
  };

  const until = rooms.clock.now();
  const customers = demoCustomers();
  const plan = planHistory(customers, until, options.records);
  say(`demo: sending ${plan.filter((one) => one.minedAt !== null).length} transfers on the test chain`);
  const made = await makeTransfers(rpc, plan, options, until, say);
  say("demo: writing records and log");
  const passwords = await Promise.all(DEMO_USERS.map((user) => rooms.passwords.hash(demoPassword(user.username))));
  const since = later(until, -(HISTORY_DAYS + 5) * DAY_MS);
  await inTransaction(rooms.database, async (db) => {
    // Configuration and accounts come into being before history does.
    const past = contextOf({ ...rooms, clock: { now: () => since } }, db, SYSTEM_ACTOR, null);
    const ids = new Map<string, string>();
    for (const [index, user] of DEMO_USERS.entries())
      ids.set(user.username, await createUser(past, { ...user, passwordHash: passwords[index] ?? "" }));
    const people = demoPeople(ids, later(since, 2 * DAY_MS));
    const { network, currencies } = await seedNetwork(past, chain, since);
    const wallets = await seedCustomers(past, customers, people, { since, until });
    await writeHistory(past, plan, made, {
      network,
      currencies,
      people,
      wallets,
      treasury: options.devAccounts.treasury,
    });
    const head = await headOf(rpc);
    await db.insert(chainCursors).values({
      network: DEMO_NETWORK,
      blockNumber: head.number,
      blockHash: head.hash,
      recentBlocks: [{ number: head.number.toString(), hash: head.hash }],
      updatedAt: until,
    });
  });
  const live = await playOpeningScene(rooms, rpc, customers, options.tokens);
  say(`demo: ${plan.length + live} records and applications`);
}

type Transfers = { deposits: (MadeTransfer | null)[]; refunds: (MadeTransfer | null)[] };

async function makeTransfers(
  rpc: Rpc,
  plan: readonly PlannedRecord[],
  options: SeedOptions,
  until: Instant,
  say: (line: string) => void,
): Promise<Transfers> {
  const contract = (code: string): string | null => options.tokens[code] ?? null;
  const planned: (PlannedTransfer & { give: (made: MadeTransfer) => void })[] = [];
  const transfers: Transfers = { deposits: plan.map(() => null), refunds: plan.map(() => null) };
  const spent = new Map<string, bigint>();
  for (const [index, one] of plan.entries()) {
    if (one.minedAt === null || one.received === null) continue;
    const key = `${one.source}/${one.currency.code}`;
    spent.set(key, (spent.get(key) ?? 0n) + one.received);
    planned.push({
      at: one.minedAt,
      from: one.source,
      to: one.customer.depositAddress,
      contractAddress: contract(one.currency.code),
      value: one.received,
      give: (made) => (transfers.deposits[index] = made),
    });
    if (one.outcome.status === "REFUNDED")
      planned.push({
        at: whole(refundMinedAt(one.minedAt), until),
        from: options.devAccounts.treasury,
        to: one.customer.wallet,
        contractAddress: contract(one.currency.code),
        value: refundedUnits(one),
        signed: true,
        give: (made) => (transfers.refunds[index] = made),
      });
  }
  const first = planned.reduce((earliest, one) => (one.at < earliest ? one.at : earliest), until);
  await handOutMoney(rpc, options, spent, later(first, -DAY_MS), until, say);
  const made = await mineHistory(rpc, planned, until, say);
  for (const [index, one] of planned.entries()) one.give(made[index] as MadeTransfer);
  return transfers;
}

/** A refund's block: whole minutes, and never after the present. */
function whole(at: Instant, until: Instant): Instant {
  const minute = later(at, -(msOf(at) % MINUTE_MS));
  const latest = later(until, -30 * MINUTE_MS);
  return minute < latest ? minute : latest;
}

async function handOutMoney(
  rpc: Rpc,
  options: SeedOptions,
  spent: ReadonlyMap<string, bigint>,
  at: Instant,
  until: Instant,
  say: (line: string) => void,
): Promise<void> {
  const wallets = new Set(demoCustomers().flatMap((one) => [one.wallet, one.unverifiedWallet]));
  for (const wallet of wallets) await fund(rpc, wallet, WALLET_WEI);
  const grants: PlannedTransfer[] = [];
  for (const wallet of wallets)
    for (const currency of DEMO_CURRENCIES) {
      const contractAddress = options.tokens[currency.code];
      if (contractAddress === undefined) continue;
      grants.push({
        at: later(at, Math.floor(grants.length / 100) * MINUTE_MS),
        from: options.devAccounts.faucet,
        to: wallet,
        contractAddress,
        value: SPENDING_MONEY * 10n ** BigInt(currency.decimals) + (spent.get(`${wallet}/${currency.code}`) ?? 0n),
      });
    }
  await mineHistory(rpc, grants, until, say, { stayInThePast: true });
}

type Wiring = { people: DemoPeople; wallets: ReadonlyMap<string, string>; treasury: string } & Awaited<
  ReturnType<typeof seedNetwork>
>;

async function writeHistory(
  context: Context,
  plan: readonly PlannedRecord[],
  made: Transfers,
  wiring: Wiring,
): Promise<void> {
  const idAt = (at: Instant): string => uuidv7(msOf(at), context.random);
  const counters = new Map<string, number>();
  const number = (prefix: string, at: Instant): string => {
    const day = at.slice(0, 10).replaceAll("-", "");
    const last = (counters.get(`${prefix}/${day}`) ?? 0) + 1;
    counters.set(`${prefix}/${day}`, last);
    return `${prefix}-${day}-${String(last).padStart(6, "0")}`;
  };
  const { approvers, signer } = await writePastKeys(context, wiring);
  const rows = {
    applications: [] as (typeof applications.$inferInsert)[],
    deposits: [] as (typeof deposits.$inferInsert)[],
    refunds: [] as ReturnType<typeof pastRefund>[],
  };
  const events: PastEvent[] = [];
  for (const [serial, one] of plan.entries()) {
    const currency = wiring.currencies.get(one.currency.code);
    const addressId = walletOf(wiring, one.customer);
    invariant(currency, `${one.currency.code} was configured`);
    const at = one.requestedAt;
    const numbers = {
      depositId: idAt(at),
      recordNo: number("DP", at),
      applicationId: idAt(at),
      applicationNo: number("DA", at),
    };
    const common = { network: wiring.network, currency, people: wiring.people, sha256: context.sha256 };
    const record = pastRecord(
      one,
      made.deposits[serial] ?? null,
      numbers,
      { ...common, verifiedAddressId: addressId },
      serial,
    );
    events.push(...record.events);
    rows.applications.push(record.application);
    const refunded =
      one.outcome.status === "REFUNDED" || (one.outcome.status === "CREDITED" && one.outcome.refund !== "NONE");
    if (!refunded) {
      rows.deposits.push(record.deposit);
      continue;
    }
    const refund = pastRefund(
      one,
      record.deposit,
      made.refunds[serial] ?? null,
      { refundId: idAt(at), refundNo: number("RF", at), nextId: () => idAt(at) },
      { ...common, approvers, addressId, signer },
      serial,
    );
    events.push(...refund.events);
    rows.refunds.push(refund);
    rows.deposits.push({ ...record.deposit, ...refund.depositPatch });
  }
  await insertMany(context, applications, rows.applications);
  await insertEqual(context, rows.deposits);
  for (const one of rows.refunds) {
    await context.db.insert(refunds).values(one.refund);
    if (one.approvals.length > 0) await context.db.insert(refundApprovals).values(one.approvals);
    if (one.slot) await context.db.insert(refundSlots).values(one.slot);
    if (one.attempt) await context.db.insert(refundAttempts).values(one.attempt);
  }
  await appendHistory(context, events);
  for (const [key, last] of counters) {
    const [prefix = "", day = ""] = key.split("/");
    await context.db
      .insert(numberCounters)
      .values({ prefix, day, last })
      .onConflictDoUpdate({
        target: [numberCounters.prefix, numberCounters.day],
        set: { last: sql`greatest(${numberCounters.last}, excluded.last)` },
      });
  }
}

/** Rows with and without optional columns cannot share a statement; they are told apart here. */
async function insertEqual(context: Context, rows: readonly (typeof deposits.$inferInsert)[]): Promise<void> {
  const shapes = new Map<string, (typeof deposits.$inferInsert)[]>();
  for (const row of rows) {
    const shape = Object.keys(row).sort().join();
    shapes.set(shape, [...(shapes.get(shape) ?? []), row]);
  }
  for (const alike of shapes.values()) await insertMany(context, deposits, alike);
}

function walletOf(wiring: Wiring, customer: DemoCustomer): string {
  const id = wiring.wallets.get(customer.customerNo);
  invariant(id, `${customer.customerNo} has a verified wallet`);
  return id;
}

/** The keys with which history was approved and paid. Out of use since: nobody can approve or pay with them today. */
async function writePastKeys(
  context: Context,
  { people, treasury }: Wiring,
): Promise<{ approvers: PastApprover[]; signer: { id: string; address: string; workstationId: string } }> {
  const at = context.clock.now();
  const workstationId = uuidv7(msOf(at), context.random);
  const stamp = { createdAt: at, updatedAt: at, version: 2 };
  const approvers = (["supervisor", "supervisor2"] as const).map((username) =>
    pastApprover(username, uuidv7(msOf(at), context.random), context.sha256(`deposit desk demo/${username}/past key`)),
  );
  await context.db.insert(deviceKeys).values(
    approvers.map((one) => ({
      ...stamp,
      id: one.keyId,
      userId: people.of(one.username).id,
      userName: people.of(one.username).name,
      deviceId: workstationId,
      deviceName: "Desk 4, retired",
      publicKey: one.publicKey,
      status: "REVOKED" as const,
    })),
  );
  const signer = { id: uuidv7(msOf(at), context.random), address: parseAddress(treasury), workstationId };
  const by = people.of("supervisor");
  await context.db.insert(signers).values({
    ...stamp,
    id: signer.id,
    address: signer.address,
    addressKey: signer.address.toLowerCase(),
    networks: [DEMO_NETWORK],
    executorId: people.of("executor").id,
    executorName: people.of("executor").name,
    workstationId,
    workstationName: "Desk 4, retired",
    status: "RETIRED",
    approvedBy: { id: by.id, name: by.name },
    approvedAt: at,
  });
  return { approvers, signer };
}
