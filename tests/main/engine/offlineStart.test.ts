/** A start while the central service is away (R2.5, R24.1): the person of the last run reads, nothing is changed, and the service has the last word. */
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { changeRights } from "#central/accounts/rights.ts";
import { startTestCentral, type TestCentral } from "#tests/support/central.ts";
import { putDeposit } from "#tests/support/centralRecords.ts";
import { type Door, openDoor } from "#tests/support/e2eDoor.ts";
import { until } from "#tests/support/until.ts";
import { openEngine, type TestEngine } from "#tests/main/support/openEngine.ts";

const HOUR = 3_600_000;

let central: TestCentral;
let door: Door;
const engines: TestEngine[] = [];
beforeAll(async () => {
  central = await startTestCentral();
  await central.asSystem((context) => putDeposit(context));
});
afterAll(() => central.stop());
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.remove();
  await door.shut();
});

/** Signed in and synced, then ended; started again with the service away, `laterMs` later. */
async function startedWithout(username: string, laterMs = 0): Promise<TestEngine> {
  door = await openDoor(central.url);
  const first = await openEngine({ centralUrl: door.url });
  await first.signIn(username);
  await until("the keychain allows reading offline", 10_000, () =>
    first.ring.entries.has("test offline-pass") ? {} : "not yet",
  );
  await first.stop();
  await door.shut();
  const { profile, ring } = first;
  const clock = { now: () => Date.now() + laterMs };
  const again = await openEngine({ centralUrl: door.url, profile, ring, clock });
  engines.push(again);
  return again;
}

const unlock = (desk: TestEngine, password: string) => desk.refusal("session", "unlock", { password });

test("R2.5 R24.1 the person of the last run unlocks with his password, finds and reads everything, and can change nothing", async () => {
  const desk = await startedWithout("operator");
  const { phase, user, offlineUntil, centralProblem } = desk.engine.session.state();
  expect([phase, user?.username]).toEqual(["LOCKED", "operator"]);
  expect(centralProblem).toContain("cannot be reached");
  expect(Date.parse(offlineUntil ?? "") - Date.now()).toBeGreaterThan(11 * HOUR);
  expect(await desk.refusal("deposits", "search", {})).toBe("NOT_SIGNED_IN");
  expect(await unlock(desk, "wrong")).toBe("INVALID_CREDENTIALS");
  expect(await unlock(desk, "test-operator")).toBe("none");
  await until("the page is told that the service is away", 20_000, async () => {
    const { phase: sync, offlineSince } = await desk.call("sync", "status", {});
    return sync === "OFFLINE" && offlineSince !== null ? {} : sync;
  });
  const { rowsJson, asOf } = await desk.call("deposits", "search", {});
  const [row] = JSON.parse(rowsJson) as { id: string; version: number; recordNo: string }[];
  expect([row?.recordNo === undefined, asOf === null]).toEqual([false, false]);
  expect((await desk.call("deposits", "get", { id: row?.id as string })).deposit.recordNo).toBe(row?.recordNo);
  expect(await desk.refusal("deposits", "timeline", { depositId: row?.id as string })).toBe("none");
  const cancel = { id: row?.id as string, version: 1, remarks: "offline", idempotencyKey: crypto.randomUUID() };
  expect(await desk.refusal("deposits", "cancel", cancel)).toBe("OFFLINE");
});

test("R2.5 once the service is back it confirms the session, and rights taken away meanwhile are gone", async () => {
  const desk = await startedWithout("operator2");
  expect(await unlock(desk, "test-operator2")).toBe("none");
  const id = desk.engine.session.user()?.id as string;
  await central.asSystem((context) => changeRights(context, id, { roles: [], grants: ["Deposit Records"] }));
  await door.open();
  await until("the service has confirmed the session", 20_000, async () => {
    await desk.ask("sync", "now", {});
    const { user, offlineUntil, phase } = desk.engine.session.state();
    if (phase !== "SIGNED_IN") return phase;
    return offlineUntil === null && user?.permissions.join() === "Deposit Records" ? {} : "not yet";
  });
});

test("R2.5 once the service is back, a session that it has ended is over here too, and is not kept for another time", async () => {
  const desk = await startedWithout("supervisor");
  expect(await unlock(desk, "test-supervisor")).toBe("none");
  await central.asSystem(({ db }) => db.execute("DELETE FROM refresh_tokens"));
  await door.open();
  await until("the session is over", 20_000, async () => {
    await desk.ask("sync", "now", {});
    return desk.engine.session.state().phase === "SIGNED_OUT" ? {} : "not yet";
  });
  expect([...desk.ring.entries.keys()].filter((name) => /pass|refresh/.test(name))).toEqual([]);
});

test("R2.5 after the time that the service allows, nothing is shown any more and the screen says why", async () => {
  const desk = await startedWithout("executor", 13 * HOUR);
  expect(desk.engine.session.state()).toMatchObject({
    phase: "SIGNED_OUT",
    user: null,
    offlineUntil: null,
    reason: expect.stringContaining("was not reached for 12 hours"),
  });
  await door.open();
  // The connection asks by itself whether the service is back.
  await until("the session of the last run is there again", 40_000, () =>
    desk.engine.session.state().phase === "LOCKED" ? {} : "not yet",
  );
  expect(await unlock(desk, "test-executor")).toBe("none");
});

test("R2.5 a session that locks while the service is away is unlocked here too, five tries long", async () => {
  const desk = await startedWithout("auditor");
  for (let tries = 0; tries < 4; tries += 1) expect(await unlock(desk, "wrong")).toBe("INVALID_CREDENTIALS");
  expect(await unlock(desk, "wrong")).toBe("OFFLINE_ACCESS_OVER");
  expect(await unlock(desk, "test-auditor")).toBe("OFFLINE_ACCESS_OVER");
  await door.open();
  expect(await unlock(desk, "test-auditor")).toBe("none");
});
