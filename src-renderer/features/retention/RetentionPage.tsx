/** Legal holds in force, and the second person's word on their end (R24.6). Who decides here need not see the records themselves. */
import { useState } from "react";
import type { LegalHold, RetentionOverview } from "#shared/contract/retention.ts";
import { useCommand } from "#renderer/api/command.ts";
import { DecisionDialog } from "#renderer/api/DecisionDialog.tsx";
import { explain } from "#renderer/api/explain.ts";
import { useFreshCall } from "#renderer/api/freshCall.ts";
import { PermissionGate } from "#renderer/api/PermissionGate.tsx";
import { useActionContext, useUser } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import { whyNotPermitted } from "#shared/domain/deposits.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Banner } from "#renderer/ui/Banner.tsx";
import { EmptyState } from "#renderer/ui/EmptyState.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { PageHeader } from "#renderer/ui/PageHeader.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { Skeleton } from "#renderer/ui/Skeleton.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { toast } from "#renderer/ui/toasts.tsx";
import styles from "./retention.module.css";

const LOOK_EVERY_MS = 15_000;

export function RetentionPage() {
  const { permissions } = useUser();
  if (permissions.includes("Retention.Hold")) return <Overview />;
  return (
    <PermissionGate permission="Retention.Manage" path={t("retention:path")} title={t("retention:page.title")}>
      <Overview />
    </PermissionGate>
  );
}

function Overview() {
  const { online } = useActionContext();
  const overview = useFreshCall("retention", "overview", {}, { enabled: online, everyMs: LOOK_EVERY_MS });
  return (
    <div className={styles.page}>
      <PageHeader path={t("retention:path")} title={t("retention:page.title")} />
      <div className={styles.scroll} role="region" aria-label={t("retention:page.title")} tabIndex={0}>
        {!online && overview.data === undefined ? (
          <EmptyState title={t("retention:record.offline")} />
        ) : overview.error !== null ? (
          <ErrorPanel {...explain(overview.error)} onRetry={() => void overview.refetch()} />
        ) : overview.data === undefined ? (
          <Skeleton label={t("retention:record.asking")} />
        ) : (
          <Holds overview={overview.data} onChanged={() => void overview.refetch()} />
        )}
      </div>
    </div>
  );
}

function Holds({ overview, onChanged }: { overview: RetentionOverview; onChanged: () => void }) {
  const { holds, years, purgedRecords, lastPurgedAt } = overview;
  return (
    <>
      <Section title={t("retention:page.rule")}>
        <p className={styles.words}>{t("retention:page.term", { years })}</p>
        <FactList>
          <FactRow label={t("retention:page.purged")}>
            {purgedRecords}
            {lastPurgedAt === null ? null : (
              <span className="quiet">
                {" "}
                · <TimeText at={lastPurgedAt} form="auto" />
              </span>
            )}
          </FactRow>
        </FactList>
      </Section>
      <Section title={t("retention:page.holds")} aside={holds.length === 0 ? null : holds.length}>
        {holds.length === 0 ? (
          <p className="quiet">{t("retention:page.noHolds")}</p>
        ) : (
          <ul className={styles.holds}>
            {holds.map((hold) => (
              <Hold key={hold.id} hold={hold} onChanged={onChanged} />
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}

function Hold({ hold, onChanged }: { hold: LegalHold; onChanged: () => void }) {
  const context = useActionContext();
  const user = useUser();
  const [deciding, setDeciding] = useState(false);
  const commands = {
    refuse: useCommand("retention", "refuseLift"),
    approve: useCommand("retention", "approveLift"),
  };
  const { lift } = hold;
  const reason =
    whyNotPermitted("Retention.Manage", context) ??
    (context.online ? null : t("retention:record.offline")) ??
    (lift?.by.id === user.id ? t("retention:decide.own") : null);
  return (
    <li className={styles.hold}>
      <FactList>
        <FactRow label={t("retention:page.record")}>
          <strong>{hold.recordNo}</strong>
        </FactRow>
        <FactRow label={t("retention:page.placed")}>
          {hold.placedBy.name}, <TimeText at={hold.placedAt} form="auto" />
        </FactRow>
        <FactRow label={t("retention:place.reason")}>{hold.reason}</FactRow>
      </FactList>
      {lift === null ? null : (
        <>
          <Banner tone="hold" inset role="note">
            <strong>{t("retention:record.liftAsked", { name: lift.by.name })}</strong> {lift.reason}
          </Banner>
          <div className={styles.buttons}>
            <ActionButton size="small" reason={reason} onClick={() => setDeciding(true)}>
              {t("retention:decide.open")}
            </ActionButton>
          </div>
        </>
      )}
      {deciding && lift !== null ? (
        <DecisionDialog
          title={t("retention:decide.title", { no: hold.recordNo })}
          of={hold}
          commands={commands}
          words={[
            ["refuse", t("retention:decide.refuse")],
            ["approve", t("retention:decide.approve")],
          ]}
          leave={t("retention:decide.later")}
          label={t("retention:decide.remarks")}
          done={(word) => {
            toast(t(word === "approve" ? "retention:decide.ended" : "retention:decide.refused"), hold.recordNo);
            onChanged();
          }}
          onClose={() => setDeciding(false)}
        >
          <Banner tone="hold" inset role="note">
            {t("retention:decide.effect")}
          </Banner>
        </DecisionDialog>
      ) : null}
    </li>
  );
}
