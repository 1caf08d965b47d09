import { eq } from "drizzle-orm";

import type { Context } from "#central/context.ts";
import { refunds } from "#central/store/tables.ts";
import { AppError } from "#shared/errors.ts";
import type { RefundRow } from "./toRefund.ts";

/** For reading. Throws NOT_FOUND. */
export async function loadRefund(context: Pick<Context, "db">, id: string): Promise<RefundRow> {
  const [row] = await context.db.select().from(refunds).where(eq(refunds.id, id));
  return found(row);
}

/** For changing: nobody else changes it until this transaction ends. Throws NOT_FOUND. */
export async function lockRefund(context: Pick<Context, "db">, id: string): Promise<RefundRow> {
  const [row] = await context.db.select().from(refunds).where(eq(refunds.id, id)).for("update");
  return found(row);
}

function found(row: RefundRow | undefined): RefundRow {
  if (!row) throw new AppError("NOT_FOUND", "There is no such refund");
  return row;
}
