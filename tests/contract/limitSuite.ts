/** Limits of refunds, agreed on by two people, by the contract alone. */
import { describe, expect, test } from "vitest";
import type { LimitsVersion, CurrencyLimits } from "#shared/contract/configuration.ts";
import { http } from "#shared/contract/http.ts";
import { expectRefused } from "./ApiClient.ts";
import type { Desk } from "./Contracted.ts";

export function limitSuite(desk: () => Desk): void {
  const limitsOf = async (currency: string): Promise<CurrencyLimits> => {
    const { items } = await desk().person("operator").api.ok(http.configuration.limits, {});
    const found = items.find((one) => one.currency === currency);
    if (found === undefined) throw new Error(`There are no limits of ${currency}`);
    return found;
  };
  const bodyOf = ({ network, currency, inForce }: CurrencyLimits) => ({
    ...{ kind: "PAYMENT_LIMITS" as const, network, currency, payload: inForce.limits, effectiveFrom: null },
    remarks: "The same again",
  });
  const decide = (one: Pick<LimitsVersion, "id" | "version">) => ({
    ...{ params: { id: one.id }, ifMatch: one.version, body: { remarks: "Read and compared" } },
  });

  describe("R4.4 limits", () => {
    test("feature 57 one proposes, another approves, and everybody reads both names and what holds", async () => {
      const before = await limitsOf("USDT");
      const proposer = desk().person("supervisor").api;
      const other = desk().person("admin").api;
      const proposed = await proposer.ok(http.configuration.propose, { body: bodyOf(before) });
      await expectRefused(proposer, http.configuration.approve, decide(proposed), "SELF_APPROVAL_FORBIDDEN");
      await expectRefused(other, http.configuration.propose, { body: bodyOf(before) }, "CONFIGURATION_STATE");
      const approved = await other.ok(http.configuration.approve, decide(proposed));
      expect(approved).toMatchObject({ status: "APPROVED", number: (before.versions[0]?.number ?? 0) + 1 });
      await expectRefused(other, http.configuration.reject, decide(approved), "CONFIGURATION_STATE");
      const after = await limitsOf("USDT");
      expect(after.inForce).toEqual({ number: approved.number, limits: before.inForce.limits });
      expect(after.versions[0]).toEqual(approved);
    });

    test("feature 57 a proposal is rejected by another person, or withdrawn by whoever made it; what holds stays", async () => {
      const before = await limitsOf("USDT");
      const proposer = desk().person("supervisor").api;
      const other = desk().person("admin").api;
      const first = await proposer.ok(http.configuration.propose, { body: bodyOf(before) });
      await expectRefused(other, http.configuration.withdraw, decide(first), "PERMISSION_DENIED");
      expect((await other.ok(http.configuration.reject, decide(first))).status).toBe("REJECTED");
      const second = await proposer.ok(http.configuration.propose, { body: bodyOf(before) });
      expect((await proposer.ok(http.configuration.withdraw, decide(second))).status).toBe("WITHDRAWN");
      expect((await limitsOf("USDT")).inForce).toEqual(before.inForce);
    });

    test("feature 57 limits that contradict themselves are refused with the reason", async () => {
      const { inForce, ...of } = await limitsOf("USDT");
      const body = bodyOf({ ...of, inForce: { ...inForce, limits: { ...inForce.limits, feeCapWei: "0" } } });
      const { detail } = await expectRefused(
        desk().person("admin").api,
        http.configuration.propose,
        { body },
        "LIMITS_UNSOUND",
      );
      expect(detail).toContain("fee cap");
    });
  });
}
