/** One event in full: who and from where, what changed, and its place in the chain. */
import { IconX } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { AuditEvent } from "#shared/contract/audit.ts";
import { Button } from "#renderer/ui/Button.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { actionText, changesOf, outcomeText } from "./eventWords.ts";
import styles from "./audit.module.css";

export function AuditEventPanel({ event, onClose }: { event: AuditEvent; onClose: () => void }) {
  const changes = changesOf(event);
  return (
    <aside className={styles.panel} aria-label={`Event ${event.seq}`}>
      <div className={styles.panelHead}>
        <h2 className={styles.panelTitle}>{actionText(event)}</h2>
        <Button
          variant="quiet"
          size="small"
          iconOnly
          icon={<IconX size={16} stroke={1.75} aria-hidden="true" />}
          aria-label="Close the event"
          onClick={onClose}
        />
      </div>
      <Section title={`Event ${event.seq}`} aside={<code className={styles.code}>{event.action}</code>}>
        <FactList>
          <FactRow label="Time">
            <TimeText at={event.at} withZone />
          </FactRow>
          <FactRow label="Who">
            {event.actor.name} <span className="quiet">{event.actor.role}</span>
          </FactRow>
          <FactRow label="Outcome">{outcomeText(event)}</FactRow>
          <FactRow label="Record">
            <RecordLink event={event} />
          </FactRow>
          {event.reasonCode === null ? null : <FactRow label="Reason">{event.reasonCode}</FactRow>}
          {event.remarks === null ? null : <FactRow label="Remarks">{event.remarks}</FactRow>}
        </FactList>
      </Section>
      <Section title="What changed" aside={changes.length === 0 ? null : `${changes.length} fields`}>
        {changes.length === 0 ? (
          <p className="quiet">No field was changed.</p>
        ) : (
          <dl className={styles.changes}>
            {changes.map(({ field, before, after }) => (
              <div key={field}>
                <dt>{field}</dt>
                {before === null ? null : (
                  <dd className={styles.before}>
                    <span className="spoken">before: </span>
                    {before}
                  </dd>
                )}
                {after === null ? null : (
                  <dd className={styles.after}>
                    <span className="spoken">after: </span>
                    {after}
                  </dd>
                )}
              </div>
            ))}
          </dl>
        )}
      </Section>
      <Section title="Where it comes from">
        <FactList>
          <FactRow label="Workstation">{event.workstationId ?? "–"}</FactRow>
          <FactRow label="Version">{event.appVersion ?? "–"}</FactRow>
          <FactRow label="Request">{event.requestId ?? "–"}</FactRow>
          <FactRow label="Hash before">
            <code className={styles.code}>{event.prevHash}</code>
          </FactRow>
          <FactRow label="Hash">
            <code className={styles.code}>{event.hash}</code>
          </FactRow>
        </FactList>
      </Section>
    </aside>
  );
}

function RecordLink({ event: { entity, entityId, entityNo } }: { event: AuditEvent }) {
  const text = entityNo ?? entityId ?? "–";
  if (entityId === null) return text;
  if (entity === "refund")
    return (
      <Link to="/refunds/$id" params={{ id: entityId }}>
        {text}
      </Link>
    );
  if (entity === "deposit")
    return (
      <Link to="/records/$id" params={{ id: entityId }}>
        {text}
      </Link>
    );
  return (
    <>
      {text} <span className="quiet">{entity}</span>
    </>
  );
}
