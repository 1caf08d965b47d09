import { createHash } from "node:crypto";
import { canonicalJson } from "#shared/canonicalJson.ts";
import { SYNC_ENTITIES, type SyncEntity } from "#shared/contract/sync.ts";
import type { CacheReader } from "#main/store/cacheReader.ts";

const TABLE_OF: Record<SyncEntity, string> = {
  networks: "networks",
  currencies: "currencies",
  walletAddresses: "wallet_addresses",
  applications: "applications",
  deposits: "deposit_rows",
  refunds: "refunds",
  events: "events",
};

/** One hash over all rows of a cache; equal to the one over the service's rows exactly when both hold the same. */
export function cacheDigest(reader: CacheReader): string {
  return rowsDigest((entity) =>
    reader.values<string>(`SELECT data FROM ${TABLE_OF[entity]}`).map((text) => JSON.parse(text) as unknown),
  );
}

/** The order in which rows come does not matter. */
export function rowsDigest(rowsOf: (entity: SyncEntity) => readonly unknown[]): string {
  const hash = createHash("sha256");
  for (const entity of SYNC_ENTITIES) {
    const texts = rowsOf(entity).map((row) => canonicalJson(row as never));
    hash.update(`${entity} ${texts.length}\n`);
    for (const text of texts.toSorted()) hash.update(`${text}\n`);
  }
  return hash.digest("hex");
}
