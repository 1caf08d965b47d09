/** Versions of the screening list. A version's addresses are never changed: who was screened against it can be shown for ever. */
import { asc, count, desc, eq } from "drizzle-orm";

import { appendEvent } from "#central/audit/appendEvent.ts";
import { asPerson, type Context, newId, now, personOf } from "#central/context.ts";
import { expectVersion } from "#central/http/expectVersion.ts";
import { isListStale } from "#central/refunds/screenAddress.ts";
import { isUniqueViolation } from "#central/store/inTransaction.ts";
import { nextNumber } from "#central/store/nextNumber.ts";
import { denylistEntries, denylists } from "#central/store/tables.ts";
import type { Denylist, DenylistChanges, DenylistHistory, DenylistInput } from "#shared/contract/denylist.ts";
import { whyNotDates } from "#shared/domain/denylist.ts";
import { AppError } from "#shared/errors.ts";

type ListRow = typeof denylists.$inferSelect;
type Decision = { id: string; seenVersion: number; remarks: string };
const SHOWN_CHANGES = 100;
const SHOWN_LISTS = 50;

export async function listDenylists(context: Context): Promise<DenylistHistory> {
  const rows = await context.db
    .select()
    .from(denylists)
    .orderBy(desc(denylists.publishedAt), desc(denylists.listVersion))
    .limit(SHOWN_LISTS);
  const newest = await context.books.newestDenylist();
  const inForce = newest === null ? null : await readByVersion(context, newest.listVersion);
  const items: Denylist[] = [];
  for (const row of rows) items.push(await toDenylist(context, row));
  return { asOf: now(context), inForce, stale: await isListStale(context), items };
}

/** Throws CONFIGURATION_STATE while another list waits, CONFIGURATION_UNSOUND for its dates. */
export async function proposeDenylist(context: Context, input: DenylistInput): Promise<Denylist> {
  const entries = new Map(input.entries.map(({ address, reason }) => [address.toLowerCase(), reason]));
  await requireDates(context, input);
  const [waiting] = await context.db.select().from(denylists).where(eq(denylists.status, "PROPOSED")).for("update");
  if (waiting)
    throw new AppError("CONFIGURATION_STATE", `List ${waiting.listVersion} waits for a decision; it has to end first`);
  const addresses = [...entries.keys()].toSorted();
  const row = {
    id: newId(context),
    listVersion: await nextNumber(context, "SL"),
    source: input.source,
    publishedAt: input.publishedAt,
    goodUntil: input.goodUntil,
    sha256: context.sha256(`${addresses.join("\n")}\n`),
    status: "PROPOSED" as const,
    proposedBy: asPerson(personOf(context)),
    proposedAt: now(context),
    remarks: input.remarks,
  };
  const [stored] = await context.db
    .insert(denylists)
    .values(row)
    .returning()
    .catch((error: unknown) => {
      if (!isUniqueViolation(error, "denylists_open")) throw error;
      throw new AppError("CONFIGURATION_STATE", "Somebody imported a list at the same moment", { cause: error });
    });
  await context.db.insert(denylistEntries).values(
    addresses.map((addressKey) => ({
      listVersion: row.listVersion,
      addressKey,
      reason: entries.get(addressKey) ?? "",
    })),
  );
  await note(context, row, "proposed", input.remarks, null);
  return toDenylist(context, stored as ListRow);
}

/** For the second person: what the list would change. Throws NOT_FOUND. */
export async function readChanges(context: Context, id: string): Promise<DenylistChanges> {
  const list = await loadList(context, id);
  const newest = await context.books.newestDenylist();
  const entriesOf = (listVersion: string) =>
    context.db
      .select({ address: denylistEntries.addressKey, reason: denylistEntries.reason })
      .from(denylistEntries)
      .where(eq(denylistEntries.listVersion, listVersion))
      .orderBy(asc(denylistEntries.addressKey));
  const then = await entriesOf(list.listVersion);
  const before = newest === null ? [] : await entriesOf(newest.listVersion);
  const missingIn = (others: typeof then) => {
    const known = new Set(others.map(({ address }) => address));
    return ({ address }: { address: string }) => !known.has(address);
  };
  const added = then.filter(missingIn(before));
  const removed = before.filter(missingIn(then));
  return {
    added: added.slice(0, SHOWN_CHANGES),
    addedCount: added.length,
    removed: removed.slice(0, SHOWN_CHANGES),
    removedCount: removed.length,
  };
}

