/** R16.3: a workstation keeps what it has seen of the central log, over restarts, and notices a log that is another one. */
import { beforeEach, describe, expect, test } from "vitest";
import { sha256OfHex } from "#central/sha256.ts";
import { verifyEd25519 } from "#central/signers/verifyEd25519.ts";
import { createLogWatch } from "#main/audit/watchLog.ts";
import { saveLogExport } from "#main/audit/saveLogExport.ts";
import type { Keychain } from "#main/keychain/Keychain.ts";
import { silentLog } from "#main/log/Log.ts";
import { verifyAuditLog } from "#scripts/verify/auditLog.mjs";
import { readAnchors } from "#scripts/verify/auditEvents.mjs";
import type { AuditEvent, AuditHead, AuditHeadAnswer } from "#shared/contract/audit.ts";
import type { LogIntegrity } from "#shared/contract/ipc.ts";
import { rangeOfEvents } from "#shared/domain/auditHead.ts";
import { AppError } from "#shared/errors.ts";
import { createFakeTime, type FakeTime } from "#tests/main/support/fakeWorld.ts";
import { chainOf, exportOf, headOf, madeBodies, makeLogSigner } from "#tests/scripts/verify/madeLog.ts";

const signer = makeLogSigner();
const events = chainOf(madeBodies(40));
const rewritten = chainOf(madeBodies(40).map((body, index) => (index === 3 ? { ...body, remarks: "Another" } : body)));

let time: FakeTime;
let secrets: Map<string, string>;
let told: LogIntegrity[];
let log: { events: AuditEvent[]; signed: number[] };
let fault: AppError | null;
let asked: number;
beforeEach(() => {
  time = createFakeTime();
  secrets = new Map();
  told = [];
  fault = null;
  asked = 0;
  log = { events, signed: [10] };
});

/** As the central service answers, of the log as it is now. */
function answer(since: number | undefined): AuditHeadAnswer {
  const size = log.signed.at(-1) ?? 0;
  const head: AuditHead | null = size === 0 ? null : headOf(log.events.slice(0, size), signer);
  if (since === undefined || since >= size || !log.signed.includes(since)) return { head, growth: null };
  const hashes = log.events.map(({ hash }) => hash);
  const former = [...rangeOfEvents(0, hashes.slice(0, since), sha256OfHex).nodes];
  return {
    head,
    growth: { since, former, added: [...rangeOfEvents(since, hashes.slice(since, size), sha256OfHex).nodes] },
  };
}

function open(baseUrl = "https://central.example") {
  return createLogWatch({
    remote: {
      baseUrl,
      call: (async (_endpoint: unknown, { query }: { query: { since?: number } }) => {
        asked += 1;
        if (fault) throw fault;
        return answer(query.since);
      }) as never,
    },
    keychain: {
      get: async (name: string) => secrets.get(name) ?? null,
      set: async (name: string, value: string) => void secrets.set(name, value),
    } as unknown as Keychain,
    verify: verifyEd25519,
    clock: time.clock,
    log: silentLog,
    onChange: (state) => told.push(state),
  });
}
const later = async () => time.advance(15_000);

