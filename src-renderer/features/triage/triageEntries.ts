/** The queue of exceptions as this person filters it. Its order is the service's: what waits longest stands first. */
import type { TriageQueue } from "#shared/contract/triage.ts";

export type TriageItem = TriageQueue["items"][number];
export const WHOSE = ["all", "free", "mine"] as const;
export type Whose = (typeof WHOSE)[number];

/** The reason of a hold; for what is no hold, the status. */
export function reasonOf({ deposit }: TriageItem): { group: "holdReason" | "deposit"; code: string } {
  return deposit.status === "ON_HOLD" && deposit.holdReason !== null
    ? { group: "holdReason", code: deposit.holdReason }
    : { group: "deposit", code: deposit.status };
}

/** Every reason that stands in the queue, once, in the order of the queue. */
export function reasonsIn(items: readonly TriageItem[]): ReturnType<typeof reasonOf>[] {
  const found = new Map<string, ReturnType<typeof reasonOf>>();
  for (const item of items) {
    const reason = reasonOf(item);
    if (!found.has(reason.code)) found.set(reason.code, reason);
  }
  return [...found.values()];
}

/** `reason` null: every one. */
export function filterItems(
  items: readonly TriageItem[],
  { reason, whose, userId }: { reason: string | null; whose: Whose; userId: string },
): TriageItem[] {
  return items.filter(
    (item) =>
      (reason === null || reasonOf(item).code === reason) &&
      (whose === "all" || (whose === "free" ? item.claim === null : item.claim?.by.id === userId)),
  );
}
