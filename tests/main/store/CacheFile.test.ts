/** Drafts exist nowhere but in the cache: a rebuilt file takes them along, or does not take its place. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { AppError } from "#shared/errors.ts";
import { silentLog } from "#main/log/Log.ts";
import { openCacheFile } from "#main/store/CacheFile.ts";
import { openCacheWriter } from "#main/store/cacheWriter.ts";
import { portOf } from "#main/store/WriterPort.ts";
import { CACHE_MIGRATIONS, TEST_KEY } from "#tests/main/support/openCache.ts";

const USER = "00000000-0000-7000-a000-000000000001";
const DRAFT = {
  depositId: "01890000-0000-7000-8000-0000000000d1",
  depositVersion: 1,
  kind: "FORCED" as const,
  refundAddressId: null,
  amount: "1",
  adjustmentReason: "",
  remainder: null,
  reason: "half written",
  identityCheck: {},
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "deposit-desk-cache-file-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("R24.3 a rebuilt cache that cannot take the drafts is not used; the old one stays, and the next try brings them", async () => {
  let full = true;
  const cache = await openCacheFile({
    file: join(folder, "cache.db"),
    key: TEST_KEY,
    startWriter(file) {
      const port = portOf(openCacheWriter({ file, key: TEST_KEY, migrationsFolder: CACHE_MIGRATIONS }));
      if (!file.endsWith(".next")) return port;
      return {
        ...port,
        async saveDraft(row) {
          if (full) throw new AppError("DISK_FULL", "The disk of this workstation is full");
          await port.saveDraft(row);
        },
      };
    },
    clock: { now: () => Date.UTC(2026, 10, 22) },
    log: silentLog,
  });
  try {
    await cache.writer().saveDraft({ userId: USER, savedAt: 5, draft: DRAFT });
    await cache.beside();
    await expect(cache.swap({ keepOld: false })).rejects.toMatchObject({ code: "DISK_FULL" });
    expect(cache.reader().draft(USER, DRAFT.depositId)).toEqual(DRAFT);
    expect(cache.rebuildPending()).toBe(true);
    full = false;
    await cache.swap({ keepOld: false });
    expect(cache.reader().draft(USER, DRAFT.depositId)).toEqual(DRAFT);
    expect(cache.rebuildPending()).toBe(false);
  } finally {
    await cache.close();
  }
});
