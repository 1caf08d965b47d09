import { createHash, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { http } from "#shared/contract/http.ts";
import { fingerprintOf } from "#main/signingKey/keyRooms.ts";
import { type MoneyWorld, PIN, startMoneyWorld } from "#tests/main/execution/moneyWorld.ts";
import { type Desk, type DeskOptions, openDesk } from "#tests/main/execution/openDesk.ts";

let world: MoneyWorld;
const open: { desk: Desk; folder: string }[] = [];
beforeAll(async () => {
  world = await startMoneyWorld();
}, 120_000);
afterAll(() => world.stop());
afterEach(async () => {
  for (const { desk, folder } of open.splice(0)) {
    await desk.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

/** A workstation at which nobody enrolled anything. */
async function emptyDesk(username = "executor", signer: DeskOptions["signer"] = "here"): Promise<Desk> {
  const folder = mkdtempSync(join(tmpdir(), "deposit-desk-keys-"));
  const options: DeskOptions = {
    centralUrl: world.central.url,
    nodes: [world.chain.url],
    folder,
    workstationId: randomUUID(),
    username,
    password: `test-${username}`,
    signer,
  };
  const desk = await openDesk(options);
  open.push({ desk, folder });
  return desk;
}

const trustAll = async (desk: Desk) => (await desk.remote.call(http.deviceKeys.list, {})).items.map(({ id }) => id);
const enrolInput = async (desk: Desk, changes = {}) => ({
  pin: PIN,
  trust: await trustAll(desk),
  idempotencyKey: randomUUID(),
  ...changes,
});

describe("a payment key of one's own", () => {
  test("from nothing to ready: enrol, prove the backup, a supervisor approves", async () => {
    const desk = await emptyDesk("executor", "process");
    const { mine, enrol, proveBackup, list } = desk.handlers.signingKey;
    expect(await mine({})).toMatchObject({ onThisWorkstation: false, pinned: [] });

    const { signer, backup } = await enrol(await enrolInput(desk));
    expect(signer).toMatchObject({ status: "PENDING_APPROVAL", networks: ["DEVNET"], workstationName: "Desk 7" });
    expect(await mine({})).toMatchObject({ signer, onThisWorkstation: true, address: signer.address });
    expect((await list({})).map(({ id }) => id)).toContain(signer.id);
    expect(await mine({})).toMatchObject({ backupProven: false });
    expect(await proveBackup({ backup, pin: PIN })).toEqual({ address: signer.address });
    expect(await mine({})).toMatchObject({ backupProven: true });

    const supervisor = await emptyDesk("supervisor");
    const approval = { id: signer.id, version: signer.version, proof: "test-supervisor", idempotencyKey: randomUUID() };
    await expect(supervisor.handlers.signingKey.approve({ ...approval, proof: "wrong" })).rejects.toMatchObject({
      code: "STEP_UP_FAILED",
    });
    expect(await supervisor.handlers.signingKey.approve(approval)).toMatchObject({ status: "APPROVED" });
    expect(await supervisor.handlers.signingKey.mine({})).toMatchObject({ signer: null, address: null });

    await world.chain.receipt(await world.chain.sendToken("USDT", 2, signer.address, 1_500_000n));
    const { balances, pinned } = await mine({});
    expect(balances).toContainEqual({ symbol: "USDT", amount: "1.5" });
    expect(pinned.map(({ name }) => name)).toEqual(["Sam Supervisor", "Sue Supervisor"]);
    for (const { fingerprint } of pinned) expect(fingerprint).toMatch(/^[0-9a-f]{4}( [0-9a-f]{4}){3}$/);
  }, 60_000);

  test("a weak PIN makes no key", async () => {
    const desk = await emptyDesk();
    await expect(desk.handlers.signingKey.enrol(await enrolInput(desk, { pin: "123456" }))).rejects.toMatchObject({
      code: "SIGNER_PIN_WEAK",
    });
    expect(await desk.handlers.signingKey.mine({})).toMatchObject({ onThisWorkstation: false });
  });

  test("trust: at least one key, and only keys that exist", async () => {
    const desk = await emptyDesk();
    const enrol = async (trust: string[]) => desk.handlers.signingKey.enrol(await enrolInput(desk, { trust }));
    await expect(enrol([])).rejects.toMatchObject({ code: "INPUT_INVALID" });
    await expect(enrol([randomUUID()])).rejects.toMatchObject({ code: "DEVICE_KEY_UNKNOWN" });
  });

  test("a key in use is not overwritten; one that was taken out of use is", async () => {
    const desk = await emptyDesk();
    const { enrol, mine } = desk.handlers.signingKey;
    const first = await enrol(await enrolInput(desk));
    await expect(enrol(await enrolInput(desk))).rejects.toMatchObject({ code: "SIGNER_STATE" });
    expect(await mine({})).toMatchObject({ address: first.signer.address });
    const { retire } = (await emptyDesk("supervisor")).handlers.signingKey;
    const retirement = { id: first.signer.id, version: first.signer.version, remarks: "replaced" };
    await expect(retire({ ...retirement, version: 9, idempotencyKey: randomUUID() })).rejects.toMatchObject({
      code: "VERSION_MISMATCH",
    });
    expect(await retire({ ...retirement, idempotencyKey: randomUUID() })).toMatchObject({ status: "RETIRED" });
    const second = await enrol(await enrolInput(desk));
    expect(second.signer.address).not.toBe(first.signer.address);
  }, 60_000);

  test("money safety: it pays nothing before its backup was proven to open", async () => {
    const desk = await emptyDesk();
    const { signer, backup } = await desk.handlers.signingKey.enrol(await enrolInput(desk));
    const supervisor = await emptyDesk("supervisor");
    await supervisor.handlers.signingKey.approve({
      id: signer.id,
      version: signer.version,
      proof: "test-supervisor",
      idempotencyKey: randomUUID(),
    });
    const refund = await world.approved("USDT", "77");
    const claim = () => desk.handlers.refunds.claim(world.claimInput(refund));
    await expect(claim()).rejects.toMatchObject({ code: "SIGNER_STATE" });
    const { proveBackup } = desk.handlers.signingKey;
    await expect(proveBackup({ backup: "{}", pin: PIN })).rejects.toMatchObject({ code: "SIGNER_REFUSED" });
    await expect(proveBackup({ backup, pin: "864213" })).rejects.toMatchObject({ code: "SIGNER_PIN_WRONG" });
    await proveBackup({ backup, pin: PIN });
    expect(await claim()).toMatchObject({ from: signer.address });
    await desk.handlers.refunds.releaseClaim({ id: refund.id });
  }, 60_000);

  test("without one, or with one that nobody approved, nothing is claimed", async () => {
    const refund = await world.approved("USDT", "78");
    const desk = await emptyDesk();
    const claim = () => desk.handlers.refunds.claim(world.claimInput(refund));
    await expect(claim()).rejects.toMatchObject({ code: "SIGNER_NOT_ENROLLED" });
    const { backup } = await desk.handlers.signingKey.enrol(await enrolInput(desk));
    await desk.handlers.signingKey.proveBackup({ backup, pin: PIN });
    await expect(claim()).rejects.toMatchObject({ code: "SIGNER_NOT_APPROVED" });
    expect(await world.refund(refund.id)).toMatchObject({ status: "APPROVED", lease: null });
  }, 60_000);
});

test("a fingerprint is 16 hex digits of SHA-256 over the raw key, in groups of four", () => {
  const key = "ab".repeat(32);
  const digits = createHash("sha256").update(Buffer.from(key, "hex")).digest("hex");
  expect(fingerprintOf(key).replaceAll(" ", "")).toBe(digits.slice(0, 16));
});
