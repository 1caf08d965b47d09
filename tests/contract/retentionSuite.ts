/** Legal holds, by the contract alone: one person places it, two end it, and everybody who sees the record sees it. Source: R24.6. */
import { describe, expect, test } from "vitest";
import { http } from "#shared/contract/http.ts";
import { expectRefused } from "./ApiClient.ts";
import type { Desk } from "./Contracted.ts";

export function retentionSuite(desk: () => Desk): void {
  describe("how long records are kept", () => {
    test("R24.6 a legal hold is placed by one person, ended by two, and seen on the record meanwhile", async () => {
      const operator = desk().person("operator");
      const auditor = desk().holder("Retention.Hold");
      const admin = desk().holder("Retention.Manage");
      const { items } = await operator.api.ok(http.deposits.list, { query: { status: ["CREDITED"], limit: 1 } });
      const [record] = items;
      if (record === undefined) throw new Error("the service must hold a credited record");
      const params = { id: record.id };
      const placing = { params, ifMatch: record.version, body: { reason: "Letter of the regulator" } };
      await expectRefused(operator.api, http.retention.placeHold, placing, "PERMISSION_DENIED");
      const placed = await auditor.api.ok(http.retention.placeHold, placing);
      expect(placed).toMatchObject({ depositId: record.id, purgedAt: null });
      expect(placed.keptBy).toContain("LEGAL_HOLD");
      expect(Date.parse(placed.keptUntil)).toBeGreaterThan(Date.parse(placed.lastEventAt));
      const { hold } = await operator.api.ok(http.retention.ofRecord, { params });
      if (hold === null) throw new Error("the hold is in force");
      expect((await operator.api.ok(http.deposits.get, { params })).legalHold).toBe(true);
      const { holds } = await admin.api.ok(http.retention.overview);
      expect(holds.map(({ id }) => id)).toContain(hold.id);

      const on = (version: number) => ({
        params: { id: hold.id },
        ifMatch: version,
        body: { remarks: "The inquiry is closed" },
      });
      await expectRefused(admin.api, http.retention.approveLift, on(hold.version), "DEPOSIT_STATE");
      const asked = await auditor.api.ok(http.retention.askLift, on(hold.version));
      const refused = await admin.api.ok(http.retention.refuseLift, on(asked.version));
      expect(refused.lift).toBeNull();
      const again = await auditor.api.ok(http.retention.askLift, on(refused.version));
      await admin.api.ok(http.retention.approveLift, on(again.version));
      const after = await operator.api.ok(http.retention.ofRecord, { params });
      expect(after.hold).toBeNull();
      expect(after.keptBy).not.toContain("LEGAL_HOLD");
      expect((await operator.api.ok(http.deposits.get, { params })).legalHold).toBe(false);
    });
  });
}
