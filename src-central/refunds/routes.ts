import { type Route, route, routeAfter, type RoutesOf } from "#central/http/route.ts";
import { http } from "#shared/contract/http.ts";
import { asked } from "./Asked.ts";
import { approveRefund, checkDepositOf } from "./approveRefund.ts";
import { claimRefund } from "./claimRefund.ts";
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
import { trialRun } from "./trialRun.ts";
import { withdrawRefund } from "./withdrawRefund.ts";

const of = http.refunds;

/** Every endpoint below /refunds, under limits of the broker's own. */
export function refundRoutesUnder(limits: RefundLimits): RoutesOf<"refunds"> {
  return {
    list: route(of.list, (context, { query }) => listRefunds(context, query)),
    get: route(of.get, (context, { params }) => getRefund(context, params)),
    differences: route(of.differences, (context, { params }) => refundDifferences(context, params)),
    approve: routeAfter(
      of.approve,
      ({ rooms }, { params }) => checkDepositOf(rooms, params.id),
      (context, { params, body, ifMatch }, check) =>
        approveRefund(context, { ...params, ...body, version: ifMatch }, check, limits),
    ),
    reject: route(of.reject, (context, { params, body, ifMatch }) =>
      rejectRefund(context, { ...params, ...body, version: ifMatch }),
    ),
    withdraw: route(of.withdraw, (context, { params, body, ifMatch }) =>
      withdrawRefund(context, { ...params, ...body, version: ifMatch }),
    ),
    releaseHold: route(of.releaseHold, (context, { params, body, ifMatch }) =>
      releaseHold(context, { ...params, ...body, version: ifMatch }, limits),
    ),
    claim: routeAfter(
      of.claim,
      ({ rooms }, { params, body }) => asked(() => readExecutionFacts(rooms, { ...params, ...body })),
      (context, { params, body, ifMatch }, facts) =>
        claimRefund(context, { ...params, ...body, version: ifMatch }, facts, limits),
    ),
    renewLease: route(of.renewLease, (context, { params, body }) =>
      renewLease(context, { ...params, ...body }, limits),
    ),
    releaseLease: route(of.releaseLease, (context, { params, body }) => releaseLease(context, { ...params, ...body })),
    registerAttempt: route(of.registerAttempt, (context, { params, body }) =>
      registerAttempt(context, { ...params, ...body }),
    ),
    attempts: route(of.attempts, (context, { params }) => listAttempts(context, params)),
    reportBroadcast: route(of.reportBroadcast, (context, { params, body }) =>
      reportBroadcast(context, { ...params, ...body }),
    ),
    reportObservation: routeAfter(
      of.reportObservation,
      ({ rooms }, { params, body }) => lookForOurselves(rooms, { ...params, ...body }),
      (context, { params, body }, look) => reportObservation(context, { ...params, ...body }, look),
    ),
    notify: route(of.notify, (context, { params, body, ifMatch }) =>
      recordNotice(context, { ...params, ...body, version: ifMatch }),
    ),
  };
}

/** "deposits.requestRefund", which the deposits room serves among its own. */
export function requestRefundRouteUnder(limits: RefundLimits): Route<(typeof http)["deposits"]["requestRefund"]> {
  return routeAfter(
    http.deposits.requestRefund,
    ({ rooms }, { params, body }) => asked(() => trialRun(rooms, { ...body, depositId: params.id })),
    (context, { params, body, ifMatch }, trial) =>
      requestRefund(context, { ...body, depositId: params.id, version: ifMatch }, trial, limits),
  );
}

export const refundRoutes = refundRoutesUnder(DEFAULT_REFUND_LIMITS);
export const requestRefundRoute = requestRefundRouteUnder(DEFAULT_REFUND_LIMITS);
