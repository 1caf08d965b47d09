/** What the chain answered before a command's transaction began, or why it could not be asked. */
import { AppError } from "#shared/errors.ts";

/**
 * A chain may need seconds, and a transaction must not wait for it. So the chain is asked first, and its answer is an argument:
 * an error among them counts only when no other rule refuses the command first.
 */
export type Asked<T> = { ok: true; value: T } | { ok: false; error: AppError };

export async function asked<T>(question: () => Promise<T>): Promise<Asked<T>> {
  try {
    return { ok: true, value: await question() };
  } catch (error) {
    if (error instanceof AppError) return { ok: false, error };
    throw error;
  }
}

/** The answer; throws the error that came instead. */
export function answered<T>(found: Asked<T>): T {
  if (found.ok) return found.value;
  throw found.error;
}
