/** A file that is there whole or not at all, for its owner alone to read. */
import { open, rename, rm } from "node:fs/promises";

export type Part = string | Uint8Array;
type Fill = (write: (part: Part) => Promise<void>) => Promise<void>;

/**
 * `fill` writes part after part. A disk that fills up on the way, or a stick that is pulled out, leaves an older file of this name as it was.
 * Throws what the disk or `fill` throws.
 */
export async function writeWholeFile(file: string, fill: Fill): Promise<void> {
  await writeDraft(file, fill);
  await keepDraft(file);
}

/** The file beside its place, safe on the disk. What `fill` throws leaves nothing. */
export async function writeDraft(file: string, fill: Fill): Promise<void> {
  try {
    const handle = await open(draftOf(file), "w", 0o600);
    try {
      await fill((part) => handle.writeFile(part));
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    await discardDraft(file);
    throw error;
  }
}

/** Takes its place. */
export async function keepDraft(file: string): Promise<void> {
  try {
    await rename(draftOf(file), file);
  } catch (error) {
    await discardDraft(file);
    throw error;
  }
}

/** After whoever wrote was stopped in the middle, or when it is not wanted any more. */
export async function discardDraft(file: string): Promise<void> {
  await rm(draftOf(file), { force: true });
}

function draftOf(file: string): string {
  return `${file}.part`;
}
