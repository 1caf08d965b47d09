/** Rights are given by two people and taken by one; nobody is left without the roles a desk needs (features 66 to 68). */
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { sql } from "drizzle-orm";
import { createUser } from "#central/accounts/createUser.ts";
import { rightsChanges } from "#central/store/tables.ts";
import type { Account, RightsInput } from "#shared/contract/account.ts";
import type { Role } from "#shared/domain/permissions.ts";
import { startTestCentral, type TestCentral } from "#tests/support/central.ts";
import { signIn, type TestClient } from "#tests/support/centralClient.ts";
import { passwordOf } from "#tests/support/centralWorld.ts";

const remarks = "Agreed with the head of the desk";
const centrals: TestCentral[] = [];
let central: TestCentral;
let admin: TestClient;
let second: TestClient;
let third: TestClient;

beforeEach(async () => {
  central = await startTestCentral();
  centrals.push(central);
  for (const username of ["admin2", "admin3"]) {
    const passwordHash = await central.rooms.passwords.hash(passwordOf(username));
    await central.asSystem((context) =>
      createUser(context, { username, displayName: `The ${username}`, passwordHash, roles: ["ADMIN"] }),
    );
  }
  admin = await central.api("admin");
  second = await central.api("admin2");
  third = await central.api("admin3");
});
afterAll(async () => {
  for (const one of centrals) await one.stop();
});

const account = async (username: string): Promise<Account> => {
  const found = (await admin.call("users.list")).items.find((one) => one.username === username);
  if (!found) throw new Error(`There is no account ${username}`);
  return found;
};
const change = async (username: string, after: Partial<RightsInput>) => {
  const { id, version, roles, grants, disabled } = await account(username);
  return { params: { id }, ifMatch: version, body: { roles, grants, disabled, remarks, ...after } };
};
const decision = (one: { id: string; version: number }) => ({
  params: { id: one.id },
  ifMatch: one.version,
  body: { remarks: "Checked" },
});

