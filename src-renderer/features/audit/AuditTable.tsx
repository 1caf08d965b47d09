import { IconForbid } from "@tabler/icons-react";
import type { AuditEvent } from "#shared/contract/audit.ts";
import { PlainTable, type PlainColumn } from "#renderer/ui/PlainTable.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { t } from "#renderer/i18n/t.ts";
import { actionText, isRefusal, outcomeText } from "./eventWords.ts";
import styles from "./audit.module.css";
import { roleText } from "./eventWords.ts";

const columns = (): readonly PlainColumn<AuditEvent>[] => [
  { key: "seq", head: t("audit:head.seq"), width: 76, cell: ({ seq }) => <span className="numeric">{seq}</span> },
  { key: "at", head: t("audit:head.at"), width: 158, cell: ({ at }) => <TimeText at={at} /> },
  {
    key: "who",
    head: t("audit:head.who"),
    width: 200,
    cell: ({ actor }) => (
      <>
        {actor.name} <span className="quiet">{actor.role === "SYSTEM" ? "" : roleText(actor.role)}</span>
      </>
    ),
  },
  {
    key: "what",
    head: t("audit:head.what"),
    cell: (event) => (
      <span className={isRefusal(event) ? styles.refused : undefined} title={event.action}>
        {isRefusal(event) ? <IconForbid size={13} stroke={1.75} aria-hidden="true" /> : null}{" "}
        {/* What was refused is a command of the contract; its name is a code. */}
        <span translate={event.action.endsWith(".refused") ? "no" : undefined}>{actionText(event)}</span>
      </span>
    ),
  },
  {
    key: "no",
    head: t("audit:head.no"),
    width: 176,
    cell: ({ entityNo }) => <span className="numeric">{entityNo ?? "–"}</span>,
  },
  { key: "outcome", head: t("audit:head.outcome"), width: 260, from: 1280, cell: (event) => outcomeText(event) },
  {
    key: "remarks",
    head: t("audit:head.remarks"),
    from: 1500,
    cell: ({ remarks }) =>
      remarks === null ? <span className="quiet">–</span> : <span translate="no">{remarks}</span>,
  },
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
      label={t("audit:table.title")}
      columns={columns()}
      rows={events}
      keyOf={({ id }) => id}
      selected={chosen}
      onOpen={({ id }) => onChoose(id)}
      link={(event, content) => (
        <button
          type="button"
          className={styles.open}
          aria-label={t("audit:table.open", { seq: event.seq })}
          onClick={() => onChoose(event.id)}
        >
          {content}
        </button>
      )}
    />
  );
}
