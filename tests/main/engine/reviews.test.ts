/** Review marks and remarks written with and without the service (R24.2): kept first, sent once, compared when the record has changed. */
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { changeRights } from "#central/accounts/rights.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import { startTestCentral, type TestCentral } from "#tests/support/central.ts";
import type { TestClient } from "#tests/support/centralClient.ts";
import { putDeposit } from "#tests/support/centralRecords.ts";
import { type Door, openDoor } from "#tests/support/e2eDoor.ts";
import { until } from "#tests/support/until.ts";
import { openEngine, type TestEngine } from "#tests/main/support/openEngine.ts";

let central: TestCentral;
let operator: TestClient;
let door: Door;
const engines: TestEngine[] = [];
beforeAll(async () => {
  central = await startTestCentral({
    seed: async (context) => {
      for (let made = 0; made < 8; made += 1) await putDeposit(context);
    },
  });
  operator = await central.api("operator2");
});
afterAll(() => central.stop());
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.remove();
  await door.shut();
});

async function open(given: Partial<Parameters<typeof openEngine>[0]> = {}): Promise<TestEngine> {
  const desk = await openEngine({ centralUrl: door.url, ...given });
  engines.push(desk);
  return desk;
}

/** Signed in, synced, and cut off. */
async function cutOff(username = "operator"): Promise<TestEngine> {
  door = await openDoor(central.url);
  const desk = await open();
  await desk.signIn(username);
  await until("the keychain allows reading offline", 10_000, () =>
    desk.ring.entries.has("test offline-pass") ? {} : "not yet",
  );
  await door.shut();
  await until("the service is away", 20_000, async () => {
    const { phase } = await desk.call("sync", "now", {});
    return phase === "OFFLINE" ? {} : phase;
  });
  return desk;
}

async function connect(desk: TestEngine): Promise<void> {
  await door.open();
  await desk.synced();
}

let next = 0;
async function record(): Promise<Deposit> {
  const { items } = await operator.call("deposits.list", { query: { limit: 20 } });
  return items[(next += 1)] as Deposit;
}

const key = () => crypto.randomUUID();
const marksOf = async (id: string) =>
  (await operator.call("deposits.timeline", { params: { id } })).items
    .filter(({ action }) => /reviewed|questioned|remarked/.test(action))
    .map(({ action, remarks }) => [action, remarks]);
const waits = (desk: TestEngine) => desk.call("reviews", "waiting", {});
const allSent = (desk: TestEngine) =>
  until("everything is sent", 15_000, async () => ((await waits(desk)).length === 0 ? {} : "something waits"));

test("R24.2 a mark made while the service is reached is there at once, and nothing waits", async () => {
  door = await openDoor(central.url);
  const desk = await open();
  await desk.signIn("operator");
  const { id, version } = await record();
  const input = { depositId: id, version, mark: "REVIEWED" as const, remarks: "", idempotencyKey: key() };
  expect(await desk.call("reviews", "mark", input)).toBe(null);
  expect(await waits(desk)).toEqual([]);
  expect(await marksOf(id)).toEqual([["deposit.reviewed", null]]);
});

test("R24.2 a mark made offline waits over a restart and a rebuilt copy, and is sent once", async () => {
  const first = await cutOff();
  const { id, version } = await record();
  const words = { mark: "QUESTION" as const, remarks: "Is this the same wallet?" };
  const input = { depositId: id, version, ...words, idempotencyKey: key() };
  expect(await first.call("reviews", "mark", input)).toMatchObject({ state: "WAITING", ...words });
  expect(await waits(first)).toHaveLength(1);
  await first.engine.stop();
  const { profile, ring } = first;
  const desk = await open({ profile, ring });
  await desk.call("session", "unlock", { password: "test-operator" });
  expect(await waits(desk)).toMatchObject([{ state: "WAITING", seen: { id, version }, ...words }]);
  expect(await marksOf(id)).toEqual([]);
  void desk.call("sync", "rebuild", {});
  await connect(desk);
  await allSent(desk);
  expect(await marksOf(id)).toEqual([["deposit.questioned", words.remarks]]);
});

test("R24.2 of a record that changed meanwhile both states are shown, nothing is sent until the person decides", async () => {
  const desk = await cutOff();
  const { id, version } = await record();
  const input = { depositId: id, version, mark: "NOTE" as const, remarks: "looks fine", idempotencyKey: key() };
  await desk.call("reviews", "mark", input);
  await operator.call("deposits.cancel", { params: { id }, ifMatch: version, body: { remarks: "asked twice" } });
  await connect(desk);
  await until("the service has refused it", 15_000, async () => {
    const [entry] = await waits(desk);
    return entry?.state === "CHANGED" ? {} : JSON.stringify(entry?.state);
  });
  const [entry] = await waits(desk);
  expect(entry).toMatchObject({
    state: "CHANGED",
    seen: { status: "WALLET_ADDRESS_UNDER_VERIFICATION", version },
    current: { status: "CANCELLED", version: version + 1 },
  });
  expect(await marksOf(id)).toEqual([]);
  const again = { id: input.idempotencyKey, version, idempotencyKey: key() };
  expect(await desk.refusal("reviews", "again", again)).toBe("VERSION_MISMATCH");
  expect(await desk.call("reviews", "again", { ...again, version: version + 1 })).toBe(null);
  expect(await marksOf(id)).toEqual([["deposit.remarked", "looks fine"]]);
  expect(await waits(desk)).toEqual([]);
});

test("R24.2 R3.5 what the service refuses says why and stays until it is dropped", async () => {
  const desk = await cutOff("supervisor");
  const { id, version } = await record();
  const input = { depositId: id, version, mark: "REVIEWED" as const, remarks: "", idempotencyKey: key() };
  await desk.call("reviews", "mark", input);
  const user = desk.engine.session.user()?.id as string;
  await central.asSystem((context) => changeRights(context, user, { roles: [], grants: ["Deposit Records"] }));
  await door.open();
  await until("it is refused", 20_000, async () => {
    await desk.ask("sync", "now", {});
    const [entry] = await waits(desk);
    return entry?.state === "REFUSED" ? {} : JSON.stringify(entry?.state);
  });
  expect((await waits(desk))[0]?.problem).toContain("Record.Review");
  await desk.call("reviews", "drop", { id: input.idempotencyKey });
  expect(await waits(desk)).toEqual([]);
  expect(await marksOf(id)).toEqual([]);
});

test("R24.2 a second mark on the same record takes the place of the one that waits; words that are missing are asked for", async () => {
  const desk = await cutOff();
  const { id, version } = await record();
  const base = { depositId: id, version };
  expect(
    await desk.refusal("reviews", "mark", { ...base, mark: "QUESTION", remarks: " ", idempotencyKey: key() }),
  ).toBe("INPUT_INVALID");
  expect(
    await desk.refusal("reviews", "mark", {
      ...base,
      version: version + 1,
      mark: "REVIEWED",
      remarks: "",
      idempotencyKey: key(),
    }),
  ).toBe("VERSION_MISMATCH");
  await desk.call("reviews", "mark", { ...base, mark: "NOTE", remarks: "first", idempotencyKey: key() });
  await desk.call("reviews", "mark", { ...base, mark: "NOTE", remarks: "second", idempotencyKey: key() });
  expect((await waits(desk)).map(({ remarks }) => remarks)).toEqual(["second"]);
  await connect(desk);
  await allSent(desk);
  expect(await marksOf(id)).toEqual([["deposit.remarked", "second"]]);
});
