/** The engine's answers about retention and the work on exceptions, over the desk of a page test. */
import type { Person } from "#shared/contract/common.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import type { Denylist } from "#shared/contract/denylist.ts";
import type { CallHandlers } from "#shared/contract/ipc.ts";
import type { LegalHold, RecordRetention } from "#shared/contract/retention.ts";
import type { RestrictedNote } from "#shared/contract/restrictedNote.ts";
import type { WorkClaim } from "#shared/contract/triage.ts";
import { isTriaged } from "#shared/domain/triage.ts";
import { AppError } from "#shared/errors.ts";
import { HOUR, idOf, NOW } from "./ids.ts";

/** `legalHolds` by hold, `claims` by deposit, lists newest first. */
export type Compliant = {
  deposits: Deposit[];
  legalHolds: Map<string, LegalHold>;
  claims: Map<string, WorkClaim>;
  denylists: Denylist[];
  notes: RestrictedNote[];
  others: Person[];
};

export function complianceCalls(
  desk: Compliant,
  actor: () => Person,
): Pick<CallHandlers, "retention" | "triage" | "screening" | "notes" | "presence"> {
  const holdOf = (depositId: string) =>
    [...desk.legalHolds.values()].find((hold) => hold.depositId === depositId) ?? null;
  const kept = (id: string): RecordRetention => {
    const hold = holdOf(id);
    return {
      depositId: id,
      lastEventAt: NOW,
      keptUntil: NOW.replace(/^20(..)/, (_all, year: string) => `20${Number(year) + 7}`),
      keptBy: hold === null ? ["TERM"] : ["LEGAL_HOLD", "TERM"],
      purgedAt: null,
      hold,
    };
  };
  const change = (id: string, edit: Partial<LegalHold>): LegalHold => {
    const hold = desk.legalHolds.get(id);
    if (hold === undefined) throw new AppError("NOT_FOUND", "no such hold");
    const next = { ...hold, ...edit, version: hold.version + 1 };
    desk.legalHolds.set(id, next);
    return next;
  };
  const claim = (depositId: string): WorkClaim => {
    const made = {
      depositId,
      by: actor(),
      claimedAt: NOW,
      expiresAt: new Date(Date.parse(NOW) + 4 * HOUR).toISOString(),
    };
    desk.claims.set(depositId, made);
    return made;
  };
  const decideList = (id: string, status: Denylist["status"]): Denylist => {
    const list = desk.denylists.find((one) => one.id === id);
    if (list === undefined) throw new AppError("NOT_FOUND", "no such list");
    return Object.assign(list, { status, decidedBy: actor(), decidedAt: NOW, decisionRemarks: "Compared" });
  };
  return {
    retention: {
      overview: () => ({
        asOf: NOW,
        years: 7,
        holds: [...desk.legalHolds.values()],
        purgedRecords: 12,
        lastPurgedAt: NOW,
      }),
      ofRecord: ({ id }) => kept(id),
      placeHold: ({ id, remarks: reason }) => {
        const recordNo = desk.deposits.find((one) => one.id === id)?.recordNo ?? "";
        const hold = { depositId: id, recordNo, reason, placedBy: actor(), placedAt: NOW, lift: null, version: 1 };
        desk.legalHolds.set(idOf("hold", 70), { ...hold, id: idOf("hold", 70) });
        return kept(id);
      },
      askLift: ({ id, remarks: reason }) => change(id, { lift: { by: actor(), at: NOW, reason } }),
      refuseLift: ({ id }) => change(id, { lift: null }),
      approveLift: ({ id }) => {
        const ended = change(id, {});
        desk.legalHolds.delete(id);
        return ended;
      },
    },
    screening: {
      list: () => {
        const inForce = desk.denylists.find(({ status }) => status === "APPROVED") ?? null;
        const stale = inForce !== null && inForce.goodUntil !== null && inForce.goodUntil <= NOW;
        return { asOf: NOW, inForce, stale, items: desk.denylists };
      },
      changes: () => ({
        added: [{ address: `0x${"ab".repeat(20)}`, reason: "Case 81" }],
        addedCount: 1,
        removed: [],
        removedCount: 0,
      }),
      propose: ({ entries, idempotencyKey: _key, ...input }) => {
        const list = makeDenylist({ ...input, proposedBy: actor(), entryCount: entries.length, status: "PROPOSED" });
        desk.denylists.unshift(list);
        return list;
      },
      approve: ({ id }) => decideList(id, "APPROVED"),
      reject: ({ id }) => decideList(id, "REJECTED"),
      withdraw: ({ id }) => decideList(id, "WITHDRAWN"),
    },
    notes: {
      list: ({ id }) => desk.notes.filter(({ depositId }) => depositId === id),
      write: ({ id, text }) => {
        const note = { id: idOf("note", desk.notes.length + 1), depositId: id, by: actor(), at: NOW, text };
        desk.notes.unshift(note);
        return note;
      },
    },
    presence: {
      deposit: () => ({ others: desk.others.map((person) => ({ person, since: NOW })) }),
      refund: () => ({ others: desk.others.map((person) => ({ person, since: NOW })) }),
    },
    triage: {
      list: () => {
        const items = desk.deposits
          .filter(({ status }) => isTriaged(status))
          .map((deposit, index) => ({
            deposit,
            since: deposit.updatedAt,
            age: (["OLDER", "UNDER_3_DAYS", "UNDER_1_DAY", "UNDER_4_HOURS"] as const)[Math.min(index, 3)] ?? "OLDER",
            claim: desk.claims.get(deposit.id) ?? null,
          }));
        return { asOf: NOW, total: items.length, items };
      },
      claim: ({ id }) => claim(id),
      takeOver: ({ id }) => claim(id),
      release: ({ id }) => {
        desk.claims.delete(id);
        return null;
      },
    },
  };
}

export function makeDenylist(change: Partial<Denylist> = {}): Denylist {
  return {
    id: idOf("list", 1),
    listVersion: "SL-20261122-000002",
    source: "Sanctions list of the bureau",
    publishedAt: "2026-11-21T06:00:00.000Z",
    goodUntil: "2026-11-28T06:00:00.000Z",
    entryCount: 2,
    sha256: "ab".repeat(32),
    status: "APPROVED",
    proposedBy: null,
    proposedAt: NOW,
    remarks: "The file of this morning",
    decidedBy: null,
    decidedAt: null,
    decisionRemarks: null,
    version: 1,
    ...change,
  };
}
