/**
 * The second checker. It is told nothing while the world runs; when all is over it compares the chain with the records, from the promises of money
 * safety alone: paid exactly once or not at all, and everyone can prove which. It shares no code with the checks that look on.
 */
import { createHash } from "node:crypto";
import type Database from "better-sqlite3";
import type { MemoryCentral } from "#central/books/memory/MemoryCentral.ts";
import type { Block, Mined } from "#scripts/sim/chain/blockTree.ts";
import type { InvariantId } from "./Findings.ts";

export type Judgement = { invariant: InvariantId; text: string };

export type Evidence = {
  /** last block of the canonical chain; its ancestors are the chain */
  tip: Block;
  /** our paying addresses, lower case */
  payers: readonly string[];
  books: MemoryCentral["state"];
  /** bytes that somebody sent with one of our keys outside of the program */
  sentElsewhere: ReadonlySet<string>;
  journals: readonly { owner: string; disk: Database.Database }[];
  /** confirmations at which a payment counts, and at which nothing can take it back */
  required: number;
  final: number;
};

type Refund = MemoryCentral["state"]["refunds"] extends ReadonlyMap<string, infer Row> ? Row : never;

export function judgeWorld(evidence: Evidence): Judgement[] {
  const found: Judgement[] = [];
  const wrong = (invariant: InvariantId, text: string): void => void found.push({ invariant, text });
  const chain: Block[] = [];
  for (let block: Block | null = evidence.tip; block !== null; block = block.parent) chain.unshift(block);
  const ours = chain
    .flatMap(({ mined }) => mined)
    .filter(({ transaction }) => evidence.payers.includes(transaction.from));

  everyPaymentIsKnown(evidence, ours, wrong);
  for (const refund of evidence.books.refunds.values()) oneRefund(evidence, refund, ours, wrong);
  deposits(evidence, ours, wrong);
  balances(chain, ours, evidence.payers, wrong);
  log(evidence, wrong);
  journals(evidence, wrong);
  return found;
}

/** What the log calls the signing of a payment, of one with a higher fee, of what pays nobody, and one that was found on the chain. */
const SIGNED_EVENTS: ReadonlySet<string> = new Set([
  "refund.signed",
  "refund.replaced",
  "refund.replacement_signed",
  "refund.void_signed",
  "refund.payment_found",
]);

type Wrong = (invariant: InvariantId, text: string) => void;

/** What left our accounts was registered before, is one refund's, and moved what that refund says. */
function everyPaymentIsKnown({ books, sentElsewhere }: Evidence, ours: readonly Mined[], wrong: Wrong): void {
  const seen = new Set<string>();
  for (const { transaction } of ours) {
    if (transaction.raw === "0x") continue;
    const attempt = [...books.attempts.values()].find(({ signedTx }) => signedTx === transaction.raw);
    if (attempt === undefined) {
      if (sentElsewhere.has(transaction.raw)) continue;
      wrong("I2", `mined and registered nowhere: ${transaction.hash}`);
      continue;
    }
    const place = `${attempt.refundId}`;
    if (seen.has(place)) wrong("I1", `refund ${place} has two transactions on the chain`);
    seen.add(place);
  }
}

function movedTo(mined: Mined, refund: Refund): bigint {
  const { to, contractAddress } = refund.intent;
  if (mined.status === 0) return 0n;
  if (contractAddress === null)
    return mined.transaction.to === to.toLowerCase() && mined.transaction.transfer === null
      ? mined.transaction.value
      : 0n;
  let sum = 0n;
  for (const one of mined.logs) if (one.to === to.toLowerCase()) sum += one.units;
  return sum;
}

function paysNobody({ transaction }: Mined): boolean {
  return transaction.to === transaction.from && transaction.value === 0n && transaction.transfer === null;
}

/** The record of a refund says what the chain says. */
function oneRefund(
  { books, tip, required, final }: Evidence,
  refund: Refund,
  ours: readonly Mined[],
  wrong: Wrong,
): void {
  const slot = books.slots.get(refund.id);
  const onSlot =
    slot === undefined
      ? []
      : ours.filter(
          ({ transaction }) =>
            transaction.from === slot.fromAddress.toLowerCase() && BigInt(transaction.nonce) === slot.nonce,
        );
  const [only] = onSlot;
  if (onSlot.length > 1) wrong("I9", `${refund.refundNo}: its slot was used ${onSlot.length} times`);
  const moved = only === undefined ? 0n : movedTo(only, refund);
  const wanted = BigInt(refund.intent.amountBaseUnits);
  const depth = only === undefined ? 0 : tip.number - only.block.number + 1;
  const { refundNo, status } = refund;
  if (status === "COMPLETED") {
    if (moved !== wanted) wrong("I8", `${refundNo} is Completed and the chain moved ${moved} of ${wanted}`);
    else if (depth < required) wrong("I8", `${refundNo} is Completed with ${depth} confirmations`);
    else if (refund.confirmations?.blockHash !== only?.block.hash)
      wrong("I8", `${refundNo} is Completed by a block that is no longer on the chain`);
  } else if (moved === wanted && depth >= final) wrong("L1", `${refundNo} was paid for good and is ${status}`);
  if (status === "VOID" && only !== undefined && !paysNobody(only))
    wrong("I8", `${refundNo} is Void and its slot was used by something else`);
  if (moved > wanted) wrong("I11", `${refundNo} paid more than was approved`);
  // Paid less than asked after all: a person is called, and nobody may request it again.
  const called = refund.failure?.code === "PAID_DIFFERENTLY" && !refund.lockReleased;
  const lost = (status === "FAILED_ON_CHAIN" || status === "VOID" || refund.lockReleased) && !called;
  if (lost && moved > 0n)
    wrong(
      "I1",
      `${refundNo} counts as unpaid and was paid (${status}, lock ${refund.lockReleased ? "open" : "kept"}, ${depth} deep, moved ${moved} of ${wanted})`,
    );
  const approvals = [...books.approvals.values()].filter(
    (one) =>
      one.refundId === refund.id &&
      one.decision === "APPROVE" &&
      one.voidedAt === null &&
      one.intentHash === refund.intentHash,
  );
  if (moved > 0n && approvals.length === 0) wrong("I4", `${refundNo} was paid and nobody approved it`);
  if (moved > 0n && approvals.some(({ byId }) => byId === refund.requestedById))
    wrong("I3", `${refundNo} was paid and approved by its own requester`);
}

