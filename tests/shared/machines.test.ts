import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ADDRESS_TRANSITION_IDS, addressMachine } from "#shared/domain/addressMachine.ts";
import { APPLICATION_TRANSITION_IDS, applicationMachine } from "#shared/domain/applicationMachine.ts";
import { DEPOSIT_TRANSITION_IDS, depositMachine } from "#shared/domain/depositMachine.ts";
import {
  isTerminal,
  judge,
  SYSTEM,
  transitionsFrom,
  type Facts,
  type Machine,
  type Mover,
  type Verdict,
} from "#shared/domain/machine.ts";
import { PERMISSIONS } from "#shared/domain/permissions.ts";
import { holdsRefundLock, moneyMayMove, REFUND_TRANSITION_IDS, refundMachine } from "#shared/domain/refundMachine.ts";

type AnyMachine = Machine<string, string, string>;
const machines: [AnyMachine, readonly string[]][] = [
  [depositMachine as unknown as AnyMachine, DEPOSIT_TRANSITION_IDS],
  [refundMachine as unknown as AnyMachine, REFUND_TRANSITION_IDS],
  [addressMachine as unknown as AnyMachine, ADDRESS_TRANSITION_IDS],
  [applicationMachine as unknown as AnyMachine, APPLICATION_TRANSITION_IDS],
];

const everything: Mover = { kind: "PERSON", permissions: new Set(PERMISSIONS) };
const allTrue = (machine: AnyMachine): Facts<string> =>
  Object.fromEntries(Object.keys(machine.guardTexts).map((guard) => [guard, true]));

describe.each(machines)("$name", (machine, ids) => {
  test("every transition of the table is there once, between known statuses, with a log code", () => {
    expect(machine.transitions.map((transition) => transition.id)).toEqual(
      [...ids].sort((a, b) => ids.indexOf(a) - ids.indexOf(b)),
    );
    for (const transition of machine.transitions) {
      expect(machine.statuses).toContain(transition.to);
      if (transition.from !== null) expect(machine.statuses).toContain(transition.from);
      expect(transition.log).toMatch(/^[a-z]+\.[a-z_]+$/);
      expect(transition.guards.length).toBeGreaterThan(0);
      // The central service acts without a right; a person never does.
      expect(transition.permission === null).toBe(
        transition.actor === "SYSTEM" || transition.actor === "CLIENT_VIA_CENTRAL",
      );
    }
  });

  test("every status can be reached from the beginning", () => {
    const reached = new Set<string>();
    const open: (string | null)[] = [null];
    while (open.length > 0) {
      for (const { to } of transitionsFrom(machine, open.pop() ?? null))
        if (!reached.has(to)) {
          reached.add(to);
          open.push(to);
        }
    }
    expect([...reached].sort()).toEqual([...machine.statuses].sort());
  });

  test("every guard is used", () => {
    const used = new Set(machine.transitions.flatMap((transition) => transition.guards));
    expect([...used].sort()).toEqual(Object.keys(machine.guardTexts).sort());
  });

  test("R1.3 random commands: only listed transitions succeed, and each needs every guard and its actor", () => {
    const facts = fc.dictionary(fc.constantFrom(...Object.keys(machine.guardTexts)), fc.boolean());
    const mover = fc.oneof(
      fc.constant(SYSTEM),
      fc.subarray([...PERMISSIONS]).map((held): Mover => ({ kind: "PERSON", permissions: new Set(held) })),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...ids, "X99"), mover, facts), { maxLength: 60 }), (commands) => {
        let status: string | null = null;
        for (const [id, who, proven] of commands) {
          const verdict: Verdict<string, string, string> = judge(machine, id, status, who, proven);
          const listed = machine.transitions.find((transition) => transition.id === id && transition.from === status);
          const actorFits =
            listed &&
            (listed.permission === null
              ? who.kind === "SYSTEM"
              : who.kind === "PERSON" && who.permissions.has(listed.permission));
          const proofFits = listed?.guards.every((guard) => proven[guard] === true);
          expect(verdict.allowed).toBe(Boolean(listed && actorFits && proofFits));
          if (verdict.allowed) status = verdict.transition.to;
        }
      }),
      { numRuns: 300 },
    );
  });

  test("a guard that nobody looked at counts as failed, and is named", () => {
    for (const transition of machine.transitions) {
      const mover = transition.permission === null ? SYSTEM : everything;
      for (const guard of transition.guards) {
        const { [guard]: _left, ...facts } = allTrue(machine);
        expect(judge(machine, transition.id, transition.from, mover, facts)).toMatchObject({
          allowed: false,
          why: "GUARD",
          guard,
        });
      }
      expect(judge(machine, transition.id, transition.from, mover, allTrue(machine)).allowed).toBe(true);
    }
  });

  test("a status of a newer central service allows nothing", () => {
    expect(transitionsFrom(machine, "INVENTED_TOMORROW")).toEqual([]);
  });
});

describe("what the tables promise", () => {
  test("I7 Cancelled, Deleted are ends; nothing leaves them", () => {
    expect(isTerminal(depositMachine, "CANCELLED")).toBe(true);
    expect(isTerminal(depositMachine, "DELETED")).toBe(true);
    for (const end of ["DISCARDED", "WITHDRAWN", "REJECTED", "EXPIRED"] as const)
      expect(isTerminal(refundMachine, end)).toBe(true);
  });

  test("R12.1 only one status leads to Cancelled", () => {
    expect(
      depositMachine.transitions
        .filter((transition) => transition.to === "CANCELLED")
        .map((transition) => transition.from),
    ).toEqual(["WALLET_ADDRESS_UNDER_VERIFICATION"]);
  });

  test("R22.2 a person can never make a record Refunded, nor a refund Completed", () => {
    for (const transition of depositMachine.transitions)
      if (transition.to === "REFUNDED") expect(transition.actor).toBe("SYSTEM");
    for (const transition of refundMachine.transitions)
      if (transition.to === "COMPLETED") expect(transition.actor).toBe("SYSTEM");
  });

  test("no way leads from a signature back to Approved, Draft or Pending Approval", () => {
    const back = refundMachine.transitions.filter(
      (transition) =>
        moneyMayMove(transition.from ?? "") &&
        ["DRAFT", "PENDING_APPROVAL", "APPROVED", "SIGNING"].includes(transition.to),
    );
    expect(back).toEqual([]);
  });

  test("feature 24 R17.3 the refund lock holds until a failed or void payment is final", () => {
    for (const status of [
      "PENDING_APPROVAL",
      "APPROVED",
      "ON_HOLD",
      "SIGNING",
      "SIGNED",
      "BROADCAST_UNKNOWN",
      "BROADCAST",
      "CONFIRMING",
      "DROPPED",
      "NONCE_LOST",
      "COMPLETED",
    ])
      expect(holdsRefundLock(status, true)).toBe(true);
    for (const status of ["FAILED_ON_CHAIN", "VOID"]) {
      expect(holdsRefundLock(status, false)).toBe(true);
      expect(holdsRefundLock(status, true)).toBe(false);
    }
    for (const status of ["REJECTED", "WITHDRAWN", "EXPIRED", "DISCARDED", "DRAFT"])
      expect(holdsRefundLock(status, false)).toBe(false);
  });
});
