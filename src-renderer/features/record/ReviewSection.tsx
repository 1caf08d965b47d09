/** What people think of this record after looking at it, one's own mark, and what of it still waits to be sent (R24.2). It works without a connection. */
import { useState } from "react";
import { Trans } from "react-i18next";
import { sayRule } from "#renderer/i18n/sayRule.ts";
import type { Deposit, TimelineEvent } from "#shared/contract/deposit.ts";
import { REMARKS_MAX_LENGTH, whyNotPermitted } from "#shared/domain/deposits.ts";
import { REVIEW_MARKS, whyNotReview } from "#shared/domain/reviews.ts";
import { useCall, useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { useActionContext } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import { Strong } from "#renderer/ui/Strong.tsx";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { SelectField, TextArea } from "#renderer/ui/TextField.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { toast } from "#renderer/ui/toasts.tsx";
import { ReviewWaiting } from "./ReviewWaiting.tsx";
import { newestMarks, reviewMarkLabel } from "./reviewWords.ts";
import styles from "./record.module.css";

export function ReviewSection({ deposit, events }: { deposit: Deposit; events: readonly TimelineEvent[] }) {
  const context = useActionContext();
  const [writing, setWriting] = useState(false);
  const waiting = useCall("reviews", "waiting", {}).data?.find((one) => one.depositId === deposit.id);
  const marks = newestMarks(events);
  return (
    <Section title={t("record:review.title")} aside={marks.length === 0 ? null : marks.length}>
      {marks.length === 0 ? (
        <p className="quiet">{t("record:review.none")}</p>
      ) : (
        <ul className={styles.remarks}>
          {marks.map((one) => (
            <li key={one.id}>
              <Trans
                t={t}
                i18nKey={
                  one.version === null || one.version === String(deposit.version)
                    ? "record:review.marked"
                    : "record:review.markedAt"
                }
                values={{ mark: reviewMarkLabel(one.mark), version: one.version }}
                components={{
                  at: <TimeText at={one.at} form="auto" className="secondary" />,
                  by: <Strong text={one.by} />,
                }}
              />
            </li>
          ))}
        </ul>
      )}
      {waiting === undefined ? null : (
        <div className={styles.reviewWaiting}>
          <ReviewWaiting key={waiting.id} entry={waiting} deposit={deposit} />
        </div>
      )}
      {writing ? (
        <ReviewForm deposit={deposit} onClose={() => setWriting(false)} />
      ) : (
        <div className={styles.holdActions}>
          <ActionButton
            size="small"
            reason={whyNotPermitted("Record.Review", context)}
            onClick={() => setWriting(true)}
          >
            {t("record:review.begin")}
          </ActionButton>
        </div>
      )}
    </Section>
  );
}

function ReviewForm({ deposit, onClose }: { deposit: Deposit; onClose: () => void }) {
  const [{ id, version }] = useState(deposit);
  const [mark, setMark] = useState<(typeof REVIEW_MARKS)[number]>("REVIEWED");
  const [remarks, setRemarks] = useState("");
  const { key, renew } = useIdempotencyKey();
  const keep = useCommand("reviews", "mark");
  const submit = () =>
    keep.give(
      { depositId: id, version, mark, remarks: remarks.trim(), idempotencyKey: key },
      {
        done: (entry) => {
          if (entry === null) toast(t("record:review.done"), deposit.recordNo);
          else if (entry.state === "WAITING") toast(t("record:review.kept"), deposit.recordNo);
          onClose();
        },
        refused: () => renew(),
      },
    );
  return (
    <div className={styles.reviewForm}>
      <SelectField
        label={t("record:review.mark")}
        value={mark}
        autoFocus
        onChange={(event) => {
          const chosen = REVIEW_MARKS.find((one) => one === event.target.value);
          if (chosen !== undefined) setMark(chosen);
        }}
      >
        {REVIEW_MARKS.map((one) => (
          <option key={one} value={one}>
            {reviewMarkLabel(one)}
          </option>
        ))}
      </SelectField>
      <TextArea
        label={t("record:review.remark")}
        optional={mark === "REVIEWED"}
        value={remarks}
        limit={REMARKS_MAX_LENGTH}
        maxLength={REMARKS_MAX_LENGTH}
        hint={t("record:review.hint")}
        onChange={(event) => setRemarks(event.target.value)}
      />
      {keep.error === null ? null : <ErrorPanel {...explain(keep.error)} inset />}
      <div className={styles.holdActions}>
        <Button size="small" onClick={onClose}>
          {t("record:review.leave")}
        </Button>
        <ActionButton
          size="small"
          variant="primary"
          reason={whyNotReview(mark, remarks, sayRule)}
          busy={keep.isPending}
          onClick={submit}
        >
          {t("record:review.keep")}
        </ActionButton>
      </div>
    </div>
  );
}
