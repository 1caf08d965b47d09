/** One's own mark that is not at the central service: it waits, or the record has changed and the person decides again, or it was refused. */
import { Trans } from "react-i18next";
import type { Deposit } from "#shared/contract/deposit.ts";
import type { OutboxEntry } from "#shared/contract/outbox.ts";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { t } from "#renderer/i18n/t.ts";
import { Said } from "#renderer/ui/Said.tsx";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Banner } from "#renderer/ui/Banner.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { RecordDifferences } from "#renderer/words/RecordDifferences.tsx";
import { reviewMarkLabel } from "./reviewWords.ts";
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
      <strong>{t(`record:review.waiting.${entry.state}`)}</strong>{" "}
      <Trans
        t={t}
        i18nKey={entry.remarks === "" ? "record:review.waiting.written" : "record:review.waiting.writtenText"}
        values={{ mark: reviewMarkLabel(entry.mark) }}
        components={{ at: <TimeText at={entry.madeAt} form="auto" />, remarks: <Said text={entry.remarks} /> }}
      />
      {entry.problem === null ? "" : ` ${entry.problem}`}
      {entry.state === "CHANGED" ? (
        <>
          {" "}
          {t("record:review.waiting.compare")}
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
            {entry.state === "CHANGED" ? t("record:review.waiting.asNow") : t("record:review.waiting.again")}
          </ActionButton>
        )}
        <ActionButton size="small" busy={drop.isPending} onClick={() => drop.give({ id: entry.id }, {})}>
          {t("record:review.waiting.drop")}
        </ActionButton>
      </span>
    </Banner>
  );
}
