/** Keeps the encrypted backup of a payment key where the person chooses. Only this process learns the place. */
import { AppError } from "#shared/errors.ts";
import { z } from "#shared/zod.ts";
import { keepFile, type KeptFiles } from "#main/files/KeptFiles.ts";
import type { Log } from "#main/log/Log.ts";

/** What enrolling answers (signer/keys.ts): a page that was taken over must not write other files by this way. */
const backupFile = z.object({
  version: z.literal(3),
  address: z.string().regex(/^[0-9a-fA-F]{40}$/),
  Crypto: z.object({ ciphertext: z.string(), kdf: z.literal("scrypt") }),
});

/** `saved` false: the person closed the dialog. Throws SIGNER_REFUSED, DISK_FULL, INPUT_INVALID (this place cannot be written). */
export async function saveBackup(
  { files, log }: { files: KeptFiles; log: Log },
  { backup }: { backup: string },
): Promise<{ saved: boolean }> {
  const { address } = readBackup(backup);
  // The beginning of the address tells several keys apart; the whole of it stands in the file.
  const file = await files.choose(`deposit-desk-signing-key-${address.slice(0, 8).toLowerCase()}.json`);
  if (file === null) return { saved: false };
  await keepFile(files, file, backup, "The backup");
  log.info("the backup of a signing key was saved");
  return { saved: true };
}

function readBackup(text: string): z.infer<typeof backupFile> {
  try {
    return backupFile.parse(JSON.parse(text));
  } catch {
    // What it was given may be anything; it is not repeated.
    throw new AppError("SIGNER_REFUSED", "This is not the backup of a signing key");
  }
}
