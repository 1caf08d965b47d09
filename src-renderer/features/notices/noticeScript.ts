/** What the operator says or writes to the customer, in the customer's language (R23.1, R23.4). The sentences are those of the printed letter. */
import type { Refund } from "#shared/contract/refund.ts";
import { customerFacts } from "#shared/texts/customerNotice.ts";
import type { Language } from "#shared/texts/languages.ts";
import { makeTranslator } from "#shared/texts/translator.ts";

export type NoticeScript = { spoken: string[]; letter: string };

export function noticeScript(refund: Refund, language: Language, when: (at: string) => string): NoticeScript {
  const { t } = makeTranslator(language);
  const facts = customerFacts(refund, t, when);
  const name = refund.customerName;
  return {
    spoken: [t("notices:script.ask", { name, number: refund.customerNo }), ...facts, t("notices:script.end")],
    letter: [t("notices:script.dear", { name }), "", ...facts, "", t("notices:facts.nothingToDo"), ""].join("\n"),
  };
}
