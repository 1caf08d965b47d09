/** The client of the central service against a server that misbehaves in every way (stack page, "axios conventions"). */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { http } from "#shared/contract/http.ts";
import { AppError } from "#shared/errors.ts";
import { createLog } from "#main/log/Log.ts";
import { createConnection } from "#main/remote/connection.ts";
import { openNudges } from "#main/remote/nudges.ts";
import { createRemote, type Remote, type TokenSource } from "#main/remote/Remote.ts";
import { createTransport, type Transport } from "#main/remote/transport.ts";
import { machineClock, machineRandom, machineTimer } from "#main/world/thisMachine.ts";
import { type Packed, unpack } from "#main/world/unpack.ts";
import { createFakeRandom, createFakeTime } from "#tests/main/support/fakeWorld.ts";
import { until } from "#tests/support/until.ts";

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;
const ID = "00000000-0000-7000-a000-000000000001";
const KEY = "00000000-0000-4000-8000-000000000001";
const HEALTH = { status: "OK", db: "OK", headSeq: 1 };

let server: Server;
let url: string;
let answers: Answer[];
let seen: { method: string; path: string; headers: Record<string, unknown>; body: string }[];
let transport: Transport;
let remote: Remote;
let lines: string[];

beforeEach(async () => {
  answers = [];
  seen = [];
  lines = [];
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += String(chunk)));
    request.on("end", () => {
      seen.push({ method: request.method ?? "", path: request.url ?? "", headers: request.headers, body });
      const answer = answers.length > 1 ? (answers.shift() as Answer) : (answers[0] as Answer);
      answer(request, response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  transport = createTransport();
  remote = createRemote({
    baseUrl: `${url}/`,
    transport,
    // Waits are not what is tested here.
    timer: { after: (_delay, run) => machineTimer.after(1, run) },
    random: machineRandom,
    log: createLog(machineClock, (_level, line) => lines.push(line)),
    clientVersion: "1.2.3",
    deviceId: ID,
  });
});
afterEach(async () => {
  remote.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const json =
  (status: number, value: unknown, headers: Record<string, string> = {}): Answer =>
  (_request, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(value));
  };
const problem = (status: number, code: string, more: object = {}, headers: Record<string, string> = {}): Answer =>
  json(
    status,
    {
      type: "about:blank",
      title: code,
      status,
      detail: `because of ${code}`,
      code,
      traceId: "t-1",
      retryable: false,
      ...more,
    },
    headers,
  );
const hangUp: Answer = (request) => void request.socket.destroy();

function signedIn(changes: Partial<TokenSource> = {}): { refreshes: () => number; rejections: AppError[] } {
  let token = "first";
  let refreshes = 0;
  const rejections: AppError[] = [];
  remote.useTokens({
    current: () => token,
    refresh: async () => {
      refreshes += 1;
      token = `token-${refreshes}`;
      return token;
    },
    rejected: (error) => rejections.push(error),
    ...changes,
  });
  return { refreshes: () => refreshes, rejections };
}

const cancel = { params: { id: ID }, ifMatch: 3, idempotencyKey: KEY, body: { remarks: "x" } };

describe("what is sent", () => {
  test("path, query, version, key and who asks", async () => {
    signedIn();
    answers = [json(200, { items: [], nextAfter: null })];
    await remote.call(http.sync.rows, { params: { entity: "deposits" }, query: { limit: 5, after: ID } });
    expect(seen[0]).toMatchObject({ method: "GET", path: `/v1/sync/rows/deposits?limit=5&after=${ID}` });
    expect(seen[0]?.headers).toMatchObject({
      authorization: "Bearer first",
      "x-client-version": "1.2.3",
      "x-device-id": ID,
      "x-request-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    answers = [problem(409, "DEPOSIT_NOT_CANCELLABLE")];
    await remote.call(http.deposits.cancel, cancel).catch(() => undefined);
    expect(seen[1]?.headers).toMatchObject({
      "if-match": '"3"',
      "idempotency-key": KEY,
      "content-type": "application/json",
    });
    expect(seen[1]?.body).toBe('{"remarks":"x"}');
  });

  test("several values of one filter are several parameters", async () => {
    signedIn();
    answers = [json(200, { items: [], nextCursor: null, hasMore: false })];
    await remote.call(http.refunds.list, { query: { status: ["APPROVED", "SIGNING"] } });
    expect(seen[0]?.path).toBe("/v1/refunds?status=APPROVED&status=SIGNING");
  });

  test("input that does not fit the contract is never sent", async () => {
    signedIn();
    await expect(remote.call(http.deposits.cancel, { ...cancel, body: { remarks: " " } })).rejects.toMatchObject({
      code: "INPUT_INVALID",
    });
    await expect(remote.call(http.deposits.get, { params: { id: "../auth" } })).rejects.toMatchObject({
      code: "INPUT_INVALID",
    });
    expect(seen).toEqual([]);
  });

  test("without a session nothing that needs one is sent", async () => {
    await expect(remote.call(http.auth.me, {})).rejects.toMatchObject({ code: "NOT_SIGNED_IN" });
    expect(seen).toEqual([]);
  });
});

describe("what comes back", () => {
  test("a refusal becomes its code with all that it says", async () => {
    signedIn();
    answers = [
      problem(412, "VERSION_MISMATCH", {
        current: { version: 4 },
        holder: "Erik",
        errors: [{ pointer: "/a", code: "b", detail: "c" }],
      }),
    ];
    await expect(remote.call(http.deposits.cancel, cancel)).rejects.toMatchObject({
      code: "VERSION_MISMATCH",
      message: "because of VERSION_MISMATCH",
      extra: { current: { version: 4 }, holder: "Erik", traceId: "t-1", errors: [{ pointer: "/a" }] },
    });
  });

  test.each([
    [json(200, { status: "FINE" }), "RESPONSE_INVALID"],
    [json(200, []), "RESPONSE_INVALID"],
    [((_request, response) => response.end("<html>")) as Answer, "RESPONSE_INVALID"],
    [((_request, response) => response.end("")) as Answer, "RESPONSE_INVALID"],
    [problem(418, "SOMETHING_NEW"), "RESPONSE_INVALID"],
    [json(500, { oops: true }), "INTERNAL"],
    [
      ((_request, response) => void response.writeHead(302, { location: "https://evil.example" }).end()) as Answer,
      "RESPONSE_INVALID",
    ],
    [((_request, response) => void response.writeHead(204).end()) as Answer, "RESPONSE_INVALID"],
  ])("an answer that is none of the contract's is %#: said, not believed", async (answer, code) => {
    answers = [answer];
    await expect(remote.call(http.meta.health, {})).rejects.toMatchObject({ code });
    expect(seen).toHaveLength(1);
  });

  test("more than twenty megabytes are not taken", async () => {
    answers = [(_request, response) => void response.end("x".repeat(21 * 1024 * 1024))];
    await expect(remote.call(http.meta.health, {})).rejects.toMatchObject({ code: "RESPONSE_INVALID" });
  });

  test("fields of a newer service are ignored, codes of a newer service are shown as text", async () => {
    signedIn();
    answers = [
      json(200, {
        items: [
          {
            id: ID,
            address: `0x${"a".repeat(40)}`,
            networks: ["X1"],
            executor: { id: ID, name: "n" },
            workstationId: ID,
            workstationName: "w",
            status: "SLEEPING",
            approvedBy: null,
            approvedAt: null,
            createdAt: "2026-11-22T10:00:00.000Z",
            version: 1,
            mood: "good",
          },
        ],
        nextCursor: null,
        hasMore: false,
      }),
    ];
    const { items } = await remote.call(http.signers.list, {});
    expect(items[0]).toMatchObject({ status: "SLEEPING" });
    expect(items[0]).not.toHaveProperty("mood");
  });

  test("R2.2 no error and no log line of a failed call holds the token", async () => {
    signedIn({ current: () => "canary-token-value-that-must-not-show" });
    for (const answer of [hangUp, problem(403, "PERMISSION_DENIED"), json(200, {})]) {
      answers = [answer];
      const error: unknown = await remote.call(http.auth.me, {}).catch((caught: unknown) => caught);
      let text = lines.join("\n");
      for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
        text += `${cause.message} ${cause.stack} ${JSON.stringify(cause, Object.getOwnPropertyNames(cause))}`;
      expect(text).not.toContain("canary-token");
    }
  });
});

describe("again, or not again", () => {
  test.each([502, 503, 504, 408, 429])("a read is asked again after %i", async (status) => {
    answers = [problem(status, "SERVICE_UNAVAILABLE"), problem(status, "SERVICE_UNAVAILABLE"), json(200, HEALTH)];
    expect(await remote.call(http.meta.health, {})).toEqual(HEALTH);
    expect(seen).toHaveLength(3);
  });

  test("a read is asked again after a broken connection, four times at most", async () => {
    answers = [hangUp, json(200, HEALTH)];
    expect(await remote.call(http.meta.health, {})).toEqual(HEALTH);
    answers = [hangUp];
    seen.length = 0;
    await expect(remote.call(http.meta.health, {})).rejects.toMatchObject({ code: "OFFLINE", retryable: true });
    expect(seen).toHaveLength(4);
  });

  test("a write with a key is the same request each time, key and body and all", async () => {
    signedIn();
    answers = [hangUp, problem(503, "CHAIN_UNAVAILABLE"), problem(409, "TRANSFER_SEEN")];
    await expect(remote.call(http.deposits.cancel, cancel)).rejects.toMatchObject({ code: "TRANSFER_SEEN" });
    expect(seen).toHaveLength(3);
    expect(new Set(seen.map(({ headers, body }) => `${String(headers["idempotency-key"])} ${body}`)).size).toBe(1);
  });

  test("a write without a key is never sent twice", async () => {
    answers = [hangUp];
    const body = { username: "u", password: "p", deviceId: ID, deviceName: "d" };
    await expect(remote.call(http.auth.login, { body })).rejects.toMatchObject({ code: "OFFLINE" });
    answers = [problem(503, "SERVICE_UNAVAILABLE")];
    await expect(remote.call(http.auth.login, { body })).rejects.toMatchObject({ code: "SERVICE_UNAVAILABLE" });
    expect(seen).toHaveLength(2);
  });

  test('R21.6 what was asked to be sent once is sent once ("never")', async () => {
    signedIn();
    for (const answer of [hangUp, problem(503, "SERVICE_UNAVAILABLE")]) {
      answers = [answer];
      await remote.call(http.deposits.cancel, { ...cancel, retry: "never" }).catch(() => undefined);
    }
    expect(seen).toHaveLength(2);
    expect(seen.map(({ headers }) => headers.connection)).toEqual(["close", "close"]);
  });

  test.each([400, 403, 404, 409, 412, 422, 423])("a refusal with %i is an answer", async (status) => {
    signedIn();
    answers = [problem(status, "DEPOSIT_STATE")];
    await expect(remote.call(http.deposits.cancel, cancel)).rejects.toMatchObject({ code: "DEPOSIT_STATE" });
    expect(seen).toHaveLength(1);
  });

  test("no answer in time is a timeout", async () => {
    answers = [() => undefined];
    await expect(remote.call(http.meta.health, { timeoutMs: 50, retry: "never" })).rejects.toMatchObject({
      code: "TIMEOUT",
    });
  });

  test("the service's own wish how long to wait is kept", async () => {
    const waits: number[] = [];
    const patient = createRemote({
      baseUrl: url,
      transport,
      timer: {
        after: (delay, run) => {
          waits.push(delay);
          return machineTimer.after(0, run);
        },
      },
      random: machineRandom,
      log: createLog(machineClock, () => undefined),
      clientVersion: "1",
      deviceId: ID,
    });
    answers = [problem(429, "RATE_LIMITED", {}, { "retry-after": "7" }), json(200, HEALTH)];
    await patient.call(http.meta.health, {});
    expect(waits).toEqual([7_000]);
  });
});

describe("tokens", () => {
  const me = {
    id: ID,
    username: "u",
    displayName: "d",
    roles: [],
    permissions: [],
    locale: "en",
    totpEnrolled: false,
    mustChangePassword: false,
    administrators: [],
  };
  const byToken: Answer = (request, response, body) =>
    (request.headers.authorization === "Bearer first" ? problem(401, "TOKEN_EXPIRED") : json(200, me))(
      request,
      response,
      body,
    );

  test("an expired token is renewed once, and the request goes on", async () => {
    const tokens = signedIn();
    answers = [byToken];
    expect(await remote.call(http.auth.me, {})).toEqual(me);
    expect(tokens.refreshes()).toBe(1);
    expect(tokens.rejections).toEqual([]);
  });

  test("a token that stays expired ends the session instead of going round", async () => {
    const tokens = signedIn();
    answers = [problem(401, "TOKEN_EXPIRED")];
    await expect(remote.call(http.auth.me, {})).rejects.toMatchObject({ code: "TOKEN_EXPIRED" });
    expect(tokens.refreshes()).toBe(1);
    expect(tokens.rejections.map((error) => error.code)).toEqual(["TOKEN_EXPIRED"]);
  });

  test("a token that the service does not know ends the session", async () => {
    const tokens = signedIn();
    answers = [problem(401, "TOKEN_INVALID")];
    await expect(remote.call(http.auth.me, {})).rejects.toMatchObject({ code: "TOKEN_INVALID" });
    expect(tokens.refreshes()).toBe(0);
    expect(tokens.rejections).toHaveLength(1);
  });
});

describe("reached or not", () => {
  function watched() {
    const time = createFakeTime();
    let up = false;
    let probes = 0;
    const states: boolean[] = [];
    const connection = createConnection({
      probe: async () => {
        probes += 1;
        if (up) connection.watcher.reached();
        else {
          connection.watcher.unreached(new AppError("OFFLINE", "cannot be reached"));
          throw new AppError("OFFLINE", "cannot be reached");
        }
      },
      clock: time.clock,
      timer: time.timer,
      random: createFakeRandom(),
      log: createLog(time.clock, () => undefined),
    });
    connection.onChange((state) => states.push(state.online));
    return { connection, time, states, probes: () => probes, comeUp: () => (up = true) };
  }
  const down = new AppError("OFFLINE", "The central service cannot be reached");

  test("R24.1 three failures in a row mean offline, one success in between does not", () => {
    const { connection } = watched();
    connection.watcher.unreached(down);
    connection.watcher.unreached(down);
    connection.watcher.reached();
    connection.watcher.unreached(down);
    connection.watcher.unreached(down);
    expect(connection.state().online).toBe(true);
    connection.watcher.unreached(down);
    expect(connection.state()).toMatchObject({ online: false, problem: "The central service cannot be reached" });
    expect(connection.state().offlineSince).not.toBe(null);
    expect(connection.state().nextTryAt).not.toBe(null);
  });

  test("its health is asked less and less often, up to once a minute, until it answers", async () => {
    const { connection, time, probes, comeUp } = watched();
    for (let count = 0; count < 3; count += 1) connection.watcher.unreached(down);
    await time.advance(60_000);
    const firstMinute = probes();
    expect(firstMinute).toBeGreaterThanOrEqual(5);
    await time.advance(600_000);
    const tenMinutes = probes() - firstMinute;
    expect(tenMinutes).toBeGreaterThanOrEqual(9);
    expect(tenMinutes).toBeLessThanOrEqual(22);
    comeUp();
    await time.advance(60_000);
    expect(connection.state()).toEqual({ online: true, offlineSince: null, nextTryAt: null, problem: null });
    expect(time.pending()).toBe(0);
  });

  test('"try now" does not wait', async () => {
    const { connection, probes, comeUp } = watched();
    for (let count = 0; count < 3; count += 1) connection.watcher.unreached(down);
    const before = probes();
    comeUp();
    await connection.tryNow();
    expect(probes()).toBe(before + 1);
    expect(connection.state().online).toBe(true);
  });

  test("a call that was called off says nothing about the service", async () => {
    const unreached: string[] = [];
    remote.useWatcher({
      reached: () => undefined,
      unreached: (error) => unreached.push(error.code),
      offline: () => false,
    });
    answers = [() => undefined];
    const stop = new AbortController();
    const call = remote.call(http.meta.health, { signal: stop.signal });
    machineTimer.after(50, () => stop.abort());
    await expect(call).rejects.toBeInstanceOf(AppError);
    expect(unreached).toEqual([]);
  });
});

describe("the nudge stream", () => {
  test("hello, changed and session are heard; a cut stream is opened again", async () => {
    signedIn();
    const heard: string[] = [];
    let streams = 0;
    answers = [
      (_request, response) => {
        streams += 1;
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.write(
          `event: hello\ndata: {"feedId":"${ID}","headSeq":1,"serverTime":"2026-11-22T10:00:00.000Z"}\n\n`,
        );
        response.write(': heartbeat\n\nevent: changed\ndata: {"headSeq":2,"enti');
        machineTimer.after(20, () => {
          response.write('ties":["deposits"]}\n\n');
          response.write('event: session\ndata: {"reason":"REVOKED"}\n\n');
          response.write("event: hello\ndata: not json\n\n");
          response.end();
        });
      },
    ];
    const nudges = openNudges(
      {
        remote,
        transport,
        timer: { after: (delay, run) => machineTimer.after(delay >= 10_000 ? delay : 1, run) },
        random: machineRandom,
        log: createLog(machineClock, () => undefined),
        online: () => true,
      },
      {
        hello: (feedId) => heard.push(`hello ${feedId}`),
        changed: () => heard.push("changed"),
        session: (reason) => heard.push(`session ${reason}`),
      },
    );
    try {
      await until("the stream was opened again", 10_000, () =>
        streams >= 2 && heard.length >= 4 ? {} : `${streams} ${heard.join()}`,
      );
      expect(heard.slice(0, 4)).toEqual([`hello ${ID}`, "changed", "session REVOKED", `hello ${ID}`]);
      expect(seen[0]).toMatchObject({
        path: "/v1/events",
        headers: { accept: "text/event-stream", authorization: "Bearer first" },
      });
    } finally {
      nudges.close();
    }
  });

  test("a silent stream is cut by the watchdog after 45 seconds", async () => {
    signedIn();
    const time = createFakeTime();
    let streams = 0;
    answers = [
      (_request, response) => {
        streams += 1;
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.write(": hello\n\n");
      },
    ];
    const nudges = openNudges(
      {
        remote,
        transport,
        timer: time.timer,
        random: createFakeRandom(),
        log: createLog(time.clock, () => undefined),
        online: () => true,
      },
      { hello: () => undefined, changed: () => undefined, session: () => undefined },
    );
    try {
      await until("the stream stands", 10_000, () => (streams === 1 ? {} : "not yet"));
      await new Promise((resolve) => machineTimer.after(200, () => resolve(null)));
      await time.advance(44_000);
      expect(streams).toBe(1);
      await time.advance(1_000);
      await until("the stream was opened again", 10_000, async () => {
        await time.advance(5_000);
        return streams >= 2 ? {} : "not yet";
      });
    } finally {
      nudges.close();
    }
  });
});

describe("pages of rows", () => {
  const PAGE = { items: [{ id: ID, note: "陳大文 ".repeat(3_000) }], nextAfter: null };
  const packedAs =
    (status: number, encoding: string, bytes: Uint8Array): Answer =>
    (_request, response) =>
      void response.writeHead(status, { "content-type": "application/json", "content-encoding": encoding }).end(bytes);
  const ask = () => remote.packed(http.sync.rows, { params: { entity: "events" }, query: { limit: 5 } });
  const readable = (packed: Packed): unknown => JSON.parse(Buffer.from(unpack(packed)).toString("utf8"));
  const text = Buffer.from(JSON.stringify(PAGE));

  test("come as they crossed the wire, and are unpacked by whoever reads them", async () => {
    signedIn();
    for (const [encoding, bytes] of [
      ["br", brotliCompressSync(text)],
      ["gzip", gzipSync(text)],
    ] as const) {
      answers = [packedAs(200, encoding, bytes)];
      const packed = await ask();
      expect(packed.encoding).toBe(encoding);
      expect(packed.bytes.length).toBe(bytes.length);
      expect(readable(packed)).toEqual(PAGE);
    }
    answers = [json(200, PAGE)];
    expect(readable(await ask())).toEqual(PAGE);
    expect(seen.map(({ headers }) => headers["accept-encoding"])).toEqual(Array(3).fill("br, gzip"));
  });

  test("are refused in words also when the refusal is compressed", async () => {
    signedIn();
    const refusal = { type: "about:blank", title: "t", status: 410, detail: "d", traceId: "t-1", retryable: false };
    const body = Buffer.from(
      JSON.stringify({ ...refusal, code: "SYNC_RESET_REQUIRED", resetReason: "CURSOR_EXPIRED" }),
    );
    answers = [packedAs(410, "gzip", gzipSync(body))];
    await expect(ask()).rejects.toMatchObject({
      code: "SYNC_RESET_REQUIRED",
      extra: { resetReason: "CURSOR_EXPIRED" },
    });
    answers = [packedAs(404, "gzip", body)];
    await expect(ask()).rejects.toBeInstanceOf(AppError);
  });

  test("that are damaged, packed in another way or without end are no pages", () => {
    const bomb = gzipSync(Buffer.alloc(40 * 1024 * 1024));
    const bad: Packed[] = [
      { bytes: gzipSync(text).subarray(0, 100), encoding: "gzip" },
      { bytes: text, encoding: "br" },
      { bytes: text, encoding: "zstd" },
      { bytes: bomb, encoding: "gzip" },
    ];
    for (const packed of bad)
      expect(() => unpack(packed)).toThrow(expect.objectContaining({ code: "RESPONSE_INVALID" }));
  });
});
