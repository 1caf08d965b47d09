/**
 * The encrypted cache under faults: whatever happens to it, after the next start and sync it equals the central service (I14, I15), and a draft that was
 * acknowledged is still there unless the file itself had to be put aside.
 */
import { cpSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { canonicalJson } from "#shared/canonicalJson.ts";
import { SYNC_ENTITIES, SYNC_ROWS, type SyncEntity } from "#shared/contract/sync.ts";
import { openCacheReader } from "#main/store/cacheReader.ts";
import { idBytes } from "#main/store/idBytes.ts";
import { startTestCentral, type TestCentral } from "#tests/support/central.ts";
import { putDeposit } from "#tests/support/centralRecords.ts";
import type { TestClient } from "#tests/support/centralClient.ts";
import type { Dice } from "#tests/main/support/seededRandom.ts";
import { chosenCuts, layOut } from "./cuts.ts";
import type { Fault } from "./control.ts";
import { readEvents, readImage, VARIANTS } from "./disk.ts";
import { readNotes } from "./notes.ts";
import { startReplay } from "./replay.ts";
import { CACHE_MIGRATIONS, type Stage } from "./stage.ts";
import type { SyncOrder, SyncReport } from "./syncWork.ts";
import type { Finding } from "./tally.ts";

export type SyncRig = {
  /** One fault somewhere on the way; null when it never met the run. */
  strike(fault: Fault): Promise<Finding | null>;
  powerCuts(most: number): AsyncGenerator<Finding>;
  /** how often a file was put aside and built again */
  quarantined(): number;
  close(): Promise<void>;
};

const KEY = "3d".repeat(32);
const RECORDS = 40;
const WARM_RUNS = 4;
const CLEAR_CODES = ["DISK_FULL", "INTERNAL", "CACHE_DAMAGED", "SERVICE_UNAVAILABLE"];
const DRAFTS = ["01890000-0000-7000-8000-0000000000d1", "01890000-0000-7000-8000-0000000000d2"] as const;

export async function openSyncRig(stage: Stage, dice: Dice): Promise<SyncRig> {
  const central = await startTestCentral({ engine: "embedded", seed: (context) => putDeposits(context, RECORDS) });
  const replay = await startReplay(central.url);
  const operator = await central.api("operator");
  const { accessToken, user } = operator;
  const orderIn = (folder: string, draft: 0 | 1, short = false): SyncOrder => ({
    work: "sync",
    folder,
    key: KEY,
    migrations: CACHE_MIGRATIONS,
    centralUrl: replay.url,
    accessToken,
    userId: user.id,
    draftOf: DRAFTS[draft],
    short,
  });
  // A cache of yesterday, and what has happened since.
  const old = stage.newFolder();
  const prepared = await stage.run(orderIn(old, 1));
  if (prepared.words !== null) throw new Error(prepared.words);
  rmSync(join(old, "notes"));
  await changeRecords(central, operator);
  replay.forget();
  const expected = await serviceRows(operator);
  const calls = { fresh: 0, old: prepared.count };
  for (let warm = 0; warm < WARM_RUNS; warm += 1) await stage.warm(orderIn(stage.newFolder(), 1));
  let [turn, quarantined] = [0, 0];

  function begin(): { folder: string; start: "fresh" | "old" } {
    const start = (turn += 1) % 2 === 0 ? "fresh" : "old";
    const folder = stage.newFolder();
    if (start === "old") cpSync(old, folder, { recursive: true });
    return { folder, start };
  }

  /** The next start: synced again, and compared. */
  async function judge(folder: string, hadDraft: boolean): Promise<Pick<Finding, "violations" | "unreadable">> {
    const { words } = await stage.run(orderIn(folder, 1, true));
    if (words !== null) return { violations: [], unreadable: `the cache does not come back: ${words}` };
    const aside = readdirSync(folder).some((name) => /\.(corrupt|other-key)-/.test(name));
    if (aside) quarantined += 1;
    return { violations: differences(folder, expected, hadDraft && !aside), unreadable: null };
  }

  return {
    async strike(fault) {
      const { folder, start } = begin();
      if (calls[start] === 0) calls[start] = (await stage.run(orderIn(stage.newFolder(), 0))).count;
      const at = 1 + dice.below(calls[start]);
      const { killed, words, report, hits } = await stage.run(orderIn(folder, 0), { fault, at });
      if (hits === 0) {
        rmSync(folder, { recursive: true, force: true });
        return null;
      }
      const violations = fault === "kill" || fault === "torn" ? (killed ? [] : ["was not killed"]) : [];
      if (words !== null) violations.push(words);
      for (const code of (report as SyncReport | undefined)?.refusals ?? [])
        if (!CLEAR_CODES.includes(code)) violations.push(`refused with ${code}`);
      const verdict = await judge(folder, readNotes(folder).includes("draft"));
      rmSync(folder, { recursive: true, force: true });
      const where = `${start} cache ${fault} at call ${at}`;
      return { where, violations: [...violations, ...verdict.violations], unreadable: verdict.unreadable };
    },
    async *powerCuts(most) {
      const { folder, start } = begin();
      const before = readImage(folder);
      const { words } = await stage.run(orderIn(folder, 0), undefined, true);
      if (words !== null) throw new Error(words);
      const { events, disk } = readEvents(stage.logFile, before);
      const cuts = chosenCuts(events, most, dice);
      for (const [index, event] of events.entries()) {
        disk.take(event);
        if (!cuts.has(index)) continue;
        const variant = dice.pick(VARIANTS);
        const place = stage.newFolder();
        layOut(disk.image(variant, dice), folder, place);
        // synchronous=NORMAL: a power cut may take the newest draft, and it must not take more.
        const verdict = await judge(place, false);
        rmSync(place, { recursive: true, force: true });
        yield { where: `${start} cache cut after event ${index}, ${variant}`, ...verdict };
      }
      rmSync(folder, { recursive: true, force: true });
    },
    quarantined: () => quarantined,
    async close() {
      await replay.stop();
      await central.stop();
    },
  };
}

type Rows = Map<SyncEntity, string[]>;

async function putDeposits(context: Parameters<typeof putDeposit>[0], count: number): Promise<void> {
  for (let made = 0; made < count; made += 1) await putDeposit(context);
}

/** Cancelled ones, and new ones. */
async function changeRecords(central: TestCentral, operator: TestClient): Promise<void> {
  const { items } = await operator.call("deposits.list", { query: { limit: 10 } });
  for (const { id, version } of items)
    await operator.call("deposits.cancel", { params: { id }, ifMatch: version, body: { remarks: "asked twice" } });
  await central.asSystem((context) => putDeposits(context, RECORDS / 4));
}

async function serviceRows(operator: TestClient): Promise<Rows> {
  const rows: Rows = new Map();
  for (const entity of SYNC_ENTITIES) {
    const { items } = await operator.call("sync.rows", { params: { entity }, query: { limit: 5_000 } });
    rows.set(
      entity,
      items.map((item) => canonicalJson(SYNC_ROWS[entity].parse(item))),
    );
  }
  return rows;
}

function differences(folder: string, expected: Rows, hadDraft: boolean): string[] {
  const reader = openCacheReader({ file: join(folder, "cache.db"), key: Buffer.from(KEY, "hex") });
  try {
    const faults: string[] = [];
    for (const [entity, rows] of expected) {
      const found = reader.values<string>(`SELECT data FROM ${TABLE_OF[entity]}`);
      const texts = new Set(found.map((text) => canonicalJson(JSON.parse(text) as never)));
      const missing = rows.filter((row) => !texts.has(row)).length;
      if (missing > 0 || texts.size !== rows.length)
        faults.push(`I15: ${entity}: ${missing} of ${rows.length} rows are missing, ${texts.size} are there`);
    }
    const [first] = reader.values<number>("SELECT count(*) FROM drafts WHERE deposit_id = ?", idBytes(DRAFTS[0]));
    if (hadDraft && first !== 1) faults.push("an acknowledged draft is lost");
    return faults;
  } finally {
    reader.close();
  }
}

const TABLE_OF: Record<SyncEntity, string> = {
  networks: "networks",
  currencies: "currencies",
  walletAddresses: "wallet_addresses",
  applications: "applications",
  deposits: "deposit_rows",
  refunds: "refunds",
  events: "events",
};