describe("feature 66 rights", () => {
  test("a right is given once a second person approves, and holds at the person's next command", async () => {
    const operator = await central.api("operator");
    const proposed = await admin.call("users.proposeRights", await change("operator", { grants: ["Evidence"] }));
    expect(proposed).toMatchObject({ status: "PROPOSED", after: { grants: ["Evidence"] }, decidedBy: null });
    expect((await account("operator")).permissions).not.toContain("Evidence");
    expect((await admin.refusal("users.approveRights", decision(proposed)))?.code).toBe("SELF_APPROVAL_FORBIDDEN");
    await second.call("users.approveRights", decision(proposed));
    expect((await account("operator")).permissions).toContain("Evidence");
    expect((await operator.call("auth.me")).permissions).toContain("Evidence");
    expect((await third.refusal("users.approveRights", decision(proposed)))?.code).toBe("RIGHTS_STATE");
    const events = (await (await central.api("auditor")).call("audit.list", { query: { action: "rights." } })).items;
    expect(events.map(({ action, actor }) => `${action} by ${actor.name}`)).toEqual([
      "rights.approved by The admin2",
      "rights.proposed by Anna Admin",
    ]);
    expect(events[1]).toMatchObject({ remarks, after: { evidence: { gives: "Evidence" } } });
  });

  test("what is taken away goes at once; an account that is shut is signed out everywhere", async () => {
    const operator = await central.api("operator");
    const taken = await admin.call("users.proposeRights", await change("operator", { roles: [] }));
    expect(taken).toMatchObject({ status: "APPROVED", decidedBy: null });
    expect((await operator.refusal("deposits.list"))?.missingPermission).toBe("Deposit Records");
    await admin.call("users.proposeRights", await change("operator", { disabled: true }));
    expect((await operator.refusal("auth.me"))?.code).toBe("TOKEN_INVALID");
    const back = await admin.call("users.proposeRights", await change("operator", { disabled: false }));
    expect(back.status).toBe("PROPOSED");
    await second.call("users.rejectRights", decision(back));
    expect((await account("operator")).disabled).toBe(true);
  });

  test("nobody gives himself a right, and nobody decides on his own", async () => {
    const own = await change("admin", { grants: ["Audit.All"] });
    expect((await admin.refusal("users.proposeRights", own))?.code).toBe("SELF_GRANT_FORBIDDEN");
    const proposed = await admin.call(
      "users.proposeRights",
      await change("admin2", { grants: ["Configuration.Read"] }),
    );
    expect((await second.refusal("users.approveRights", decision(proposed)))?.code).toBe("SELF_GRANT_FORBIDDEN");
    expect((await second.refusal("users.withdrawRights", decision(proposed)))?.code).toBe("PERMISSION_DENIED");
    expect((await admin.call("users.withdrawRights", decision(proposed))).status).toBe("WITHDRAWN");
  });

  test.each<[string, string, Role]>([
    ["supervisor", "supervisor2", "SUPERVISOR"],
    ["executor", "", "EXECUTOR"],
  ])("LAST_HOLDER the last holder of %s's role stays", async (username, other, role) => {
    if (other !== "") await admin.call("users.proposeRights", await change(other, { roles: [] }));
    for (const after of [{ roles: [] }, { disabled: true }] as const)
      expect(
        (await admin.refusal("users.proposeRights", await change(username, { ...after } as Partial<RightsInput>)))
          ?.code,
      ).toBe("LAST_HOLDER");
    expect((await account(username)).roles).toEqual([role]);
  });

  test("two administrators take each other's role away at the same moment: one of them stays", async () => {
    await admin.call("users.proposeRights", await change("admin3", { roles: [] }));
    const [first, other] = [await change("admin2", { roles: [] }), await change("admin", { roles: [] })];
    const answers = await Promise.all([
      admin.refusal("users.proposeRights", first),
      second.refusal("users.proposeRights", other),
    ]);
    expect(answers.filter((one) => one === null)).toHaveLength(1);
    const left = await Promise.all(["admin", "admin2"].map(async (username) => central.api(username)));
    expect(left.filter(({ user }) => user.roles.includes("ADMIN"))).toHaveLength(1);
  });

  test.each<[string, Partial<RightsInput>]>([
    ["an administrator who pays", { roles: ["ADMIN", "EXECUTOR"] }],
    ["an administrator who sees records", { roles: ["ADMIN"], grants: ["Deposit Records"] }],
    ["an auditor who cancels", { roles: ["AUDITOR"], grants: ["Cancel"] }],
    ["an auditor who is an operator", { roles: ["AUDITOR", "OPERATOR"] }],
    ["the client channel with a person's rights", { roles: ["CLIENT_CHANNEL", "OPERATOR"] }],
  ])("RIGHTS_CONFLICT %s", async (_what, after) => {
    const refusal = await admin.refusal("users.proposeRights", await change("operator2", after));
    expect(refusal).toMatchObject({ status: 422, code: "RIGHTS_CONFLICT" });
  });

  test("one change of an account waits at a time, and never one of rights that have changed since", async () => {
    const proposed = await admin.call("users.proposeRights", await change("operator", { grants: ["Evidence"] }));
    const again = await change("operator", { grants: ["Export", "Evidence"] });
    expect((await second.refusal("users.proposeRights", again))?.code).toBe("RIGHTS_STATE");
    await second.call("users.proposeRights", await change("operator", { roles: [] }));
    expect((await third.refusal("users.approveRights", decision(proposed)))?.code).toBe("RIGHTS_STATE");
    const stale = await change("operator2", {});
    expect((await admin.refusal("users.proposeRights", { ...stale, ifMatch: 7 }))?.code).toBe("VERSION_MISMATCH");
  });

  test("the database itself refuses a grant by one person", async () => {
    const { id } = await admin.call("users.proposeRights", await change("operator", { grants: ["Evidence"] }));
    const { db } = central.rooms.database;
    const approvedBy = (person: string) =>
      db.execute(
        sql`update ${rightsChanges} set status = 'APPROVED', decided_by = jsonb_build_object('id', ${person}::text, 'name', 'x') where id = ${id}`,
      );
    const operator = await account("operator");
    await expect(approvedBy(admin.user.id)).rejects.toThrow();
    await expect(approvedBy(operator.id)).rejects.toThrow();
    await expect(approvedBy(second.user.id)).resolves.toBeDefined();
  });
});

