import { bookRoute, bookRouteAfter, type BookRoute, route, type RoutesOf } from "#central/http/route.ts";
import { http } from "#shared/contract/http.ts";
import { adoptPayment, lookForPayment } from "./adoptPayment.ts";
import { asked } from "./Asked.ts";
import { approveRefund, checkDepositOf } from "./approveRefund.ts";
import { approveVoid } from "./approveVoid.ts";
import { claim } from "./claimReplacement.ts";
import { closeUnpaid, lookAtSlot } from "./closeUnpaid.ts";
import { readExecutionFacts } from "./executionFacts.ts";
import { getRefund } from "./getRefund.ts";
import { releaseLease, renewLease } from "./lease.ts";
import { DEFAULT_REFUND_LIMITS, type RefundLimits } from "./limits.ts";
import { listAttempts } from "./listAttempts.ts";
import { listRefunds } from "./listRefunds.ts";
import { recordNotice } from "./recordNotice.ts";
import { refundDifferences } from "./refundDifferences.ts";
import { registerAttempt } from "./registerAttempt.ts";
import { rejectRefund } from "./rejectRefund.ts";
import { releaseHold } from "./releaseHold.ts";
import { reportBroadcast } from "./reportBroadcast.ts";
import { lookForOurselves, reportObservation } from "./reportObservation.ts";
import { requestRefund } from "./requestRefund.ts";
import { dropVoid, requestVoid } from "./requestVoid.ts";
import { trialRun } from "./trialRun.ts";
import { withdrawRefund } from "./withdrawRefund.ts";

const of = http.refunds;

/** Every endpoint below /refunds, under limits of the broker's own. */
export function refundRoutesUnder(limits: RefundLimits) {
  return {
    list: route(of.list, (context, { query }) => listRefunds(context, query)),
    differences: route(of.differences, (context, { params }) => refundDifferences(context, params)),
    ...refundBookRoutesUnder(limits),
  } satisfies RoutesOf<"refunds">;
}

/** Those that a refund's life is made of: they need the books alone. */
export function refundBookRoutesUnder(limits: RefundLimits) {
  return {
    get: bookRoute(of.get, (context, { params }) => getRefund(context, params)),
    approve: bookRouteAfter(
      of.approve,
      (rooms, { params }) => checkDepositOf(rooms, params.id),
      (context, { params, body, ifMatch }, check) =>
        approveRefund(context, { ...params, ...body, version: ifMatch }, check, limits),
    ),
    reject: bookRoute(of.reject, (context, { params, body, ifMatch }) =>
      rejectRefund(context, { ...params, ...body, version: ifMatch }),
    ),
    withdraw: bookRoute(of.withdraw, (context, { params, body, ifMatch }) =>
      withdrawRefund(context, { ...params, ...body, version: ifMatch }),
    ),
    releaseHold: bookRoute(of.releaseHold, (context, { params, body, ifMatch }) =>
      releaseHold(context, { ...params, ...body, version: ifMatch }, limits),
    ),
    claim: bookRouteAfter(
      of.claim,
      (rooms, { params, body }) => asked(() => readExecutionFacts(rooms, { ...params, ...body })),
      (context, { params, body, ifMatch }, facts) =>
        claim(context, { ...params, ...body, version: ifMatch }, facts, limits),
    ),
    renewLease: bookRoute(of.renewLease, (context, { params, body }) =>
      renewLease(context, { ...params, ...body }, limits),
    ),
    releaseLease: bookRoute(of.releaseLease, (context, { params, body }) =>
      releaseLease(context, { ...params, ...body }),
    ),
    registerAttempt: bookRoute(of.registerAttempt, (context, { params, body }) =>
      registerAttempt(context, { ...params, ...body }),
    ),
    attempts: bookRoute(of.attempts, (context, { params }) => listAttempts(context, params)),
    reportBroadcast: bookRoute(of.reportBroadcast, (context, { params, body }) =>
      reportBroadcast(context, { ...params, ...body }),
    ),
    reportObservation: bookRouteAfter(
      of.reportObservation,
      (rooms, { params, body }) => lookForOurselves(rooms, { ...params, ...body }),
      (context, { params, body }, look) => reportObservation(context, { ...params, ...body }, look),
    ),
    requestVoid: bookRoute(of.requestVoid, (context, { params, body, ifMatch }) =>
      requestVoid(context, { ...params, ...body, version: ifMatch }),
    ),
    approveVoid: bookRoute(of.approveVoid, (context, { params, body, ifMatch }) =>
      approveVoid(context, { ...params, ...body, version: ifMatch }),
    ),
    dropVoid: bookRoute(of.dropVoid, (context, { params, body, ifMatch }) =>
      dropVoid(context, { ...params, ...body, version: ifMatch }),
    ),
    closeUnpaid: bookRouteAfter(
      of.closeUnpaid,
      (rooms, { params }) => lookAtSlot(rooms, params),
      (context, { params, body, ifMatch }, look) =>
        closeUnpaid(context, { ...params, ...body, version: ifMatch }, look),
    ),
    adopt: bookRouteAfter(
      of.adopt,
      (rooms, { params, body }) => lookForPayment(rooms, { ...params, ...body }),
      (context, { params, body, ifMatch }, look) =>
        adoptPayment(context, { ...params, ...body, version: ifMatch }, look),
    ),
    notify: bookRoute(of.notify, (context, { params, body, ifMatch }) =>
      recordNotice(context, { ...params, ...body, version: ifMatch }),
    ),
  };
}

/** "deposits.requestRefund", which the deposits room serves among its own. */
export function requestRefundRouteUnder(limits: RefundLimits): BookRoute<(typeof http)["deposits"]["requestRefund"]> {
  return bookRouteAfter(
    http.deposits.requestRefund,
    (rooms, { params, body }) => asked(() => trialRun(rooms, { ...body, depositId: params.id })),
    (context, { params, body, ifMatch }, trial) =>
      requestRefund(context, { ...body, depositId: params.id, version: ifMatch }, trial, limits),
  );
}

export const refundRoutes = refundRoutesUnder(DEFAULT_REFUND_LIMITS);
export const requestRefundRoute = requestRefundRouteUnder(DEFAULT_REFUND_LIMITS);
