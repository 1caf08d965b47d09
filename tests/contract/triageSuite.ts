/** Work on exceptions, by the contract alone: one person at a time, a sign to others and never a right. Source: feature 20, feature 70. */
import { describe, expect, test } from "vitest";
import type { Deposit } from "#shared/contract/deposit.ts";
import { http } from "#shared/contract/http.ts";
import { expectRefused } from "./ApiClient.ts";
import type { Desk } from "./Contracted.ts";

export function triageSuite(desk: () => Desk): void {
  const oneInStatus = async (status: "ON_HOLD" | "CREDITED"): Promise<Deposit | undefined> => {
    const { items } = await desk()
      .person("operator")
      .api.ok(http.deposits.list, { query: { status: [status], limit: 1 } });
    return items[0];
  };

  describe("work on exceptions", () => {
    test("feature 20 the queue is of exceptions alone, the one that waits longest first", async () => {
      const { items, total, asOf } = await desk().person("operator").api.ok(http.triage.list, { query: {} });
      expect(total).toBeGreaterThan(0);
      expect(items).toHaveLength(Math.min(total, 100));
      for (const { deposit } of items) expect(["ON_HOLD", "BLOCKED", "REORG_ALERT"]).toContain(deposit.status);
      const waits = items.map(({ since }) => Date.parse(since));
      expect(waits).toEqual(waits.toSorted((a, b) => a - b));
      expect(Math.max(...waits)).toBeLessThanOrEqual(Date.parse(asOf));
    });

    test("feature 70 one person works on it; another one is told who, takes over with a reason, and gives it back", async () => {
      const operator = desk().person("operator");
      const supervisor = desk().person("supervisor");
      const held = await oneInStatus("ON_HOLD");
      if (held === undefined) throw new Error("the service must hold a record On Hold");
      const params = { id: held.id };
      const mine = await operator.api.ok(http.triage.claim, { params });
      expect(mine).toMatchObject({ depositId: held.id, by: { id: operator.user.id } });
      const refusal = await expectRefused(supervisor.api, http.triage.claim, { params }, "WORK_CLAIMED");
      expect(refusal).toMatchObject({ holder: operator.user.displayName });
      await expectRefused(supervisor.api, http.triage.release, { params }, "WORK_CLAIMED");
      const body = { remarks: "The colleague has gone home" };
      const taken = await supervisor.api.ok(http.triage.takeOver, { params, body });
      expect(taken.by.id).toBe(supervisor.user.id);
      await expectRefused(operator.api, http.triage.release, { params }, "WORK_CLAIMED");
      await supervisor.api.ok(http.triage.release, { params });
      const { items } = await operator.api.ok(http.triage.list, { query: { limit: 200 } });
      expect(items.find(({ deposit }) => deposit.id === held.id)?.claim ?? null).toBeNull();
      expect((await operator.api.ok(http.deposits.get, { params })).version).toBe(held.version);
    });

    test("feature 20 there is no work to claim on a record that waits for nobody", async () => {
      const credited = await oneInStatus("CREDITED");
      if (credited === undefined) throw new Error("the service must hold a credited record");
      const { api } = desk().person("operator");
      await expectRefused(api, http.triage.claim, { params: { id: credited.id } }, "DEPOSIT_STATE");
    });
  });
}
