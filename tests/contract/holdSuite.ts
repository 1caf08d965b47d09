/** What two people do about a record that the checks stopped, by the contract alone. Source: state machines 3.1, D16 to D18, D21, D24. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Deposit } from "#shared/contract/deposit.ts";
import { http } from "#shared/contract/http.ts";
import type { HoldResolution } from "#shared/domain/depositHolds.ts";
import { toBaseUnits } from "#shared/money.ts";
import { expectRefused } from "./ApiClient.ts";
import type { Desk, Somebody } from "./Contracted.ts";
import { Story } from "./Story.ts";

export function holdSuite(desk: () => Desk): void {
  let story: Story;
  let operator: Somebody;
  let supervisor: Somebody;
  let supervisor2: Somebody;
  beforeAll(() => {
    story = new Story(desk());
    operator = desk().person("operator");
    supervisor = desk().person("supervisor");
    supervisor2 = desk().person("supervisor2");
  });
  const remarks = "Compared with the client's letter";
  const read = (id: string): Promise<Deposit> => operator.api.ok(http.deposits.get, { params: { id } });
  const on = async (id: string) => ({ params: { id }, ifMatch: (await read(id)).version });
  const propose = async (by: Somebody, id: string, resolutionCode: HoldResolution) =>
    by.api.ok(http.deposits.proposeHold, {
      ...(await on(id)),
      body: { resolutionCode, remarks, evidence: ["folder 7"] },
    });
  /** Paid one base unit more than declared. */
  const mismatched = async (): Promise<Deposit> => {
    const record = await story.newRecord("USDT");
    const transfer = await story.transferOf(record);
    const { contractAddress, decimals } = await story.currency("USDT");
    expect(contractAddress).not.toBeNull();
    const more = toBaseUnits(record.declaredAmount, decimals) / 2n;
    const data = `${(transfer["data"] ?? "").slice(0, 74)}${more.toString(16).padStart(64, "0")}`;
    await story.chain.receipt(await story.chain.rpc<string>("eth_sendTransaction", [{ ...transfer, data }]));
    await story.chain.mine(record.confirmations.required);
    return story.depositIn(record.id, "ON_HOLD");
  };

  describe("records that the checks stopped", () => {
    test("D16 D18 refused, released and held again, then credited as it arrived, each by another person", async () => {
      const { id, holdReason } = await mismatched();
      expect(holdReason).toBe("AMOUNT_MISMATCH");
      await propose(supervisor, id, "RELEASE");
      const own = { ...(await on(id)), body: { remarks } };
      await expectRefused(supervisor.api, http.deposits.releaseHold, own, "SELF_APPROVAL_FORBIDDEN");
      const refused = await supervisor2.api.ok(http.deposits.refuseHold, { ...(await on(id)), body: { remarks } });
      expect(refused.proposal).toBeNull();
      await propose(supervisor, id, "RELEASE");
      await supervisor2.api.ok(http.deposits.releaseHold, { ...(await on(id)), body: { remarks } });
      await story.depositIn(id, "ON_HOLD");
      await propose(operator, id, "ACCEPT_ACTUAL");
      expect((await operator.api.ok(http.deposits.hold, { params: { id } })).proposal).toMatchObject({ remarks });
      const credited = await supervisor.api.ok(http.deposits.creditHeld, { ...(await on(id)), body: { remarks } });
      expect(credited).toMatchObject({
        status: "CREDITED",
        creditedAmount: credited.receivedAmount,
        refundOnly: false,
      });
    });

    test("D17 D24 blocked by one supervisor, lifted by two", async () => {
      const { id } = await mismatched();
      const blocked = await supervisor.api.ok(http.deposits.block, { ...(await on(id)), body: { remarks } });
      expect(blocked.status).toBe("BLOCKED");
      await propose(supervisor, id, "UNBLOCK");
      const lifted = await supervisor2.api.ok(http.deposits.unblock, { ...(await on(id)), body: { remarks } });
      expect(lifted.status).toBe("ON_HOLD");
    });
  });
}
