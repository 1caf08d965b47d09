/** I7: a transition with one proof missing is refused, and by the name of what is missing. Each guard of each transition, on books in memory. */
import { expect, test } from "vitest";
import { SYSTEM_ACTOR } from "#central/context.ts";
import { moveRefund } from "#central/refunds/moveRefund.ts";
import { type Mover, SYSTEM } from "#shared/domain/machine.ts";
import { refundMachine } from "#shared/domain/refundMachine.ts";
import { isAppError } from "#shared/errors.ts";
import { bookWorld } from "#tests/central/books/paperWorld.ts";

/** Every other guard is refused as a wrong state. */
const NAMED: Record<string, string> = {
  depositCredited: "DEPOSIT_NOT_CREDITED",
  depositCanonical: "REORG_DETECTED",
  depositVersionMatches: "VERSION_MISMATCH",
  refundLockFree: "REFUND_ALREADY_OPEN",
  online: "CHAIN_UNAVAILABLE",
  addressVerified: "REFUND_ADDRESS_NOT_VERIFIED",
  networkMatches: "NETWORK_MISMATCH",
  amountWithinDeposit: "AMOUNT_EXCEEDS_DEPOSIT",
  adjustmentReasoned: "ADJUSTMENT_REASON_REQUIRED",
  identityChecked: "IDENTITY_CHECK_INCOMPLETE",
  simulationOk: "SIMULATION_FAILED",
  isMaker: "PERMISSION_DENIED",
  approverIsNotMaker: "SELF_APPROVAL_FORBIDDEN",
  reasonGiven: "VALIDATION_FAILED",
  stepUpFresh: "STEP_UP_REQUIRED",
  intentMatches: "INTENT_MISMATCH",
  signatureValid: "SIGNATURE_INVALID",
  executorIsNotMaker: "EXECUTOR_IS_REQUESTER",
  executorMayBeApprover: "EXECUTOR_IS_APPROVER",
  signerApproved: "SIGNER_NOT_APPROVED",
  limitsKept: "VELOCITY_CAP",
  leaseTaken: "REFUND_CLAIMED",
  attemptStored: "SIGNED_TX_MISMATCH",
  confirmationsReached: "CONFIRMATIONS_INSUFFICIENT",
  otherFinal: "TX_MAY_STILL_CONFIRM",
  paymentFound: "TX_HASH_MISMATCH",
};

const begun = refundMachine.transitions.flatMap((one) => (one.from === null ? [] : [{ ...one, from: one.from }]));
const missing = begun.flatMap((one) => one.guards.map((guard) => [one.id, guard, one] as const));

test.each(missing)("%s without %s", async (id, guard, { from, permission, guards }) => {
  const { world, books, within } = bookWorld();
  const asked = await world.request(0);
  const mover: Mover = permission === null ? SYSTEM : { kind: "PERSON", permissions: new Set([permission]) };
  const facts = Object.fromEntries(guards.map((one) => [one, one !== guard]));
  const moving = within(SYSTEM_ACTOR, async (context) => {
    const row = await context.books.refund(asked.id);
    if (!row) throw new Error("it was just requested");
    return moveRefund(context, { ...row, status: from }, id, { facts, mover });
  });
  const refused: unknown = await moving.catch((error: unknown) => error);
  expect(isAppError(refused) ? refused.code : refused).toBe(NAMED[guard] ?? "REFUND_STATE");
  expect((await books.refund(asked.id))?.version).toBe(asked.version);
});

test("every name is asked for by some transition", () => {
  const asked = new Set<string>(missing.map(([, guard]) => guard));
  expect(Object.keys(NAMED).filter((guard) => !asked.has(guard))).toEqual([]);
});
