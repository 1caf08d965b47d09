/** Sessions against a real central service (S2, S3): nothing before sign-in, no secret where it does not belong, rights that follow the service. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { generate } from "otplib";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { allCalls } from "#shared/contract/ipc.ts";
import { GUIDE_PERMISSIONS, ROLE_PERMISSIONS } from "#shared/domain/permissions.ts";
import { createUser } from "#central/accounts/createUser.ts";
import { changeRights } from "#central/accounts/rights.ts";
import { MINUTE_MS, msOf } from "#central/clock.ts";
import { CALL_RULES, type CallRule } from "#main/ipc/callRules.ts";
import { startTestCentral, type TestCentral } from "#tests/support/central.ts";
import { putDeposit } from "#tests/support/centralRecords.ts";
import { openDoor } from "#tests/support/e2eDoor.ts";
import { until } from "#tests/support/until.ts";
import { memoryRing, openEngine, type TestEngine, type TestEngineOptions } from "#tests/main/support/openEngine.ts";

let central: TestCentral;
const engines: TestEngine[] = [];
beforeAll(async () => {
  central = await startTestCentral();
});
afterAll(() => central.stop());
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.remove();
});

async function open(options: Partial<TestEngineOptions> = {}): Promise<TestEngine> {
  const opened = await openEngine({ centralUrl: central.url, ...options });
  engines.push(opened);
  return opened;
}

const phase = (desk: TestEngine) => desk.engine.session.state().phase;
const ruleOf = (noun: string, verb: string) =>
  (CALL_RULES as unknown as Record<string, Record<string, CallRule>>)[noun]?.[verb];

test("R2.1 without a session every call is refused but those that a sign-in needs", async () => {
  const desk = await open();
  expect(phase(desk)).toBe("SIGNED_OUT");
  const free = [
    "session.state",
    "session.signIn",
    "system.settings",
    "system.saveSettings",
    "system.copy",
    "system.reportError",
  ];
  for (const { noun, verb } of allCalls()) {
    if (free.includes(`${noun}.${verb}`)) continue;
    expect([noun, verb, await desk.refusal(noun as never, verb as never, {} as never)]).toEqual([
      noun,
      verb,
      "NOT_SIGNED_IN",
    ]);
  }
  expect(readdirSync(desk.profile).filter((name) => name.startsWith("cache-"))).toEqual([]);
});

test("R2.1 a wrong password opens nothing; the right one opens the person's own cache", async () => {
  const desk = await open();
  expect(await desk.refusal("session", "signIn", { username: "operator", password: "wrong" })).toBe(
    "INVALID_CREDENTIALS",
  );
  expect(phase(desk)).toBe("SIGNED_OUT");
  await desk.signIn("operator");
  expect(desk.engine.session.state()).toMatchObject({
    phase: "SIGNED_IN",
    user: { username: "operator", displayName: "Olivia Operator" },
    environment: "TEST",
    environmentName: "test",
    demo: null,
    fatal: null,
  });
  expect(await desk.refusal("deposits", "search", {})).toBe("none");
});

test("R2.2 passwords and tokens are in no file of the profile, in no log line, in no answer and in no notice; the keychain has the refresh token", async () => {
  const secrets = new Set<string>();
  const original = globalThis.JSON.parse;
  // What the service answers to sign-ins and renewals is only ever seen as text that is parsed.
  globalThis.JSON.parse = ((text: string, reviver?: never) => {
    const value: unknown = original(text, reviver);
    for (const name of ["accessToken", "refreshToken", "stepUpToken"])
      if (typeof value === "object" && value !== null && name in value) secrets.add(String(value[name as never]));
    return value;
  }) as typeof JSON.parse;
  try {
    const desk = await open();
    const answers: unknown[] = [];
    answers.push(await desk.ask("session", "signIn", { username: "supervisor", password: "test-supervisor" }));
    await desk.synced();
    for (const [noun, verb] of [
      ["session", "state"],
      ["session", "account"],
      ["sync", "status"],
      ["deposits", "search"],
    ] as const)
      answers.push(await desk.ask(noun, verb as never, {} as never));
    answers.push(await desk.ask("session", "unlock", { password: "test-supervisor" }));
    await until("the device key is registered", 10_000, () =>
      [...desk.ring.entries.keys()].some((name) => name.includes("device-key")) ? {} : "no device key yet",
    );
    expect(secrets.size).toBeGreaterThanOrEqual(2);
    secrets.add("test-supervisor");
    for (const value of desk.ring.entries.values())
      for (const secret of value.match(/[0-9a-f]{64,}/g) ?? []) secrets.add(secret);
    const everything = [
      ...filesUnder(desk.profile).map((file) => readFileSync(file, "latin1")),
      ...desk.log,
      JSON.stringify(answers),
      JSON.stringify(desk.told),
    ];
    for (const secret of secrets) for (const text of everything) expect(text.includes(secret)).toBe(false);
    const [[, kept]] = [...desk.ring.entries].filter(([name]) => name === "test refresh-token") as [[string, string]];
    expect([...secrets].some((secret) => kept.includes(secret))).toBe(true);
  } finally {
    globalThis.JSON.parse = original;
  }
});

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((file) => statSync(file).isFile());
}

test("R2.4 a locked session shows nothing until its person gives the password again", async () => {
  const desk = await open();
  await desk.signIn("operator");
  desk.engine.lock("Nobody used this computer for five minutes.");
  expect(desk.engine.session.state()).toMatchObject({
    phase: "LOCKED",
    reason: "Nobody used this computer for five minutes.",
  });
  for (const { noun, verb } of allCalls())
    if (ruleOf(noun, verb)?.needs === "session")
      expect([noun, verb, await desk.refusal(noun as never, verb as never, {} as never)]).toEqual([
        noun,
        verb,
        "NOT_SIGNED_IN",
      ]);
  expect(await desk.refusal("session", "unlock", { password: "wrong" })).toBe("INVALID_CREDENTIALS");
  expect(phase(desk)).toBe("LOCKED");
  await desk.call("session", "unlock", { password: "test-operator" });
  expect(await desk.refusal("deposits", "search", {})).toBe("none");
});

test("R2.4 somebody with an authenticator unlocks with the password and its code", async () => {
  const totpSecret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
  const passwordHash = await central.rooms.passwords.hash("test-coded");
  await central.asSystem((context) =>
    createUser(context, {
      username: "coded",
      displayName: "Cora Coded",
      passwordHash,
      roles: ["OPERATOR"],
      totpSecret,
    }),
  );
  const code = () => generate({ secret: totpSecret, epoch: Math.floor(msOf(central.clock.now()) / 1000) });
  const desk = await open();
  await desk.call("session", "signIn", { username: "coded", password: "test-coded", totpCode: await code() });
  desk.engine.lock("The screen was locked.");
  const unlock = (totpCode?: string) =>
    desk.refusal("session", "unlock", { password: "test-coded", ...(totpCode === undefined ? {} : { totpCode }) });
  expect(await unlock()).toBe("TOTP_REQUIRED");
  expect(await unlock("000000")).toBe("TOTP_INVALID");
  // A code is good for one use: the next one comes after half a minute.
  central.clock.advance(MINUTE_MS);
  expect(phase(desk)).toBe("LOCKED");
  expect(await unlock(await code())).toBe("none");
  expect(phase(desk)).toBe("SIGNED_IN");
});

test("a fault of the start can be copied by somebody who cannot sign in", async () => {
  const desk = await open({ centralUrl: "http://127.0.0.1:9" });
  await desk.call("system", "copy", { text: "Deposit Desk cannot start" });
  expect(desk.clipboard.text).toBe("Deposit Desk cannot start");
});

test("R24.3 sign-out ends the session at the service, empties the keychain entry and closes the encrypted cache", async () => {
  const desk = await open();
  await desk.signIn("operator");
  const kept = desk.ring.entries.get("test refresh-token") as string;
  await desk.call("session", "signOut", {});
  expect(phase(desk)).toBe("SIGNED_OUT");
  expect(desk.ring.entries.has("test refresh-token")).toBe(false);
  expect(await desk.refusal("deposits", "search", {})).toBe("NOT_SIGNED_IN");
  const files = readdirSync(desk.profile).filter((name) => name.startsWith("cache-"));
  expect(files.some((name) => name.endsWith("-wal"))).toBe(false);
  for (const name of files.filter((one) => one.endsWith(".db"))) {
    const bytes = readFileSync(join(desk.profile, name));
    expect(bytes.subarray(0, 15).toString("latin1")).not.toBe("SQLite format 3");
    expect(bytes.includes("operator")).toBe(false);
  }
  // The session that the entry belonged to is over, not only forgotten.
  desk.ring.entries.set("test refresh-token", kept);
  const again = await open({ profile: desk.profile, ring: desk.ring });
  engines.splice(engines.indexOf(again), 1);
  expect(phase(again)).toBe("SIGNED_OUT");
  await again.stop();
});

test("a restart finds the session of the last run, locked, and its person unlocks it", async () => {
  const first = await open();
  await first.signIn("operator");
  await first.stop();
  engines.splice(engines.indexOf(first), 1);
  const second = await open({ profile: first.profile, ring: first.ring });
  expect(second.engine.session.state()).toMatchObject({ phase: "LOCKED", user: { username: "operator" } });
  expect(await second.refusal("deposits", "search", {})).toBe("NOT_SIGNED_IN");
  await second.call("session", "unlock", { password: "test-operator" });
  expect(await second.refusal("deposits", "search", {})).toBe("none");
  // The end of the old session is told to this workstation too; it must not end the new one.
  await second.synced();
  await second.engine.session.reload();
  await second.synced();
  expect(phase(second)).toBe("SIGNED_IN");
});

test("a refresh token is never sent to another service than the one that gave it", async () => {
  const first = await open();
  await first.signIn("operator");
  await first.stop();
  engines.splice(engines.indexOf(first), 1);
  // The same service by another address is another service, as far as anybody here can know.
  const second = await open({
    profile: first.profile,
    ring: first.ring,
    centralUrl: central.url.replace("127.0.0.1", "localhost"),
  });
  expect(second.engine.session.state()).toMatchObject({
    phase: "SIGNED_OUT",
    environment: "TEST",
    centralProblem: null,
  });
  expect(second.ring.entries.has("test refresh-token")).toBe(true);
});

test("a session that the service ended is signed out here, with the reason", async () => {
  const desk = await open();
  await desk.signIn("operator");
  const { refreshToken } = JSON.parse(desk.ring.entries.get("test refresh-token") as string) as {
    refreshToken: string;
  };
  const { deviceId } = JSON.parse(readFileSync(join(desk.profile, "workstation.json"), "utf8")) as { deviceId: string };
  // Somebody else uses the stolen refresh token: the service sees it twice and revokes the whole family.
  const steal = () =>
    fetch(`${central.url}/v1/auth/refresh`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ refreshToken, deviceId }),
    });
  await steal();
  await steal();
  const state = await until("the session is over", 10_000, async () => {
    await desk.ask("sync", "now", {});
    return phase(desk) === "SIGNED_OUT" ? desk.engine.session.state() : phase(desk);
  });
  expect(state.reason).toMatch(/ended|second place|run out/);
  expect(await desk.refusal("deposits", "search", {})).toBe("NOT_SIGNED_IN");
});

test("R3.3 R3.4 without its permission a call is refused here too, and the permission and the administrators are named", async () => {
  const desk = await open();
  await desk.signIn("admin");
  const calls = {
    "Deposit Application": ["applications", "search"],
    "Deposit Records": ["deposits", "search"],
    Cancel: ["deposits", "cancelCheck"],
    Refund: ["refunds", "search"],
  } as const;
  for (const permission of GUIDE_PERMISSIONS) {
    const [noun, verb] = calls[permission];
    const answer = await desk.ask(noun, verb as never, { id: "00000000-0000-7000-a000-000000000001" } as never);
    expect(answer).toMatchObject({ ok: false, error: { code: "PERMISSION_DENIED", missingPermission: permission } });
    expect(JSON.stringify(answer)).toContain("Contact an administrator");
    expect(JSON.stringify(answer)).toContain("Anna Admin");
    expect(desk.log.some((line) => line.includes("without its permission") && line.includes(permission))).toBe(true);
  }
});

test("R3.3 a call that was refused here stands in the central audit log, in the name of who made it, also when they leave at once", async () => {
  const desk = await open();
  await desk.signIn("executor");
  const input = { id: "00000000-0000-7000-a000-000000000001", version: 1, remarks: "a secret remark" };
  const idempotencyKey = "00000000-0000-4000-8000-00000000000c";
  for (let tries = 0; tries < 3; tries += 1)
    expect(await desk.refusal("deposits", "cancel", { ...input, idempotencyKey })).toBe("PERMISSION_DENIED");
  const userId = desk.engine.session.user()?.id as string;
  await desk.call("session", "signOut", {});
  const auditor = await central.api("auditor");
  const { items } = await auditor.call("audit.list", { query: { action: "workstation.refused", actor: userId } });
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({
    actor: { name: "Erik Executor" },
    entity: "workstation",
    reasonCode: "PERMISSION_DENIED",
    after: { call: "deposits.cancel", missingPermission: "Cancel", times: 3 },
  });
  expect(JSON.stringify(items)).not.toContain("secret remark");
  expect(await auditor.call("audit.verify")).toMatchObject({ ok: true });
});

test("R3.2 the account page lists the guide's four permissions as granted or missing", async () => {
  const desk = await open();
  await desk.signIn("executor");
  const { permissions } = await desk.call("session", "account", {});
  expect(permissions.filter((one) => one.guide)).toEqual([
    { name: "Deposit Application", granted: false, guide: true },
    { name: "Deposit Records", granted: true, guide: true },
    { name: "Cancel", granted: false, guide: true },
    { name: "Refund", granted: true, guide: true },
  ]);
});

test("R3.5 a permission that is taken away is gone here after the next sync, and its rows with it", async () => {
  await central.asSystem((context) => putDeposit(context));
  const desk = await open();
  await desk.signIn("operator2");
  const user = desk.engine.session.user();
  expect((await desk.call("deposits", "search", {})).total).toBeGreaterThan(0);
  await central.asSystem((context) =>
    changeRights(context, user?.id as string, { roles: [], grants: ["Deposit Application"] }),
  );
  await until("the right is gone", 15_000, async () => {
    await desk.ask("sync", "now", {});
    return desk.engine.session.user()?.permissions.includes("Deposit Records") === true ? "still there" : {};
  });
  expect(await desk.refusal("deposits", "search", {})).toBe("PERMISSION_DENIED");
  await central.asSystem((context) => changeRights(context, user?.id as string, { roles: ["OPERATOR"], grants: [] }));
  await until("the right is back", 15_000, async () => {
    await desk.ask("sync", "now", {});
    return (await desk.refusal("deposits", "search", {})) === "none" ? {} : "not yet";
  });
  expect(desk.engine.session.user()?.permissions).toEqual(expect.arrayContaining([...ROLE_PERMISSIONS.OPERATOR]));
});

test("a keychain that does not work is said in words, keeps everybody out, and works again when it does", async () => {
  const ring = memoryRing();
  ring.fault = new Error("Cannot autolaunch D-Bus without X11 $DISPLAY");
  const desk = await open({ ring });
  expect(desk.engine.session.state().keychain).toEqual({
    available: false,
    problem: expect.stringContaining("session bus"),
  });
  expect(await desk.refusal("session", "signIn", { username: "operator", password: "test-operator" })).toBe(
    "KEYCHAIN_UNAVAILABLE",
  );
  expect(readdirSync(desk.profile).filter((name) => !name.startsWith("workstation.json"))).toEqual([]);
  ring.fault = null;
  await desk.signIn("operator");
  expect(desk.engine.session.state().keychain).toEqual({ available: true, problem: null });
});

test("a central service that does not answer at the start is said in words; once it answers, people sign in", async () => {
  const door = await openDoor(central.url);
  try {
    await door.shut();
    const desk = await open({ centralUrl: door.url });
    expect(desk.engine.session.state()).toMatchObject({
      phase: "SIGNED_OUT",
      environment: "PRODUCTION",
      centralProblem: expect.stringContaining("cannot be reached"),
      fatal: null,
    });
    const signIn = { username: "operator", password: "test-operator" };
    expect(await desk.refusal("session", "signIn", signIn)).toBe("OFFLINE");
    await door.open();
    await desk.call("session", "signIn", signIn);
    await until("the service's name is known", 10_000, () => {
      const { environment, centralProblem } = desk.engine.session.state();
      return environment === "TEST" && centralProblem === null ? {} : (centralProblem ?? environment);
    });
  } finally {
    await door.shut();
  }
});

test("the demo's accounts are shown only when the program was started for the demo and the service is a test one", async () => {
  const desk = await open({ options: { demo: true } });
  expect(desk.engine.session.state().demo?.accounts.map((account) => account.username)).toContain("operator");
  const nodes = new Map([["DEVNET", ["http://127.0.0.1:8545"]]]);
  const withNode = await open({ options: { demo: true, nodes } });
  expect(withNode.engine.session.state().networks).toBe("Local test chain, chain id 31337");
  expect(JSON.stringify(withNode.engine.session.state().demo)).not.toMatch(/\bhis\b|\bhe\b/);
  expect((await open({ options: { nodes } })).engine.session.state().networks).toBe("DEVNET");
  const away = await open({ options: { demo: true }, centralUrl: "http://127.0.0.1:9" });
  expect(away.engine.session.state().demo).toBe(null);
});

test("R3.4 asking for a permission reaches the administrators through the service", async () => {
  const desk = await open();
  await desk.signIn("executor");
  const input = {
    permission: "Cancel" as const,
    reason: "I cover for Olivia this week",
    idempotencyKey: "00000000-0000-4000-8000-00000000000a",
  };
  expect(await desk.refusal("session", "requestAccess", input)).toBe("none");
  const granted = { ...input, permission: "Refund" as const, idempotencyKey: "00000000-0000-4000-8000-00000000000b" };
  expect(await desk.refusal("session", "requestAccess", granted)).toBe("ALREADY_GRANTED");
});
