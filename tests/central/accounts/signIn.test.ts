import { randomUUID } from "node:crypto";

import { and, eq } from "drizzle-orm";
import { generate } from "otplib";
import { afterAll, beforeAll, expect, test } from "vitest";

import { changeRights } from "#central/accounts/rights.ts";
import { createUser } from "#central/accounts/createUser.ts";
import { waitMs } from "#central/accounts/lockout.ts";
import { argon2Hasher, FULL_COST } from "#central/accounts/passwordHasher.ts";
import { endSession } from "#central/accounts/sessions.ts";
import { whyWeak } from "#central/accounts/whyWeak.ts";
import { HOUR_MS, MINUTE_MS, msOf, SECOND_MS } from "#central/clock.ts";
import { auditEvents, refreshTokens, users } from "#central/store/tables.ts";
import type { Problem } from "#shared/contract/common.ts";
import { startTestCentral, type TestCentral } from "#tests/support/central.ts";
import { sendTo, signIn } from "#tests/support/centralClient.ts";
import { passwordOf } from "#tests/support/centralWorld.ts";

let central: TestCentral;
beforeAll(async () => {
  central = await startTestCentral();
});
afterAll(() => central.stop());

const login = (username: string, password: string, deviceId: string = randomUUID(), totpCode?: string) =>
  sendTo(central.url, "auth.login", {
    body: { username, password, deviceId, deviceName: "Test", ...(totpCode !== undefined && { totpCode }) },
  });
const codeOf = ({ body }: { body: unknown }) => (body as Problem).code;

test("R2.1 nothing is answered without a session", async () => {
  for (const name of ["deposits.list", "auth.me", "sync.bootstrap", "configuration.networks"] as const)
    expect(await sendTo(central.url, name)).toMatchObject({ status: 401, body: { code: "TOKEN_INVALID" } });
  const forged = await sendTo(central.url, "auth.me", {}, "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.AA");
  expect(forged).toMatchObject({ status: 401, body: { code: "TOKEN_INVALID" } });
});

test("signs in with a personal account, whatever the case of the name", async () => {
  const { status, body } = await login(" Operator ", passwordOf("operator"));
  expect(status).toBe(200);
  expect(body).toMatchObject({
    user: { username: "operator", displayName: "Olivia Operator", roles: ["OPERATOR"], administrators: ["Anna Admin"] },
  });
});

test("a wrong password and an unknown account look the same, and only known names are written down", async () => {
  const wrong = await login("operator2", "wrong");
  const unknown = await login("hunter2-as-a-user-name", "wrong");
  expect(wrong.status).toBe(401);
  const { traceId: _one, ...left } = wrong.body as Problem;
  const { traceId: _other, ...right } = unknown.body as Problem;
  expect(left).toEqual(right);
  const events = await central.rooms.database.db
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.action, "session.login_refused"));
  expect(events.map(({ entityNo }) => entityNo)).toEqual(["operator2", null]);
  expect(JSON.stringify(events)).not.toContain("hunter2");
});

test("an unknown account takes as long as a wrong password", async () => {
  const hasher = argon2Hasher({ memoryKiB: 16 * 1024, passes: 2 });
  const stored = await hasher.hash("right");
  await hasher.verify(null, "warm up");
  // The processor's time, not the clock's: how busy the machine is with other things says nothing about the work.
  const time = async (encoded: string | null) => {
    const start = process.cpuUsage();
    expect(await hasher.verify(encoded, "wrong")).toBe(false);
    const { user, system } = process.cpuUsage(start);
    return user + system;
  };
  // The least of many, in turn: what else this process does can only add to one.
  const times = { known: Infinity, unknown: Infinity };
  for (let count = 0; count < 12; count += 1) {
    times.known = Math.min(times.known, await time(stored));
    times.unknown = Math.min(times.unknown, await time(null));
  }
  expect(times.unknown / times.known).toBeGreaterThan(0.4);
  expect(times.unknown / times.known).toBeLessThan(2.5);
  expect(await hasher.verify(stored, "right")).toBe(true);
  expect(stored).toMatch(/^\$argon2id\$/);
  expect(FULL_COST).toEqual({ memoryKiB: 65_536, passes: 3 });
});

