/** Sign-in, tokens, step-up. Source: API contract, "Meta, accounts"; R2. */
import { describe, expect, test } from "vitest";
import { http } from "#shared/contract/http.ts";
import { expectRefused } from "./ApiClient.ts";
import { type Desk, signIn, type Somebody } from "./Contracted.ts";
import { NOBODY } from "./samples.ts";
import type { Plan } from "./plan.ts";

const WRONG = "certainly not the password";

export function accountSuite(desk: () => Desk, plan: Plan): void {
  const somebody = (): Somebody => desk().person(plan.accounts[0]?.username ?? "");
  const tokensOf = async (person: Somebody) => {
    const deviceId = crypto.randomUUID();
    const { username, password } = person;
    return { deviceId, ...(await signIn(desk().nobody, { username, password }, deviceId)) };
  };

  describe("accounts", () => {
    test("R2.1 a wrong password and an unknown name are refused in the same words", async () => {
      const device = { deviceId: crypto.randomUUID(), deviceName: "contract tests" };
      const login = (username: string) =>
        expectRefused(
          desk().nobody,
          http.auth.login,
          { body: { username, password: WRONG, ...device } },
          "INVALID_CREDENTIALS",
        );
      const known = await login(somebody().username);
      const unknown = await login(`nobody-${crypto.randomUUID().slice(0, 8)}`);
      expect(unknown.detail).toBe(known.detail);
    });

    test("me answers the person of the sign-in", async () => {
      for (const { api, user } of desk().people) expect(await api.ok(http.auth.me)).toEqual(user);
    });

    test("a refresh token works once; its second use ends the session", async () => {
      const { deviceId, refreshToken, accessToken } = await tokensOf(somebody());
      const next = await desk().nobody.ok(http.auth.refresh, { body: { refreshToken, deviceId } });
      expect(next.refreshToken).not.toBe(refreshToken);
      await desk().nobody.as(next.accessToken).ok(http.auth.me);
      await expectRefused(desk().nobody, http.auth.refresh, { body: { refreshToken, deviceId } }, "REFRESH_REUSED");
      await expectRefused(desk().nobody.as(next.accessToken), http.auth.me, {}, "TOKEN_INVALID");
      await expectRefused(desk().nobody.as(accessToken), http.auth.me, {}, "TOKEN_INVALID");
      const body = { refreshToken: next.refreshToken, deviceId };
      await expectRefused(desk().nobody, http.auth.refresh, { body }, "REFRESH_INVALID");
    });

    test("a refresh token of another workstation is none", async () => {
      const { refreshToken } = await tokensOf(somebody());
      const body = { refreshToken, deviceId: crypto.randomUUID() };
      await expectRefused(desk().nobody, http.auth.refresh, { body }, "REFRESH_INVALID");
    });

    test("after the sign-out neither token works", async () => {
      const { deviceId, accessToken, refreshToken } = await tokensOf(somebody());
      const api = desk().nobody.as(accessToken);
      await api.ok(http.auth.logout);
      await expectRefused(api, http.auth.me, {}, "TOKEN_INVALID");
      await expectRefused(desk().nobody, http.auth.refresh, { body: { refreshToken, deviceId } }, "REFRESH_INVALID");
    });

    test("R2.4 a step-up needs the password again", async () => {
      const { api, password } = somebody();
      const body = { method: "PASSWORD", action: "refund.approve", resourceId: NOBODY } as const;
      await expectRefused(api, http.auth.stepUp, { body: { ...body, code: WRONG } }, "STEP_UP_FAILED");
      const proven = await api.ok(http.auth.stepUp, { body: { ...body, code: password } });
      const minutes = (new Date(proven.expiresAt).getTime() - Date.now()) / 60_000;
      expect(minutes).toBeGreaterThan(3);
      expect(minutes).toBeLessThan(6);
    });

    test("a new password must be a good one, and the current one is asked for", async () => {
      const { api, password } = somebody();
      const change = (currentPassword: string, newPassword: string) => ({ body: { currentPassword, newPassword } });
      await expectRefused(api, http.auth.password, change(WRONG, "a long and new one 7!"), "INVALID_CREDENTIALS");
      await expectRefused(api, http.auth.password, change(password, "short"), "PASSWORD_WEAK");
    });
  });

  if (!plan.mayChange) return;
  describe("accounts, with changes", () => {
    test("a changed password works and ends the other sessions of the person", async () => {
      const person = desk().person("operator2");
      const other = await tokensOf(person);
      const newPassword = `nine tall cranes ${crypto.randomUUID()}`;
      await person.api.ok(http.auth.password, { body: { currentPassword: person.password, newPassword } });
      const old = { username: person.username, password: person.password };
      person.password = newPassword;
      await person.api.ok(http.auth.me);
      await expectRefused(desk().nobody.as(other.accessToken), http.auth.me, {}, "TOKEN_INVALID");
      const body = { ...old, deviceId: person.deviceId, deviceName: "contract tests" };
      await expectRefused(desk().nobody, http.auth.login, { body }, "INVALID_CREDENTIALS");
      await tokensOf(person);
    });

    test("too many wrong passwords shut the door for a while, and say until when", async () => {
      const body = {
        username: `nobody-${crypto.randomUUID().slice(0, 8)}`,
        password: WRONG,
        deviceId: crypto.randomUUID(),
        deviceName: "contract tests",
      };
      for (let attempt = 1; attempt <= 5; attempt += 1)
        await expectRefused(desk().nobody, http.auth.login, { body }, "INVALID_CREDENTIALS");
      const { unlockAt = "" } = await expectRefused(desk().nobody, http.auth.login, { body }, "ACCOUNT_LOCKED");
      expect(new Date(unlockAt).getTime()).toBeGreaterThan(Date.now());
    });

    test("R3.4 a permission can be asked for, unless one has it", async () => {
      const { api } = desk().person("auditor");
      const reason = "I take over the cancellations";
      const asked = await api.ok(http.access.request, { body: { permission: "Cancel", reason } });
      expect(asked).toMatchObject({ permission: "Cancel", reason });
      await expectRefused(
        api,
        http.access.request,
        { body: { permission: "Deposit Records", reason } },
        "ALREADY_GRANTED",
      );
    });
  });
}
