import { expect, test } from "vitest";
import { askedIn, flatTexts, isAsked, leftInEnglish, partsOf } from "#scripts/check/textKeys.ts";

test("a text is asked for by its whole key, without its count, or by a beginning that a code ends", () => {
  const asked = askedIn(
    ['t("refunds:approve.title"); t(`codes:deposit.${status}`); t("records:rows", { count })'],
    ["refunds", "codes", "records"],
  );
  expect([...asked.keys]).toEqual(["refunds:approve.title", "records:rows"]);
  expect(isAsked("codes:deposit.CREDITED", asked)).toBe(true);
  expect(isAsked("records:rows_one", asked)).toBe(true);
  expect(isAsked("refunds:approve.text", asked)).toBe(false);
  expect(isAsked("codes:refund.DRAFT", asked)).toBe(false);
});

test("texts lie flat under the key they are asked by", () => {
  expect([...flatTexts({ a: { b: { c: "text" }, d: "other" } })]).toEqual([
    ["a:b.c", "text"],
    ["a:d", "other"],
  ]);
});

test("a translation keeps every part that is filled in, in any order", () => {
  expect(partsOf("{{b}} of {{a}}, <at/>")).toEqual(partsOf("<at/>：{{a}} {{b}}"));
  expect(partsOf("{{a}}")).not.toEqual(partsOf("a"));
});

test("English words left standing are found; names, codes and units are not words", () => {
  expect(leftInEnglish("Nothing was done", "Nothing was done")).toBe(true);
  expect(leftInEnglish("TXID", "TXID")).toBe(false);
  expect(leftInEnglish("{{current}} / {{required}}", "{{current}} / {{required}}")).toBe(false);
});
