// What the audit log says about the case: every event in the signed log, and the story they tell the one that the pack tells.
import { hashOfEvent, whyAgainstAnchors, whyNoHead } from "./auditEvents.mjs";
import { isIncluded } from "./merkle.mjs";

/** @typedef {import("./Checks.mjs").Checks} Checks */

/** @param {Checks} checks @param {any} log @param {import("./auditEvents.mjs").Anchors | null} anchors @returns {any[]} */
export function checkExtract(checks, log, anchors) {
  const why = whyNoHead(log.head) ?? (anchors === null ? null : whyAgainstAnchors(log.head, anchors));
  checks.that("log.head", why === null, why ?? "");
  const { size, rootHash: root } = log.head;
  let last = 0;
  for (const [index, { event, proof }] of checks.list("log.events", log.events).entries()) {
    const place = `log.events[${index}]`;
    checks.that(place, Number.isSafeInteger(event?.seq) && event.seq > last, "it does not stand in its order");
    checks.that(place, hashOfEvent(event) === event.hash, `the content of event ${event.seq} was changed`);
    const included = isIncluded({ eventHash: event.hash, index: event.seq - 1, size, path: proof, root });
    checks.that(place, included, `event ${event.seq} is not in the signed log`);
    last = event.seq;
  }
  return log.events;
}

/** @param {Checks} checks @param {any[]} events @param {any} refund */
export function checkRefundStory(checks, events, refund) {
  const told = events
    .map(({ event }) => event)
    .filter(({ entity, entityId }) => entity === "refund" && entityId === refund.id);
  const requested = told.find(({ fromStatus }) => fromStatus === "DRAFT");
  checks.that("log.events", requested !== undefined, "nobody requested this refund");
  checks.that("refund.intentHash", requested.after?.intentHash === refund.intentHash, "another intent was requested");
  checks.that("refund.requestedBy", requested.actor.id === refund.requestedBy.id, "another person requested it");
  for (const [index, { by, deviceKeyId, decision }] of refund.approvals.entries()) {
    if (decision !== "APPROVE") continue;
    const written = told.some(
      ({ actor, after }) =>
        actor.id === by.id &&
        after?.evidence?.deviceKey === deviceKeyId &&
        after?.evidence?.intentHash === refund.intentHash,
    );
    checks.that(`refund.approvals[${index}]`, written, "the log does not have it");
  }
  const moves = told.filter(({ toStatus, fromStatus }) => toStatus !== null && fromStatus !== null);
  for (const [index, move] of moves.entries()) {
    const before = moves[index - 1];
    const follows = before === undefined || move.fromStatus === before.toStatus;
    checks.that("log.events", follows, `an event is missing between ${before?.seq} and ${move.seq}`);
  }
  checks.that("refund.status", moves.at(-1)?.toStatus === refund.status, "the log has another status");
}

/** @param {Checks} checks @param {any[]} events @param {any} deposit */
export function checkCancellation(checks, events, deposit) {
  checks.that("deposit.status", deposit.status === "CANCELLED", "the record is not cancelled");
  const cancelled = events
    .map(({ event }) => event)
    .find(
      ({ entity, entityId, toStatus }) => entity === "deposit" && entityId === deposit.id && toStatus === "CANCELLED",
    );
  checks.that("log.events", cancelled !== undefined, "the log has no cancellation of this record");
  checks.that("deposit.cancel", cancelled.actor.id === deposit.cancel?.by.id, "another person cancelled it");
  checks.that("deposit.cancel", cancelled.remarks === deposit.cancel?.remarks, "other remarks were written");
  const at = cancelled.after?.cancelledAt ?? cancelled.at;
  checks.that("deposit.cancelledAt", at === deposit.cancelledAt, "it was cancelled at another time");
}
