import { describe, expect, test } from "vitest";
import { neighboursOf } from "#renderer/features/record/neighbours.ts";
import {
  checkViews,
  confirmationView,
  declaredDifference,
  screeningText,
} from "#renderer/features/record/recordViews.ts";
import { NOW } from "#tests/support/pageFixtures/ids.ts";
import { makeDeposit, makeUnderVerification } from "#tests/support/pageFixtures/records.ts";

const counts = makeDeposit().confirmations;

describe("R11.3 confirmation progress", () => {
  test("n of required, and the blocks beyond", () => {
    expect(confirmationView(makeDeposit())).toMatchObject({
      headline: "12 of 12 required",
      reached: true,
      tone: "good",
    });
    expect(confirmationView(makeDeposit({ confirmations: { ...counts, current: 436 } }))).toMatchObject({
      current: 12,
      beyond: 424,
    });
    expect(
      confirmationView(makeDeposit({ status: "CONFIRMING", confirmations: { ...counts, current: 7 } })),
    ).toMatchObject({
      headline: "7 of 12 required",
      reached: false,
    });
  });
  test("nothing seen yet", () => expect(confirmationView(makeUnderVerification()).headline).toBe("No transfer seen"));
  test("R11.6 a reorganisation: back to 0 of n", () => {
    const orphaned = makeDeposit({
      status: "AWAITING_TRANSFER",
      confirmations: { ...counts, current: 0, blockNumber: null, blockHash: null, orphanedAt: NOW },
    });
    expect(confirmationView(orphaned)).toMatchObject({
      headline: "Orphaned, back to 0 of 12",
      orphaned: true,
      tone: "alert",
      current: 0,
    });
  });
});

test("feature 3 decision 5: received against declared, with sign, and nothing when they are the same", () => {
  expect(declaredDifference(makeDeposit())).toBeNull();
  expect(declaredDifference(makeDeposit({ receivedAmount: "48000" }))).toBe("−250");
  expect(declaredDifference(makeDeposit({ receivedAmount: "48250.000001" }))).toBe("+0.000001");
});

test("checks are counted, and one of a newer central service keeps its words", () => {
  const deposit = makeDeposit();
  const views = checkViews({
    ...deposit,
    checks: [...deposit.checks, { code: "NEW", detail: "A new check", passed: false, at: NOW }],
  });
  expect(views).toMatchObject({ passed: 4, at: NOW });
  expect(views.checks.at(-1)?.label).toBe("A new check");
});

test("S9 restricted screening results are told as a compliance review", () => {
  const hit = makeDeposit({ screening: { result: "HIT", listVersion: "41", at: NOW, validUntil: NOW } });
  expect(screeningText(hit, false)).toBe("Compliance review");
  expect(screeningText(hit, true)).toBe("Hit on a sanctions list");
});

test("previous and next within the search that led here", () => {
  expect(neighboursOf(["a", "b", "c"], "b")).toEqual({ index: 1, previous: "a", next: "c" });
  expect(neighboursOf(["a"], "a")).toEqual({ index: 0, previous: null, next: null });
  expect(neighboursOf(["a", "b"], "z")).toEqual({ index: -1, previous: null, next: "a" });
});
