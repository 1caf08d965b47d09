import { isAppError } from "#shared/errors.ts";

/**
 * Every item in its turn, whatever becomes of the others: one record that cannot be moved on must not stop those behind it.
 * Throws afterwards what went wrong; an unreachable chain at once, because it is unreachable for all.
 */
export async function oneByOne<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const failures: unknown[] = [];
  for (const item of items)
    try {
      await work(item);
    } catch (error) {
      if (isAppError(error, "CHAIN_UNAVAILABLE")) throw error;
      failures.push(error);
    }
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1)
    throw new AggregateError(failures, `${failures.length} of ${items.length} could not be moved on`);
}
