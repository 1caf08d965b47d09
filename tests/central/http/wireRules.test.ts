import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";

import { rowsOf } from "#central/store/inTransaction.ts";
import { idempotencyKeys } from "#central/store/tables.ts";
import { DAY_MS, MINUTE_MS } from "#central/clock.ts";
import { forgetOldKeys } from "#central/http/idempotency.ts";
import { problem as problemSchema } from "#shared/contract/common.ts";
import { CONTRACT_VERSION } from "#shared/contract/version.ts";
import { startTestCentral, type TestCentral } from "#tests/support/central.ts";
import { sendTo, type TestClient } from "#tests/support/centralClient.ts";
import { putDeposit } from "#tests/support/centralRecords.ts";
import { goodApplication } from "#tests/support/centralWorld.ts";

let central: TestCentral;
let operator: TestClient;
let channel: TestClient;
beforeAll(async () => {
  central = await startTestCentral();
  operator = await central.api("operator");
  channel = await central.api("client-channel");
});
afterAll(() => central.stop());

const put = () => central.asSystem((context) => putDeposit(context));
const remarks = "Incorrect address";

test("Idempotency-Key: a repeated command answers the same status and body, and is carried out once", async () => {
  const key = crypto.randomUUID();
  const body = goodApplication();
  const first = await channel.send("applications.submit", { body, key });
  const again = await channel.send("applications.submit", { body, key });
  expect(first.status).toBe(201);
  expect(again.status).toBe(201);
  expect(again.body).toEqual(first.body);
  expect(first.headers.get("idempotency-replayed")).toBeNull();
  expect(again.headers.get("idempotency-replayed")).toBe("true");
  expect(again.headers.get("x-feed-seq")).toBe(first.headers.get("x-feed-seq"));
  expect(again.headers.get("etag")).toBe(first.headers.get("etag"));
});

test("Idempotency-Key: ten at once are carried out once; the others wait or get the same answer", async () => {
  const deposit = await put();
  const key = crypto.randomUUID();
  const send = () =>
    operator.send("deposits.cancel", { params: { id: deposit.id }, ifMatch: 1, body: { remarks }, key });
  const answers = await Promise.all(Array.from({ length: 10 }, send));
  const kinds = new Set(answers.map(({ status, body }) => (status === 200 ? "done" : (body as { code: string }).code)));
  expect([...kinds].toSorted()).toEqual(expect.arrayContaining(["done"]));
  for (const kind of kinds) expect(["done", "IDEMPOTENCY_IN_PROGRESS"]).toContain(kind);
  const waiting = answers.find(({ status }) => status === 409);
  if (waiting) expect(Number(waiting.headers.get("retry-after"))).toBeGreaterThan(0);
  const { items } = await operator.call("deposits.timeline", { params: { id: deposit.id } });
  expect(items.filter(({ action }) => action === "deposit.cancelled")).toHaveLength(1);
  expect((await send()).status).toBe(200);
});

test("Idempotency-Key: missing, not a UUID, used for something else", async () => {
  const deposit = await put();
  const cancel = (key: string | null, text = remarks) =>
    operator.refusal("deposits.cancel", { params: { id: deposit.id }, ifMatch: 1, body: { remarks: text }, key });
  expect(await cancel(null)).toMatchObject({ status: 400, code: "IDEMPOTENCY_KEY_REQUIRED" });
  expect(await cancel("once")).toMatchObject({ status: 400, code: "IDEMPOTENCY_KEY_REQUIRED" });
  const key = crypto.randomUUID();
  expect(await cancel(key)).toBeNull();
  expect(await cancel(key, "another remark")).toMatchObject({ status: 422, code: "IDEMPOTENCY_KEY_REUSED" });
});

test("Idempotency-Key is checked before If-Match: the repeat of a done command needs no fresh version", async () => {
  const deposit = await put();
  const key = crypto.randomUUID();
  const send = (ifMatch?: number) =>
    operator.send("deposits.cancel", { params: { id: deposit.id }, ifMatch, body: { remarks }, key });
  expect((await send(1)).status).toBe(200);
  const again = await send();
  expect(again.status).toBe(200);
  expect(again.headers.get("idempotency-replayed")).toBe("true");
});

