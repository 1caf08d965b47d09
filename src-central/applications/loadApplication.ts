import { eq } from "drizzle-orm";

import type { Context } from "#central/context.ts";
import { applications } from "#central/store/tables.ts";
import { AppError } from "#shared/errors.ts";
import type { ApplicationRow } from "./toApplication.ts";

/** For reading. Throws NOT_FOUND. */
export async function loadApplication(context: Pick<Context, "db">, id: string): Promise<ApplicationRow> {
  const [row] = await context.db.select().from(applications).where(eq(applications.id, id));
  return found(row);
}

/** For changing: nobody else changes it until this transaction ends. Throws NOT_FOUND. */
export async function lockApplication(context: Pick<Context, "db">, id: string): Promise<ApplicationRow> {
  const [row] = await context.db.select().from(applications).where(eq(applications.id, id)).for("update");
  return found(row);
}

function found(row: ApplicationRow | undefined): ApplicationRow {
  if (!row) throw new AppError("NOT_FOUND", "There is no such application");
  return row;
}