test("ACCOUNT_LOCKED after five wrong ones, longer each time, never for ever, and only on strange workstations", async () => {
  const own = await central.api("supervisor");
  const strange = () => randomUUID();
  for (let count = 0; count < 5; count += 1)
    expect(codeOf(await login("supervisor", "wrong", strange()))).toBe("INVALID_CREDENTIALS");
  const locked = await login("supervisor", passwordOf("supervisor"), strange());
  expect(locked).toMatchObject({ status: 423, body: { code: "ACCOUNT_LOCKED" } });
  const { unlockAt = "" } = locked.body as Problem;
  expect(msOf(unlockAt) - msOf(central.clock.now())).toBe(30 * SECOND_MS);
  const refusals = await central.rooms.database.db
    .select({ reasonCode: auditEvents.reasonCode })
    .from(auditEvents)
    .where(and(eq(auditEvents.action, "session.login_refused"), eq(auditEvents.entityNo, "supervisor")));
  expect(refusals.map(({ reasonCode }) => reasonCode)).toEqual([
    ...Array.from({ length: 5 }, () => "INVALID_CREDENTIALS"),
    "ACCOUNT_LOCKED",
  ]);
  // The person's own workstation is not affected by what outsiders do.
  expect((await login("supervisor", passwordOf("supervisor"), own.deviceId)).status).toBe(200);

  central.clock.set(unlockAt);
  expect(codeOf(await login("supervisor", "wrong", strange()))).toBe("INVALID_CREDENTIALS");
  const again = (await login("supervisor", passwordOf("supervisor"), strange())).body as Problem;
  expect(msOf(again.unlockAt ?? "") - msOf(central.clock.now())).toBe(60 * SECOND_MS);
  central.clock.set(again.unlockAt ?? "");
  expect((await login("supervisor", passwordOf("supervisor"), strange())).status).toBe(200);
  expect([1, 4, 5, 6, 9, 10, 60].map((failures) => waitMs(failures) / SECOND_MS)).toEqual([
    0, 0, 30, 60, 480, 900, 900,
  ]);
});

test("REFRESH_REUSED ends the whole session; each refresh token works once", async () => {
  const person = await central.api("operator");
  const refresh = (refreshToken: string, deviceId = person.deviceId) =>
    sendTo(central.url, "auth.refresh", { body: { refreshToken, deviceId } });
  expect(codeOf(await refresh(person.refreshToken, randomUUID()))).toBe("REFRESH_INVALID");
  const second = await refresh(person.refreshToken);
  expect(second.status).toBe(200);
  const { refreshToken, accessToken } = second.body as { refreshToken: string; accessToken: string };
  expect((await sendTo(central.url, "auth.me", {}, accessToken)).status).toBe(200);

  expect(codeOf(await refresh(person.refreshToken))).toBe("REFRESH_REUSED");
  expect(codeOf(await sendTo(central.url, "auth.me", {}, accessToken))).toBe("TOKEN_INVALID");
  expect(codeOf(await refresh(refreshToken))).toBe("REFRESH_INVALID");
  const auditor = await central.api("auditor");
  const { items } = await auditor.call("audit.list", { query: { action: "session.refresh_reused" } });
  expect(items).toHaveLength(1);
  const stored = await central.rooms.database.db.select().from(refreshTokens);
  expect(JSON.stringify(stored)).not.toContain(refreshToken);
});

test("two refreshes of one token at once: one of them is the reuse", async () => {
  const person = await central.api("operator");
  const body = { refreshToken: person.refreshToken, deviceId: person.deviceId };
  const answers = await Promise.all([1, 2, 3].map(() => sendTo(central.url, "auth.refresh", { body })));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
});

test("signing out ends the session at once", async () => {
  const person = await central.api("operator");
  expect((await person.send("auth.logout")).status).toBe(204);
  expect(await person.refusal("auth.me")).toMatchObject({ code: "TOKEN_INVALID" });
  const body = { refreshToken: person.refreshToken, deviceId: person.deviceId };
  expect(codeOf(await sendTo(central.url, "auth.refresh", { body }))).toBe("REFRESH_INVALID");
});

test("a session ends after twelve hours, whatever is refreshed", async () => {
  const person = await central.api("operator");
  let body = { refreshToken: person.refreshToken, deviceId: person.deviceId };
  for (let hour = 0; hour < 11; hour += 1) {
    central.clock.advance(HOUR_MS);
    const { status, body: tokens } = await sendTo(central.url, "auth.refresh", { body });
    expect(status).toBe(200);
    body = { ...body, refreshToken: (tokens as { refreshToken: string }).refreshToken };
  }
  central.clock.advance(HOUR_MS);
  expect(codeOf(await sendTo(central.url, "auth.refresh", { body }))).toBe("REFRESH_INVALID");
});

