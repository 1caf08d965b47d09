/** How this computer's copy follows the central service, and making it anew. Nothing is lost by that: the central service holds everything. */
import { IconDatabaseImport, IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import type { SyncStatus } from "#shared/contract/ipc.ts";
import { SYNC_ENTITIES } from "#shared/contract/sync.ts";
import { useMutationCall } from "#renderer/api/calls.ts";
import { explain } from "#renderer/api/explain.ts";
import { useSyncStatus } from "#renderer/api/session.tsx";
import { countText } from "#renderer/i18n/countText.ts";
import { t } from "#renderer/i18n/t.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import styles from "./SettingsPage.module.css";

export function SyncSection() {
  const status = useSyncStatus();
  const now = useMutationCall("sync", "now");
  const rebuild = useMutationCall("sync", "rebuild");
  const [asking, setAsking] = useState(false);
  if (!status) return null;
  const failed = now.error ?? rebuild.error;
  return (
    <Section title={t("settings:sync.title")} aside={t(`settings:sync.phases.${status.phase}`)}>
      <div className={styles.sync}>
        <FactList>
          <FactRow label={t("settings:sync.asOf")}>
            <TimeText at={status.asOf} withZone />
          </FactRow>
          <FactRow label={t("settings:sync.position")}>{positionWords(status)}</FactRow>
          {status.offlineSince === null ? null : (
            <FactRow label={t("settings:sync.offlineSince")}>
              <TimeText at={status.offlineSince} />
            </FactRow>
          )}
          {status.problem === null ? null : <FactRow label={t("settings:sync.problem")}>{status.problem}</FactRow>}
          <FactRow label={t("settings:sync.feed")}>
            <code>{status.feedId ?? "–"}</code>
          </FactRow>
        </FactList>
        <table className={styles.table}>
          <caption className="spoken">{t("settings:sync.caption")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("settings:sync.kind")}</th>
              <th scope="col" className={styles.number}>
                {t("settings:sync.rows")}
              </th>
              <th scope="col" className={styles.number}>
                {t("settings:sync.of")}
              </th>
            </tr>
          </thead>
          <tbody>
            {SYNC_ENTITIES.map((name) => {
              const entity = status.entities.find((one) => one.name === name);
              return (
                <tr key={name}>
                  <td>{t(`sync:entities.${name}`)}</td>
                  <td className={styles.number}>{entity === undefined ? "–" : countText(entity.done)}</td>
                  <td className={styles.number}>
                    {entity?.of === null || entity === undefined ? "–" : countText(entity.of)}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {failed === null ? null : <ErrorPanel {...explain(failed)} inset />}
      <div className={styles.buttons}>
        <ActionButton
          icon={<IconRefresh size={15} stroke={1.75} aria-hidden="true" />}
          busy={now.isPending}
          busyText={t("settings:sync.syncing")}
          onClick={() => now.mutate({})}
        >
          {t("settings:sync.now")}
        </ActionButton>
        <Button
          icon={<IconDatabaseImport size={15} stroke={1.75} aria-hidden="true" />}
          onClick={() => setAsking(true)}
        >
          {t("settings:sync.rebuild")}
        </Button>
      </div>
      {asking ? (
        <DialogFrame
          title={t("settings:sync.asking")}
          onClose={() => setAsking(false)}
          say={t("settings:sync.nothingYet")}
          buttons={
            <>
              <Button data-autofocus onClick={() => setAsking(false)}>
                {t("settings:sync.keep")}
              </Button>
              <ActionButton
                variant="primary"
                busy={rebuild.isPending}
                busyText={t("settings:sync.starting")}
                reason={status.phase === "OFFLINE" ? t("settings:sync.needsConnection") : null}
                onClick={() => rebuild.mutate({}, { onSettled: () => setAsking(false) })}
              >
                {t("settings:sync.rebuild")}
              </ActionButton>
            </>
          }
        >
          <p>{t("settings:sync.words")}</p>
        </DialogFrame>
      ) : null}
    </Section>
  );
}

/** The number of the newest change in the copy, and how many the central service is ahead. */
function positionWords({ seq, headSeq }: SyncStatus): string {
  if (seq === null) return "–";
  const position = `#${countText(seq)}`;
  if (headSeq === null) return position;
  return headSeq <= seq
    ? t("settings:sync.noLag", { seq: position })
    : t("settings:sync.behind", { seq: position, lag: countText(headSeq - seq) });
}