/** In force from this moment. Throws SELF_APPROVAL_FORBIDDEN, CONFIGURATION_STATE, CONFIGURATION_UNSOUND (its time is over), VERSION_MISMATCH, NOT_FOUND. */
export async function approveDenylist(context: Context, decision: Decision): Promise<Denylist> {
  const list = await lockList(context, decision);
  requireAnother(context, list);
  if (list.goodUntil !== null)
    await requireDates(context, { publishedAt: list.publishedAt, goodUntil: list.goodUntil });
  return decide(context, list, "APPROVED", decision.remarks);
}

/** Throws as approveDenylist, but for its dates. */
export async function rejectDenylist(context: Context, decision: Decision): Promise<Denylist> {
  const list = await lockList(context, decision);
  requireAnother(context, list);
  return decide(context, list, "REJECTED", decision.remarks);
}

/** Throws PERMISSION_DENIED for another person's list, CONFIGURATION_STATE, VERSION_MISMATCH, NOT_FOUND. */
export async function withdrawDenylist(context: Context, decision: Decision): Promise<Denylist> {
  const list = await lockList(context, decision);
  if (list.proposedBy?.id !== personOf(context).userId)
    throw new AppError("PERMISSION_DENIED", "Only the person who imported it takes it back; another one rejects it");
  return decide(context, list, "WITHDRAWN", decision.remarks);
}

async function decide(
  context: Context,
  list: ListRow,
  status: "APPROVED" | "REJECTED" | "WITHDRAWN",
  remarks: string,
): Promise<Denylist> {
  const [row] = await context.db
    .update(denylists)
    .set({
      status,
      decidedBy: asPerson(personOf(context)),
      decidedAt: now(context),
      decisionRemarks: remarks,
      version: list.version + 1,
    })
    .where(eq(denylists.id, list.id))
    .returning();
  await note(context, list, status.toLowerCase() as "approved" | "rejected" | "withdrawn", remarks, list.status);
  return toDenylist(context, row as ListRow);
}

async function requireDates(context: Context, dates: { publishedAt: string; goodUntil: string }): Promise<void> {
  const newest = await context.books.newestDenylist();
  const inForce = newest === null ? null : await readByVersion(context, newest.listVersion);
  const wrong = whyNotDates(dates, now(context), inForce);
  if (wrong !== null) throw new AppError("CONFIGURATION_UNSOUND", wrong);
}

function requireAnother(context: Context, { proposedBy }: ListRow): void {
  if (proposedBy?.id === personOf(context).userId)
    throw new AppError("SELF_APPROVAL_FORBIDDEN", "You imported this list: another person must decide on it");
}

async function lockList(context: Context, { id, seenVersion }: Decision): Promise<ListRow> {
  const [row] = await context.db.select().from(denylists).where(eq(denylists.id, id)).for("update");
  if (row === undefined) throw new AppError("NOT_FOUND", "There is no such list");
  if (row.status !== "PROPOSED") throw new AppError("CONFIGURATION_STATE", "This list is decided already");
  expectVersion(seenVersion, row);
  return row;
}

async function loadList({ db }: Context, id: string): Promise<ListRow> {
  const [row] = await db.select().from(denylists).where(eq(denylists.id, id));
  if (row === undefined) throw new AppError("NOT_FOUND", "There is no such list");
  return row;
}

async function readByVersion(context: Context, listVersion: string): Promise<Denylist | null> {
  const [row] = await context.db.select().from(denylists).where(eq(denylists.listVersion, listVersion));
  return row === undefined ? null : toDenylist(context, row);
}

async function toDenylist({ db }: Context, row: ListRow): Promise<Denylist> {
  const [counted] = await db
    .select({ entries: count() })
    .from(denylistEntries)
    .where(eq(denylistEntries.listVersion, row.listVersion));
  return { ...row, entryCount: counted?.entries ?? 0 };
}

async function note(
  context: Context,
  list: Pick<ListRow, "id" | "listVersion" | "source" | "publishedAt" | "goodUntil" | "sha256">,
  step: "proposed" | "approved" | "rejected" | "withdrawn",
  remarks: string,
  fromStatus: string | null,
): Promise<void> {
  const { id, listVersion, source, publishedAt, goodUntil, sha256 } = list;
  await appendEvent(context, {
    action: `configuration.denylist_${step}`,
    entity: "configuration",
    entityId: id,
    entityNo: listVersion,
    fromStatus,
    toStatus: step.toUpperCase(),
    remarks,
    detail: { source, publishedAt, goodUntil: goodUntil ?? "no end", sha256: sha256 ?? "" },
  });
}
