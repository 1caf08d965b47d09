/** The 256-bit keys of the files on this workstation. */
import { AppError } from "#shared/errors.ts";
import type { Random } from "#main/world/random.ts";
import type { Keychain } from "./Keychain.ts";

const KEY_BYTES = 32;

/**
 * Reads the key of a file, or makes one when there is none yet.
 * Throws KEYCHAIN_SECRET_MISSING when the file is there but its key is not (the keychain was reset, or the profile was copied from elsewhere).
 */
export async function dataKey(
  rooms: { keychain: Keychain; random: Random },
  name: "cache-key" | "journal-key",
  fileExists: boolean,
): Promise<Buffer> {
  const stored = await rooms.keychain.get(name);
  if (stored !== null && /^[0-9a-f]{64}$/.test(stored)) return Buffer.from(stored, "hex");
  if (fileExists)
    throw new AppError(
      "KEYCHAIN_SECRET_MISSING",
      `The keychain no longer holds the ${name} of this workstation's data`,
    );
  const key = rooms.random.bytes(KEY_BYTES);
  await rooms.keychain.set(name, key.toString("hex"));
  return key;
}