describe("R16.3 the signed heads that a workstation keeps", () => {
  test("R16.3 a log that grows is followed, and the newest head is kept over a restart", async () => {
    const first = open();
    await first.look();
    expect(first.state()).toMatchObject({ head: { size: 10 }, broken: null });
    log.signed.push(25);
    await later();
    await first.look();
    expect(first.state()).toMatchObject({ head: { size: 25 }, broken: null });
    const restarted = open();
    log.signed.push(40);
    await restarted.look();
    expect(restarted.state()).toMatchObject({ head: { size: 40 }, broken: null });
    expect(told.at(-1)).toEqual(restarted.state());
  });

  test.each<[string, () => void, RegExp]>([
    ["rewritten", () => (log = { events: rewritten, signed: [10, 25] }), /first 10 events of its log are other ones/],
    ["rewritten, nothing added", () => (log = { events: rewritten, signed: [10] }), /10 events was rewritten/],
    ["cut", () => (log = { events, signed: [6] }), /was cut: it had 10 events and has 6/],
    ["cut and grown again", () => (log = { events: rewritten, signed: [6, 30] }), /does not prove/],
    ["gone", () => (log = { events: [], signed: [] }), /its log is gone/],
  ])(
    "R16.3 a log that was %s is noticed, said, and still said after a restart and after it looks right again",
    async (_what, change, words) => {
      const watch = open();
      await watch.look();
      const good = log;
      change();
      await later();
      await watch.look();
      expect(watch.state().broken).toMatch(words);
      expect(watch.state().head?.size).toBe(10);
      expect(told.at(-1)?.broken).toMatch(words);
      log = { ...good, signed: [10, 25] };
      const restarted = open();
      await restarted.look();
      expect(restarted.state()).toMatchObject({ head: { size: 10 }, broken: expect.stringMatching(words) });
    },
  );

  test("R16.3 a restored log is believed once a person accepted exactly the head he saw, and everything later must continue it", async () => {
    const watch = open();
    await watch.look();
    log = { events: rewritten, signed: [6] };
    await later();
    await watch.look();
    const seen = watch.state().offered;
    expect(seen).toMatchObject({ size: 6, sameKey: true });
    log.signed.push(8);
    await later();
    await watch.look();
    expect(watch.state()).toMatchObject({ head: { size: 10 }, offered: { size: 8 } });
    expect(watch.offered("00".repeat(32))).toBeNull();
    await watch.accept(watch.offered(seen?.rootHash ?? "") as AuditHead);
    expect(told.at(-1)).toMatchObject({ head: { size: 6 }, offered: null, broken: null });
    const restarted = open();
    await restarted.look();
    expect(restarted.state()).toMatchObject({ head: { size: 8 }, broken: null });
    log = { events, signed: [8, 25] };
    await later();
    await restarted.look();
    expect(restarted.state().broken).toMatch(/other ones than before/);
  });

  test("R16.3 an unsigned head is never offered for acceptance", async () => {
    const watch = open();
    await watch.look();
    log = { events: [], signed: [] };
    await later();
    await watch.look();
    expect(watch.state()).toMatchObject({ offered: null, broken: expect.stringMatching(/its log is gone/) });
  });

  test("R16.3 a service that does not answer changes nothing, and it is not asked more often than every ten seconds", async () => {
    const watch = open();
    await watch.look();
    await watch.look();
    expect(asked).toBe(1);
    fault = new AppError("SERVICE_UNAVAILABLE", "away");
    await later();
    await watch.look();
    expect(asked).toBe(2);
    expect(watch.state()).toMatchObject({ head: { size: 10 }, broken: null });
  });

  test("R16.3 another service has another log; what is kept and cannot be read is as nothing", async () => {
    await open().look();
    log = { events: rewritten, signed: [12] };
    const other = open("https://other.example");
    await other.look();
    expect(other.state()).toMatchObject({ head: { size: 12 }, broken: null });
    secrets.set("audit-head", "{");
    const damaged = open("https://other.example");
    await damaged.look();
    expect(damaged.state()).toMatchObject({ head: { size: 12 }, broken: null });
  });
});

test("R16.3 the exported log and what this computer keeps of it are files that the checker takes", async () => {
  const text = exportOf(events, headOf(events, signer));
  const [, ...lines] = text.trimEnd().split("\n");
  const head = headOf(events, signer);
  const written = new Map<string, string>();
  const queries: unknown[] = [];
  const desk = {
    clock: time.clock,
    remote: {
      bytes: async (_endpoint: unknown, { query }: { query: { after?: number; size?: number } }) => {
        queries.push(query);
        const after = query.after ?? 0;
        const items = lines.slice(after, after + 15).map((line) => JSON.parse(line) as unknown);
        return Buffer.from(JSON.stringify({ head, items }));
      },
    } as never,
  };
  const files = {
    choose: async (name: string) => `/kept/${name}`,
    write: async (file: string, content: string) => void written.set(file, content),
  };
  const kept = headOf(events.slice(0, 25), signer);
  expect(await saveLogExport({ desk, files, kept })).toEqual({ saved: true, events: 40 });
  expect(queries).toEqual([{}, { after: 15, size: 40 }, { after: 30, size: 40 }, { after: 40, size: 40 }]);
  const [log40 = "", anchors = ""] = written.values();
  expect([...written.keys()]).toEqual([
    "/kept/audit-log-2026-11-22.jsonl",
    "/kept/audit-log-2026-11-22.jsonl.anchors.json",
  ]);
  expect(log40).toBe(text);
  expect(verifyAuditLog(log40, readAnchors(anchors))).toEqual({ ok: true, checked: 40 });
});
