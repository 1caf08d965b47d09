import { personOf } from "#central/context.ts";
import { route, routeAfter, type RoutesOf } from "#central/http/route.ts";
import { requestRefundRoute } from "#central/refunds/routes.ts";
import { http } from "#shared/contract/http.ts";
import { askBeforeCancel, cancelDeposit, checkCancel } from "./cancelDeposit.ts";
import { depositSeenBy } from "./hideRestricted.ts";
import { listDeposits } from "./listDeposits.ts";
import { loadDeposit } from "./loadDeposit.ts";
import { readTimeline } from "./readTimeline.ts";
import { toDeposit } from "./toDeposit.ts";

export const depositRoutes = {
  list: route(http.deposits.list, async (context, { query }) => {
    const page = await listDeposits(context, query);
    return { ...page, items: page.items.map((one) => depositSeenBy(one, personOf(context).permissions)) };
  }),
  get: route(http.deposits.get, async (context, { params }) =>
    depositSeenBy(toDeposit(await loadDeposit(context, params.id)), personOf(context).permissions),
  ),
  timeline: route(http.deposits.timeline, (context, { params }) => readTimeline(context, params.id)),
  cancelCheck: routeAfter(
    http.deposits.cancelCheck,
    ({ rooms }, { params }) => checkCancel(rooms, params.id),
    async (_context, _input, check) => check,
  ),
  cancel: routeAfter(http.deposits.cancel, askBeforeCancel, (context, { params, body, ifMatch }, evidence) =>
    cancelDeposit(context, { id: params.id, seenVersion: ifMatch, remarks: body.remarks }, evidence),
  ),
  requestRefund: requestRefundRoute,
} satisfies RoutesOf<"deposits">;
