/** A page to print: what the pack says, in words. It proves nothing by itself; the file beside it does. */
import { REFUND_STATUS_LABELS, DEPOSIT_STATUS_LABELS, statusLabel } from "#shared/domain/statuses.ts";
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

/** `text`: of a pack that the central service has just made. */
export function evidenceSummary(text: string, sha256: string): string {
  const pack = JSON.parse(text) as Shown;
  const { deposit, refund, chain, notProven, log, made } = pack;
  const number = refund?.refundNo ?? deposit.recordNo;
  const status =
    refund === null
      ? statusLabel(DEPOSIT_STATUS_LABELS, deposit.status)
      : statusLabel(REFUND_STATUS_LABELS, refund.status);
  const sections = [
    table("Record", [
      ["Record number", deposit.recordNo],
      ["Customer", `${deposit.customerNo} ${deposit.customerName}`],
      ["Status", statusLabel(DEPOSIT_STATUS_LABELS, deposit.status)],
      ["Declared", `${deposit.declaredAmount} ${deposit.currency} on ${deposit.network}`],
      ["Credited", deposit.creditedAmount],
      ["Cancelled", deposit.cancel && `${deposit.cancelledAt} by ${deposit.cancel.by.name}: ${deposit.cancel.remarks}`],
    ]),
    ...(refund === null ? [] : shownRefund(refund).map(([title, rows]) => table(title, rows))),
    chain === null
      ? ""
      : table("Block", [
          ["Transaction", chain.txHash],
          ["Block", `${BigInt(chain.blockNumber)}, ${chain.blockHash}`],
          ["Headers in the pack", `${chain.headers.length}`],
        ]),
    notProven.length === 0
      ? ""
      : table(
          "Not proven by this pack",
          notProven.map((point, index): Row => [`${index + 1}`, point]),
        ),
    table(
      `Audit log, ${log.events.length} events under the signed head of ${log.head.size} events`,
      log.events.map(({ event }): Row => [
        `${event.seq}`,
        [event.at, event.action, event.actor.name, event.toStatus, event.reasonCode, event.remarks]
          .filter(Boolean)
          .join(" · "),
      ]),
    ),
  ];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Evidence ${escaped(number)}</title>
<style>
body { font: 10pt/1.45 system-ui, sans-serif; max-width: 190mm; margin: 12mm auto; color: #111; }
h1 { font-size: 15pt; margin: 0 0 2mm; } h2 { font-size: 11pt; margin: 7mm 0 1mm; border-bottom: 1px solid #999; }
table { width: 100%; border-collapse: collapse; } td { vertical-align: top; padding: 0.6mm 0; overflow-wrap: anywhere; }
td:first-child { width: 42mm; color: #555; padding-right: 4mm; } footer { margin-top: 8mm; color: #555; font-size: 8.5pt; overflow-wrap: anywhere; }
</style>
<h1>${refund === null ? "Cancellation" : "Refund"} ${escaped(number)}: ${escaped(status)}</h1>
<p>Summary of an evidence pack made ${escaped(made.at)} by ${escaped(made.by.name)}. What proves it is the file; check it with <code>npm run evidence:verify -- FILE</code>.</p>
${sections.join("\n")}
<footer>SHA-256 of the file ${sha256}<br>Signed head of the log: ${log.head.size} events, root ${escaped(log.head.rootHash)}, key ${escaped(log.head.publicKey)}</footer>
</html>
`;
}

function table(title: string, rows: readonly Row[]): string {
  const lines = rows
    .filter((row): row is readonly [string, string] => row[1] !== null)
    .map(([label, value]) => `<tr><td>${escaped(label)}</td><td>${escaped(value)}</td></tr>`);
  return `<h2>${escaped(title)}</h2>\n<table>${lines.join("\n")}</table>`;
}

/** Words of people and of other systems stand in it: never as markup. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
