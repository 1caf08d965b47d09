/**
 * Many plausible records for measurements: `--seed bulk:N`. Made by the database itself, without a chain, without applications and without
 * audit events; one line of history each. The same N gives the same records, but for their times.
 */
import { sql } from "drizzle-orm";

import { createUser } from "#central/accounts/createUser.ts";
import { addNetwork } from "#central/configuration/saveNetwork.ts";
import { addCurrency } from "#central/configuration/saveCurrency.ts";
import { DAY_MS, msOf } from "#central/clock.ts";
import { asSystem, type Context, now, type Rooms } from "#central/context.ts";
import { inTransaction, rowsOf } from "#central/store/inTransaction.ts";
import type { Tx } from "#central/store/openDatabase.ts";
import type { Role } from "#shared/domain/permissions.ts";

const USERS: readonly { username: string; displayName: string; roles: Role[] }[] = [
  { username: "operator", displayName: "Bulk Operator", roles: ["OPERATOR"] },
  { username: "supervisor", displayName: "Bulk Supervisor", roles: ["SUPERVISOR"] },
  { username: "auditor", displayName: "Bulk Auditor", roles: ["AUDITOR"] },
];
const NETWORK = "DEVNET";
const SPREAD_MS = 730 * DAY_MS;
const ROWS_A_STATEMENT = 20_000;

/** Does nothing when there are accounts already. Passwords as in the demo: "demo-" and the user name. */
export async function seedBulk(rooms: Rooms, count: number, say: (line: string) => void): Promise<void> {
  const [someone] = await rowsOf<{ id: string }>(rooms.database.db, sql`select id from users limit 1`);
  if (someone) return;
  const hashes = await Promise.all(USERS.map(({ username }) => rooms.passwords.hash(`demo-${username}`)));
  await asSystem(rooms, async (context) => {
    for (const [index, user] of USERS.entries())
      await createUser(context, { ...user, passwordHash: hashes[index] ?? "" });
    await seedConfiguration(context);
  });
  const nowMs = msOf(rooms.clock.now());
  for (let first = 1; first <= count; first += ROWS_A_STATEMENT) {
    const last = Math.min(first + ROWS_A_STATEMENT - 1, count);
    await inTransaction(rooms.database, (db) => insertRecords(db, { first, last, count, nowMs }));
    say(`bulk: ${last} of ${count} records`);
  }
  await inTransaction(rooms.database, async (db) => {
    await rowsOf(
      db,
      sql`insert into number_counters (prefix, day, last)
          select 'DP', substr(record_no, 4, 8), max(substr(record_no, 13)::integer) from deposits group by 2`,
    );
  });
  // Without statistics the first searches over a million rows choose bad plans.
  await rowsOf(rooms.database.db, sql`analyze`);
}

async function seedConfiguration(context: Context): Promise<void> {
  await addNetwork(context, {
    code: NETWORK,
    name: "Local test chain",
    chainId: 31337,
    genesisHash: `0x${"0".repeat(64)}`,
    nativeSymbol: "ETH",
    requiredConfirmations: 12,
    finality: "DEPTH",
    finalityDepth: 24,
    explorerTxUrl: null,
    explorerAddressUrl: null,
    feeCapWei: "20000000000000000",
    enabled: true,
  });
  for (const [code, name, decimals] of [
    ["USDT", "Tether USD", 6],
    ["HKDX", "Hong Kong Dollar Token", 18],
    ["ETH", "Ether", 18],
  ] as const)
    await addCurrency(context, {
      code,
      name,
      network: NETWORK,
      kind: code === "ETH" ? "NATIVE" : "ERC20",
      contractAddress: code === "ETH" ? null : `0x${(code === "USDT" ? "1" : "2").repeat(40)}`,
      decimals,
      displayDecimals: code === "USDT" ? 6 : 8,
      minDeposit: "1",
      confirmationBands: [],
      mismatchTolerance: "0",
      waitingWindowHours: 168,
      largeAmount: "100000",
      depositEnabled: true,
      refundEnabled: true,
      proofPerDeposit: false,
      effectiveFrom: now(context),
    });
}

