/** The backup opens with the PIN and holds the key of this workstation; from then on the key may pay. */
import { AppError } from "#shared/errors.ts";
import { type KeyRooms, vaultOf } from "./keyRooms.ts";

/** Throws SIGNER_NOT_ENROLLED, SIGNER_PIN_WRONG, SIGNER_REFUSED (another file, or another key). */
export async function proveSigningKeyBackup(
  rooms: KeyRooms,
  input: { backup: string; pin: string },
): Promise<{ address: string }> {
  const vault = await vaultOf(rooms);
  if (vault === null) throw new AppError("SIGNER_NOT_ENROLLED", "You have no signing key on this workstation");
  const { address } = rooms.signer.header(vault);
  const proven = await rooms.pinGuard.guarded(address, () =>
    rooms.signer.proveBackup({ backup: input.backup, pin: input.pin, address }),
  );
  rooms.journal.rememberBackupProof(proven.address);
  return proven;
}
