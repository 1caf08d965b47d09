/** The short form of `npm run faults`: the real shim, real kills, and the parts that decide what a power cut leaves. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readEvents } from "#scripts/faults/disk.ts";
import { openFlipRig } from "#scripts/faults/flipRig.ts";
import { parseFaultOptions } from "#scripts/faults/faultOptions.ts";
import { planFaults, RIGS } from "#scripts/faults/plan.ts";
import { MODES } from "#scripts/faults/tally.ts";
import { ROOT } from "#scripts/setup/places.mjs";
import { createDice } from "#tests/main/support/seededRandom.ts";

const POINTS = 40;
const FLIPS = 100;

test("I2 I10 the journal killed, torn, refused and cut off from power at 40 points: nothing lost, nothing unreadable, and a wrong setting is seen to lose", async () => {
  const options = ["--points", String(POINTS), "--rig", "journal", "--rig", "power"];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [
    join(ROOT, "scripts", "faults.ts"),
    ...options,
  ]);
  const report = JSON.parse(stdout) as { points: number; modes: Record<string, unknown> };
  expect(report).toMatchObject({ violations: 0, unreadable: 0, found: [] });
  // The flips are another rig's share.
  expect(report.points).toBeGreaterThanOrEqual(POINTS * 0.9);
  expect(Object.keys(report.modes).toSorted()).toEqual(MODES.filter((mode) => mode !== "flip").toSorted());
  expect(stderr).toContain("synchronous=NORMAL was seen to lose acknowledged records");
}, 90_000);

test("R24.3 of 100 single bits that flip in the cache's files each is detected or changes nothing that is shown", () => {
  const base = mkdtempSync(join(tmpdir(), "deposit-desk-flips-"));
  const flips = openFlipRig(base, createDice(11));
  try {
    const found = Array.from({ length: FLIPS }, () => flips.strike()).filter(({ violations }) => violations.length > 0);
    expect(found).toEqual([]);
    const { detected, harmless } = flips.counts();
    expect(detected + harmless).toBe(FLIPS);
    // A quarter of the bits stands in a log, which ends before its damage, and many in indexes of which no question was asked; none at all is too few.
    expect(detected).toBeGreaterThan(FLIPS / 10);
  } finally {
    flips.close();
    rmSync(base, { recursive: true, force: true });
  }
}, 60_000);

describe("what a power cut leaves", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "deposit-desk-disk-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** A record as shim.c writes it. */
  function record(op: number, path: string, where: number, data = ""): Buffer {
    const head = Buffer.alloc(24);
    head.writeUInt32LE(op, 0);
    head.writeUInt32LE(Buffer.byteLength(path), 4);
    head.writeBigInt64LE(BigInt(where), 8);
    head.writeBigInt64LE(BigInt(Buffer.byteLength(data)), 16);
    return Buffer.concat([head, Buffer.from(path), Buffer.from(data)]);
  }
  const [WRITE, SYNC, UNLINK, RENAME, CREATE] = [1, 2, 4, 5, 6] as const;

  function replay(records: Buffer[], start: [string, string][] = []) {
    const log = join(folder, "log");
    writeFileSync(log, Buffer.concat(records));
    const { events, disk } = readEvents(log, new Map(start.map(([path, text]) => [path, Buffer.from(text)])));
    for (const event of events) disk.take(event);
    const image = (variant: Parameters<typeof disk.image>[0]) =>
      Object.fromEntries([...disk.image(variant, createDice(1))].map(([path, bytes]) => [path, bytes.toString()]));
    return { disk, image };
  }

  test("what was synced is there, what was not may be kept, lost, torn or late", () => {
    const { disk, image } = replay([
      record(CREATE, "/a", 0),
      record(WRITE, "/a", 0, "safe"),
      record(SYNC, "/a", 0),
      record(WRITE, "/a", 4, "1111"),
      record(WRITE, "/a", 8, "2222"),
    ]);
    expect(disk.pending()).toBe(2);
    expect(image("kept")).toEqual({ "/a": "safe11112222" });
    expect(image("lost")).toEqual({ "/a": "safe" });
    expect(image("torn")).toEqual({ "/a": "safe111122" });
    expect(image("late")).toEqual({ "/a": "safe\0\0\0\x002222" });
    expect(image("zeros")).toEqual({ "/a": `safe${"\0".repeat(8)}` });
  });

  test("a name may be there without its bytes, and a sync of another file does not bring them", () => {
    const { image } = replay([
      record(CREATE, "/name", 0),
      record(WRITE, "/name", 0, "bytes"),
      record(CREATE, "/other", 0),
      record(SYNC, "/other", 0),
    ]);
    expect(image("lost")).toEqual({ "/name": "", "/other": "" });
    expect(image("kept")).toEqual({ "/name": "bytes", "/other": "" });
  });

  test("moved and removed names come back when nothing was synced since, with the bytes of the file and not of the name", () => {
    const { image } = replay(
      [record(RENAME, "/new", 0, "/old"), record(UNLINK, "/gone", 0)],
      [
        ["/new", "new"],
        ["/old", "old"],
        ["/gone", "gone"],
      ],
    );
    expect(image("lost")).toEqual({ "/new": "new", "/old": "old", "/gone": "gone" });
    expect(image("names")).toEqual({ "/old": "new" });
  });
});

describe("npm run faults --", () => {
  test("spreads the points over all rigs, and leaves none out", () => {
    for (const points of [1, 40, 400, 2_000]) {
      const plan = planFaults(points, MODES, RIGS);
      const shares = [...plan.values()].flat();
      expect(shares.reduce((sum, share) => sum + share.points, 0)).toBeGreaterThanOrEqual(points - MODES.length);
    }
    expect([...planFaults(2_000, MODES, RIGS).keys()].toSorted()).toEqual([...RIGS].toSorted());
    expect(planFaults(100, ["torn"], ["journal"])).toEqual(new Map([["journal", [{ mode: "torn", points: 100 }]]]));
  });

  test("takes --points, --mode, --rig and --seed, and says how when they make no sense", () => {
    expect(parseFaultOptions([])).toEqual({ points: 2_000, modes: MODES, rigs: RIGS, seed: 1 });
    expect(parseFaultOptions(["--points", "7", "--mode", "eio", "--rig", "cache", "--seed", "9"])).toEqual({
      points: 7,
      modes: ["eio"],
      rigs: ["cache"],
      seed: 9,
    });
    for (const wrong of [["--points", "0"], ["--points", "x"], ["--mode", "fire"], ["--rig", "roof"], ["--what"]])
      expect(parseFaultOptions(wrong)).toEqual({ problem: expect.stringContaining("npm run faults --") });
  });
});