/** Records and their lines of history in one statement: looked for afterwards, they would be looked for among all that are there already. `h` is 32 hex digits that look random and follow from the number alone. */
async function insertRecords(
  db: Tx,
  { first, last, count, nowMs }: { first: number; last: number; count: number; nowMs: number },
): Promise<void> {
  await rowsOf(
    db,
    sql`
    with numbered as (
      select i, md5('record ' || i) as h, ${nowMs}::bigint - ((${count}::bigint - i) * ${SPREAD_MS}::bigint) / ${count}::bigint as ms
        from generate_series(${first}::bigint, ${last}::bigint) as i
    ), drawn as (
      select i, h, ms, to_timestamp(ms / 1000.0) as at,
             ('x' || substr(h, 1, 6))::bit(24)::integer as a, ('x' || substr(h, 7, 6))::bit(24)::integer as b,
             (lpad(to_hex(ms), 12, '0') || '7' || substr(h, 1, 3) || '8' || substr(h, 4, 3) || substr(h, 7, 12))::uuid as id
        from numbered
    ), shaped as (
      select d.*,
             (array['CREDITED','CREDITED','CREDITED','CREDITED','CREDITED','CREDITED','CANCELLED','EXPIRED','ON_HOLD','FAILED','AWAITING_TRANSFER','WALLET_ADDRESS_UNDER_VERIFICATION'])[1 + a % 12] as status,
             (array['USDT','USDT','HKDX','ETH'])[1 + b % 4] as currency,
             100000 + a % 5000 as customer,
             round((1 + (b % 9000000) / 100.0)::numeric, 2) as amount,
             '0x' || substr(md5('from ' || a % 7000), 1, 32) || substr(md5('more ' || a % 7000), 1, 8) as source,
             '0x' || substr(md5('to ' || a % 5000), 1, 32) || substr(md5('rest ' || a % 5000), 1, 8) as destination
        from drawn d
    ), placed as (
      select s.*, s.status in ('CREDITED', 'ON_HOLD') as paid,
             'DP-' || to_char(at at time zone 'UTC', 'YYYYMMDD') || '-' || lpad(i::text, greatest(6, length(i::text)), '0') as record_no
        from shaped s
    ), stored as (insert into deposits (
      id, record_no, customer_no, customer_name, securities_account, currency, network, declared_amount, received_amount, credited_amount,
      source_address, source_key, destination_address, destination_key, tx_hash, transfer_tx_hash, transfer_log_index, status, hold_reason,
      address_verification, confirmations, transfer, checks, requested_at, waiting_until, credited_at, cancelled_at, cancel,
      config_version, final_at, created_at, updated_at, version)
    select id, record_no, 'C' || customer,
      (array['Chan','Wong','Leung','Lau','Cheung','Ng','Yip','Kwok'])[1 + customer % 8] || ' ' || (array['Tai Man','Siu Ming','Ka Yan','Ho Yin','Mei Ling','Chi Fung'])[1 + customer % 6],
      'S-' || customer, currency, ${NETWORK}, amount,
      case when paid then amount end, case when status = 'CREDITED' then amount end,
      source, source, destination, destination,
      case when paid then '0x' || h || md5(h) end, case when paid then '0x' || h || md5(h) end, case when paid then 0 end,
      status, case when status = 'ON_HOLD' then 'AMOUNT_MISMATCH' end,
      jsonb_build_object('status', case when status = 'WALLET_ADDRESS_UNDER_VERIFICATION' then 'NOT_VERIFIED' else 'VERIFIED' end,
        'addressId', null, 'verifiedAt', null, 'method', null, 'verifiedBy', null, 'proof', null),
      jsonb_build_object('current', case when paid then 12 else 0 end, 'required', 12,
        'blockNumber', case when paid then (1000000 + i)::text end, 'blockHash', case when paid then '0x' || md5('block ' || i) || md5('hash ' || i) end,
        'observedAt', case when paid then to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') end, 'orphanedAt', null),
      case when paid then jsonb_build_object('from', source, 'to', destination, 'amount', trim_scale(amount)::text, 'contractAddress', null, 'logIndex', 0,
        'feeWei', '21000000000000', 'blockAt', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'sourceKind', 'WALLET') end,
      '[]'::jsonb, at, at + interval '7 days', case when status = 'CREDITED' then at + interval '5 minutes' end,
      case when status = 'CANCELLED' then at + interval '1 hour' end,
      case when status = 'CANCELLED' then jsonb_build_object('by', jsonb_build_object('id', id, 'name', 'Bulk Operator'), 'remarks', 'Duplicate user request') end,
      1, at, at, at, 1
    from placed
    returning id, record_no, created_at)
    insert into timeline_events (id, at, actor_name, actor_role, action, entity, entity_id, entity_no, deposit_id, to_status, detail, audit_seq, version)
    select id, created_at, 'Central service', 'SYSTEM', 'deposit.created', 'deposit', id, record_no, id, 'WALLET_ADDRESS_UNDER_VERIFICATION', '{}'::jsonb, 0, 1
      from stored`,
  );
}
