/** The letter with which a customer is told offline that a refund is done. It says what the customer may know and nothing else (R23.1, R23.4). */
import type { Refund } from "#shared/contract/refund.ts";
import type { Organisation } from "#shared/contract/session.ts";
import { customerFacts } from "#shared/texts/customerNotice.ts";
import { html } from "./html.ts";
import { letterhead, type Paper } from "./Paper.ts";
import type { PaperSetting } from "./PaperSetting.ts";
import { exactMoment, longDay } from "./paperWords.ts";

export function customerLetter(refund: Refund, organisation: Organisation | null, setting: PaperSetting): Paper {
  const { t, language, zone, printedBy, printedAt } = setting;
  const paragraphs = customerFacts(refund, t, (at) => exactMoment(at, zone));
  const body = html`${letterhead(organisation)}
    <p class="day">${longDay(printedAt, zone, language)}</p>
    <p>${refund.customerName}<br />${t("papers:letter.customerNo", { number: refund.customerNo })}</p>
    <p>${t("papers:letter.greeting", { name: refund.customerName })}</p>
    <p class="subject">${t("papers:letter.subject", { recordNo: refund.recordNo, refundNo: refund.refundNo })}</p>
    ${paragraphs.map((line) => html`<p>${line}</p>`)}
    <p>${t("notices:facts.nothingToDo")}</p>
    <p>${t("papers:letter.warning")}</p>
    <p class="closing">${t("papers:letter.closing")}</p>
    <p class="hand">${t("papers:letter.onBehalf", { organisation: organisation?.name ?? "" })}</p>`;
  const foot = t("papers:foot", { number: refund.refundNo, name: printedBy, at: exactMoment(printedAt, zone) });
  return { language, title: t("papers:letter.file", { refundNo: refund.refundNo }), body, foot };
}
