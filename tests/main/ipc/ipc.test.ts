/** The bridge's inner side: who may ask, what is let in, and what comes back (security P0.6). */
import type { IpcMain, IpcMainInvokeEvent, WebContents } from "electron";
import { expect, test } from "vitest";
import { allCalls, type CallHandlers, callChannel, calls } from "#shared/contract/ipc.ts";
import type { User } from "#shared/contract/session.ts";
import { AppError, type Result } from "#shared/errors.ts";
import type { LocalRefusal } from "#main/audit/refusalReports.ts";
import { type CallRooms, answerCall } from "#main/ipc/answerCall.ts";
import { CALL_RULES } from "#main/ipc/callRules.ts";
import { createPaceKeeper } from "#main/ipc/pace.ts";
import { createEmit, serveCalls } from "#main/ipc/serve.ts";
import { createLog } from "#main/log/Log.ts";
import { createFakeRandom, createFakeTime } from "#tests/main/support/fakeWorld.ts";

const ORIGIN = { protocol: "app:", host: "desk" };
const PERSON = { id: "u", permissions: ["Deposit Records"], administrators: ["Anna Admin"] } as unknown as User;

function rooms(answerWith: () => unknown, changes: Partial<CallRooms> = {}) {
  const lines: string[] = [];
  const reached: string[] = [];
  const handlers = Object.fromEntries(
    Object.entries(calls).map(([noun, verbs]) => [
      noun,
      Object.fromEntries(
        Object.keys(verbs).map((verb) => [
          verb,
          () => {
            reached.push(`${noun}.${verb}`);
            return answerWith();
          },
        ]),
      ),
    ]),
  ) as unknown as CallHandlers;
  const time = createFakeTime();
  const made: CallRooms = {
    handlers,
    session: () => ({ phase: "SIGNED_IN", user: PERSON }),
    onRefused: () => undefined,
    onDamage: () => undefined,
    report: () => undefined,
    keepPace: () => undefined,
    log: createLog(time.clock, (_level, line) => lines.push(line)),
    random: createFakeRandom(),
    ...changes,
  };
  return { rooms: made, lines, reached, time };
}

/** Electron's side, as far as it matters here. */
function bind(served: CallRooms) {
  const listeners = new Map<string, (event: IpcMainInvokeEvent, raw: unknown) => unknown>();
  const ipcMain = { handle: (channel: string, listener: never) => void listeners.set(channel, listener) };
  serveCalls(ipcMain as unknown as IpcMain, ORIGIN, served);
  return listeners;
}

function eventFrom(url: string, top = true): IpcMainInvokeEvent {
  const frame = { url };
  return { senderFrame: frame, sender: { mainFrame: top ? frame : { url } } } as unknown as IpcMainInvokeEvent;
}

test("P0.6 every call of the contract is served, and none from anywhere but the top frame of our page", async () => {
  const { rooms: served, reached } = rooms(() => null);
  const listeners = bind(served);
  expect([...listeners.keys()].toSorted()).toEqual(
    allCalls()
      .map(({ noun, verb }) => callChannel(noun, verb))
      .toSorted(),
  );
  const foreign = [
    eventFrom("https://evil.example/index.html"),
    eventFrom("app://evil/index.html"),
    eventFrom("app://desk.evil/index.html"),
    eventFrom("file:///app/index.html"),
    eventFrom("app://desk/index.html", false),
    { ...eventFrom("app://desk/index.html"), senderFrame: null },
  ];
  for (const listener of listeners.values())
    for (const event of foreign)
      expect(await listener(event, {})).toMatchObject({ ok: false, error: { code: "SENDER_REFUSED" } });
  expect(reached).toEqual([]);
  expect(await listeners.get("call:session.state")?.(eventFrom("app://desk/index.html"), {})).toEqual({
    ok: true,
    value: null,
  });
});

test("every call has a rule, and every rule names a call", () => {
  const named = Object.entries(CALL_RULES).flatMap(([noun, verbs]) =>
    Object.keys(verbs).map((verb) => `${noun}.${verb}`),
  );
  expect(named.toSorted()).toEqual(
    allCalls()
      .map(({ noun, verb }) => `${noun}.${verb}`)
      .toSorted(),
  );
});

test("input that does not fit is refused with the field at fault, and no handler sees it", async () => {
  const { rooms: served, reached } = rooms(() => null);
  const answer = await answerCall(served, "deposits", "search", { limit: 5_000, colour: "red" });
  expect(answer).toMatchObject({
    ok: false,
    error: { code: "INPUT_INVALID", errors: [{ pointer: "/limit" }, { code: "unrecognized_keys" }] },
  });
  for (const raw of [null, 5, "x", [], { amountMin: 1 }, { status: ["NONSENSE"] }])
    expect(await answerCall(served, "deposits", "search", raw ?? undefined)).toMatchObject(
      raw === null ? { ok: true } : { ok: false },
    );
  expect(reached).toEqual(["deposits.search"]);
});

test.each([
  ["deposits", "nothing"],
  ["nothing", "search"],
  ["constructor", "name"],
  ["__proto__", "toString"],
  ["deposits", "constructor"],
])("there is no call %s.%s", async (noun, verb) => {
  const { rooms: served } = rooms(() => null);
  expect(await answerCall(served, noun, verb, {})).toMatchObject({ ok: false, error: { code: "NOT_FOUND" } });
});

test("errors travel whole, as values", async () => {
  const error = new AppError("VERSION_MISMATCH", "changed", { extra: { current: { version: 2 } } });
  const { rooms: served } = rooms(() => {
    throw error;
  });
  expect(await answerCall(served, "deposits", "search", {})).toEqual({
    ok: false,
    error: { code: "VERSION_MISMATCH", message: "changed", retryable: false, current: { version: 2 } },
  });
});