test("Idempotency-Key: a final refusal is kept, a version that was too old is not", async () => {
  const deposit = await put();
  const key = crypto.randomUUID();
  const send = (ifMatch: number) =>
    operator.send("deposits.cancel", { params: { id: deposit.id }, ifMatch, body: { remarks }, key });
  expect((await send(9)).status).toBe(412);
  expect((await send(1)).status).toBe(200);
  const second = crypto.randomUUID();
  const refused = () =>
    operator.send("deposits.cancel", { params: { id: deposit.id }, ifMatch: 2, body: { remarks }, key: second });
  const first = await refused();
  expect(first.status).toBe(409);
  const again = await refused();
  expect(again.headers.get("idempotency-replayed")).toBe("true");
  expect(again.headers.get("content-type")).toContain("application/problem+json");
  expect(again.body).toEqual(first.body);
});

test("Idempotency-Key: keys belong to one person; old ones are forgotten, but never those of a refund's execution", async () => {
  const deposit = await put();
  const key = crypto.randomUUID();
  const other = await central.api("operator2");
  const input = { params: { id: deposit.id }, ifMatch: 1, body: { remarks }, key };
  expect(await operator.refusal("deposits.cancel", input)).toBeNull();
  expect(await other.refusal("deposits.cancel", input)).toMatchObject({ code: "DEPOSIT_NOT_CANCELLABLE" });

  const { db } = central.rooms.database;
  const kept = crypto.randomUUID();
  await db.insert(idempotencyKeys).values({
    userId: operator.user.id,
    key: kept,
    fingerprint: "",
    endpoint: "refunds.claim",
    createdAt: central.clock.now(),
    runningUntil: central.clock.now(),
    keptForEver: true,
  });
  central.clock.advance(8 * DAY_MS);
  expect(await forgetOldKeys(central.rooms)).toBeGreaterThan(0);
  const left = await db.select({ key: idempotencyKeys.key }).from(idempotencyKeys);
  expect(left).toEqual([{ key: kept }]);
  operator = await central.api("operator");
  channel = await central.api("client-channel");
});

test("Idempotency-Key: a command that was cut off may be carried out again after a while", async () => {
  const deposit = await put();
  const key = crypto.randomUUID();
  const send = () =>
    operator.send("deposits.cancel", { params: { id: deposit.id }, ifMatch: 1, body: { remarks }, key });
  central.chain.down = true;
  await send();
  central.chain.down = false;
  const { db } = central.rooms.database;
  // As a process leaves it that died in the middle.
  const fingerprint = central.rooms.sha256(`POST\n/v1/deposits/${deposit.id}/cancel\n${JSON.stringify({ remarks })}`);
  await db.insert(idempotencyKeys).values({
    userId: operator.user.id,
    key,
    fingerprint,
    endpoint: "deposits.cancel",
    createdAt: central.clock.now(),
    runningUntil: "2027-01-01T00:00:00.000Z",
  });
  const waiting = await send();
  expect(waiting.body).toMatchObject({ code: "IDEMPOTENCY_IN_PROGRESS", retryable: true });
  await db.update(idempotencyKeys).set({ runningUntil: central.clock.now() }).where(eq(idempotencyKeys.key, key));
  central.clock.advance(1);
  expect((await send()).status).toBe(200);
});

test("Idempotency-Key: neither password nor step-up token lies in the table, not even hashed", async () => {
  const key = crypto.randomUUID();
  const body = {
    method: "PASSWORD" as const,
    code: "test-operator",
    action: "refund.claim" as const,
    resourceId: crypto.randomUUID(),
  };
  const first = await operator.call("auth.stepUp", { body, key });
  const again = await operator.call("auth.stepUp", { body, key });
  expect(again.stepUpToken).not.toBe(first.stepUpToken);
  const rows = await central.rooms.database.db.select().from(idempotencyKeys).where(eq(idempotencyKeys.key, key));
  expect(rows).toEqual([]);
});