function deposits({ books }: Evidence, ours: readonly Mined[], wrong: Wrong): void {
  for (const deposit of books.deposits.values()) {
    const refunds = [...books.refunds.values()].filter(({ depositId }) => depositId === deposit.id);
    const completed = refunds.filter(({ status }) => status === "COMPLETED");
    if (completed.length > 1) wrong("I1", `${deposit.recordNo} was refunded ${completed.length} times`);
    if (deposit.status === "REFUNDED" && completed.length === 0)
      wrong("I8", `${deposit.recordNo} is Refunded without a completed refund`);
    const [one] = refunds;
    if (one === undefined) continue;
    let moved = 0n;
    for (const mined of ours) moved += movedTo(mined, one);
    const most = refunds.reduce(
      (sum, { intent }) => (BigInt(intent.amountBaseUnits) > sum ? BigInt(intent.amountBaseUnits) : sum),
      0n,
    );
    if (moved > most) wrong("I1", `the client of ${deposit.recordNo} received ${moved}, more than any refund of it`);
  }
}

/** Nothing leaves an account but payments and their fees. */
function balances(chain: readonly Block[], ours: readonly Mined[], payers: readonly string[], wrong: Wrong): void {
  const first = chain[0];
  const last = chain.at(-1);
  for (const payer of payers) {
    const before = first?.state.get(payer);
    const after = last?.state.get(payer);
    if (before === undefined || after === undefined) continue;
    let coins = 0n;
    let tokens = 0n;
    let count = 0;
    for (const { transaction, status, gasUsed, gasPrice, logs } of ours) {
      if (transaction.from !== payer) continue;
      count += 1;
      coins += gasUsed * gasPrice + (status === 1 ? transaction.value : 0n);
      for (const one of logs) tokens += one.units;
    }
    if (before.coins - after.coins !== coins || before.tokens - after.tokens !== tokens || after.nonce !== count)
      wrong("I11", `the account ${payer} lost something else than its payments and fees`);
  }
}

/** The log tells every change, in one unbroken chain. */
function log({ books }: Evidence, wrong: Wrong): void {
  let previous: string | null = null;
  let seq = 0;
  const statusOf = new Map<string, string>();
  for (const event of books.auditEvents) {
    if (event.seq !== seq + 1 || (previous !== null && event.prevHash !== previous))
      wrong("I10", `the log breaks at ${event.seq}`);
    seq = event.seq;
    previous = event.hash;
    if (event.entity !== "refund" || event.entityId === null || event.toStatus === null) continue;
    const known = statusOf.get(event.entityId) ?? "DRAFT";
    if (event.fromStatus !== known)
      wrong("I10", `the log lost a step of ${event.entityNo}: ${known} to ${event.fromStatus}`);
    statusOf.set(event.entityId, event.toStatus);
  }
  for (const { id, refundNo, status } of books.refunds.values())
    if (statusOf.get(id) !== status) wrong("I10", `the log ends with another status of ${refundNo}`);
  for (const { txHash } of books.attempts.values())
    if (!books.auditEvents.some(({ action, after }) => SIGNED_EVENTS.has(action) && mentions(after, txHash)))
      wrong("I10", `the log does not know the signed payment ${txHash}`);
}

function mentions(value: unknown, text: string): boolean {
  return JSON.stringify(value ?? null).includes(text);
}

/** What a workstation holds as sent is registered, byte for byte; and its own log is whole. */
function journals({ books, journals: disks }: Evidence, wrong: Wrong): void {
  const known = new Set([...books.attempts.values()].map(({ signedTx }) => signedTx));
  for (const { owner, disk } of disks) {
    const rows = disk.prepare("SELECT signed_tx, state FROM attempts").all() as { signed_tx: string; state: string }[];
    for (const { signed_tx: raw, state } of rows)
      if (state !== "signed" && state !== "orphan" && !known.has(raw))
        wrong("I2", `the journal of ${owner} holds bytes as ${state} that were never registered`);
    const lines = disk.prepare("SELECT seq, prev_hash, hash FROM audit_lines ORDER BY seq").all() as {
      seq: number;
      prev_hash: string;
      hash: string;
    }[];
    for (const [index, line] of lines.entries())
      if (line.seq !== index + 1 || line.prev_hash !== (lines[index - 1]?.hash ?? "0".repeat(64)))
        wrong("I10", `the journal of ${owner} has a broken log`);
  }
}

/** A name for everything that was judged, so that two runs can be compared. */
export function evidenceHash({ tip, books }: Evidence): string {
  const hash = createHash("sha256").update(tip.hash);
  for (const { hash: one } of books.auditEvents.slice(-1)) hash.update(one);
  for (const { refundNo, status, version } of books.refunds.values()) hash.update(`${refundNo} ${status} ${version}\n`);
  return hash.digest("hex");
}
