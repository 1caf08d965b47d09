/** Rules of currencies and networks, agreed on by two people, by the contract alone (S4). */
import { describe, expect, test } from "vitest";
import type { CurrencyHistory, NetworkHistory } from "#shared/contract/configuration.ts";
import { http } from "#shared/contract/http.ts";
import { expectRefused } from "./ApiClient.ts";
import type { Desk } from "./Contracted.ts";

const remarks = "The same again";

export function rulesSuite(desk: () => Desk): void {
  const history = async () => desk().person("operator").api.ok(http.configuration.history);
  const currencyOf = async (code: string): Promise<CurrencyHistory> => {
    const found = (await history()).currencies.find(({ currency }) => currency === code);
    if (found === undefined) throw new Error(`${code} is not configured`);
    return found;
  };
  const proposalOf = ({ network, currency, version, rules }: CurrencyHistory) => {
    if (rules === null) throw new Error(`${currency} does not hold`);
    return { network, currency, payload: { basedOn: version, rules }, effectiveFrom: null, remarks };
  };
  const networkProposalOf = ({ network, version, rules }: NetworkHistory) => {
    if (rules === null) throw new Error(`${network} does not hold`);
    return { network, payload: { basedOn: version, rules }, effectiveFrom: null, remarks };
  };
  const decide = (one: { id: string; version: number }) => ({
    ...{ params: { id: one.id }, ifMatch: one.version, body: { remarks: "Read and compared" } },
  });

  describe("R4.4 rules of currencies and networks", () => {
    test("R4.1 R4.4 one proposes, another approves, and the currency is at its next version", async () => {
      const before = await currencyOf("USDT");
      const proposer = desk().person("supervisor").api;
      const other = desk().person("admin").api;
      const proposed = await proposer.ok(http.configuration.proposeCurrency, { body: proposalOf(before) });
      await expectRefused(proposer, http.configuration.approve, decide(proposed), "SELF_APPROVAL_FORBIDDEN");
      const again = { body: proposalOf(before) };
      await expectRefused(other, http.configuration.proposeCurrency, again, "CONFIGURATION_STATE");
      await other.ok(http.configuration.approve, decide(proposed));
      const after = await currencyOf("USDT");
      expect(after).toMatchObject({ rules: before.rules, appliedNumber: proposed.number });
      expect(after.version).toBe((before.version ?? 0) + 1);
      await expectRefused(proposer, http.configuration.proposeCurrency, again, "VERSION_MISMATCH");
      const { items } = await proposer.ok(http.configuration.currencies);
      expect(items.find(({ code }) => code === "USDT")?.version).toBe(after.version);
    });

    test("R4.4 a network changes the same way", async () => {
      const [before] = (await history()).networks;
      if (before === undefined) throw new Error("No network is configured");
      const body = networkProposalOf(before);
      const proposed = await desk().person("admin").api.ok(http.configuration.proposeNetwork, { body });
      await desk().person("supervisor").api.ok(http.configuration.approve, decide(proposed));
      expect((await history()).networks[0]).toMatchObject({ rules: before.rules, version: (before.version ?? 0) + 1 });
    });

    test("R4.1 the chain has the last word on decimals and contracts", async () => {
      const proposer = desk().person("supervisor").api;
      const body = proposalOf(await currencyOf("USDT"));
      const { rules } = body.payload;
      const other = { ...body, payload: { basedOn: body.payload.basedOn, rules: { ...rules, decimals: 7 } } };
      await expectRefused(proposer, http.configuration.proposeCurrency, { body: other }, "DECIMALS_IMMUTABLE");
      const contractAddress = `0x${"12".repeat(20)}`;
      const unknown = {
        ...body,
        currency: "NEWCOIN",
        payload: { basedOn: null, rules: { ...rules, contractAddress } },
      };
      const refusal = await expectRefused(
        proposer,
        http.configuration.proposeCurrency,
        { body: unknown },
        "CONFIGURATION_UNSOUND",
      );
      expect(refusal.errors?.[0]?.pointer).toBe("/payload/rules/contractAddress");
    });
  });
}
