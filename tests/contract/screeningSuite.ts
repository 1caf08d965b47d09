/** Versions of the screening list, by the contract alone: imported by one person, decided on by another. Source: R18.3. */
import { describe, expect, test } from "vitest";
import { http } from "#shared/contract/http.ts";
import { expectRefused } from "./ApiClient.ts";
import type { Desk } from "./Contracted.ts";

const LISTED = `0x${"ab".repeat(20)}`;
const DAY_MS = 86_400_000;

export function screeningSuite(desk: () => Desk): void {
  describe("the screening list", () => {
    test("R18.3 two people let a version into force; who imported it does not decide, and an older one is refused", async () => {
      const supervisor = desk().person("supervisor");
      const supervisor2 = desk().person("supervisor2");
      const { inForce } = await supervisor.api.ok(http.screening.list);
      const body = {
        source: "contract tests",
        publishedAt: new Date(Date.now() - 60_000).toISOString(),
        goodUntil: new Date(Date.now() + 7 * DAY_MS).toISOString(),
        entries: [{ address: LISTED, reason: "Case 81" }],
        remarks: "The file of this morning",
      };
      const late = { body: { ...body, goodUntil: new Date(Date.now() + 90 * DAY_MS).toISOString() } };
      await expectRefused(supervisor.api, http.screening.propose, late, "CONFIGURATION_UNSOUND");
      const list = await supervisor.api.ok(http.screening.propose, { body });
      expect(list).toMatchObject({ status: "PROPOSED", entryCount: 1 });
      const deciding = { params: { id: list.id }, ifMatch: list.version, body: { remarks: "Compared" } };
      await expectRefused(supervisor.api, http.screening.approve, deciding, "SELF_APPROVAL_FORBIDDEN");
      const { added } = await supervisor2.api.ok(http.screening.changes, { params: { id: list.id } });
      if (inForce === null) expect(added).toHaveLength(1);
      const rejected = await supervisor2.api.ok(http.screening.reject, deciding);
      expect(rejected).toMatchObject({ status: "REJECTED", decidedBy: { id: supervisor2.user.id } });
      const taken = await supervisor.api.ok(http.screening.propose, { body });
      const on = ({ id, version }: { id: string; version: number }) => ({
        params: { id },
        ifMatch: version,
        body: { remarks: "Compared" },
      });
      expect((await supervisor.api.ok(http.screening.withdraw, on(taken))).status).toBe("WITHDRAWN");
      const last = await supervisor.api.ok(http.screening.propose, { body });
      await supervisor2.api.ok(http.screening.approve, on(last));
      const now = await supervisor.api.ok(http.screening.list);
      expect(now).toMatchObject({ inForce: { listVersion: last.listVersion }, stale: false });
      await expectRefused(supervisor.api, http.screening.propose, { body }, "CONFIGURATION_UNSOUND");
    });
  });
}
