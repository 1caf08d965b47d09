/** Who may do what: every endpoint against everybody who lacks its permission. Source: requirements, "Roles and permissions"; R3.3. */
import { describe, expect, test } from "vitest";
import { http } from "#shared/contract/http.ts";
import { SYNC_ENTITIES, SYNC_PERMISSIONS, type SyncEntity } from "#shared/contract/sync.ts";
import type { Permission } from "#shared/domain/permissions.ts";
import { expectRefused } from "./ApiClient.ts";
import { type Desk, holds, type Somebody } from "./Contracted.ts";
import { sampleOf } from "./samples.ts";
import { type Plan, refusable } from "./plan.ts";

export function permissionSuite(desk: () => Desk, plan: Plan): void {
  describe("R3.3 permissions", () => {
    test("R3.1 everybody has the permissions of his roles, and no others", () => {
      for (const account of plan.accounts)
        expect(desk().person(account.username).user.permissions.toSorted(), account.username).toEqual(
          account.permissions.toSorted(),
        );
    });

    test.each(refusable(plan))(
      'R3.3 $name refuses whoever lacks "$endpoint.permission"',
      async ({ name, endpoint }) => {
        const lacking = desk().people.filter((person) => !holds(person, endpoint.permission));
        expect(lacking.length).toBeGreaterThan(0);
        for (const { api, username } of lacking) {
          const refusal = await expectRefused(api, endpoint, sampleOf(name), "PERMISSION_DENIED");
          expect(refusal.missingPermission, `${name} for ${username}`).toBe(endpoint.permission);
          expect(refusal.detail).toContain(`"${endpoint.permission}"`);
          expect(refusal.detail).toMatch(/contact an administrator/i);
        }
      },
    );

    const entities = SYNC_ENTITIES.filter((entity) =>
      plan.accounts.some(({ permissions }) => lacks(permissions, SYNC_PERMISSIONS[entity])),
    );
    test.each(entities)("R3.3 %s are neither synced nor counted for whoever may not read them", async (entity) => {
      const needed = SYNC_PERMISSIONS[entity];
      const lacking = desk().people.filter(({ user }) => lacks(user.permissions, needed));
      expect(lacking.length).toBeGreaterThan(0);
      for (const { api } of lacking) {
        const refusal = await expectRefused(api, http.sync.rows, { params: { entity } }, "PERMISSION_DENIED");
        expect(refusal.missingPermission).toBe(needed);
        const { entities: counted } = await api.ok(http.sync.bootstrap);
        expect(counted.map(({ name }) => name)).not.toContain(entity satisfies SyncEntity);
      }
    });
  });

  if (!plan.mayChange) return;
  describe("R3.3 a refusal for want of a permission is written down", () => {
    test.each(refusable(plan).filter(({ endpoint }) => endpoint.method !== "GET"))(
      "R3.3 $name",
      async ({ name, endpoint }) => {
        const lacking = desk().people.find((person) => !holds(person, endpoint.permission)) as Somebody;
        const { traceId } = await expectRefused(lacking.api, endpoint, sampleOf(name), "PERMISSION_DENIED");
        await expectRefusalEvent(desk(), { traceId, code: "PERMISSION_DENIED", by: lacking });
      },
    );
  });
}

/** Refused actions are events too (state machines 3.4): who tried, what for, and why it was refused. */
export async function expectRefusalEvent(
  desk: Desk,
  refusal: { traceId: string; code: string; by: Somebody },
): Promise<void> {
  const query = { actor: refusal.by.user.id, limit: 20 };
  const { items } = await desk.holder("Audit.All").api.ok(http.audit.list, { query });
  const event = items.find(({ requestId }) => requestId === refusal.traceId);
  expect(event, `the refusal ${refusal.code} of ${refusal.by.username} is in the audit log`).toBeDefined();
  expect(event?.reasonCode).toBe(refusal.code);
  expect(event?.actor.name).toBe(refusal.by.user.displayName);
}

function lacks(permissions: readonly string[], needed: Permission | null): boolean {
  return needed !== null && !permissions.includes(needed);
}
