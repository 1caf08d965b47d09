/** One recorded attempt to notify a customer, and the tasks that are open. */
import { NOTICE_CHANNELS, NOTICE_OUTCOMES, type Refund } from "#shared/contract/refund.ts";
import { t } from "#renderer/i18n/t.ts";

export type NoticeChannel = (typeof NOTICE_CHANNELS)[number];
export type NoticeOutcome = (typeof NOTICE_OUTCOMES)[number];

/** A letter is sent, nobody is reached by it; the other channels reach somebody or not. */
export function outcomesOf(channel: NoticeChannel): readonly NoticeOutcome[] {
  return channel === "LETTER" ? ["LETTER_SENT"] : ["REACHED", "NOT_REACHED"];
}

export type NoticeForm = {
  channel: NoticeChannel | null;
  outcome: NoticeOutcome | null;
  notifiedAt: string;
  remarks: string;
};

/** R23.5: done needs a remark. */
export function noticeProblems(form: NoticeForm, now: string): { pointer: string; text: string }[] {
  const problems: { pointer: string; text: string }[] = [];
  if (form.channel === null) problems.push({ pointer: "/channel", text: t("notices:problem.channel") });
  if (form.outcome === null) problems.push({ pointer: "/outcome", text: t("notices:problem.outcome") });
  else if (form.channel !== null && !outcomesOf(form.channel).includes(form.outcome))
    problems.push({ pointer: "/outcome", text: t("notices:problem.unfit") });
  if (form.notifiedAt === "") problems.push({ pointer: "/notifiedAt", text: t("notices:problem.when") });
  else if (form.notifiedAt > now) problems.push({ pointer: "/notifiedAt", text: t("notices:problem.future") });
  if (form.remarks.trim() === "") problems.push({ pointer: "/remarks", text: t("notices:problem.remarks") });
  return problems;
}

/** Oldest open task first, so that the one that waited longest is on top (R23.3). */
export function openTasks(refunds: readonly Refund[]): Refund[] {
  return refunds
    .filter((refund) => refund.notification?.status === "OPEN")
    .sort((left, right) => ((left.notification?.openedAt ?? "") < (right.notification?.openedAt ?? "") ? -1 : 1));
}

/** Newest first. */
export function doneTasks(refunds: readonly Refund[]): Refund[] {
  return refunds
    .filter((refund) => refund.notification?.status === "DONE")
    .sort((left, right) => ((lastAttemptAt(left) ?? "") < (lastAttemptAt(right) ?? "") ? 1 : -1));
}

export function lastAttemptAt(refund: Refund): string | null {
  return refund.notification?.attempts.at(-1)?.at ?? null;
}