describe("accounts", () => {
  test("a new account has no right, must change its password, and gets its rights from two people", async () => {
    const body = { username: "new.operator", displayName: "New Operator", password: "nine tall cranes 7" };
    expect((await admin.refusal("users.create", { body: { ...body, password: "short" } }))?.code).toBe("PASSWORD_WEAK");
    const made = await admin.call("users.create", { body });
    expect(made).toMatchObject({ roles: [], permissions: [], mustChangePassword: true });
    expect((await admin.refusal("users.create", { body }))?.code).toBe("CODE_EXISTS");
    const proposed = await admin.call("users.proposeRights", await change("new.operator", { roles: ["OPERATOR"] }));
    await second.call("users.approveRights", decision(proposed));
    const person = await signIn(central.url, { username: body.username, password: body.password });
    expect(person.user).toMatchObject({ roles: ["OPERATOR"], permissions: [], mustChangePassword: true });
    // Whoever added the account knows its first password: it opens nothing.
    expect((await person.refusal("deposits.list"))?.missingPermission).toBe("Deposit Records");
    const newPassword = "eleven grey herons 9";
    await person.call("auth.password", { body: { currentPassword: body.password, newPassword } });
    expect((await person.call("auth.me")).permissions).toContain("Deposit Records");
    expect(await person.refusal("deposits.list")).toBeNull();
  });

  test("feature 67 a right that was asked for stands with the account until it is given", async () => {
    const operator = await central.api("operator");
    await operator.call("access.request", { body: { permission: "Evidence", reason: "I answer the auditors" } });
    expect((await account("operator")).asked).toMatchObject([
      { permission: "Evidence", reason: "I answer the auditors" },
    ]);
    const proposed = await admin.call("users.proposeRights", await change("operator", { grants: ["Evidence"] }));
    await second.call("users.approveRights", decision(proposed));
    expect((await account("operator")).asked).toEqual([]);
  });

  test("sessions are seen and ended by their owner, and all of a person by an administrator", async () => {
    const [one, other] = [await central.api("operator"), await central.api("operator")];
    const mine = (await one.call("sessions.mine")).items;
    expect([mine.length, mine.filter(({ own }) => own).length]).toEqual([2, 1]);
    const foreign = (await admin.call("sessions.mine")).items[0];
    expect((await one.refusal("sessions.endMine", { params: { id: foreign?.id ?? "" } }))?.code).toBe("NOT_FOUND");
    await one.call("sessions.endMine", { params: { id: mine.find(({ own }) => !own)?.id ?? "" } });
    expect((await other.refusal("auth.me"))?.code).toBe("TOKEN_INVALID");
    const { id } = await account("operator");
    expect((await admin.call("sessions.ofUser", { params: { id } })).items).toHaveLength(1);
    await admin.call("sessions.endOfUser", { params: { id }, body: { remarks: "The laptop is lost" } });
    expect((await one.refusal("auth.me"))?.code).toBe("TOKEN_INVALID");
    expect((await account("operator")).openSessions).toBe(0);
  });

  test("feature 68 the auditor reads accounts and changes none", async () => {
    const auditor = await central.api("auditor");
    expect((await auditor.call("users.list")).items.length).toBeGreaterThan(0);
    expect((await auditor.refusal("users.proposeRights", await change("operator", {})))?.missingPermission).toBe(
      "Users.Manage",
    );
  });
});
