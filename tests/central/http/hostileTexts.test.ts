/** Hostile texts through the API and the database: what is taken comes back exactly, what is not is refused in words. HOSTILE_TEXTS=all for all 500. */
import { afterAll, beforeAll, expect, test } from "vitest";

import { verifyChain } from "#central/audit/verifyChain.ts";
import { startTestCentral, type TestCentral } from "#tests/support/central.ts";
import type { RawAnswer, TestClient } from "#tests/support/centralClient.ts";
import { putDeposit } from "#tests/support/centralRecords.ts";
import { goodApplication, TEST_CUSTOMERS, TEST_NETWORK } from "#tests/support/centralWorld.ts";
import { HOSTILE_TEXTS } from "#tests/support/hostileTexts.ts";

const EVERY = process.env["HOSTILE_TEXTS"] === "all" ? 1 : 19;
const TEXTS = HOSTILE_TEXTS.filter((_text, index) => index % EVERY === 0);
const [CLIENT] = TEST_CUSTOMERS;

let central: TestCentral;
let operator: TestClient;
let channel: TestClient;
beforeAll(async () => {
  central = await startTestCentral();
  operator = await central.api("operator");
  channel = await central.api("client-channel");
});
afterAll(() => central.stop());

const storable = (text: string): boolean => text.isWellFormed() && !text.includes("\u0000");

/** Either done, or a refusal that says what is wrong; never a fault of the service. */
function answered({ status, body }: RawAnswer, text: string): unknown {
  if (status < 300) {
    expect(storable(text), JSON.stringify(text)).toBe(true);
    return body;
  }
  const { code, detail } = body as { code: string; detail: string };
  expect(status, `${JSON.stringify(text)}: ${detail}`).toBeLessThan(500);
  expect(code).toMatch(/^(VALIDATION_FAILED|ADDRESS_INVALID)$/);
  expect(detail.length).toBeGreaterThan(10);
  return null;
}

test("R10.2 R15.2 hostile texts are stored and given back letter by letter, or refused in words", async () => {
  const { id } = await central.asSystem((context) => putDeposit(context));
  let stored = 0;
  for (const [index, text] of TEXTS.entries()) {
    const review = await operator.send("deposits.review", {
      params: { id },
      ifMatch: 1,
      body: { mark: "NOTE", remarks: text },
    });
    if (answered(review, text) !== null) {
      stored += 1;
      const { items } = await operator.call("deposits.reviews", { params: { id } });
      expect(items[0]?.remarks).toBe(text.trim());
    }
    const record = await central.asSystem((context) => putDeposit(context));
    const cancelled = answered(
      await operator.send("deposits.cancel", { params: { id: record.id }, ifMatch: 1, body: { remarks: text } }),
      text,
    ) as { cancel: { remarks: string } } | null;
    if (cancelled !== null) {
      const { items } = await operator.call("deposits.timeline", { params: { id: record.id } });
      const written = items.find(({ action }) => action === "deposit.cancelled");
      expect([cancelled.cancel.remarks, written?.remarks]).toEqual([text.trim(), text.trim()]);
    }
    const address = `0x6${index.toString(16).padStart(39, "0")}`;
    const added = answered(
      await operator.send("addresses.add", {
        body: { customerNo: CLIENT.customerNo, network: TEST_NETWORK, address, label: text },
      }),
      text,
    ) as { label: string } | null;
    if (added !== null) expect(added.label).toBe(text.trim());
    const asked = answered(
      await channel.send("applications.submit", {
        body: { ...goodApplication(), sourceAddress: text, destinationAddress: text, amount: text },
      }),
      text,
    ) as { sourceAddress: string; destinationAddress: string; amount: string; status: string } | null;
    if (asked !== null)
      expect(asked).toMatchObject({ sourceAddress: text, destinationAddress: text, amount: text, status: "ABNORMAL" });
  }
  expect(stored).toBeGreaterThan(TEXTS.length / 2);
  expect(await verifyChain(central.rooms)).toMatchObject({ ok: true });
}, 600_000);

test("R10.1 R10.2 hostile texts in every filter find nothing that is not there, and break nothing", async () => {
  for (const text of TEXTS.filter(storable)) {
    for (const input of [{ customerNo: text }, { recordNo: text }, { securitiesAccount: text }, { address: text }]) {
      const answer = await operator.send("deposits.list", { query: input as never });
      const page = answered(answer, text) as { items: unknown[] } | null;
      if (page !== null) expect(page.items, JSON.stringify(input)).toEqual([]);
    }
  }
}, 600_000);
