import { eq } from "drizzle-orm";

import type { Context } from "#central/context.ts";
import { deposits } from "#central/store/tables.ts";
import { AppError } from "#shared/errors.ts";
import type { DepositRow } from "./toDeposit.ts";

/** For reading. Throws NOT_FOUND. */
export async function loadDeposit(context: Pick<Context, "db">, id: string): Promise<DepositRow> {
  const [row] = await context.db.select().from(deposits).where(eq(deposits.id, id));
  return found(row);
}

/** For changing: nobody else changes it until this transaction ends. Throws NOT_FOUND. */
export async function lockDeposit(context: Pick<Context, "db">, id: string): Promise<DepositRow> {
  const [row] = await context.db.select().from(deposits).where(eq(deposits.id, id)).for("update");
  return found(row);
}

function found(row: DepositRow | undefined): DepositRow {
  if (!row) throw new AppError("NOT_FOUND", "There is no such deposit record");
  return row;
}
