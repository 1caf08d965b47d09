/** The queue holds review marks and remarks and nothing else (R24.2, R1.3): whatever is put in, from the writer or straight into its table. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { API_BASE, allEndpoints } from "#shared/contract/http.ts";
import { allCalls } from "#shared/contract/ipc.ts";
import { type OutboxEntry, outboxEntry } from "#shared/contract/outbox.ts";
import { REVIEW_MARKS } from "#shared/domain/reviews.ts";
import { createCache } from "#main/store/Cache.ts";
import { createCacheReader } from "#main/store/cacheReader.ts";
import { createCacheWriter, type CacheWriter } from "#main/store/cacheWriter.ts";
import { openEncrypted } from "#main/store/openEncrypted.ts";
import { randomDeposit } from "#tests/main/support/rows.ts";
import { createDice } from "#tests/main/support/seededRandom.ts";

const ME = "01890000-0000-7000-8000-000000000001";
const dice = createDice(7);
const seen = randomDeposit(dice, 1);
let folder: string;
let sqlite: Database.Database;
let writer: CacheWriter;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "deposit-desk-outbox-"));
  const opened = openEncrypted({
    kind: "cache",
    file: join(folder, "cache.db"),
    key: new Uint8Array(32).fill(3),
    synchronous: "NORMAL",
    migrationsFolder: join(import.meta.dirname, "../../../drizzle/cache"),
  });
  sqlite = opened.sqlite;
  writer = createCacheWriter(sqlite, opened.close);
});
afterAll(() => {
  writer.close();
  rmSync(folder, { recursive: true, force: true });
});

const queued = (): OutboxEntry[] => createCache(createCacheReader(sqlite, () => undefined)).outbox(ME);

function entry(change: Partial<OutboxEntry> = {}): OutboxEntry {
  return {
    id: dice.uuid(),
    kind: "REVIEW",
    depositId: seen.id,
    depositVersion: seen.version,
    mark: "NOTE",
    remarks: "words",
    madeAt: "2026-11-22T10:00:00.000Z",
    state: "WAITING",
    problem: null,
    seen,
    current: null,
    ...change,
  };
}

const COMMANDS = [
  ...allEndpoints().map(({ name }) => name),
  ...allEndpoints().map(({ endpoint }) => `${endpoint.method} ${API_BASE}${endpoint.path}`),
  ...allCalls().map(({ noun, verb }) => `${noun}.${verb}`),
];

test("R24.2 R1.3 no command of the contract and no other word can be the kind of an entry, through the writer or past it", () => {
  const insert = sqlite.prepare(
    "INSERT INTO outbox (id, user_id, deposit_id, kind, state, data) VALUES (randomblob(16), randomblob(16), randomblob(16), ?, 'WAITING', '{}')",
  );
  const kind = fc.oneof(fc.constantFrom(...COMMANDS), fc.string(), fc.constantFrom("review", "REVIEW ", "REFUND"));
  fc.assert(
    fc.property(
      kind.filter((word) => word !== "REVIEW"),
      (word) => {
        expect(() => writer.keepInOutbox(ME, { ...entry(), kind: word } as never)).toThrow(/Only review marks/);
        expect(() => writer.noteInOutbox({ ...entry(), kind: word } as never)).toThrow(/Only review marks/);
        expect(() => insert.run(word)).toThrow(/CHECK constraint failed/);
        expect(queued()).toEqual([]);
      },
    ),
    { numRuns: 300 },
  );
});

test("R24.2 an entry that carries more than a review, or less, is refused whole", () => {
  const extra = fc.dictionary(
    fc.constantFrom("amount", "to", "refundId", "intentHash", "signedTx", "path", "method", "body", "stepUpToken"),
    fc.string(),
    { minKeys: 1 },
  );
  fc.assert(
    fc.property(extra, fc.constantFrom(...Object.keys(outboxEntry.shape)), (more, missing) => {
      expect(() => writer.keepInOutbox(ME, { ...entry(), ...more } as never)).toThrow(/Only review marks/);
      const { [missing as keyof OutboxEntry]: _gone, ...less } = entry();
      expect(() => writer.keepInOutbox(ME, less as never)).toThrow(/Only review marks/);
      expect(queued()).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test("R24.2 what is a review comes back as it went in, one of each person on each record", () => {
  fc.assert(
    fc.property(fc.constantFrom(...REVIEW_MARKS), fc.string({ maxLength: 500 }), (mark, remarks) => {
      const mine = entry({ mark, remarks });
      writer.keepInOutbox(ME, mine);
      expect(queued()).toEqual([mine]);
      const noted = { ...mine, state: "CHANGED" as const, current: seen };
      writer.noteInOutbox(noted);
      expect(queued()).toEqual([noted]);
      // One that was replaced stays gone, however late its answer comes.
      writer.noteInOutbox(entry({ state: "REFUSED" }));
      expect(queued()).toEqual([noted]);
    }),
    { numRuns: 60 },
  );
  writer.dropFromOutbox(queued()[0]?.id as string);
  expect(queued()).toEqual([]);
});
