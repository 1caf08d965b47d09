/**
 * The tables of the cache file: what the central service sent, in the shape in which it is searched.
 *
 * - `data` is the row as the contract has it, as JSON text: it crosses to the page unread. That of deposits stands in a table of its own.
 * - ids are 16 bytes, transaction hashes 32: half the size of their text in every index, and in the same order.
 * - `amount` sorts like the amount, `units_…` add up to it (store/amountKey.ts): exact at 78 digits, never a float.
 * - `…_ref` points into `terms`, the dictionary of addresses and names in which any part of a text is found.
 * - names and texts to be searched are stored folded (store/fold.ts).
 *
 * `drafts`, `outbox` and `export_reports` are the only tables whose rows exist nowhere else; a rebuild carries them over.
 */
import { sql } from "drizzle-orm";
import { blob, check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { VOID_ASKED } from "./voidAsked.ts";

const bytes = (name: string) => blob(name, { mode: "buffer" });
const flag = (name: string) => integer(name).notNull();

export const deposits = sqliteTable(
  "deposits",
  {
    n: integer("n").primaryKey(),
    id: bytes("id").notNull(),
    version: integer("version").notNull(),
    recordNo: text("record_no").notNull(),
    customerNo: text("customer_no").notNull(),
    nameRef: integer("name_ref").notNull(),
    account: text("account").notNull(),
    status: text("status").notNull(),
    holdReason: text("hold_reason"),
    currency: text("currency").notNull(),
    network: text("network").notNull(),
    txHash: bytes("tx_hash"),
    requestedAt: integer("requested_at").notNull(),
    creditedAt: integer("credited_at"),
    amount: bytes("amount").notNull(),
    units0: integer("units_0").notNull(),
    units1: integer("units_1").notNull(),
    units2: integer("units_2").notNull(),
    units3: integer("units_3").notNull(),
    units4: integer("units_4").notNull(),
    units5: integer("units_5").notNull(),
    sourceRef: integer("source_ref").notNull(),
    destinationRef: integer("destination_ref").notNull(),
    refundRunning: flag("refund_running"),
    exception: flag("exception"),
    refundOnly: flag("refund_only"),
    legalHold: flag("legal_hold"),
    /** some remark of it stands in `remarks`, or stood there: where words are looked for that many records hold */
    remarked: integer("remarked").notNull().default(0),
  },
  (t) => [
    uniqueIndex("deposits_id").on(t.id),
    uniqueIndex("deposits_record_no").on(t.recordNo),
    index("deposits_time").on(sql`${t.requestedAt} desc`, sql`${t.id} desc`),
    // The records of a customer or an account lie far apart: what filters look at besides stands in the index, so that no record is read for it.
    index("deposits_customer_status_time").on(
      ...[t.customerNo, t.status, sql`${t.requestedAt} desc`, sql`${t.id} desc`, t.currency, t.amount],
    ),
    index("deposits_customer_time").on(
      ...[t.customerNo, sql`${t.requestedAt} desc`, sql`${t.id} desc`, t.currency, t.amount],
    ),
    index("deposits_status_time").on(t.status, sql`${t.requestedAt} desc`, sql`${t.id} desc`),
    index("deposits_currency_status_time").on(t.currency, t.status, sql`${t.requestedAt} desc`, sql`${t.id} desc`),
    index("deposits_account_time").on(
      ...[t.account, sql`${t.requestedAt} desc`, sql`${t.id} desc`, t.status, t.currency, t.amount],
    ),
    index("deposits_amount").on(sql`${t.amount} desc`, sql`${t.id} desc`),
    index("deposits_tx_hash").on(t.txHash),
    index("deposits_name").on(t.nameRef),
    index("deposits_source").on(t.sourceRef),
    index("deposits_destination").on(t.destinationRef),
    index("deposits_credited_at").on(t.creditedAt),
    index("deposits_hold_reason")
      .on(t.holdReason)
      .where(sql`${t.holdReason} IS NOT NULL`),
    index("deposits_refund_running")
      .on(sql`${t.requestedAt} desc`, sql`${t.id} desc`)
      .where(sql`${t.refundRunning} = 1`),
    index("deposits_exception")
      .on(sql`${t.requestedAt} desc`, sql`${t.id} desc`)
      .where(sql`${t.exception} = 1`),
    index("deposits_refund_only")
      .on(sql`${t.requestedAt} desc`, sql`${t.id} desc`)
      .where(sql`${t.refundOnly} = 1`),
    index("deposits_legal_hold")
      .on(sql`${t.requestedAt} desc`, sql`${t.id} desc`)
      .where(sql`${t.legalHold} = 1`),
    index("deposits_remarked")
      .on(sql`${t.requestedAt} desc`, sql`${t.id} desc`)
      .where(sql`${t.remarked} = 1`),
  ],
);

/** The records themselves, by the `n` of their columns: filters read through narrow rows, of which a hundred fit a page where six of these do. */
export const depositRows = sqliteTable("deposit_rows", {
  n: integer("n").primaryKey(),
  data: text("data").notNull(),
});

export const refunds = sqliteTable(
  "refunds",
  {
    n: integer("n").primaryKey(),
    id: bytes("id").notNull(),
    version: integer("version").notNull(),
    refundNo: text("refund_no").notNull(),
    depositId: bytes("deposit_id").notNull(),
    status: text("status").notNull(),
    requestedAt: integer("requested_at").notNull(),
    requestedBy: bytes("requested_by").notNull(),
    addressRef: integer("address_ref").notNull(),
    noticeOpen: flag("notice_open"),
    /** numbers and names in which the refund list's text box looks */
    words: text("words").notNull(),
    data: text("data").notNull(),
  },
  (t) => [
    uniqueIndex("refunds_id").on(t.id),
    uniqueIndex("refunds_refund_no").on(t.refundNo),
    index("refunds_deposit").on(t.depositId),
    index("refunds_status_time").on(t.status, t.requestedAt, t.id),
    index("refunds_time").on(t.requestedAt, t.id),
    index("refunds_address").on(t.addressRef),
    index("refunds_notice_open")
      .on(t.requestedAt, t.id)
      .where(sql`${t.noticeOpen} = 1`),
    // An expression, so that rows of an older version of the program are found too.
    index("refunds_void_asked").on(t.requestedAt, t.id).where(sql.raw(VOID_ASKED)),
  ],
);

export const applications = sqliteTable(
  "applications",
  {
    n: integer("n").primaryKey(),
    id: bytes("id").notNull(),
    version: integer("version").notNull(),
    applicationNo: text("application_no").notNull(),
    status: text("status").notNull(),
    requestedAt: integer("requested_at").notNull(),
    words: text("words").notNull(),
    data: text("data").notNull(),
  },
  (t) => [
    uniqueIndex("applications_id").on(t.id),
    uniqueIndex("applications_application_no").on(t.applicationNo),
    index("applications_status_time").on(t.status, t.requestedAt, t.id),
    index("applications_time").on(t.requestedAt, t.id),
  ],
);

export const walletAddresses = sqliteTable(
  "wallet_addresses",
  {
    n: integer("n").primaryKey(),
    id: bytes("id").notNull(),
    version: integer("version").notNull(),
    customerNo: text("customer_no").notNull(),
    network: text("network").notNull(),
    status: text("status").notNull(),
    createdAt: integer("created_at").notNull(),
    words: text("words").notNull(),
    data: text("data").notNull(),
  },
  (t) => [
    uniqueIndex("wallet_addresses_id").on(t.id),
    index("wallet_addresses_customer").on(t.customerNo, t.network),
    index("wallet_addresses_time").on(t.createdAt, t.id),
  ],
);

export const networks = sqliteTable(
  "networks",
  {
    n: integer("n").primaryKey(),
    id: bytes("id").notNull(),
    version: integer("version").notNull(),
    code: text("code").notNull(),
    data: text("data").notNull(),
  },
  (t) => [uniqueIndex("networks_id").on(t.id), index("networks_code").on(t.code)],
);

export const currencies = sqliteTable(
  "currencies",
  {
    n: integer("n").primaryKey(),
    id: bytes("id").notNull(),
    version: integer("version").notNull(),
    code: text("code").notNull(),
    network: text("network").notNull(),
    data: text("data").notNull(),
  },
  (t) => [uniqueIndex("currencies_id").on(t.id), index("currencies_code").on(t.code, t.network)],
);

/** Steps of the timelines. */
export const events = sqliteTable(
  "events",
  {
    n: integer("n").primaryKey(),
    id: bytes("id").notNull(),
    version: integer("version").notNull(),
    depositId: bytes("deposit_id"),
    at: integer("at").notNull(),
    data: text("data").notNull(),
  },
  (t) => [uniqueIndex("events_id").on(t.id), index("events_deposit_time").on(t.depositId, t.at, t.id)],
);

/** Dictionary of addresses and names, folded; its trigram index `terms_index` is made in a migration of its own. */
export const terms = sqliteTable("terms", { n: integer("n").primaryKey(), text: text("text").notNull() }, (t) => [
  uniqueIndex("terms_text").on(t.text),
]);

/** Remarks and reasons of a record, of its refunds and of its steps, folded; trigram index `remarks_index`. */
export const remarks = sqliteTable(
  "remarks",
  {
    n: integer("n").primaryKey(),
    sourceId: bytes("source_id").notNull(),
    depositId: bytes("deposit_id").notNull(),
    text: text("text").notNull(),
  },
  (t) => [uniqueIndex("remarks_source").on(t.sourceId), index("remarks_deposit").on(t.depositId)],
);

/** Who cancelled, requested, approved or executed something about a record. */
export const participants = sqliteTable(
  "participants",
  {
    n: integer("n").primaryKey(),
    sourceId: bytes("source_id").notNull(),
    depositId: bytes("deposit_id").notNull(),
    personRef: integer("person_ref").notNull(),
  },
  (t) => [
    uniqueIndex("participants_source").on(t.sourceId, t.personRef),
    index("participants_person").on(t.personRef),
    index("participants_deposit").on(t.depositId),
  ],
);

/** Deposit records by currency, network and status, kept up to date with every row. */
export const depositCounts = sqliteTable(
  "deposit_counts",
  {
    currency: text("currency").notNull(),
    network: text("network").notNull(),
    status: text("status").notNull(),
    count: integer("count").notNull(),
  },
  (t) => [primaryKey({ columns: [t.currency, t.network, t.status] })],
);

/** Refunds by status for everybody (person ""), and of those that wait, how many each person may not decide or execute (store/refundCounts.ts). */
export const refundCounts = sqliteTable(
  "refund_counts",
  { status: text("status").notNull(), person: text("person").notNull(), count: integer("count").notNull() },
  (t) => [primaryKey({ columns: [t.status, t.person] })],
);

/** Rows that were deleted, so that an older answer still under way cannot bring one back. */
export const tombstones = sqliteTable(
  "tombstones",
  { entity: text("entity").notNull(), id: bytes("id").notNull(), version: integer("version").notNull() },
  (t) => [primaryKey({ columns: [t.entity, t.id] })],
);

/** One row: how far this cache follows which feed. */
export const syncState = sqliteTable("sync_state", {
  one: integer("one").primaryKey(),
  /** LOADING: first rows; LIVE: follows the feed */
  phase: text("phase").notNull(),
  feedId: text("feed_id").notNull(),
  cursor: text("cursor").notNull(),
  seq: integer("seq").notNull(),
  headSeq: integer("head_seq").notNull(),
  /** milliseconds since 1970: newest moment at which this cache equalled the central service */
  asOf: integer("as_of"),
});

/** How far the first rows of each entity have come. */
export const syncEntities = sqliteTable("sync_entities", {
  name: text("name").primaryKey(),
  after: text("after"),
  done: integer("done").notNull(),
  of: integer("of"),
  finished: flag("finished"),
});

/** Indexes taken away while a large first sync loads, to be made again after it. */
export const parkedIndexes = sqliteTable("parked_indexes", {
  name: text("name").primaryKey(),
  statement: text("statement").notNull(),
});

export const drafts = sqliteTable("drafts", {
  depositId: bytes("deposit_id").primaryKey(),
  userId: bytes("user_id").notNull(),
  savedAt: integer("saved_at").notNull(),
  data: text("data").notNull(),
});

/** What waits to be sent to the central service, one entry of each person on each record. Any other kind than a review is refused by the table itself. */
export const outbox = sqliteTable(
  "outbox",
  {
    id: bytes("id").primaryKey(),
    userId: bytes("user_id").notNull(),
    depositId: bytes("deposit_id").notNull(),
    kind: text("kind").notNull(),
    state: text("state").notNull(),
    data: text("data").notNull(),
  },
  (t) => [uniqueIndex("outbox_once").on(t.userId, t.depositId), check("outbox_kinds", sql`${t.kind} = 'REVIEW'`)],
);

/** What the central audit log has yet to hear of exports made here. They tell what was done and do nothing. */
export const exportReports = sqliteTable("export_reports", {
  id: bytes("id").primaryKey(),
  userId: bytes("user_id").notNull(),
  data: text("data").notNull(),
});