test("If-Match: 428 without, 400 when it is no version, 412 with the fresh representation", async () => {
  const deposit = await put();
  const cancel = (header?: string) =>
    operator.refusal("deposits.cancel", {
      params: { id: deposit.id },
      body: { remarks },
      ...(header !== undefined && { headers: { "if-match": header } }),
    });
  expect(await cancel()).toMatchObject({ status: 428, code: "IF_MATCH_REQUIRED" });
  expect(await cancel("*")).toMatchObject({ status: 400, code: "VALIDATION_FAILED" });
  expect(await cancel('"7"')).toMatchObject({ status: 412, code: "VERSION_MISMATCH", current: { version: 1 } });
  expect(await cancel('W/"1"')).toBeNull();
});

test("ETag on a single resource is its version", async () => {
  const deposit = await put();
  const { headers, body } = await operator.send("deposits.get", { params: { id: deposit.id } });
  expect(headers.get("etag")).toBe('"1"');
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("x-feed-seq")).toBeNull();
  expect(body).toMatchObject({ version: 1 });
});

test("every error is a problem with the right content type, and X-Request-Id is its traceId", async () => {
  const anywhere = (path: string, init: { method?: string; body?: string; headers?: Record<string, string> } = {}) =>
    fetch(`${central.url}${path}`, { ...init, headers: { "x-request-id": "my-own-reference-1", ...init.headers } });
  const authorization = `Bearer ${operator.accessToken}`;
  const json = "application/json";
  const answers = {
    404: await anywhere("/v1/nothing"),
    401: await anywhere("/v1/deposits"),
    400: await anywhere("/v1/deposits/not-a-uuid", { headers: { authorization } }),
    broken: await anywhere("/v1/auth/login", { method: "POST", body: "{", headers: { "content-type": json } }),
    poisoned: await anywhere("/v1/auth/login", {
      method: "POST",
      body: '{"__proto__": {"username": "x"}}',
      headers: { "content-type": json },
    }),
    form: await anywhere("/v1/auth/login", {
      method: "POST",
      body: "username=operator",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    }),
    413: await anywhere("/v1/auth/login", {
      method: "POST",
      body: JSON.stringify({ username: "x".repeat(1_100_000) }),
      headers: { "content-type": json },
    }),
  };
  for (const [name, answer] of Object.entries(answers)) {
    expect(answer.headers.get("content-type"), name).toBe("application/problem+json; charset=utf-8");
    expect(answer.headers.get("x-request-id"), name).toBe("my-own-reference-1");
    const body = problemSchema.parse(await answer.json());
    expect(body.traceId, name).toBe("my-own-reference-1");
    expect(body.status, name).toBe(answer.status);
    expect(body.instance, name).toMatch(/^\/v1\//);
  }
  expect(Object.values(answers).map(({ status }) => status)).toEqual([400, 401, 404, 413, 400, 400, 400]);
  const own = await fetch(`${central.url}/v1/meta`, { headers: { "x-request-id": "<script>" } });
  expect(own.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
});

test("wrong fields are named by pointer, code and detail", async () => {
  const body = { ...goodApplication(), clientRequestId: "", amount: 5, unknown: 1 };
  const problem = await channel.refusal("applications.submit", { body: body as never });
  expect(problem).toMatchObject({ status: 400, code: "VALIDATION_FAILED" });
  expect(problem?.errors?.map(({ pointer }) => pointer).toSorted()).toEqual([
    "/amount",
    "/clientRequestId",
    "/unknown",
  ]);
  for (const one of problem?.errors ?? []) expect(one.detail).not.toBe("");
  const query = await operator.refusal("deposits.list", { query: { limit: 500, status: "NONSENSE" as never } });
  expect(query?.errors?.map(({ pointer }) => pointer).toSorted()).toEqual(["/query/limit", "/query/status"]);
});

test.each(["NUL \u0000 inside", "half a pair \ud800"])("text that cannot be stored is refused (%#)", async (text) => {
  const deposit = await put();
  const problem = await operator.refusal("deposits.cancel", {
    params: { id: deposit.id },
    ifMatch: 1,
    body: { remarks: text },
  });
  expect(problem).toMatchObject({ status: 400, errors: [{ pointer: "/remarks", code: "invalid_text" }] });
});

test("CLIENT_UPGRADE_REQUIRED below the minimum version, everywhere but on /health", async () => {
  const get = (path: string, version: string) =>
    fetch(`${central.url}/v1/${path}`, { headers: { "x-client-version": version } });
  expect((await get("meta", "0.9.12")).status).toBe(426);
  expect(await (await get("meta", "0.9.12")).json()).toMatchObject({ code: "CLIENT_UPGRADE_REQUIRED" });
  expect((await get("meta", "1.0.0")).status).toBe(200);
  expect((await get("meta", "2.0.0-rc.1")).status).toBe(200);
  expect((await get("meta", "newest")).status).toBe(426);
  expect((await get("health", "0.1.0")).status).toBe(200);
});

test("/meta and /health are open and say what the service is", async () => {
  const meta = await (await fetch(`${central.url}/v1/meta`)).json();
  expect(meta).toMatchObject({
    apiVersion: "v1",
    contractVersion: CONTRACT_VERSION,
    environment: "TEST",
    environmentName: "test",
    serverTime: central.clock.now(),
    minClientVersion: "1.0.0",
  });
  expect(await (await fetch(`${central.url}/v1/health`)).json()).toMatchObject({ status: "OK", db: "OK" });
});

test("too many requests get 429 with Retry-After, sign-ins much earlier", async () => {
  const strict = await startTestCentral({ rateLimits: { perMinute: 20, loginsPerMinute: 3 } });
  try {
    const login = () =>
      fetch(`${strict.url}/v1/auth/login`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          username: "operator",
          password: "wrong",
          deviceId: crypto.randomUUID(),
          deviceName: "x",
        }),
      });
    const signIns = [];
    for (let count = 0; count < 4; count += 1) signIns.push(await login());
    expect(signIns.map(({ status }) => status)).toEqual([401, 401, 401, 429]);
    expect(signIns[3]?.headers.get("retry-after")).toMatch(/^[1-9]\d*$/);
    expect(signIns[3]?.headers.get("content-type")).toContain("application/problem+json");
    expect(await signIns[3]?.json()).toMatchObject({ code: "RATE_LIMITED", retryable: true });
    const reads = [];
    for (let count = 0; count < 21; count += 1) reads.push((await fetch(`${strict.url}/v1/meta`)).status);
    expect(reads.at(-1)).toBe(429);
    expect(reads[0]).toBe(200);
  } finally {
    await strict.stop();
  }
});

