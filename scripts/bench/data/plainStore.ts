import Database from "better-sqlite3";

/** A file without a cipher under the settings of the cache (openEncrypted), for floors. */
export function openPlain(file: string): Database.Database {
  const sqlite = new Database(file);
  sqlite.pragma("page_size=16384");
  sqlite.pragma("journal_mode=WAL");
  sqlite.pragma("synchronous=NORMAL");
  sqlite.pragma("foreign_keys=ON");
  sqlite.pragma("temp_store=MEMORY");
  sqlite.pragma("cache_size=-65536");
  sqlite.pragma("wal_autocheckpoint=10000");
  return sqlite;
}
