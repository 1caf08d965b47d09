/** The screening list: what is in force and until when, what waits for another person, and every list before (R18.3). */
import { useState } from "react";
import type { DenylistHistory } from "#shared/contract/denylist.ts";
import { whyNotPermitted } from "#shared/domain/deposits.ts";
import { explain } from "#renderer/api/explain.ts";
import { useFreshCall } from "#renderer/api/freshCall.ts";
import { useActionContext } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Banner } from "#renderer/ui/Banner.tsx";
import { EmptyState } from "#renderer/ui/EmptyState.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { PageHeader } from "#renderer/ui/PageHeader.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { Skeleton } from "#renderer/ui/Skeleton.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { ImportDialog } from "./ImportDialog.tsx";
import { ListFacts } from "./ListFacts.tsx";
import { WaitingList } from "./WaitingList.tsx";
import styles from "./screening.module.css";

const LOOK_EVERY_MS = 15_000;

export function ScreeningPage() {
  const context = useActionContext();
  const [importing, setImporting] = useState(false);
  const lists = useFreshCall("screening", "list", {}, { enabled: context.online, everyMs: LOOK_EVERY_MS });
  const reason =
    whyNotPermitted("Configuration.Propose", context) ??
    (context.online ? null : t("screening:decision.needsConnection"));
  return (
    <div className={styles.page}>
      <PageHeader
        path={t("screening:path")}
        title={t("screening:title")}
        actions={
          <ActionButton reason={reason} onClick={() => setImporting(true)}>
            {t("screening:import")}
          </ActionButton>
        }
      />
      <div className={styles.scroll} role="region" aria-label={t("screening:title")} tabIndex={0}>
        {!context.online && lists.data === undefined ? (
          <EmptyState title={t("screening:offline")} />
        ) : lists.error !== null ? (
          <ErrorPanel {...explain(lists.error)} onRetry={() => void lists.refetch()} />
        ) : lists.data === undefined ? (
          <Skeleton label={t("screening:loading")} />
        ) : (
          <Lists history={lists.data} onChanged={() => void lists.refetch()} />
        )}
      </div>
      {importing ? <ImportDialog onClose={() => setImporting(false)} onDone={() => void lists.refetch()} /> : null}
    </div>
  );
}

function Lists({ history, onChanged }: { history: DenylistHistory; onChanged: () => void }) {
  const { inForce, stale, items } = history;
  const waiting = items.find(({ status }) => status === "PROPOSED");
  const earlier = items.filter(({ id, status }) => status !== "PROPOSED" && id !== inForce?.id);
  return (
    <>
      <p className={styles.rule}>{t("screening:rule")}</p>
      <Section title={t("screening:inForce")}>
        {stale ? (
          <Banner tone="alert" inset role="note">
            <strong>{t("screening:stale")}</strong> {t("screening:staleEffect")}
          </Banner>
        ) : null}
        {inForce === null ? (
          <Banner tone="alert" inset role="note">
            <strong>{t("screening:noList")}</strong> {t("screening:noListEffect")}
          </Banner>
        ) : (
          <ListFacts list={inForce} />
        )}
      </Section>
      {waiting === undefined ? null : (
        <Section title={t("screening:waiting")}>
          <WaitingList key={waiting.id} list={waiting} onChanged={onChanged} />
        </Section>
      )}
      {earlier.length === 0 ? null : (
        <Section title={t("screening:earlier")} aside={earlier.length}>
          <ol className={styles.earlier}>
            {earlier.map((list) => (
              <li key={list.id}>
                <span className="numeric">{list.listVersion}</span>
                <span>
                  {t(`screening:state.${list.status}` as "screening:state.APPROVED")}
                  {list.decidedBy === null ? "" : `, ${list.decidedBy.name}`}
                  {list.decidedAt === null ? null : (
                    <>
                      , <TimeText at={list.decidedAt} form="auto" />
                    </>
                  )}
                </span>
                <span className="quiet">{list.source}</span>
              </li>
            ))}
          </ol>
        </Section>
      )}
    </>
  );
}
