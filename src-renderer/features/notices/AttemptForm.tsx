/** Records one attempt: channel, outcome, when, remark. Nothing is sent to anybody. */
import { useState } from "react";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { useOnline } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import { NOTICE_CHANNELS, type Refund } from "#shared/contract/refund.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { MomentField } from "#renderer/ui/MomentField.tsx";
import { usePreferences } from "#renderer/ui/preferences.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { SelectField, TextArea } from "#renderer/ui/TextField.tsx";
import { noticeProblems, outcomesOf, type NoticeChannel, type NoticeForm, type NoticeOutcome } from "./noticeForm.ts";
import styles from "./notices.module.css";

export function AttemptForm({ refund }: { refund: Refund }) {
  const { now } = usePreferences();
  const online = useOnline();
  const fresh = (): NoticeForm => ({
    channel: null,
    outcome: null,
    notifiedAt: new Date(now()).toISOString(),
    remarks: "",
  });
  const [form, setForm] = useState<NoticeForm>(fresh);
  const [attempted, setAttempted] = useState(false);
  const [formNumber, setFormNumber] = useState(0);
  const { key, renew } = useIdempotencyKey();
  const notify = useCommand("refunds", "notify");
  const problems = noticeProblems(form, new Date(now()).toISOString());
  const problemOf = (pointer: string) =>
    attempted ? problems.find((one) => one.pointer === pointer)?.text : undefined;
  const set = (next: Partial<NoticeForm>) => setForm((present) => ({ ...present, ...next }));

  const submit = () => {
    setAttempted(true);
    const { channel, outcome, notifiedAt, remarks } = form;
    if (problems.length > 0 || channel === null || outcome === null) return;
    notify.give(
      {
        id: refund.id,
        version: refund.version,
        idempotencyKey: key,
        channel,
        outcome,
        notifiedAt,
        remarks: remarks.trim(),
      },
      {
        done: () => {
          renew();
          setForm(fresh());
          setAttempted(false);
          setFormNumber((number) => number + 1);
        },
        refused: ({ retryable }) => {
          if (!retryable) renew();
        },
      },
    );
  };
  const outcomes = form.channel === null ? [] : outcomesOf(form.channel);
  return (
    <Section title={t("notices:form.title")}>
      <div className={styles.form}>
        <div className={styles.three}>
          <SelectField
            label={t("notices:form.channel")}
            value={form.channel ?? ""}
            problem={problemOf("/channel")}
            onChange={(event) => {
              const channel = event.target.value === "" ? null : (event.target.value as NoticeChannel);
              const only = channel === null ? [] : outcomesOf(channel);
              set({ channel, outcome: only.length === 1 ? (only[0] ?? null) : null });
            }}
          >
            <option value="">{t("notices:form.choose")}</option>
            {NOTICE_CHANNELS.map((channel) => (
              <option key={channel} value={channel}>
                {t(`notices:channel.${channel}`)}
              </option>
            ))}
          </SelectField>
          <SelectField
            label={t("notices:form.outcome")}
            value={form.outcome ?? ""}
            disabled={form.channel === null}
            problem={problemOf("/outcome")}
            onChange={(event) =>
              set({ outcome: event.target.value === "" ? null : (event.target.value as NoticeOutcome) })
            }
          >
            <option value="">{t("notices:form.choose")}</option>
            {outcomes.map((outcome) => (
              <option key={outcome} value={outcome}>
                {t(`notices:outcome.${outcome}`)}
              </option>
            ))}
          </SelectField>
          <MomentField
            key={formNumber}
            label={t("notices:form.when")}
            value={form.notifiedAt}
            problem={problemOf("/notifiedAt")}
            onChange={(notifiedAt) => set({ notifiedAt })}
          />
        </div>
        <TextArea
          label={t("notices:form.remarks")}
          value={form.remarks}
          limit={500}
          maxLength={500}
          rows={2}
          problem={problemOf("/remarks")}
          onChange={(event) => set({ remarks: event.target.value })}
        />
        {notify.error === null ? null : <ErrorPanel {...explain(notify.error)} inset />}
        <div className={styles.formFoot}>
          <span className="secondary">
            {t(form.outcome === "NOT_REACHED" ? "notices:form.staysOpen" : "notices:form.whenDone")}
          </span>
          <ActionButton
            variant="primary"
            reason={online ? null : t("notices:form.offline")}
            reasonPlace="beside"
            busy={notify.isPending}
            busyText={t("notices:form.busy")}
            onClick={submit}
          >
            {t("notices:form.do")}
          </ActionButton>
        </div>
      </div>
    </Section>
  );
}
