/** How this computer's copy follows the central service, and making it anew. Nothing is lost by that: the central service holds everything. */
import { IconDatabaseImport, IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import type { SyncStatus } from "#shared/contract/ipc.ts";
import { SYNC_ENTITIES, type SyncEntity } from "#shared/contract/sync.ts";
import { useMutationCall } from "#renderer/api/calls.ts";
import { explain } from "#renderer/api/explain.ts";
import { useSyncStatus } from "#renderer/api/session.tsx";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import styles from "./SettingsPage.module.css";

const PHASES: Record<SyncStatus["phase"], string> = {
  IDLE: "Not started",
  FIRST_SYNC: "First sync is running",
  LIVE: "Follows the central service",
  OFFLINE: "Offline",
  REBUILDING: "Is being made anew",
};

const ENTITIES: Record<SyncEntity, string> = {
  networks: "Networks",
  currencies: "Currencies",
  walletAddresses: "Wallet addresses",
  applications: "Applications",
  deposits: "Deposit records",
  refunds: "Refunds",
  events: "History",
};

export function SyncSection() {
  const status = useSyncStatus();
  const now = useMutationCall("sync", "now");
  const rebuild = useMutationCall("sync", "rebuild");
  const [asking, setAsking] = useState(false);
  if (!status) return null;
  const lag = status.headSeq === null || status.seq === null ? null : Math.max(0, status.headSeq - status.seq);
  const failed = now.error ?? rebuild.error;
  return (
    <Section title="Synchronisation" aside={PHASES[status.phase]}>
      <div className={styles.sync}>
        <FactList>
          <FactRow label="As of">
            <TimeText at={status.asOf} withZone />
          </FactRow>
          <FactRow label="Position">
            {status.seq === null ? "–" : `#${status.seq.toLocaleString("en-GB")}`}
            {lag === null ? "" : lag === 0 ? ", no lag" : `, ${lag.toLocaleString("en-GB")} behind`}
          </FactRow>
          {status.offlineSince === null ? null : (
            <FactRow label="Offline since">
              <TimeText at={status.offlineSince} />
            </FactRow>
          )}
          {status.problem === null ? null : <FactRow label="Problem">{status.problem}</FactRow>}
          <FactRow label="Feed">
            <code>{status.feedId ?? "–"}</code>
          </FactRow>
        </FactList>
        <table className={styles.table}>
          <caption className="spoken">Rows in this computer's copy</caption>
          <thead>
            <tr>
              <th scope="col">Kind</th>
              <th scope="col" className={styles.number}>
                Rows
              </th>
              <th scope="col" className={styles.number}>
                Of
              </th>
            </tr>
          </thead>
          <tbody>
            {SYNC_ENTITIES.map((name) => {
              const entity = status.entities.find((one) => one.name === name);
              return (
                <tr key={name}>
                  <td>{ENTITIES[name]}</td>
                  <td className={styles.number}>{entity === undefined ? "–" : entity.done.toLocaleString("en-GB")}</td>
                  <td className={styles.number}>
                    {entity?.of === null || entity === undefined ? "–" : entity.of.toLocaleString("en-GB")}
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
          busyText="Syncing…"
          onClick={() => now.mutate({})}
        >
          Sync now
        </ActionButton>
        <Button
          icon={<IconDatabaseImport size={15} stroke={1.75} aria-hidden="true" />}
          onClick={() => setAsking(true)}
        >
          Rebuild the copy
        </Button>
      </div>
      {asking ? (
        <DialogFrame
          title="Rebuild this computer's copy?"
          onClose={() => setAsking(false)}
          say="Nothing changes yet."
          buttons={
            <>
              <Button data-autofocus onClick={() => setAsking(false)}>
                Keep the copy
              </Button>
              <ActionButton
                variant="primary"
                busy={rebuild.isPending}
                busyText="Starting…"
                reason={status.phase === "OFFLINE" ? "Rebuilding needs a connection." : null}
                onClick={() => rebuild.mutate({}, { onSettled: () => setAsking(false) })}
              >
                Rebuild the copy
              </ActionButton>
            </>
          }
        >
          <p>
            The copy is emptied and read again from the central service. Nothing is lost there, and drafts and the
            payment journal of this computer stay. Lists are incomplete until it is done.
          </p>
        </DialogFrame>
      ) : null}
    </Section>
  );
}
