import { IconForbid } from "@tabler/icons-react";
import type { AuditEvent } from "#shared/contract/audit.ts";
import { PlainTable, type PlainColumn } from "#renderer/ui/PlainTable.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { actionText, isRefusal, outcomeText } from "./eventWords.ts";
import styles from "./audit.module.css";

const COLUMNS: readonly PlainColumn<AuditEvent>[] = [
  { key: "seq", head: "No.", width: 76, cell: ({ seq }) => <span className="numeric">{seq}</span> },
  { key: "at", head: "Time", width: 158, cell: ({ at }) => <TimeText at={at} /> },
  {
    key: "who",
    head: "Who",
    width: 200,
    cell: ({ actor }) => (
      <>
        {actor.name} <span className="quiet">{actor.role === "SYSTEM" ? "" : actor.role.toLowerCase()}</span>
      </>
    ),
  },
  {
    key: "what",
    head: "What",
    cell: (event) => (
      <span className={isRefusal(event) ? styles.refused : undefined} title={event.action}>
        {isRefusal(event) ? <IconForbid size={13} stroke={1.75} aria-hidden="true" /> : null} {actionText(event)}
      </span>
    ),
  },
  { key: "no", head: "Record", width: 176, cell: ({ entityNo }) => <span className="numeric">{entityNo ?? "–"}</span> },
  { key: "outcome", head: "Outcome", width: 260, from: 1280, cell: (event) => outcomeText(event) },
  { key: "remarks", head: "Remarks", from: 1500, cell: ({ remarks }) => remarks ?? <span className="quiet">–</span> },
];

export function AuditTable({
  events,
  chosen,
  onChoose,
}: {
  events: readonly AuditEvent[];
  chosen: string | null;
  onChoose: (id: string) => void;
}) {
  return (
    <PlainTable
      label="Audit events"
      columns={COLUMNS}
      rows={events}
      keyOf={({ id }) => id}
      selected={chosen}
      onOpen={({ id }) => onChoose(id)}
      link={(event, content) => (
        <button
          type="button"
          className={styles.open}
          aria-label={`Open event ${event.seq}`}
          onClick={() => onChoose(event.id)}
        >
          {content}
        </button>
      )}
    />
  );
}
