/** What a workstation's journal says about the attempts of one refund. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openEncrypted } from "#main/store/openEncrypted.ts";

/** States in the order of signing, as the next start finds them. */
export function journalStates(folder: string, refundId: string): string[] {
  const keyring = JSON.parse(readFileSync(join(folder, "keyring.json"), "utf8")) as Record<string, string>;
  const store = openEncrypted({
    kind: "journal",
    file: join(folder, "journal.db"),
    key: Buffer.from(keyring["journal-key"] ?? "", "hex"),
    synchronous: "FULL",
    migrationsFolder: null,
  });
  try {
    const rows = store.sqlite
      .prepare("SELECT state FROM attempts WHERE refund_id = ? ORDER BY created_at")
      .all(refundId);
    return rows.map((row) => (row as { state: string }).state);
  } finally {
    store.close();
  }
}
