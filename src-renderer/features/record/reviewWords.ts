/** Review marks in words, and the newest of each person from a record's history. */
import type { TimelineEvent } from "#shared/contract/deposit.ts";
import { REVIEW_ACTIONS, REVIEW_MARKS, type ReviewMark } from "#shared/domain/reviews.ts";
import { t } from "#renderer/i18n/t.ts";

export function reviewMarkLabel(mark: ReviewMark): string {
  return t(`record:review.marks.${mark}`);
}

export type ShownMark = { id: string; mark: ReviewMark; by: string; at: string; version: string | null };

/** Marks of people, the newest of each, newest first. A remark alone takes no mark away. */
export function newestMarks(events: readonly TimelineEvent[]): ShownMark[] {
  const newest = new Map<string, ShownMark>();
  for (const event of events) {
    const mark = REVIEW_MARKS.find((one) => REVIEW_ACTIONS[one] === event.action);
    if (mark === undefined || mark === "NOTE") continue;
    const person = event.actor.id ?? event.actor.name;
    const before = newest.get(person);
    if (before !== undefined && before.at > event.at) continue;
    const version = event.detail["recordVersion"] ?? null;
    newest.set(person, { id: event.id, mark, by: event.actor.name, at: event.at, version });
  }
  return [...newest.values()].toSorted((left, right) => (left.at < right.at ? 1 : -1));
}
