/** Review marks and remarks, by the contract alone: one of each person on each record, for the version that was looked at. Source: R24.2, I10. */
import { describe, expect, test } from "vitest";
import type { Deposit } from "#shared/contract/deposit.ts";
import { http } from "#shared/contract/http.ts";
import { expectRefused } from "./ApiClient.ts";
import type { Desk } from "./Contracted.ts";

export function reviewSuite(desk: () => Desk): void {
  const anyRecord = async (): Promise<Deposit> => {
    const { items } = await desk()
      .person("operator")
      .api.ok(http.deposits.list, { query: { limit: 1 } });
    return items[0] as Deposit;
  };

  describe("review marks", () => {
    test("R24.2 one of each person on each record, the newest counts, everybody reads it, and the record stays as it is", async () => {
      const operator = desk().person("operator");
      const supervisor = desk().person("supervisor");
      const { id, version } = await anyRecord();
      const mark = (by: typeof operator, body: { mark: "REVIEWED" | "QUESTION" | "NOTE"; remarks: string }) =>
        by.api.ok(http.deposits.review, { params: { id }, ifMatch: version, body });
      await mark(operator, { mark: "QUESTION", remarks: "the name on the statement differs" });
      await mark(supervisor, { mark: "REVIEWED", remarks: "" });
      const last = await mark(operator, { mark: "REVIEWED", remarks: "explained by the branch" });
      expect(last).toMatchObject({ depositId: id, depositVersion: version, by: { id: operator.user.id } });
      const { items } = await supervisor.api.ok(http.deposits.reviews, { params: { id } });
      const both = [operator.user.id, supervisor.user.id];
      const seen = items
        .filter((one) => both.includes(one.by.id))
        .map(({ mark: what, remarks }) => `${what} ${remarks}`);
      expect(seen.toSorted()).toEqual(["REVIEWED ", "REVIEWED explained by the branch"]);
      expect((await operator.api.ok(http.deposits.get, { params: { id } })).version).toBe(version);
      const history = await operator.api.ok(http.deposits.timeline, { params: { id } });
      expect(history.items.map((event) => event.action)).toEqual(
        expect.arrayContaining(["deposit.questioned", "deposit.reviewed"]),
      );
    });

    test("R24.2 a mark on another version than the present one is refused with the record as it is now", async () => {
      const operator = desk().person("operator");
      const { id, version } = await anyRecord();
      const input = { params: { id }, ifMatch: version + 1, body: { mark: "REVIEWED" as const, remarks: "" } };
      const refusal = await expectRefused(operator.api, http.deposits.review, input, "VERSION_MISMATCH");
      expect(refusal).toMatchObject({ current: { id, version } });
    });

    test("a question and a remark need words", async () => {
      const operator = desk().person("operator");
      const { id, version } = await anyRecord();
      for (const mark of ["QUESTION", "NOTE"] as const) {
        const input = { params: { id }, ifMatch: version, body: { mark, remarks: "  " } };
        await expectRefused(operator.api, http.deposits.review, input, "VALIDATION_FAILED");
      }
    });
  });
}
