/**
 * Saved views: everybody keeps his own; what is shared is read by all and changed by those who may share (View.Share).
 * A view of somebody else that is not shared does not exist for the asker.
 */
import { and, asc, eq, or } from "drizzle-orm";

import { appendEvent } from "#central/audit/appendEvent.ts";
import { asPerson, type Context, newId, now, personOf } from "#central/context.ts";
import { expectVersion } from "#central/http/expectVersion.ts";
import { savedViews } from "#central/store/tables.ts";
import { type SavedView, type SavedViewInput, VIEWS_MOST } from "#shared/contract/savedView.ts";
import { missingPermissionText } from "#shared/domain/permissions.ts";
import { AppError, invariant } from "#shared/errors.ts";

type SavedViewRow = typeof savedViews.$inferSelect;

/** One's own and the shared ones, by name. */
export async function listViews(context: Context): Promise<SavedView[]> {
  const rows = await context.db
    .select()
    .from(savedViews)
    .where(or(eq(savedViews.shared, true), eq(savedViews.ownerId, personOf(context).userId)))
    .orderBy(asc(savedViews.name), asc(savedViews.id));
  return rows.map(toSavedView);
}

/** Throws PERMISSION_DENIED, VALIDATION_FAILED for a name that one has already or for too many. */
export async function saveView(context: Context, input: SavedViewInput): Promise<SavedView> {
  const { userId } = personOf(context);
  if (input.shared) requireSharing(context);
  await requireFreeName(context, input.name, null);
  const [row] = await context.db
    .insert(savedViews)
    .values({
      ...input,
      ...{
        id: newId(context),
        ownerId: userId,
        owner: asPerson(personOf(context)),
        updatedAt: now(context),
        version: 1,
      },
    })
    .returning();
  invariant(row, "the view was written");
  await log(context, "view.saved", row, null);
  return toSavedView(row);
}

/** Throws NOT_FOUND, VERSION_MISMATCH, PERMISSION_DENIED, VALIDATION_FAILED. */
export async function changeView(
  context: Context,
  { id, seenVersion, ...input }: SavedViewInput & { id: string; seenVersion: number },
): Promise<SavedView> {
  const before = await lockView(context, id);
  if (before.shared || input.shared) requireSharing(context);
  expectVersion(seenVersion, toSavedView(before));
  await requireFreeName(context, input.name, before);
  const [row] = await context.db
    .update(savedViews)
    .set({ ...input, updatedAt: now(context), version: before.version + 1 })
    .where(eq(savedViews.id, id))
    .returning();
  invariant(row, "the view was locked");
  await log(context, "view.changed", row, before);
  return toSavedView(row);
}

/** Answers the view as it was. Throws NOT_FOUND, VERSION_MISMATCH, PERMISSION_DENIED. */
export async function removeView(
  context: Context,
  { id, seenVersion }: { id: string; seenVersion: number },
): Promise<SavedView> {
  const row = await lockView(context, id);
  if (row.shared) requireSharing(context);
  expectVersion(seenVersion, toSavedView(row));
  await context.db.delete(savedViews).where(eq(savedViews.id, id));
  await log(context, "view.removed", row, row);
  return toSavedView(row);
}

async function lockView(context: Context, id: string): Promise<SavedViewRow> {
  const [row] = await context.db.select().from(savedViews).where(eq(savedViews.id, id)).for("update");
  if (row === undefined || (!row.shared && row.ownerId !== personOf(context).userId))
    throw new AppError("NOT_FOUND", "There is no such view");
  return row;
}

function requireSharing(context: Context): void {
  if (personOf(context).permissions.has("View.Share")) return;
  throw new AppError("PERMISSION_DENIED", missingPermissionText("View.Share", []), {
    extra: { missingPermission: "View.Share" },
  });
}

/** Of one owner, names are told apart. */
async function requireFreeName(context: Context, name: string, before: SavedViewRow | null): Promise<void> {
  const ownerId = before?.ownerId ?? personOf(context).userId;
  const own = await context.db
    .select({ id: savedViews.id, name: savedViews.name })
    .from(savedViews)
    .where(and(eq(savedViews.ownerId, ownerId)));
  const wrong = own.some((view) => view.id !== before?.id && view.name === name)
    ? "There is a view of this name already. Change that one, or write another name."
    : before === null && own.length >= VIEWS_MOST
      ? `A person keeps ${VIEWS_MOST} views at most. Remove one that is no longer used.`
      : null;
  if (wrong === null) return;
  throw new AppError("VALIDATION_FAILED", wrong, {
    extra: { errors: [{ pointer: "/name", code: "taken", detail: wrong }] },
  });
}

async function log(context: Context, action: string, row: SavedViewRow, before: SavedViewRow | null): Promise<void> {
  await appendEvent(context, {
    action,
    entity: "view",
    entityId: row.id,
    entityNo: row.name,
    before: before === null ? null : wordsOf(before),
    after: action === "view.removed" ? null : wordsOf(row),
  });
}

const wordsOf = ({ name, query, shared }: SavedViewRow): SavedViewInput => ({ name, query, shared });

function toSavedView({ ownerId: _ownerId, ...view }: SavedViewRow): SavedView {
  return view;
}
