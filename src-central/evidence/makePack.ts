/** Gathers the evidence of one refund or one cancellation. What is read from the books is read while nobody writes; the chain is asked afterwards. */
import { and, asc, eq, inArray, lte, or } from "drizzle-orm";

import { appendEvent } from "#central/audit/appendEvent.ts";
import { logTree } from "#central/audit/logTree.ts";
import { signHead } from "#central/audit/signHead.ts";
import { toAuditEvent } from "#central/audit/toAuditEvent.ts";
import { asPerson, type Context, contextOf, now, personOf } from "#central/context.ts";
import { depositSeenBy } from "#central/deposits/hideRestricted.ts";
import { loadDeposit } from "#central/deposits/loadDeposit.ts";
import { toDeposit } from "#central/deposits/toDeposit.ts";
import type { Outside } from "#central/http/route.ts";
import { loadRefund } from "#central/refunds/loadRefund.ts";
import { readRefund } from "#central/refunds/toRefund.ts";
import { toDeviceKey } from "#central/signers/toSigner.ts";
import { inTransaction } from "#central/store/inTransaction.ts";
import { auditEvents, deviceKeys } from "#central/store/tables.ts";
import type { EvidenceFile } from "#shared/contract/evidence.ts";
import type { AuditEvent, AuditHead } from "#shared/contract/audit.ts";
import type { Refund } from "#shared/contract/refund.ts";
import type { DeviceKey } from "#shared/contract/session.ts";
import { AppError } from "#shared/errors.ts";
import type { EvidenceParts, SignedTransaction } from "./EvidencePack.ts";
import { proveOnChain } from "./proveOnChain.ts";
import { sealPack } from "./sealPack.ts";

/** Throws NOT_FOUND. */
export async function refundPack(outside: Outside, { id }: { id: string }): Promise<EvidenceFile> {
  return makePack(outside, async (context) => {
    const refund = await readRefund(context, await loadRefund(context, id));
    return { depositId: refund.depositId, refund };
  });
}

/** Of a record that was cancelled. Throws NOT_FOUND, DEPOSIT_STATE. */
export async function cancellationPack(outside: Outside, { id }: { id: string }): Promise<EvidenceFile> {
  return makePack(outside, async (context) => {
    const deposit = await loadDeposit(context, id);
    if (deposit.status !== "CANCELLED")
      throw new AppError("DEPOSIT_STATE", "Only of a cancelled record is there a cancellation to prove");
    return { depositId: id, refund: null };
  });
}

type About = { depositId: string; refund: Refund | null };

async function makePack(
  { rooms, actor, requestId }: Outside,
  find: (context: Context) => Promise<About>,
): Promise<EvidenceFile> {
  const kept = await inTransaction(rooms.database, async (db) => {
    const context = contextOf(rooms, db, actor, requestId);
    const { depositId, refund } = await find(context);
    return readBooks(context, depositId, refund, () => signHead(db, rooms));
  });
  const { number, ...books } = kept;
  const { chain, notProven } = await proveOnChain(rooms, books.refund);
  const text = sealPack({ ...books, chain, notProven }, rooms);
  return { fileName: `evidence-${number}.json`, text, sha256: rooms.sha256(text) };
}

/** The log's last event is that this pack was made; while its head is locked, nothing that it says can change. */
async function readBooks(
  context: Context,
  depositId: string,
  refund: Refund | null,
  sign: () => Promise<AuditHead>,
): Promise<Omit<EvidenceParts, "chain" | "notProven"> & { number: string }> {
  const person = personOf(context);
  const row = await loadDeposit(context, depositId);
  const about = refund === null ? { entity: "deposit", no: row.recordNo } : { entity: "refund", no: refund.refundNo };
  await appendEvent(context, {
    action: "evidence.exported",
    entity: about.entity,
    entityId: refund?.id ?? depositId,
    entityNo: about.no,
    depositId,
  });
  const head = await sign();
  const keys = refund === null ? [] : await keysBehind(context, refund);
  return {
    number: about.no,
    made: { at: now(context), by: asPerson(person), about: refund === null ? "CANCELLATION" : "REFUND" },
    deposit: depositSeenBy(toDeposit(row), person.permissions),
    refund,
    keys,
    transactions: refund === null ? [] : await transactionsOf(context, refund.id),
    log: { head, events: await eventsAbout(context, head, { depositId, refundId: refund?.id ?? null, keys }) },
  };
}

/** Keys whose word is in the refund, those that vouched for them, and so on up to the first set. */
async function keysBehind({ db }: Context, refund: Refund): Promise<DeviceKey[]> {
  const found = new Map<string, DeviceKey>();
  let wanted = refund.approvals.map(({ deviceKeyId }) => deviceKeyId);
  if (refund.voiding?.approval) wanted.push(refund.voiding.approval.deviceKeyId);
  while (wanted.length > 0) {
    const rows = await db.select().from(deviceKeys).where(inArray(deviceKeys.id, wanted));
    for (const row of rows) found.set(row.id, toDeviceKey(row));
    wanted = rows
      .map(({ endorsement }) => endorsement?.endorserKeyId)
      .filter((id) => id !== undefined)
      .filter((id) => !found.has(id));
  }
  return [...found.values()];
}

async function transactionsOf({ books, proofs }: Context, refundId: string): Promise<SignedTransaction[]> {
  return (await books.attempts([refundId])).map(({ txHash, kind, signedTx }) => {
    const { chainId, from, nonce, to, contractAddress, value } = proofs.decodeSignedTransaction(signedTx);
    const decoded = { from, to, contractAddress, chainId: `${chainId}`, nonce: `${nonce}`, value: `${value}` };
    return { txHash, kind, signedTx, decoded };
  });
}

async function eventsAbout(
  context: Context,
  head: AuditHead,
  about: { depositId: string; refundId: string | null; keys: readonly DeviceKey[] },
): Promise<{ event: AuditEvent; proof: string[] }[]> {
  const { depositId, refundId, keys } = about;
  const of = (entity: string, ids: readonly string[]) =>
    ids.length === 0 ? undefined : and(eq(auditEvents.entity, entity), inArray(auditEvents.entityId, [...ids]));
  const ids = keys.map(({ id }) => id);
  const aboutThis = or(
    of("deposit", [depositId]),
    of("refund", refundId === null ? [] : [refundId]),
    of("deviceKey", ids),
  );
  const rows = await context.db
    .select()
    .from(auditEvents)
    .where(and(lte(auditEvents.seq, head.size), aboutThis))
    .orderBy(asc(auditEvents.seq));
  const tree = await logTree(context.db, head);
  const { permissions } = personOf(context);
  return rows
    .map(toAuditEvent)
    .filter((event) => permissions.has("Restricted.Read") || !tellsOfSanctions(event))
    .map((event) => ({ event, proof: tree.proofOf(event.seq) }));
}

/** An event cannot be shown in part, because its hash is of the whole: whoever may not know of a sanctions hit does not get it at all. */
function tellsOfSanctions(event: AuditEvent): boolean {
  return (
    event.action === "deposit.blocked" ||
    event.action === "deposit.unblocked" ||
    /"(SANCTIONS|HIT)"/.test(JSON.stringify([event.before, event.after, event.reasonCode]))
  );
}
