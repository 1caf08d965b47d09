import { expect, test } from "vitest";
import { differenceRows } from "#renderer/features/approvals/differenceRows.ts";
import { NOW } from "#tests/support/pageFixtures/ids.ts";
import { CLIENT_ADDRESS } from "#tests/support/pageFixtures/records.ts";
import { makeDifferences } from "#tests/support/pageFixtures/refunds.ts";

const reader = { nativeSymbol: "ETH", restricted: false };
const cells = (rows: ReturnType<typeof differenceRows>, field: string) => {
  const row = rows.find((one) => one.field === field);
  return [row?.deposit?.text ?? null, row?.requested.text, row?.now.text];
};

test("R20a.5 what changed comes first; amounts are grouped, fees are coins, codes are words", () => {
  const rows = differenceRows(makeDifferences(true), reader);
  expect(rows[0]).toMatchObject({ field: "Refunds to this address, 30 days", changed: true });
  expect(cells(rows, "Amount")).toEqual(["48,250 USDT", "48,250 USDT", "48,250 USDT"]);
  expect(cells(rows, "Highest fee")).toEqual([null, "0.006 ETH", "0.006 ETH"]);
  expect(cells(rows, "Address verification")).toEqual(["Verified", "Verified", "Verified"]);
  expect(cells(rows, "Screening")).toEqual(["Clear", "Clear", "Clear"]);
  expect(rows.find((row) => row.field === "Refund address")?.now).toEqual({ kind: "address", text: CLIENT_ADDRESS });
});

test("a screening hit is told only to readers with the restricted right", () => {
  const hit = {
    comparedAt: NOW,
    rows: [{ field: "Screening", deposit: "CLEAR", requested: "CLEAR", now: "HIT", changed: true }],
  };
  expect(differenceRows(hit, reader)[0]?.now.text).toBe("Compliance review");
  expect(differenceRows(hit, { ...reader, restricted: true })[0]?.now.text).toBe("Hit on a sanctions list");
});

test("what this version does not know is shown as it came", () => {
  const odd = {
    comparedAt: NOW,
    rows: [{ field: "Moon phase", deposit: null, requested: "FULL", now: "NEW", changed: true }],
  };
  expect(cells(differenceRows(odd, reader), "Moon phase")).toEqual([null, "FULL", "NEW"]);
});
