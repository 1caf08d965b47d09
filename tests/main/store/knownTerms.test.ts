/** The dictionary while a large first sync loads: its texts have no index then, and still each of them is stored once. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createCache } from "#main/store/Cache.ts";
import { openCacheReader } from "#main/store/cacheReader.ts";
import { openCacheWriter } from "#main/store/cacheWriter.ts";
import { fold } from "#main/store/fold.ts";
import { hashBytes, idBytes } from "#main/store/idBytes.ts";
import { createKnownTerms } from "#main/store/knownTerms.ts";
import { openEncrypted } from "#main/store/openEncrypted.ts";
import { CACHE_MIGRATIONS, FEED, packedPage, TEST_KEY } from "#tests/main/support/openCache.ts";
import { randomDeposit } from "#tests/main/support/rows.ts";
import { createDice } from "#tests/main/support/seededRandom.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "deposit-desk-terms-"));
  file = join(folder, "cache.db");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const openWriter = () => openCacheWriter({ file, key: TEST_KEY, migrationsFolder: CACHE_MIGRATIONS });

/** What the service announces: from 20,000 rows on, a first sync loads without indexes. */
const announced = (deposits: number) => ({
  feedId: FEED,
  cursor: `${FEED}:0`,
  headSeq: 0,
  entities: [{ name: "deposits" as const, count: deposits }],
});

test("R7.5 a large first sync that is cut after any page stores each text once, and finds it afterwards", () => {
  const dice = createDice(41);
  const shared = `0x${"5a".repeat(20)}`;
  const rows = Array.from({ length: 120 }, (_, number) =>
    randomDeposit(dice, number, number % 3 === 0 ? { destinationAddress: shared } : {}),
  );
  openWriter().begin(announced(20_000));
  for (let from = 0; from < rows.length; from += 20) {
    // A new program each time: what the one before knew by heart is gone.
    const writer = openWriter();
    const items = rows.slice(from, from + 20);
    // The same page twice, as after an answer that was lost.
    for (const nextAfter of [items[0]?.id ?? null, from + 20 < rows.length ? (items.at(-1)?.id ?? null) : null]) {
      writer.stageRows("deposits", packedPage({ items, nextAfter }));
      writer.applyStaged();
    }
    writer.close();
  }
  const writer = openWriter();
  writer.finishLoading();
  const reader = openCacheReader({ file, key: TEST_KEY });
  expect(reader.values<string>("SELECT text FROM terms GROUP BY text HAVING count(*) > 1")).toEqual([]);
  expect(reader.value("SELECT count(*) FROM sqlite_master WHERE name = 'terms_text'")).toBe(1);
  const { total } = createCache(reader).searchDeposits({ address: shared.slice(4, 14), limit: 100 });
  expect(total).toBe(rows.filter((row) => Object.values(row).includes(shared)).length);
  reader.close();
  writer.close();
});

test("R7.5 after a page that was rolled back, its texts are not taken for stored ones", () => {
  const writer = openWriter();
  writer.begin(announced(20_000));
  const row = randomDeposit(createDice(42), 1);
  const twin = { ...row, id: randomDeposit(createDice(43), 2).id };
  writer.stageRows("deposits", packedPage({ items: [row, twin], nextAfter: null }));
  // Two records of one number: the second one breaks the page.
  expect(() => writer.applyStaged()).toThrow("cache");
  writer.stageRows("deposits", packedPage({ items: [row], nextAfter: null }));
  writer.applyStaged();
  writer.finishLoading();
  const reader = openCacheReader({ file, key: TEST_KEY });
  const joined = "SELECT t.text FROM deposits d JOIN terms t ON t.n = d.source_ref";
  expect(reader.values<string>(joined)).toEqual([fold(row.sourceAddress)]);
  reader.close();
  writer.close();
});

test("R7.5 texts are found among tens of thousands, and none that is not there", () => {
  const { sqlite, close } = openEncrypted({
    ...{ kind: "cache", file, key: TEST_KEY, synchronous: "NORMAL", migrationsFolder: CACHE_MIGRATIONS },
  });
  const stored = Array.from({ length: 70_000 }, (_, number) => `text ${number}`);
  const insert = sqlite.prepare("INSERT INTO terms (text) VALUES (?)");
  sqlite.transaction(() => stored.slice(0, 40_000).forEach((text) => insert.run(text)))();
  const known = createKnownTerms(sqlite);
  sqlite.transaction(() =>
    stored.slice(40_000).forEach((text) => known.add(text, Number(insert.run(text).lastInsertRowid))),
  )();
  expect(stored.filter((text, index) => known.find(text) !== index + 1)).toEqual([]);
  expect(stored.filter((text) => known.find(`${text}x`) !== undefined)).toEqual([]);
  close();
});

test("ids, hashes and folded texts are the same by the short way as by Node's own", () => {
  const hex = (count: number) =>
    fc
      .array(fc.constantFrom(..."0123456789abcdefABCDEF-g".split("")), { minLength: count, maxLength: count })
      .map((signs) => signs.join(""));
  fc.assert(
    fc.property(fc.oneof(fc.uuid(), hex(36)), hex(64), fc.string({ unit: "grapheme" }), (id, hash, text) => {
      expect(idBytes(id)).toEqual(Buffer.from(id.replaceAll("-", ""), "hex"));
      expect(hashBytes(`0x${hash.replaceAll("-", "0")}`)).toEqual(Buffer.from(hash.replaceAll("-", "0"), "hex"));
      expect(fold(text)).toBe(text.normalize("NFKC").toLowerCase());
    }),
    { numRuns: 2_000 },
  );
});
