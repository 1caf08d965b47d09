/** Files that a person keeps where he chooses. Only this process learns the place. */
import { AppError } from "#shared/errors.ts";

/** The operating system's dialog and disk; given by index.ts. */
export type KeptFiles = {
  /** asks the person for a place; null: changed his mind */
  choose(suggestedName: string): Promise<string | null>;
  /** the whole file or nothing, for its owner alone to read */
  write(file: string, content: string | Uint8Array): Promise<void>;
};

/** Writes it there. `what`: "The backup". Throws DISK_FULL, INPUT_INVALID (this place cannot be written). */
export async function keepFile(
  files: KeptFiles,
  file: string,
  content: string | Uint8Array,
  what: string,
): Promise<void> {
  try {
    await files.write(file, content);
  } catch (error) {
    throw writeFault(error, what);
  }
}

/** Without the cause: its words hold the place. `what`: "The backup". */
export function writeFault(error: unknown, what: string): AppError {
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown";
  if (code === "ENOSPC" || code === "EDQUOT")
    return new AppError("DISK_FULL", `${what} does not fit there. Free some space, or choose another place.`, {
      retryable: true,
    });
  return new AppError("INPUT_INVALID", `${what} could not be written there (${code}). Choose another place.`);
}
