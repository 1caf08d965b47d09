import { afterAll, beforeAll, expect, test } from "vitest";

import { createUser } from "#central/accounts/createUser.ts";
import { GUIDE_PERMISSIONS, type GuidePermission, ROLES, ROLE_PERMISSIONS } from "#shared/domain/permissions.ts";
import { allEndpoints } from "#shared/contract/http.ts";
import { startTestCentral, type TestCentral } from "#tests/support/central.ts";
import { type EndpointName, sendTo, signIn } from "#tests/support/centralClient.ts";
import { putDeposit } from "#tests/support/centralRecords.ts";
import { passwordOf, TEST_USERS } from "#tests/support/centralWorld.ts";

let central: TestCentral;
beforeAll(async () => {
  central = await startTestCentral();
});
afterAll(() => central.stop());

const combinations = Array.from({ length: 16 }, (_, bits) =>
  GUIDE_PERMISSIONS.filter((_permission, index) => (bits & (1 << index)) !== 0),
);

/** What somebody with these permissions alone may ask, beside what everybody may. */
const READS: Record<GuidePermission, readonly EndpointName[]> = {
  "Deposit Application": ["applications.list"],
  "Deposit Records": ["deposits.list", "addresses.list"],
  Cancel: [],
  Refund: ["refunds.list"],
};

test.each(combinations.map((grants) => [grants.join(" + ") || "none", grants] as const))(
  "R3.1 R3.3 each of the four can be given alone: %s",
  async (label, grants) => {
    const username = `alone-${label}`;
    const passwordHash = await central.rooms.passwords.hash("x");
    await central.asSystem((context) =>
      createUser(context, { username, displayName: label, passwordHash, roles: [], grants }),
    );
    const person = await signIn(central.url, { username, password: "x" });
    expect(GUIDE_PERMISSIONS.filter((one) => person.user.permissions.includes(one))).toEqual(grants);

    for (const permission of GUIDE_PERMISSIONS)
      for (const name of READS[permission]) {
        const { status, body } = await person.send(name);
        if (grants.includes(permission)) expect(status, name).toBe(200);
        else expect(body, name).toMatchObject({ status: 403, missingPermission: permission });
      }

    const deposit = await central.asSystem((context) => putDeposit(context));
    const cancel = await person.send("deposits.cancel", {
      params: { id: deposit.id },
      ifMatch: 1,
      body: { remarks: "Duplicate user request" },
    });
    if (grants.includes("Cancel")) expect(cancel.status).toBe(200);
    else expect(cancel.body).toMatchObject({ code: "PERMISSION_DENIED", missingPermission: "Cancel" });

    // Deleting a bad application is part of "Deposit Application", requesting is part of "Refund" (decisions 2 and 7).
    const remove = await person.send("applications.delete", {
      params: { id: deposit.id },
      ifMatch: 1,
      body: { reasonCode: "TEST", remarks: "test" },
    });
    expect((remove.body as { code: string }).code).toBe(
      grants.includes("Deposit Application") ? "NOT_FOUND" : "PERMISSION_DENIED",
    );
    const approve = await person.send("refunds.approve", { params: { id: deposit.id }, ifMatch: 1, body: {} as never });
    expect(approve.body).toMatchObject({ code: "PERMISSION_DENIED", missingPermission: "Refund.Approve" });

    const { entities } = await person.call("sync.bootstrap");
    expect(entities.map(({ name }) => name)).toEqual([
      "networks",
      "currencies",
      ...(grants.includes("Deposit Records") ? ["walletAddresses"] : []),
      ...(grants.includes("Deposit Application") ? ["applications"] : []),
      ...(grants.includes("Deposit Records") ? ["deposits"] : []),
      ...(grants.includes("Refund") ? ["refunds"] : []),
      ...(grants.includes("Deposit Records") ? ["events"] : []),
    ]);
  },
);

test("every endpoint refuses every role that lacks its permission, and names the permission", async () => {
  for (const { username, roles } of TEST_USERS) {
    const person = await signIn(central.url, { username, password: passwordOf(username) });
    const held = new Set(roles.flatMap((role) => ROLE_PERMISSIONS[role]));
    for (const { name, endpoint } of allEndpoints()) {
      if (endpoint.permission === null || held.has(endpoint.permission)) continue;
      const { status, body } = await sendTo(
        central.url,
        name as EndpointName,
        { params: { id: crypto.randomUUID(), txHash: `0x${"0".repeat(64)}` } },
        person.accessToken,
      );
      expect(status, `${username} ${name}`).toBe(403);
      expect(body, `${username} ${name}`).toMatchObject({ missingPermission: endpoint.permission });
    }
  }
  expect(TEST_USERS.flatMap(({ roles }) => roles)).toEqual(expect.arrayContaining([...ROLES]));
}, 120_000);
