/** R24.4, feature 65: an export is told to the audit log once, by the person who made it, however long the service is away. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ExportReport } from "#shared/contract/audit.ts";
import { AppError } from "#shared/errors.ts";
import { createExportReports } from "#main/exports/exportReports.ts";
import { silentLog } from "#main/log/Log.ts";
import { openCacheFile } from "#main/store/CacheFile.ts";
import { openCacheWriter } from "#main/store/cacheWriter.ts";
import { portOf } from "#main/store/WriterPort.ts";
import { createFakeRandom, createFakeTime } from "#tests/main/support/fakeWorld.ts";
import { CACHE_MIGRATIONS, openCache, type OpenedCache, TEST_KEY } from "#tests/main/support/openCache.ts";

const OLIVIA = "00000000-0000-7000-a000-0000000000a1";
const SAM = "00000000-0000-7000-a000-0000000000a2";

let cache: OpenedCache;
let sent: { body: ExportReport; idempotencyKey: string }[];
let fault: AppError | null;
let person: string;
let online: boolean;
beforeEach(() => {
  cache = openCache();
  sent = [];
  fault = null;
  person = OLIVIA;
  online = true;
});
afterEach(() => cache.close());

const random = createFakeRandom();
function open() {
  return createExportReports({
    remote: {
      call: (async (_endpoint: unknown, args: (typeof sent)[number]) => {
        sent.push(args);
        if (fault) throw fault;
        return { recorded: 1 };
      }) as never,
    },
    random,
    log: silentLog,
    cache: () => cache.cache,
    writer: () => portOf(cache.writer),
    userId: () => person,
    online: () => online,
  });
}

const report = (rows: number): ExportReport => ({
  at: "2026-11-23T02:00:00.000Z",
  format: "csv",
  rows,
  sha256: "ab".repeat(32),
  asOf: null,
  filter: "status:credited",
});
const waiting = () => cache.cache.exportReports().map((kept) => kept.report.rows);

test("told at once while the service is there, and then gone", async () => {
  const reports = open();
  await reports.keep(report(1));
  await reports.send();
  expect(sent.map(({ body }) => body)).toEqual([report(1)]);
  expect(waiting()).toEqual([]);
});

test("kept while the service is away, across a restart, in order, each with the key of its first try", async () => {
  online = false;
  await open().keep(report(1));
  await open().keep(report(2));
  expect(sent).toEqual([]);
  online = true;
  fault = new AppError("TIMEOUT", "no answer");
  await open().send();
  expect(waiting()).toEqual([1, 2]);
  fault = null;
  await open().send();
  expect(sent.map(({ body }) => body.rows)).toEqual([1, 1, 2]);
  expect(sent[0]?.idempotencyKey).toBe(sent[1]?.idempotencyKey);
  expect(sent[2]?.idempotencyKey).not.toBe(sent[1]?.idempotencyKey);
  expect(waiting()).toEqual([]);
});

test("nobody tells it in another person's name", async () => {
  online = false;
  await open().keep(report(1));
  online = true;
  person = SAM;
  await open().send();
  expect(sent).toEqual([]);
  expect(waiting()).toEqual([1]);
});

test("one that the service does not take holds up no other and is not thrown away", async () => {
  online = false;
  await open().keep(report(1));
  await open().keep(report(2));
  online = true;
  fault = new AppError("VALIDATION_FAILED", "an older service");
  await open().send();
  expect(sent).toHaveLength(2);
  expect(waiting()).toEqual([1, 2]);
});

test("a rebuilt cache takes them over", async () => {
  online = false;
  await open().keep(report(7));
  cache.reader.close();
  cache.writer.close();
  const file = await openCacheFile({
    file: cache.file,
    key: TEST_KEY,
    startWriter: (name) => portOf(openCacheWriter({ file: name, key: TEST_KEY, migrationsFolder: CACHE_MIGRATIONS })),
    clock: createFakeTime().clock,
    log: silentLog,
  });
  await file.beside();
  await file.swap({ keepOld: false });
  expect(file.reader().exportReports()).toMatchObject([{ userId: OLIVIA, report: report(7) }]);
  await file.close();
  cache = openCache();
});