test("R3.5 a right that is taken away, or a session that is ended, takes effect at the next command", async () => {
  const person = await central.api("operator2");
  expect((await person.send("deposits.list")).status).toBe(200);
  await central.as("admin", (context) =>
    changeRights(context, person.user.id, { roles: [], grants: ["Deposit Application"] }),
  );
  expect(await person.refusal("deposits.list")).toMatchObject({
    code: "PERMISSION_DENIED",
    missingPermission: "Deposit Records",
  });
  expect((await person.send("applications.list")).status).toBe(200);
  expect((await person.call("auth.me")).permissions).toEqual(["Deposit Application", "Application.Decide"]);
  const [{ sid }] = [JSON.parse(Buffer.from(person.accessToken.split(".")[1] ?? "", "base64url").toString())];
  await central.asSystem((context) => endSession(context, sid, "REVOKED"));
  expect(await person.refusal("applications.list")).toMatchObject({ code: "TOKEN_INVALID" });
});

test("an account that is switched off cannot sign in, and its sessions are over", async () => {
  const person = await central.api("executor");
  const { db } = central.rooms.database;
  await db.update(users).set({ disabled: true }).where(eq(users.id, person.user.id));
  expect(await person.refusal("auth.me")).toMatchObject({ code: "TOKEN_INVALID" });
  expect(codeOf(await login("executor", passwordOf("executor")))).toBe("INVALID_CREDENTIALS");
});

test("TOTP: asked for when it is enrolled, each code once", async () => {
  const totpSecret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
  const passwordHash = await central.rooms.passwords.hash("with-totp");
  await central.asSystem((context) =>
    createUser(context, {
      username: "totp",
      displayName: "Toni Totp",
      passwordHash,
      roles: ["SUPERVISOR"],
      totpSecret,
    }),
  );
  const code = () => generate({ secret: totpSecret, epoch: Math.floor(msOf(central.clock.now()) / 1000) });
  const deviceId = randomUUID();
  expect(codeOf(await login("totp", "with-totp", deviceId))).toBe("TOTP_REQUIRED");
  expect(codeOf(await login("totp", "with-totp", deviceId, "000000"))).toBe("TOTP_INVALID");
  const used = await code();
  const first = await login("totp", "with-totp", deviceId, used);
  expect(first.status).toBe(200);
  expect((first.body as { user: { totpEnrolled: boolean } }).user.totpEnrolled).toBe(true);
  expect(codeOf(await login("totp", "with-totp", deviceId, used))).toBe("TOTP_INVALID");
  central.clock.advance(MINUTE_MS);
  const client = await signIn(central.url, { username: "totp", password: "with-totp", totpCode: await code() });
  central.clock.advance(MINUTE_MS);
  const stepUp = await client.send("auth.stepUp", {
    body: { method: "TOTP", code: await code(), action: "refund.approve", resourceId: randomUUID() },
  });
  expect(stepUp.status).toBe(200);
});

test("changing one's password: the current one, a strong new one, and the other sessions end", async () => {
  const here = await central.api("supervisor2");
  const elsewhere = await central.api("supervisor2");
  const change = (currentPassword: string, newPassword: string) =>
    here.refusal("auth.password", { body: { currentPassword, newPassword } });
  expect(await change("wrong", "correct horse battery")).toMatchObject({ status: 401, code: "INVALID_CREDENTIALS" });
  expect(await change(passwordOf("supervisor2"), "short")).toMatchObject({ status: 422, code: "PASSWORD_WEAK" });
  expect(await change(passwordOf("supervisor2"), "correct horse battery")).toBeNull();
  expect((await here.send("auth.me")).status).toBe(200);
  expect(await elsewhere.refusal("auth.me")).toMatchObject({ code: "TOKEN_INVALID" });
  expect(codeOf(await login("supervisor2", passwordOf("supervisor2")))).toBe("INVALID_CREDENTIALS");
  expect((await login("supervisor2", "correct horse battery")).status).toBe(200);
});

test.each([
  ["short", false],
  ["aaaaaaaaaaaaaaaa", false],
  ["123456789012345", false],
  ["abcdefghijklmnop", false],
  ["olivia-password1", false],
  ["test-operator-test", false],
  ["correct horse battery staple", true],
  ["Vh7#pq-Lm2!wz9", true],
  ["七夕の夜に星が二つ流れた空", true],
])("whyWeak(%s)", (password, strong) => {
  expect(whyWeak(password, ["operator", "Olivia Operator", "test-operator"]) === null).toBe(strong);
});

test("R3.4 asking for access: kept, logged, refused when one has it", async () => {
  const person = await central.api("auditor");
  const answer = await person.call("access.request", { body: { permission: "Cancel", reason: "Month-end work" } });
  expect(answer).toMatchObject({ permission: "Cancel", reason: "Month-end work" });
  expect(
    await person.refusal("access.request", { body: { permission: "Refund", reason: "I would like" } }),
  ).toMatchObject({
    status: 409,
    code: "ALREADY_GRANTED",
  });
  const { items } = await person.call("audit.list", { query: { action: "access.requested" } });
  expect(items[0]).toMatchObject({ remarks: "Month-end work", after: { permission: "Cancel" } });
});
