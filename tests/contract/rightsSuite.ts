/** Accounts, their rights and their sessions, by the contract alone. */
import { describe, expect, test } from "vitest";
import type { Account } from "#shared/contract/account.ts";
import { http } from "#shared/contract/http.ts";
import { expectRefused } from "./ApiClient.ts";
import { type Desk, signIn } from "./Contracted.ts";

const remarks = "a remark of the contract tests";

export function rightsSuite(desk: () => Desk): void {
  const admin = () => desk().person("admin").api;
  const second = () => desk().person("admin2").api;
  const accountOf = async (username: string): Promise<Account> => {
    const found = (await admin().ok(http.users.list)).items.find((one) => one.username === username);
    if (found === undefined) throw new Error(`There is no account ${username}`);
    return found;
  };
  const change = async (username: string, grants: Account["grants"]) => {
    const { id, version, roles, disabled } = await accountOf(username);
    return { params: { id }, ifMatch: version, body: { roles, grants, disabled, remarks } };
  };
  const decide = (one: { id: string; version: number }) => ({
    ...{ params: { id: one.id }, ifMatch: one.version, body: { remarks } },
  });

  describe("feature 66 rights of accounts", () => {
    test("feature 66 a right is given by two people and taken by one", async () => {
      const { username } = desk().person("operator2");
      const first = await admin().ok(http.users.proposeRights, await change(username, ["Evidence"]));
      await expectRefused(admin(), http.users.approveRights, decide(first), "SELF_APPROVAL_FORBIDDEN");
      expect((await second().ok(http.users.approveRights, decide(first))).status).toBe("APPROVED");
      expect((await accountOf(username)).permissions).toContain("Evidence");
      const taken = await admin().ok(http.users.proposeRights, await change(username, []));
      expect(taken).toMatchObject({ status: "APPROVED", decidedBy: null });
      expect((await accountOf(username)).permissions).not.toContain("Evidence");
      const other = await admin().ok(http.users.proposeRights, await change(username, ["Evidence"]));
      expect((await second().ok(http.users.rejectRights, decide(other))).status).toBe("REJECTED");
      const third = await admin().ok(http.users.proposeRights, await change(username, ["Evidence"]));
      expect((await admin().ok(http.users.withdrawRights, decide(third))).status).toBe("WITHDRAWN");
    });

    test("feature 66 nobody changes his own rights, and the last holder of a role keeps it", async () => {
      await expectRefused(admin(), http.users.proposeRights, await change("admin", []), "SELF_GRANT_FORBIDDEN");
      const executor = await accountOf("executor");
      const body = { roles: [], grants: [], disabled: false, remarks };
      const input = { params: { id: executor.id }, ifMatch: executor.version, body };
      await expectRefused(admin(), http.users.proposeRights, input, "LAST_HOLDER");
    });

    test("accounts are added without rights, and sessions are seen and ended", async () => {
      const username = `new-${crypto.randomUUID().slice(0, 8)}`;
      const password = `nine tall cranes ${crypto.randomUUID()}`;
      const made = await admin().ok(http.users.create, { body: { username, displayName: "New", password } });
      expect(made).toMatchObject({ permissions: [], mustChangePassword: true });
      const { accessToken } = await signIn(desk().nobody, { username, password });
      const api = desk().nobody.as(accessToken);
      const [own] = (await api.ok(http.sessions.mine)).items;
      expect(own?.own).toBe(true);
      const params = { id: made.id };
      expect((await admin().ok(http.sessions.ofUser, { params })).items).toHaveLength(1);
      await api.ok(http.sessions.endMine, { params: { id: own?.id ?? "" } });
      await expectRefused(api, http.sessions.mine, {}, "TOKEN_INVALID");
      await signIn(desk().nobody, { username, password });
      await admin().ok(http.sessions.endOfUser, { params, body: { remarks } });
      expect((await accountOf(username)).openSessions).toBe(0);
    });
  });
}
