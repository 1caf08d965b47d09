/** Record, application and refund numbers that people read. */
import type { BookContext } from "#central/context.ts";

/** DP: deposit record, DA: deposit application, RF: refund, SL: screening list. */
export type NumberPrefix = "DP" | "DA" | "RF" | "SL";

/** "DP-20261122-000123": UTC day and a running number. A number is never given twice; one whose transaction fails is a gap (R7.2). */
export async function nextNumber(context: Pick<BookContext, "books" | "clock">, prefix: NumberPrefix): Promise<string> {
  const day = context.clock.now().slice(0, 10).replaceAll("-", "");
  const number = await context.books.nextNumber(prefix, day);
  return `${prefix}-${day}-${String(number).padStart(6, "0")}`;
}
