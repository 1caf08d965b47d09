import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, expect, test } from "vitest";

import { consumeStepUp } from "#central/accounts/consumeStepUp.ts";
import { authenticate } from "#central/accounts/authenticate.ts";
import { MINUTE_MS } from "#central/clock.ts";
import { contextOf } from "#central/context.ts";
import { inTransaction } from "#central/store/inTransaction.ts";
import { stepUps } from "#central/store/tables.ts";
import { isAppError } from "#shared/errors.ts";
import { startTestCentral, type TestCentral } from "#tests/support/central.ts";
import type { TestClient } from "#tests/support/centralClient.ts";

let central: TestCentral;
let supervisor: TestClient;
beforeAll(async () => {
  central = await startTestCentral();
  supervisor = await central.api("supervisor");
});
afterAll(() => central.stop());

const resourceId = randomUUID();
const intentHash = "a".repeat(64);
const purpose = { action: "refund.approve", resourceId, intentHash } as const;

/** "OK" or the code, as this client. */
async function consume(client: TestClient, use: Parameters<typeof consumeStepUp>[1]): Promise<string> {
  const actor = await authenticate(central.rooms, `Bearer ${client.accessToken}`, null);
  try {
    await inTransaction(central.rooms.database, (db) => consumeStepUp(contextOf(central.rooms, db, actor, null), use));
    return "OK";
  } catch (error) {
    if (isAppError(error)) return error.code;
    throw error;
  }
}

test("R2.4 a step-up works once, for its action, resource and intent, in its session", async () => {
  const token = await supervisor.stepUp(purpose);
  expect(await consume(supervisor, { ...purpose, token: "guess" })).toBe("STEP_UP_REQUIRED");
  expect(await consume(supervisor, { ...purpose, token, action: "refund.claim" })).toBe("STEP_UP_REQUIRED");
  expect(await consume(supervisor, { ...purpose, token, resourceId: randomUUID() })).toBe("STEP_UP_REQUIRED");
  expect(await consume(supervisor, { ...purpose, token, intentHash: "b".repeat(64) })).toBe("STEP_UP_REQUIRED");
  expect(await consume(supervisor, { token, action: purpose.action, resourceId })).toBe("STEP_UP_REQUIRED");
  const elsewhere = await central.api("supervisor");
  expect(await consume(elsewhere, { ...purpose, token })).toBe("STEP_UP_REQUIRED");
  const other = await central.api("supervisor2");
  expect(await consume(other, { ...purpose, token })).toBe("STEP_UP_REQUIRED");

  expect(await consume(supervisor, { ...purpose, token })).toBe("OK");
  expect(await consume(supervisor, { ...purpose, token })).toBe("STEP_UP_REQUIRED");
});

test("two uses at once: one of them counts", async () => {
  const token = await supervisor.stepUp(purpose);
  const answers = await Promise.all([1, 2, 3].map(() => consume(supervisor, { ...purpose, token })));
  expect(answers.filter((answer) => answer === "OK")).toHaveLength(1);
});

test("five minutes, then it is over", async () => {
  const fresh = await central.api("supervisor");
  const token = await fresh.stepUp(purpose);
  central.clock.advance(5 * MINUTE_MS - 1);
  const second = await central.api("supervisor");
  const later = await second.stepUp(purpose);
  expect(await consume(fresh, { ...purpose, token })).toBe("OK");
  central.clock.advance(5 * MINUTE_MS);
  const { body } = await second.send("auth.refresh", {
    body: { refreshToken: second.refreshToken, deviceId: second.deviceId },
  });
  second.accessToken = (body as { accessToken: string }).accessToken;
  expect(await consume(second, { ...purpose, token: later })).toBe("STEP_UP_REQUIRED");
});

test("a wrong password fails, five of them lock, and no token is stored in clear", async () => {
  const person = await central.api("supervisor2");
  const attempt = (code: string) =>
    person.refusal("auth.stepUp", { body: { method: "PASSWORD", code, action: "refund.approve", resourceId } });
  for (let count = 0; count < 5; count += 1)
    expect(await attempt("wrong")).toMatchObject({ status: 401, code: "STEP_UP_FAILED" });
  expect(await attempt("test-supervisor2")).toMatchObject({ status: 423, code: "ACCOUNT_LOCKED" });
  expect(
    await person.refusal("auth.stepUp", {
      body: { method: "TOTP", code: "123456", action: "refund.approve", resourceId },
    }),
  ).toMatchObject({ code: "ACCOUNT_LOCKED" });
  const fresh = await central.api("supervisor");
  const token = await fresh.stepUp(purpose);
  expect(JSON.stringify(await central.rooms.database.db.select().from(stepUps))).not.toContain(token);
});
