// Who said yes, to exactly what, with which key, and who vouched for that key.
import { canonical, isSignedBy, sha256 } from "./hashing.mjs";

/** @typedef {import("./Checks.mjs").Checks} Checks */

/** Fields of the refund that the intent repeats: what was approved is what is shown. */
const REPEATED = [
  ["id", "refundId"],
  ["refundNo", "refundNo"],
  ["depositId", "depositId"],
  ["recordNo", "recordNo"],
  ["customerNo", "customerNo"],
  ["kind", "kind"],
  ["network", "network"],
  ["currency", "currency"],
  ["refundAddress", "to"],
  ["amount", "amount"],
  ["adjustmentReason", "adjustmentReason"],
  ["remainder", "remainder"],
  ["reason", "reason"],
  ["requiredApprovals", "requiredApprovals"],
];

/** @param {Checks} checks @param {any} refund @param {any} deposit */
export function checkIntent(checks, refund, deposit) {
  const { intent } = refund;
  checks.that("refund.intentHash", sha256(canonical(intent)) === refund.intentHash, "it is not the intent's hash");
  for (const [shown = "", approved = ""] of REPEATED)
    checks.that(`refund.${shown}`, refund[shown] === intent[approved], `the intent has another ${approved}`);
  checks.that("refund.requestedBy", refund.requestedBy?.id === intent.requestedBy, "the intent names another maker");
  checks.that(
    "refund.identityCheck",
    sha256(canonical(refund.identityCheck)) === intent.identityCheckHash,
    "the intent was made on another identity check",
  );
  checks.that("deposit.id", deposit.id === refund.depositId, "it is not the refund's record");
  checks.that("deposit.recordNo", deposit.recordNo === refund.recordNo, "it is not the refund's record");
  checks.that("deposit.customerNo", deposit.customerNo === refund.customerNo, "it is another client's");
  const [whole = "", part = ""] = String(intent.amount).split(".");
  const digits = BigInt(intent.decimals < part.length ? -1 : `${whole}${part.padEnd(intent.decimals, "0")}`);
  checks.that("refund.intent", String(digits) === intent.amountBaseUnits, "amount and base units differ");
}

/**
 * Answers the keys that may speak, by their id. Those that nobody vouched for are the first set: noted down elsewhere where anchors are given,
 * else as the log says that they were registered.
 * @param {Checks} checks @param {any[]} keys @param {any[]} events @param {import("./auditEvents.mjs").Anchors | null} anchors
 */
export function checkKeys(checks, keys, events, anchors) {
  const known = new Map(keys.map((key) => [key.id, key]));
  for (const [index, key] of keys.entries()) {
    const place = `keys[${index}]`;
    const registered = events.find(({ event }) => event.action === "device_key.registered" && event.entityId === key.id)
      ?.event.after;
    checks.that(place, registered?.publicKey === key.publicKey, "the log has no such key registered");
    checks.that(place, registered?.userId === key.user.id, "the log has it registered for another person");
    const pinned = anchors?.deviceKeys.find(({ id }) => id === key.id);
    if (pinned !== undefined) checks.that(place, pinned.publicKey === key.publicKey, "another key was noted down");
    if (key.endorsement === null) {
      const trusted = anchors === null || anchors.deviceKeys.length === 0 ? registered.firstSet === true : pinned;
      checks.that(place, trusted, "nobody vouched for this key, and it is none of the first set");
      continue;
    }
    const endorser = known.get(key.endorsement.endorserKeyId);
    checks.that(place, endorser !== undefined, "the key that vouched for it is missing");
    checks.that(place, endorser.user.id !== key.user.id, "its own person vouched for it");
    const statement = canonical({
      type: "deposit-desk/device-key-endorsement/1",
      deviceKeyId: key.id,
      publicKey: key.publicKey,
      userId: key.user.id,
      endorserKeyId: endorser.id,
    });
    checks.that(place, isSignedBy(endorser.publicKey, statement, key.endorsement.signature), "nobody vouched for it");
  }
  return known;
}

/** @param {Checks} checks @param {any} refund @param {Map<string, any>} keys */
export function checkApprovals(checks, refund, keys) {
  const approvals = checks.list("refund.approvals", refund.approvals);
  for (const [index, approval] of approvals.entries()) {
    const { by, decision, decidedAt, deviceKeyId, publicKey, signature } = approval;
    const place = `refund.approvals[${index}]`;
    const key = keys.get(deviceKeyId);
    checks.that(place, key !== undefined && key.publicKey === publicKey, "its key is not among the keys");
    checks.that(place, key.user.id === by.id, "it is signed with another person's key");
    const statement = canonical({
      type: "deposit-desk/refund-decision/1",
      refundId: refund.id,
      intentHash: refund.intentHash,
      decision,
      userId: by.id,
      deviceKeyId,
      decidedAt,
    });
    checks.that(place, isSignedBy(publicKey, statement, signature), "it is not this person's word for this intent");
    checks.that(place, by.id !== refund.requestedBy.id, "the maker decided on his own request");
    const twice = approvals.findIndex((other) => other.by.id === by.id) !== index;
    checks.that(place, !twice, "one person decided twice");
  }
  const given = approvals.filter(({ decision }) => decision === "APPROVE").map(({ by }) => by.id);
  if (!refund.attempts.some((/** @type {any} */ { kind }) => kind === "PAYMENT")) return;
  checks.that(
    "refund.approvals",
    given.length >= refund.requiredApprovals,
    "a payment was signed with too few approvals",
  );
  checks.that("refund.executedBy", refund.executedBy?.id !== refund.requestedBy.id, "the maker executed it");
  const large = refund.requiredApprovals > 1;
  checks.that(
    "refund.executedBy",
    !large || !given.includes(refund.executedBy?.id),
    "an approver of a large amount executed it",
  );
}

/** @param {Checks} checks @param {any} refund @param {Map<string, any>} keys */
export function checkVoiding(checks, refund, keys) {
  const { voiding, slot } = refund;
  const approval = voiding?.approval;
  if (approval == null) return;
  const place = "refund.voiding";
  const key = keys.get(approval.deviceKeyId);
  checks.that(place, key !== undefined && key.user.id === approval.by.id, "its approval's key is not among the keys");
  checks.that(place, approval.by.id !== voiding.requestedBy.id, "one person asked for it and approved it");
  const statement = canonical({
    type: "deposit-desk/refund-void/1",
    refundId: refund.id,
    intentHash: refund.intentHash,
    chainId: slot.chainId,
    from: slot.from,
    nonce: slot.nonce,
    requestedBy: voiding.requestedBy.id,
    userId: approval.by.id,
    deviceKeyId: approval.deviceKeyId,
    decidedAt: approval.decidedAt,
  });
  checks.that(place, isSignedBy(key.publicKey, statement, approval.signature), "its approval is not signed");
}
