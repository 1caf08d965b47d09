/**
 * Opens an encrypted SQLite file: cipher aegis, raw 256-bit key from the keychain, pages of 16 KB (performance, "Design choices" 3),
 * with the pragmas of security P0.11, each of them read back. Every fault becomes a code that says what is wrong.
 */
import { createHash } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import Database from "better-sqlite3";
import { AppError } from "#shared/errors.ts";
import { bringUpToDate } from "./migrations.ts";
import { journalUnusable, storeFault, type StoreKind } from "./storeFault.ts";

export type OpenOptions = {
  kind: StoreKind;
  file: string;
  /** 32 bytes */
  key: Uint8Array;
  /** FULL for money, NORMAL for what can be fetched again */
  synchronous: "NORMAL" | "FULL";
  /** null: the file is brought up to date by somebody else (a reader beside the writer) */
  migrationsFolder: string | null;
  /** the compiled SQLite binding of a development runtime; undefined: the one that comes with the package */
  nativeBinding?: string | undefined;
};

export type OpenedStore = {
  readonly file: string;
  readonly sqlite: Database.Database;
  close(): void;
};

const PAGE_BYTES = 16_384;
const BUSY_TIMEOUT_MS = 5_000;
const KEY_NAME = /^[0-9a-f]{16}$/;

/** Throws CACHE_KEY_WRONG, CACHE_DAMAGED, CACHE_FROM_FUTURE or DISK_FULL; for the journal JOURNAL_UNAVAILABLE or DISK_FULL. Leaves the file as it was. */
export function openEncrypted(options: OpenOptions): OpenedStore {
  const { kind, file, key } = options;
  if (key.length !== 32) throw new AppError("INTERNAL", "A data key has 32 bytes");
  assertKeyFits(options);
  let sqlite: Database.Database | null = null;
  try {
    sqlite = new Database(file, options.nativeBinding === undefined ? {} : { nativeBinding: options.nativeBinding });
    unlock(sqlite, key);
    applyPragmas(sqlite, options.synchronous);
    const opened = sqlite;
    if (options.migrationsFolder !== null) bringUpToDate(opened, options.migrationsFolder, kind);
    assertPragmas(opened, options.synchronous);
    rememberKey(file, key);
    return { file, sqlite: opened, close: () => opened.close() };
  } catch (error) {
    sqlite?.close();
    throw storeFault(error, kind);
  }
}

function unlock(sqlite: Database.Database, key: Uint8Array): void {
  sqlite.pragma("cipher='aegis'");
  sqlite.pragma(`key='raw:${Buffer.from(key).toString("hex")}'`);
  sqlite.pragma(`page_size=${PAGE_BYTES}`);
  // The first statement that reads: a wrong key or a damaged first page shows itself here.
  sqlite.prepare("SELECT count(*) FROM sqlite_master").get();
}

function applyPragmas(sqlite: Database.Database, synchronous: "NORMAL" | "FULL"): void {
  sqlite.pragma(`busy_timeout=${BUSY_TIMEOUT_MS}`);
  sqlite.pragma("journal_mode=WAL");
  sqlite.pragma(`synchronous=${synchronous}`);
  sqlite.pragma("foreign_keys=ON");
  sqlite.pragma("trusted_schema=OFF");
  sqlite.pragma("cell_size_check=ON");
  sqlite.pragma("secure_delete=ON");
  sqlite.pragma("temp_store=MEMORY");
  sqlite.pragma("cache_size=-65536");
  sqlite.pragma("wal_autocheckpoint=10000");
}

/** A pragma that did not take is silent; money and privacy depend on these, so they are read back. */
function assertPragmas(sqlite: Database.Database, synchronous: "NORMAL" | "FULL"): void {
  const expected: Record<string, unknown> = {
    cipher: "aegis",
    page_size: PAGE_BYTES,
    journal_mode: "wal",
    synchronous: synchronous === "FULL" ? 2 : 1,
    foreign_keys: 1,
    trusted_schema: 0,
    cell_size_check: 1,
    secure_delete: 1,
    temp_store: 2,
  };
  for (const [name, value] of Object.entries(expected)) {
    const actual: unknown = sqlite.pragma(name, { simple: true });
    if (actual !== value) throw new Error(`the database setting ${name} is ${String(actual)}, not ${String(value)}`);
  }
}

/**
 * A wrong key and a damaged first page look the same to SQLite. Beside the file stands the name of its key (a hash of a random
 * 256-bit key, which says nothing about it), so that a person is told which of the two it is.
 */
function assertKeyFits({ kind, file, key }: OpenOptions): void {
  if (!existsSync(file) || statSync(file).size === 0) return assertNothingWasHere(file, kind);
  const remembered = rememberedName(file);
  if (remembered === null || remembered === keyName(key)) return;
  throw new AppError(
    kind === "journal" ? "JOURNAL_UNAVAILABLE" : "CACHE_KEY_WRONG",
    `The ${kind} file of this workstation was written with another key than the keychain holds now`,
  );
}

/**
 * The name of the key comes after the first tables, so that it never stands beside a file that was not begun yet: what it names was emptied or removed.
 * SQLite would begin a new one without a word. A cache that is gone is fetched again like a new one; a money journal is not begun twice.
 */
function assertNothingWasHere(file: string, kind: StoreKind): void {
  if (!existsSync(keyNameFile(file))) return;
  if (kind === "journal") throw journalUnusable("it is empty or gone");
  if (existsSync(file)) throw new AppError("CACHE_DAMAGED", "The cache file of this workstation is empty");
}

/** Null when there is none, or what a crash left of one: then SQLite alone says whether the key fits. */
function rememberedName(file: string): string | null {
  const beside = keyNameFile(file);
  if (!existsSync(beside)) return null;
  const name = readFileSync(beside, "utf8").trim();
  return KEY_NAME.test(name) ? name : null;
}

/** There whole or not at all, also after a power cut: an empty name beside a good journal would keep all payments from being followed. */
function rememberKey(file: string, key: Uint8Array): void {
  if (rememberedName(file) === keyName(key)) return;
  const fresh = `${keyNameFile(file)}.new`;
  const target = openSync(fresh, "w", 0o600);
  try {
    writeFileSync(target, `${keyName(key)}\n`);
    fsyncSync(target);
  } finally {
    closeSync(target);
  }
  renameSync(fresh, keyNameFile(file));
}

function keyName(key: Uint8Array): string {
  return createHash("sha256").update("deposit-desk key name").update(key).digest("hex").slice(0, 16);
}

export function keyNameFile(file: string): string {
  return `${file}.key-name`;
}