test("a failure of the service is logged once, with its reference, and without what the query was given", async () => {
  const lines: string[] = [];
  const service = await startTestCentral({
    logger: { level: "warn", stream: { write: (line: string) => void lines.push(line) } },
  });
  try {
    const { db } = service.rooms.database;
    await rowsOf(db, sql.raw("alter table sessions add constraint never check (device_name <> 'Test workstation')"));
    const body = { username: "operator", password: "test-operator", deviceId: crypto.randomUUID() };
    const { status, body: problem } = await sendTo(service.url, "auth.login", {
      body: { ...body, deviceName: "Test workstation" },
    });
    expect(status).toBe(500);
    expect(problem).toMatchObject({ code: "INTERNAL", retryable: false });
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      reqId: (problem as { traceId: string }).traceId,
      err: {
        message: expect.stringContaining("Failed query: insert into"),
        cause: { code: "23514", constraint: "never" },
      },
    });
    for (const secret of [body.deviceId, "Test workstation", "test-operator", "params"])
      expect(lines[0]).not.toContain(secret);
    expect(JSON.stringify(problem)).not.toContain("insert into");
  } finally {
    await service.stop();
  }
});

test("an access token lives five minutes", async () => {
  const person = await central.api("auditor");
  central.clock.advance(4 * MINUTE_MS);
  expect((await person.send("auth.me")).status).toBe(200);
  central.clock.advance(2 * MINUTE_MS);
  expect(await person.refusal("auth.me")).toMatchObject({ status: 401, code: "TOKEN_EXPIRED" });
});
