/**
 * Refunds by status, and among those that wait for a person, by whoever may not be that person: "for me" is all of them without those
 * that I asked for or have decided on already (guide, four eyes). Queues of thousands are counted without reading a refund.
 */
import type Database from "better-sqlite3";
import type { Refund } from "#shared/contract/refund.ts";
import type { RefundStatus } from "#shared/domain/statuses.ts";
import type { CacheReader } from "./cacheReader.ts";
import { createMovedCounts } from "./movedCounts.ts";

/** stands for everybody where a person's id stands otherwise */
const EVERYBODY = "";
/** counted like a status: the notice to the customer is not given yet */
const NOTICE_OPEN = "NOTICE_OPEN";

export function createRefundCounts(sqlite: Database.Database) {
  const add = sqlite.prepare(
    "INSERT INTO refund_counts (status, person, count) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count",
  );
  const { change, write, forget } = createMovedCounts((key, by) => void add.run(...key, by));

  return {
    /** null: the refund did not exist, or no longer does */
    move(from: Refund | null, to: Refund | null): void {
      for (const key of from === null ? [] : keysOf(from)) change(key, -1);
      for (const key of to === null ? [] : keysOf(to)) change(key, 1);
    },
    write,
    forget,
  };
}

function keysOf(refund: Refund): [status: string, person: string][] {
  const keys: [string, string][] = [[refund.status, EVERYBODY]];
  for (const person of barred(refund)) keys.push([refund.status, person]);
  if (refund.notification?.status === "OPEN") keys.push([NOTICE_OPEN, EVERYBODY]);
  return keys;
}

/** Who may not approve it (Pending Approval) or execute it (Approved). With one approval, the approver may execute. */
function barred({ status, requestedBy, approvals, requiredApprovals }: Refund): Set<string> {
  if (status !== "PENDING_APPROVAL" && status !== "APPROVED") return new Set();
  const decided = status === "PENDING_APPROVAL" || requiredApprovals >= 2;
  return new Set([requestedBy.id, ...(decided ? approvals.map(({ by }) => by.id) : [])]);
}

export type RefundCounts = {
  in(statuses: readonly RefundStatus[]): number;
  /** those that this person may still approve (Pending Approval) or execute (Approved) */
  openTo(person: string, status: "PENDING_APPROVAL" | "APPROVED"): number;
  noticesOpen: number;
};

export function readRefundCounts(reader: CacheReader): RefundCounts {
  const counts = new Map(
    reader
      .tuples<[string, string, number]>("SELECT status, person, count FROM refund_counts")
      .map(([status, person, count]) => [`${status} ${person}`, count]),
  );
  const of = (status: string, person = EVERYBODY): number => counts.get(`${status} ${person}`) ?? 0;
  return {
    in: (statuses) => statuses.reduce((sum, status) => sum + of(status), 0),
    openTo: (person, status) => of(status) - of(status, person),
    noticesOpen: of(NOTICE_OPEN),
  };
}
