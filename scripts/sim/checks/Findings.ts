/** What the checks found. The first one ends a world: what follows from a broken invariant says nothing more. */

export const INVARIANTS = {
  I1: "at most one mined value transfer per refund, and per deposit not more than was credited",
  I2: "no bytes leave unless the identical bytes are in the journal, written with synchronous=FULL, and registered",
  I3: "approver is not the requester, executor neither; approvals as many as the policy asks for",
  I4: "no transfer without live, rightly signed approvals of exactly this intent",
  I5: "shown, approved and signed are one: address, amount, asset, chain",
  I6: "no signature without contact with the central service just before",
  I7: "only listed transitions; ends are left by nothing but a reorganisation",
  I8: "Completed means a payment with enough confirmations on a majority of nodes at that time",
  I9: "one slot per refund, immutable, never the same nonce twice",
  I10: "every transition has its audit event, the chain of events holds, and every mined payment is registered",
  I11: "amounts are whole base units, and their sum stays within what was credited",
  I12: "the refund address is verified when it is approved and when the payment is registered",
  I13: "a stale lease holder changes nothing; the fencing token only grows",
  I14: "a lost disk changes no money state",
  I15: "pages of the feed in any order give the same local copy",
  I20: "an answer of another shape, chain or content changes no state",
  LIMITS: "every refund keeps the limits that people agreed on: approvals, fees, and the pace of a key",
  L1: "every approved refund settles",
  L2: "no slot blocks the later ones of its key for ever",
  L4: "every unknown outcome is resolved",
  WHOLE: "nothing fails in a way that nobody meant",
} as const;
export type InvariantId = keyof typeof INVARIANTS;

export type Finding = { invariant: InvariantId; text: string; atMs: number };

export type Findings = {
  report(invariant: InvariantId, text: string): void;
  first(): Finding | null;
};

export function createFindings(now: () => number): Findings {
  let first: Finding | null = null;
  return {
    report(invariant, text) {
      first ??= { invariant, text, atMs: now() };
    },
    first: () => first,
  };
}