test("an unexpected fault tells the page a reference and the log the fault", async () => {
  const { rooms: served, lines } = rooms(() => {
    throw new TypeError("cannot read 0x" + "ab".repeat(32));
  });
  const answer = (await answerCall(served, "deposits", "search", {})) as Extract<Result<unknown>, { ok: false }>;
  expect(answer.error.code).toBe("INTERNAL");
  expect(answer.error.message).not.toContain("cannot read");
  expect(lines[0]).toContain(answer.error.traceId as string);
  expect(lines[0]).toContain("cannot read 0xababab…abab");
});

test("a damaged cache that shows itself in a call is reported to the sync", async () => {
  let damage = 0;
  const { rooms: served } = rooms(
    () => {
      throw new AppError("CACHE_DAMAGED", "x");
    },
    { onDamage: () => (damage += 1) },
  );
  await answerCall(served, "deposits", "search", {});
  expect(damage).toBe(1);
});

test("R3.3 a call without its permission is refused, logged, and makes the rights be read again", async () => {
  const missing: string[] = [];
  const { rooms: served, reached, lines } = rooms(() => null, { onRefused: (permission) => missing.push(permission) });
  expect(
    await answerCall(served, "deposits", "cancelCheck", { id: "00000000-0000-7000-a000-000000000001" }),
  ).toMatchObject({
    error: { code: "PERMISSION_DENIED", missingPermission: "Cancel", message: expect.stringContaining("Anna Admin") },
  });
  expect(reached).toEqual([]);
  expect(missing).toEqual(["Cancel"]);
  expect(lines.some((line) => line.includes("without its permission"))).toBe(true);
});

test("R3.3 what is refused here is told: attempts by name and code, and nothing of what was asked", async () => {
  const told: LocalRefusal[] = [];
  const report = (refusal: LocalRefusal) => void told.push(refusal);
  const id = "00000000-0000-7000-a000-000000000001";
  const { rooms: served } = rooms(() => null, { report });
  await answerCall(served, "deposits", "cancelCheck", { id });
  await bind(served).get("call:refunds.execute")?.(eventFrom("https://evil.example/"), { pin: "246813" });
  expect(told).toEqual([
    { call: "deposits.cancelCheck", code: "PERMISSION_DENIED", missingPermission: "Cancel" },
    { call: "refunds.execute", code: "SENDER_REFUSED", missingPermission: null },
  ]);
  told.length = 0;

  const executor = { ...PERSON, permissions: ["Refund.Execute", "Deposit Records"] } as unknown as User;
  const session = () => ({ phase: "SIGNED_IN" as const, user: executor });
  const wrongPin = () => {
    throw new AppError("SIGNER_PIN_WRONG", "wrong");
  };
  const { rooms: within } = rooms(wrongPin, { report, session });
  const input = { id, reviewDigest: "ab".repeat(32), lastSix: "abcdef", pin: "000000" };
  await answerCall(within, "refunds", "execute", input);
  await answerCall(within, "refunds", "execute", { ...input, lastSix: "short" });
  expect(told.map(({ call, code }) => [call, code])).toEqual([
    ["refunds.execute", "SIGNER_PIN_WRONG"],
    ["refunds.execute", "INPUT_INVALID"],
  ]);
  expect(JSON.stringify(told)).not.toContain("000000");
  told.length = 0;

  // The central service logs its own refusals; a mistyped search and a lost connection are no attempts.
  for (const code of ["PERMISSION_DENIED", "VERSION_MISMATCH", "OFFLINE"] as const) {
    const refused = () => {
      throw new AppError(code, "x");
    };
    await answerCall(rooms(refused, { report, session }).rooms, "refunds", "execute", input);
  }
  await answerCall(within, "deposits", "search", { limit: 5_000 });
  expect(told).toEqual([]);
});

test("R2.1 R2.4 nothing without a session, next to nothing while it is locked", async () => {
  for (const [phase, user] of [
    ["STARTING", null],
    ["SIGNED_OUT", null],
    ["LOCKED", PERSON],
  ] as const) {
    const { rooms: served } = rooms(() => null, { session: () => ({ phase, user }) });
    expect(await answerCall(served, "deposits", "search", {})).toMatchObject({ error: { code: "NOT_SIGNED_IN" } });
    expect(await answerCall(served, "session", "state", {})).toEqual({ ok: true, value: null });
  }
});

test("a call pressed too often is refused with when to come back, and works again then", () => {
  const time = createFakeTime();
  const keepPace = createPaceKeeper(time.clock);
  for (let count = 0; count < 6; count += 1) keepPace("call:refunds.execute", "seldom");
  expect(() => keepPace("call:refunds.execute", "seldom")).toThrow(
    expect.objectContaining({ code: "RATE_LIMITED", extra: { retryAfterSeconds: 2 } }) as Error,
  );
  keepPace("call:refunds.claim", "seldom");
  for (let count = 0; count < 100; count += 1) keepPace("call:deposits.search", "often");
  expect(() => keepPace("call:deposits.search", "often")).toThrow(
    expect.objectContaining({ code: "RATE_LIMITED" }) as Error,
  );
});

test("events go to the page that is there, and to none that is gone", () => {
  const sent: unknown[] = [];
  let gone = false;
  const page = { isDestroyed: () => gone, send: (...values: unknown[]) => sent.push(values) } as unknown as WebContents;
  const emit = createEmit(() => page);
  emit("cache", "changed", { entities: ["deposits"] });
  gone = true;
  emit("cache", "changed", { entities: ["refunds"] });
  createEmit(() => null)("cache", "changed", { entities: [] });
  expect(sent).toEqual([["event:cache.changed", { entities: ["deposits"] }]]);
});
