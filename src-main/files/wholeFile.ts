/** A file that is there whole or not at all, for its owner alone to read. */
import { open, rename, rm } from "node:fs/promises";

export type Part = string | Uint8Array;

/**
 * `fill` writes part after part. A disk that fills up on the way, or a stick that is pulled out, leaves an older file of this name as it was.
 * Throws what the disk or `fill` throws.
 */
export async function writeWholeFile(
  file: string,
  fill: (write: (part: Part) => Promise<void>) => Promise<void>,
): Promise<void> {
  const draft = draftOf(file);
  try {
    const handle = await open(draft, "w", 0o600);
    try {
      await fill(async (part) => handle.writeFile(part));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await discardDraft(file);
    throw error;
  }
}

/** After whoever wrote was stopped in the middle. */
export async function discardDraft(file: string): Promise<void> {
  await rm(draftOf(file), { force: true });
}

function draftOf(file: string): string {
  return `${file}.part`;
}
