/** 500 hostile texts on the slip and in the letter: printed letter by letter, never drawn, never taken for words of the program. */
import { expect, test } from "vitest";
import type { Refund } from "#shared/contract/refund.ts";
import { makeTranslator } from "#shared/texts/translator.ts";
import { customerLetter } from "#main/papers/customerLetter.ts";
import { paperPage } from "#main/papers/Paper.ts";
import { refundSlip } from "#main/papers/refundSlip.ts";
import { personOf, randomDeposit, randomRefund } from "#tests/main/support/rows.ts";
import { createDice } from "#tests/main/support/seededRandom.ts";
import { HOSTILE_TEXTS } from "#tests/support/hostileTexts.ts";

const TEMPLATE = `<html lang="en"><head><title></title></head><body><main></main></body></html>`;
const PLAIN = "Chan Tai Man";
const dice = createDice(5);
const deposit = randomDeposit(dice, 1);
const refund = randomRefund(dice, 1, deposit, { status: "COMPLETED", adjustmentReason: null });
const by = personOf(dice, "Ho Chi Fung");

/** Both papers with this text wherever somebody may have written one. */
function papersWith(text: string): string[] {
  const setting = { t: makeTranslator("en").t, language: "en", zone: "UTC", printedBy: text, printedAt: 0 } as const;
  const about: Refund = {
    ...refund,
    ...{ customerName: text, adjustmentReason: text, network: text, recordNo: text },
    ...{ requestedBy: { ...by, name: text }, executedBy: { ...by, name: text } },
  };
  const organisation = { name: text, address: [text] };
  return [refundSlip(about, organisation, setting), customerLetter(about, organisation, setting)].map((paper) =>
    paperPage(TEMPLATE, paper),
  );
}

const tagsOf = (page: string): string[] => page.match(/<[^>]*>/g) ?? [];
const wordsOf = (page: string): string =>
  page
    .replace(/<[^>]*>/g, "\u0001")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, "&");

test("R23.1 R15.2 every hostile text stands on slip and letter as it was written, between the same tags as an ordinary name", () => {
  const plain = papersWith(PLAIN);
  for (const text of HOSTILE_TEXTS) {
    const pages = papersWith(text);
    pages.forEach((page, index) => {
      const ordinary = plain[index] ?? "";
      expect(tagsOf(page), JSON.stringify(text)).toEqual(tagsOf(ordinary));
      // Whole words, exchanged for the ordinary name wherever that stands.
      expect(wordsOf(page) === wordsOf(ordinary).replaceAll(PLAIN, () => text), JSON.stringify(text)).toBe(true);
    });
  }
});
