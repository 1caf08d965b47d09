/** The refund slip: what was paid, to whom, by whose word, on one page for the file. */
import type { Refund } from "#shared/contract/refund.ts";
import type { Organisation } from "#shared/contract/session.ts";
import { facts, grouped, letterhead, type Paper, type Row } from "./Paper.ts";
import { html } from "./html.ts";
import { exactMoment, money } from "./paperWords.ts";
import type { PaperSetting } from "./PaperSetting.ts";

export function refundSlip(refund: Refund, organisation: Organisation | null, setting: PaperSetting): Paper {
  const { t, language, zone, printedBy, printedAt } = setting;
  const when = (at: string | null): string | null => (at === null ? null : exactMoment(at, zone));
  const by = (name: string, at: string): string => t("papers:slip.byAt", { name, at: exactMoment(at, zone) });
  const mined = refund.attempts.find(({ txHash }) => txHash === refund.txHash)?.mined ?? null;
  const approvals: Row[] = refund.approvals
    .filter(({ decision }) => decision === "APPROVE")
    .map((approval, index) => [t("papers:slip.approved", { number: index + 1 }), by(approval.by.name, approval.at)]);
  const body = html`${letterhead(organisation, html`<div class="number">${refund.refundNo}</div>`)}
    <h1>${t("papers:slip.title")}</h1>
    <p class="amount">${money(refund.amount, refund.currency)}</p>
    <p class="status">${t(`codes:refund.${refund.status}` as "codes:refund.COMPLETED")}</p>
    <h2>${t("papers:slip.refund")}</h2>
    ${facts([
      [t("papers:slip.record"), refund.recordNo],
      [t("papers:slip.client"), `${refund.customerName}, ${refund.customerNo}`],
      [t("papers:slip.deposited"), money(refund.depositAmount, refund.currency)],
      [t("papers:slip.adjustment"), refund.adjustmentReason],
      [t("papers:slip.network"), refund.network],
      [t("papers:slip.to"), grouped(refund.refundAddress)],
    ])}
    <h2>${t("papers:slip.people")}</h2>
    ${facts([
      [t("papers:slip.requested"), by(refund.requestedBy.name, refund.requestedAt)],
      ...approvals,
      [t("papers:slip.executed"), refund.executedBy?.name ?? null],
      [t("papers:slip.digest"), html`<code>${refund.intentHash}</code>`],
    ])}
    <h2>${t("papers:slip.chain")}</h2>
    ${facts([
      [
        t("papers:slip.transaction"),
        refund.txHash === null ? t("papers:slip.none") : html`<code>${refund.txHash}</code>`,
      ],
      [t("papers:slip.block"), mined === null ? null : mined.blockNumber],
      [
        t("papers:slip.confirmations"),
        refund.confirmations === null ? null : `${refund.confirmations.current} / ${refund.confirmations.required}`,
      ],
      [t("papers:slip.fee"), refund.feeWei === null ? null : `${refund.feeWei} wei`],
      [t("papers:slip.completed"), when(refund.completedAt)],
    ])}
    <div class="hands">
      <div>${t("papers:slip.prepared")}</div>
      <div>${t("papers:slip.checked")}</div>
    </div>`;
  const foot = t("papers:foot", { number: refund.refundNo, name: printedBy, at: exactMoment(printedAt, zone) });
  return { language, title: `${t("papers:slip.title")} ${refund.refundNo}`, body, foot };
}
