import type { Application } from "#shared/contract/application.ts";
import { APPLICATION_FLAG_LABELS, statusLabel } from "#shared/domain/statuses.ts";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";

/** What is about to be decided, restated in the dialog. */
export function ApplicationFacts({ application }: { application: Application }) {
  return (
    <FactList framed>
      <FactRow label="Application no.">
        <strong>{application.applicationNo}</strong>
      </FactRow>
      <FactRow label="Client">
        {application.customerNo} · {application.customerName ?? "unknown"}
      </FactRow>
      <FactRow label="Amount">
        {application.amount} {application.currency} <span className="secondary">on {application.network}</span>
      </FactRow>
      <FactRow label="Flags">
        {application.flags.length === 0
          ? "none"
          : application.flags.map((flag) => statusLabel(APPLICATION_FLAG_LABELS, flag.code)).join(", ")}
      </FactRow>
      {application.recordNo === null ? null : <FactRow label="Record no.">{application.recordNo}</FactRow>}
    </FactList>
  );
}
