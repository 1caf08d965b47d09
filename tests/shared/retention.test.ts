/** R24.6: how long a record is kept, and what keeps it longer. */
import { describe, expect, test } from "vitest";

import { type KeptRecord, keptUntil, whyKept } from "#shared/domain/retention.ts";
import { DEPOSIT_STATUSES, REFUND_STATUSES } from "#shared/domain/statuses.ts";

const LAST = "2026-11-22T02:00:00.000Z";
const OVER = "2033-11-22T02:00:00.000Z";
const ended: KeptRecord = {
  status: "CANCELLED",
  refundOnly: false,
  final: true,
  legalHold: false,
  lastEventAt: LAST,
  refunds: [],
};
const refund = { status: "COMPLETED", lockReleased: false, final: true, hasSlot: true, noticeDone: true };

describe("R24.6 the term", () => {
  test("R24.6 seven whole years after the last event, to the millisecond", () => {
    expect(keptUntil(LAST)).toBe(OVER);
    expect(whyKept(ended, "2033-11-22T01:59:59.999Z")).toEqual(["TERM"]);
    expect(whyKept(ended, OVER)).toEqual([]);
  });

  test("R24.6 a leap day ends on 1 March, never a day too early", () => {
    expect(keptUntil("2028-02-29T10:00:00.000Z")).toBe("2035-03-01T10:00:00.000Z");
  });
});

describe("R24.6 what keeps a record whose term is over", () => {
  test("R24.6 a legal hold beats the purge, however old the record is", () => {
    expect(whyKept({ ...ended, legalHold: true }, "2999-01-01T00:00:00.000Z")).toEqual(["LEGAL_HOLD"]);
  });

  test("R24.6 a record whose money is on its way, held or blocked is kept", () => {
    const kept = DEPOSIT_STATUSES.filter((status) => whyKept({ ...ended, status }, OVER).length > 0);
    expect(kept.toSorted()).toEqual(
      [
        "AWAITING_TRANSFER",
        "BLOCKED",
        "CONFIRMING",
        "ON_HOLD",
        "REORG_ALERT",
        "UNDER_REVIEW",
        "WALLET_ADDRESS_UNDER_VERIFICATION",
      ].toSorted(),
    );
    expect(whyKept({ ...ended, final: false }, OVER)).toEqual(["OPEN_RECORD"]);
    expect(whyKept({ ...ended, status: "CREDITED", refundOnly: true }, OVER)).toEqual(["OPEN_RECORD"]);
    expect(whyKept({ ...ended, status: "REFUNDED", refundOnly: true, refunds: [refund] }, OVER)).toEqual([]);
    expect(whyKept({ ...ended, status: "A_STATUS_OF_TOMORROW" }, OVER)).toEqual(["OPEN_RECORD"]);
  });

  test("R24.6 a refund that may still pay keeps its record, in every status", () => {
    const open = (change: Partial<typeof refund>) =>
      whyKept({ ...ended, status: "CREDITED", refunds: [{ ...refund, ...change }] }, OVER).includes("OPEN_REFUND");
    const keeps = REFUND_STATUSES.filter((status) => open({ status, hasSlot: false }));
    for (const status of ["PENDING_APPROVAL", "APPROVED", "SIGNING", "SIGNED", "BROADCAST_UNKNOWN", "NONCE_LOST"])
      expect(keeps).toContain(status);
    for (const status of ["WITHDRAWN", "REJECTED", "EXPIRED", "COMPLETED"]) expect(keeps).not.toContain(status);
    expect(open({ status: "EXPIRED", hasSlot: true, final: false })).toBe(true);
    expect(open({ status: "COMPLETED", final: false })).toBe(true);
    expect(open({ status: "VOID", lockReleased: true, final: true })).toBe(false);
  });

  test("R24.6 R23.1 a client who was not told yet keeps the record", () => {
    const untold = { ...refund, noticeDone: false };
    expect(whyKept({ ...ended, status: "REFUNDED", refunds: [untold] }, OVER)).toEqual(["NOTICE_DUE"]);
  });
});
