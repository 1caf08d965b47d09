/** One event in full: who and from where, what changed, and its place in the chain. */
import { IconX } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { AuditEvent } from "#shared/contract/audit.ts";
import { Button } from "#renderer/ui/Button.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { t } from "#renderer/i18n/t.ts";
import { actionText, changesOf, outcomeText } from "./eventWords.ts";
import styles from "./audit.module.css";

export function AuditEventPanel({ event, onClose }: { event: AuditEvent; onClose: () => void }) {
  const changes = changesOf(event);
  return (
    <aside className={styles.panel} aria-label={t("audit:panel.title", { seq: event.seq })}>
      <div className={styles.panelHead}>
        <h2 className={styles.panelTitle}>{actionText(event)}</h2>
        <Button
          variant="quiet"
          size="small"
          iconOnly
          icon={<IconX size={16} stroke={1.75} aria-hidden="true" />}
          aria-label={t("audit:panel.close")}
          onClick={onClose}
        />
      </div>
      <Section
        title={t("audit:panel.title", { seq: event.seq })}
        aside={<code className={styles.code}>{event.action}</code>}
      >
        <FactList>
          <FactRow label={t("audit:head.at")}>
            <TimeText at={event.at} withZone />
          </FactRow>
          <FactRow label={t("audit:head.who")}>
            {event.actor.name} <span className="quiet">{event.actor.role}</span>
          </FactRow>
          <FactRow label={t("audit:head.outcome")}>{outcomeText(event)}</FactRow>
          <FactRow label={t("audit:head.no")}>
            <RecordLink event={event} />
          </FactRow>
          {event.reasonCode === null ? null : <FactRow label={t("audit:head.reason")}>{event.reasonCode}</FactRow>}
          {event.remarks === null ? null : <FactRow label={t("audit:head.remarks")}>{event.remarks}</FactRow>}
        </FactList>
      </Section>
      <Section
        title={t("audit:panel.changed")}
        aside={changes.length === 0 ? null : t("audit:panel.fields", { number: changes.length })}
      >
        {changes.length === 0 ? (
          <p className="quiet">{t("audit:panel.nothing")}</p>
        ) : (
          <dl className={styles.changes}>
            {changes.map(({ field, before, after }) => (
              <div key={field}>
                <dt>{field}</dt>
                {before === null ? null : (
                  <dd className={styles.before}>
                    <span className="spoken">{t("audit:panel.before")} </span>
                    {before}
                  </dd>
                )}
                {after === null ? null : (
                  <dd className={styles.after}>
                    <span className="spoken">{t("audit:panel.after")} </span>
                    {after}
                  </dd>
                )}
              </div>
            ))}
          </dl>
        )}
      </Section>
      <Section title={t("audit:panel.from")}>
        <FactList>
          <FactRow label={t("audit:panel.workstation")}>{event.workstationId ?? "–"}</FactRow>
          <FactRow label={t("audit:panel.version")}>{event.appVersion ?? "–"}</FactRow>
          <FactRow label={t("audit:panel.request")}>{event.requestId ?? "–"}</FactRow>
          <FactRow label={t("audit:panel.hashBefore")}>
            <code className={styles.code}>{event.prevHash}</code>
          </FactRow>
          <FactRow label={t("audit:panel.hash")}>
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
