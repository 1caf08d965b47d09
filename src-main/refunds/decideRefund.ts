/**
 * Four eyes (S20a, I3, I4): a second person decides on exactly what was shown. The refund is read live, its intent is hashed again here,
 * the person proves who he is for this intent, and the decision is signed with his device key, so that the signer can check it without trusting
 * the central service.
 */
import { http } from "#shared/contract/http.ts";
import type { CallParsed, Calls } from "#shared/contract/ipc.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { sameAddress } from "#shared/domain/addresses.ts";
import { decisionText, intentHashOf } from "#shared/domain/intent.ts";
import { REFUND_STATUS_LABELS, statusLabel } from "#shared/domain/statuses.ts";
import { AppError } from "#shared/errors.ts";
import { compareAmounts } from "#shared/money.ts";
import { ownDeviceKey } from "#main/deviceKeys/ownDeviceKey.ts";
import type { Desk } from "#main/session/Desk.ts";
import { stepUp } from "#main/session/stepUp.ts";
import { expectVersion } from "#main/sync/expectVersion.ts";
import { timestampOf } from "#main/world/clock.ts";
import { sha256 } from "./executionRooms.ts";
import { readRefundNow } from "./readRefunds.ts";

type DecisionCall = CallParsed<Calls["refunds"]["approve"]>;

export const approveRefund = (desk: Desk, input: DecisionCall): Promise<Refund> => decide(desk, "APPROVE", input);
export const rejectRefund = (desk: Desk, input: DecisionCall): Promise<Refund> => decide(desk, "REJECT", input);

function decide(desk: Desk, decision: "APPROVE" | "REJECT", input: DecisionCall): Promise<Refund> {
  const { id, version, intentHash, comment, proof, idempotencyKey } = input;
  return desk.once.run(idempotencyKey, {
    prepare: async () => {
      const refund = await readRefundNow(desk, id);
      const userId = desk.user().id;
      requireDecidable(refund, decision, userId);
      expectVersion(refund, version);
      requireShown(refund, intentHash);
      const key = await ownDeviceKey(desk);
      const action = decision === "APPROVE" ? "refund.approve" : "refund.reject";
      const stepUpToken = await stepUp(
        { remote: desk.remote, random: desk.random, user: desk.user() },
        { action, resourceId: id, intentHash, proof },
      );
      const decidedAt = timestampOf(desk.clock.now());
      const statement = { type: "deposit-desk/refund-decision/1", refundId: id, intentHash, decision, userId } as const;
      const signature = key.sign(decisionText({ ...statement, deviceKeyId: key.id, decidedAt }));
      return {
        params: { id },
        ifMatch: version,
        idempotencyKey,
        body: { comment, intentHash, decidedAt, stepUpToken, deviceKeyId: key.id, signature },
      };
    },
    send: async (request) => {
      const endpoint = decision === "APPROVE" ? http.refunds.approve : http.refunds.reject;
      const decided = await desk.remote.call(endpoint, request);
      await desk.remember("refunds", [decided]);
      return decided;
    },
  });
}

/** F12: what is on hold can still be rejected; approved it is only after the hold is released. */
function requireDecidable(refund: Refund, decision: "APPROVE" | "REJECT", userId: string): void {
  if (refund.requestedBy.id === userId)
    throw new AppError("SELF_APPROVAL_FORBIDDEN", "Your own request; another supervisor must decide");
  const decidable = refund.status === "PENDING_APPROVAL" || (decision === "REJECT" && refund.status === "ON_HOLD");
  if (!decidable)
    throw new AppError(
      "REFUND_STATE",
      `Only "Pending Approval" can be decided; this is ${statusLabel(REFUND_STATUS_LABELS, refund.status)}`,
      { extra: { current: refund } },
    );
}

/**
 * What the person saw, what is stored and what will be signed are one thing. A service that showed one payment and hashed another is refused here,
 * before any signature exists.
 */
function requireShown(refund: Refund, shownHash: string): void {
  if (refund.intentHash !== shownHash) throw notWhatWasShown(refund);
  requireIntentKept(refund);
}

/** The stored content is what its hash says, and the record shows nothing else. Throws INTENT_MISMATCH. */
export function requireIntentKept(refund: Refund): void {
  const { intent } = refund;
  const same =
    intentHashOf(intent, sha256) === refund.intentHash &&
    intent.refundId === refund.id &&
    intent.depositId === refund.depositId &&
    intent.customerNo === refund.customerNo &&
    intent.network === refund.network &&
    intent.currency === refund.currency &&
    intent.requestedBy === refund.requestedBy.id &&
    sameAddress(intent.to, refund.refundAddress) &&
    compareAmounts(intent.amount, refund.amount) === 0;
  if (!same) throw notWhatWasShown(refund);
}

function notWhatWasShown(current: Refund): AppError {
  return new AppError("INTENT_MISMATCH", "What was shown is not what would be approved; open the refund again", {
    extra: { current },
  });
}
