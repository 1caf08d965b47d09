/** One's own mark that is not at the central service: it waits, or the record has changed and the person decides again, or it was refused. */
import type { Deposit } from "#shared/contract/deposit.ts";
import type { OutboxEntry } from "#shared/contract/outbox.ts";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Banner } from "#renderer/ui/Banner.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { RecordDifferences } from "#renderer/words/RecordDifferences.tsx";
import { REVIEW_MARK_LABELS } from "./reviewWords.ts";
import styles from "./record.module.css";

export function ReviewWaiting({ entry, deposit }: { entry: OutboxEntry; deposit: Deposit }) {
  const again = useCommand("reviews", "again");
  const drop = useCommand("reviews", "drop");
  const { key, renew } = useIdempotencyKey();
  // The service's answer may be newer than the copy; the copy may have moved on since.
  const now = entry.current !== null && entry.current.version > deposit.version ? entry.current : deposit;
  const error = again.error ?? drop.error;
  return (
    <Banner tone="hold" inset role="note">
      <strong>{TITLES[entry.state]}</strong> {REVIEW_MARK_LABELS[entry.mark]}
      {entry.remarks === "" ? "" : `: “${entry.remarks}”`}, written <TimeText at={entry.madeAt} form="auto" />.
      {entry.problem === null ? "" : ` ${entry.problem}`}
      {entry.state === "CHANGED" ? (
        <>
          {" "}
          It was not sent, because the record is another one now. Compare, then mark it as it is now or drop the mark.
          <RecordDifferences seen={entry.seen} now={now} />
        </>
      ) : null}
      {error === null ? null : <ErrorPanel {...explain(error)} inset />}
      <span className={styles.holdActions}>
        {entry.state === "WAITING" ? null : (
          <ActionButton
            size="small"
            busy={again.isPending}
            onClick={() =>
              again.give({ id: entry.id, version: now.version, idempotencyKey: key }, { refused: () => renew() })
            }
          >
            {entry.state === "CHANGED" ? "Mark it as it is now" : "Try again"}
          </ActionButton>
        )}
        <ActionButton size="small" busy={drop.isPending} onClick={() => drop.give({ id: entry.id }, {})}>
          Drop the mark
        </ActionButton>
      </span>
    </Banner>
  );
}

const TITLES: Record<OutboxEntry["state"], string> = {
  WAITING: "Waits to be sent.",
  CHANGED: "The record has changed.",
  REFUSED: "The central service did not take this mark.",
};
