/** A page to print: what the pack says, in words. It proves nothing by itself; the file beside it does. */
import { codeText } from "#shared/texts/codeText.ts";
import { DOCUMENT_LANGUAGES, type Language } from "#shared/texts/languages.ts";
import { makeTranslator } from "#shared/texts/translator.ts";
import type { AuditEvent, AuditHead } from "#shared/contract/audit.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { shownRefund } from "./shownRefund.ts";

/** What of a pack is shown; all else stands in the file. */
type Shown = {
  made: { at: string; by: { name: string } };
  deposit: Deposit;
  refund: Refund | null;
  chain: { blockNumber: string; blockHash: string; txHash: string; headers: string[] } | null;
  notProven: string[];
  log: { head: AuditHead; events: { event: AuditEvent }[] };
};
type Row = readonly [label: string, value: string | null];

/** `text`: of a pack that the central service has just made. What is not proven, and the log, stand as the service wrote them. */
export function evidenceSummary(text: string, sha256: string, language: Language): string {
  const { t } = makeTranslator(language);
  const pack = JSON.parse(text) as Shown;
  const { deposit, refund, chain, notProven, log, made } = pack;
  const number = refund?.refundNo ?? deposit.recordNo;
  const status = refund === null ? codeText(t, "deposit", deposit.status) : codeText(t, "refund", refund.status);
  const sections = [
    table(t("evidence:record.title"), [
      [t("evidence:record.no"), deposit.recordNo],
      [t("evidence:record.customer"), `${deposit.customerNo} ${deposit.customerName}`],
      [t("evidence:record.status"), codeText(t, "deposit", deposit.status)],
      [
        t("evidence:record.declared"),
        t("evidence:record.declaredIs", {
          amount: `${deposit.declaredAmount} ${deposit.currency}`,
          network: deposit.network,
        }),
      ],
      [t("evidence:record.credited"), deposit.creditedAmount],
      [
        t("evidence:record.cancelled"),
        deposit.cancel &&
          t("evidence:byWords", {
            at: deposit.cancelledAt ?? "",
            name: deposit.cancel.by.name,
            words: deposit.cancel.remarks,
          }),
      ],
    ]),
    ...(refund === null ? [] : shownRefund(refund, t).map(([title, rows]) => table(title, rows))),
    chain === null
      ? ""
      : table(t("evidence:block.title"), [
          [t("evidence:block.transaction"), chain.txHash],
          [t("evidence:block.block"), `${BigInt(chain.blockNumber)}, ${chain.blockHash}`],
          [t("evidence:block.headers"), `${chain.headers.length}`],
        ]),
    notProven.length === 0
      ? ""
      : table(
          t("evidence:notProven"),
          notProven.map((point, index): Row => [`${index + 1}`, point]),
        ),
    table(
      t("evidence:log", { events: log.events.length, size: log.head.size }),
      log.events.map(({ event }): Row => [
        `${event.seq}`,
        [event.at, event.action, event.actor.name, event.toStatus, event.reasonCode, event.remarks]
          .filter(Boolean)
          .join(" · "),
      ]),
    ),
  ];
  return `<!doctype html>
<html lang="${DOCUMENT_LANGUAGES[language]}">
<meta charset="utf-8">
<title>${escaped(t("evidence:title", { no: number }))}</title>
<style>
body { font: 10pt/1.45 system-ui, sans-serif; max-width: 190mm; margin: 12mm auto; color: #111; }
h1 { font-size: 15pt; margin: 0 0 2mm; } h2 { font-size: 11pt; margin: 7mm 0 1mm; border-bottom: 1px solid #999; }
table { width: 100%; border-collapse: collapse; } td { vertical-align: top; padding: 0.6mm 0; overflow-wrap: anywhere; }
td:first-child { width: 42mm; color: #555; padding-right: 4mm; } footer { margin-top: 8mm; color: #555; font-size: 8.5pt; overflow-wrap: anywhere; }
</style>
<h1>${escaped(t(refund === null ? "evidence:cancellation" : "evidence:refund", { no: number, status }))}</h1>
<p>${withCommand(t("evidence:made", { at: made.at, name: made.by.name }))}</p>
${sections.join("\n")}
<footer>${escaped(t("evidence:file", { sha256 }))}<br>${escaped(t("evidence:head", { size: log.head.size, root: log.head.rootHash, key: log.head.publicKey }))}</footer>
</html>
`;
}

function table(title: string, rows: readonly Row[]): string {
  const lines = rows
    .filter((row): row is readonly [string, string] => row[1] !== null)
    .map(([label, value]) => `<tr><td>${escaped(label)}</td><td>${escaped(value)}</td></tr>`);
  return `<h2>${escaped(title)}</h2>\n<table>${lines.join("\n")}</table>`;
}

/** The command that proves the file, at its place in the sentence. */
function withCommand(sentence: string): string {
  const [before = "", after = ""] = sentence.split("<code/>");
  return `${escaped(before)}<code>npm run evidence:verify -- FILE</code>${escaped(after)}`;
}

/** Words of people and of other systems stand in it: never as markup. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
