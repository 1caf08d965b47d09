/** An account whose rights are to change, locked until the transaction ends. */
import { eq, sql } from "drizzle-orm";

import type { Context } from "#central/context.ts";
import { users } from "#central/store/tables.ts";
import type { AccountRights } from "#shared/contract/account.ts";
import { AppError } from "#shared/errors.ts";
import { readRights } from "./rights.ts";

export type LockedAccount = { row: typeof users.$inferSelect; rights: AccountRights };

/** Any number; only changes of rights take it. */
const RIGHTS_LOCK = 4_201;

/** Changes of rights go one after another, so that two of them cannot take away the last two holders of a role at the same moment. */
export async function lockRights({ db }: Pick<Context, "db">): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(${RIGHTS_LOCK})`);
}

/** Throws NOT_FOUND. */
export async function lockAccount({ db }: Pick<Context, "db">, userId: string): Promise<LockedAccount> {
  const [row] = await db.select().from(users).where(eq(users.id, userId)).for("update");
  if (!row) throw new AppError("NOT_FOUND", "There is no such account");
  const { roles, grants } = await readRights(db, userId);
  return { row, rights: { roles, grants, disabled: row.disabled } };
}
