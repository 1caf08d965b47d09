/** The Ed25519 key with which the central service signs heads of its log and evidence packs. Workstations pin its public half. */
import { createPrivateKey, generateKeyPairSync, sign } from "node:crypto";

import { sql } from "drizzle-orm";

import type { Clock } from "#central/clock.ts";
import { inTransaction, rowsOf } from "#central/store/inTransaction.ts";
import type { Database } from "#central/store/openDatabase.ts";
import { auditKeys } from "#central/store/tables.ts";
import { invariant } from "#shared/errors.ts";

export type LogKey = {
  /** raw, 64 hex digits */
  readonly publicKey: string;
  /** over the UTF-8 text, 128 hex digits */
  sign(text: string): string;
};

/** Made at the first start and kept in the service's database: whoever may write there could sign too, which is why workstations keep heads. */
export async function openLogKey(database: Database, clock: Clock): Promise<LogKey> {
  const { publicKey, privateJwk } = await loadKey(database, clock);
  const key = createPrivateKey({ key: privateJwk, format: "jwk" });
  return { publicKey, sign: (text) => sign(null, Buffer.from(text, "utf8"), key).toString("hex") };
}

async function loadKey(database: Database, clock: Clock) {
  const { kty, crv, x, d } = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  invariant(kty && crv && x && d, "a new key has all its parts");
  return inTransaction(database, async (db) => {
    // Two services starting on one database agree on one key.
    await rowsOf(db, sql`lock table audit_keys in exclusive mode`);
    const [known] = await db.select().from(auditKeys).limit(1);
    if (known) return known;
    const [made] = await db
      .insert(auditKeys)
      .values({
        publicKey: Buffer.from(x, "base64url").toString("hex"),
        privateJwk: { kty, crv, x, d },
        createdAt: clock.now(),
      })
      .returning();
    invariant(made, "the key of the log was written");
    return made;
  });
}
