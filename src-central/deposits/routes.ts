import { personOf } from "#central/context.ts";
import { route, routeAfter, type RoutesOf } from "#central/http/route.ts";
import { askBeforeCredit, creditHeld } from "#central/holds/creditHeld.ts";
import { blockDeposit, releaseHold, reverseCredit, unblockDeposit } from "#central/holds/decideHold.ts";
import { type HoldCommand, proposeHold, readHold, refuseHold } from "#central/holds/proposals.ts";
import { requestRefundRoute } from "#central/refunds/routes.ts";
import { http } from "#shared/contract/http.ts";
import { askBeforeCancel, cancelDeposit, checkCancel } from "./cancelDeposit.ts";
import { depositSeenBy } from "./hideRestricted.ts";
import { listDeposits } from "./listDeposits.ts";
import { loadDeposit } from "./loadDeposit.ts";
import { readTimeline } from "./readTimeline.ts";
import { listReviews, reviewDeposit } from "./reviews.ts";
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
  hold: route(http.deposits.hold, (context, { params }) => readHold(context, params.id)),
  proposeHold: route(http.deposits.proposeHold, (context, input) =>
    proposeHold(context, { ...commandOf(input), ...input.body }),
  ),
  refuseHold: route(http.deposits.refuseHold, (context, input) => refuseHold(context, commandOf(input))),
  releaseHold: route(http.deposits.releaseHold, (context, input) => releaseHold(context, commandOf(input))),
  creditHeld: routeAfter(http.deposits.creditHeld, askBeforeCredit, (context, input, canonical) =>
    creditHeld(context, commandOf(input), canonical),
  ),
  block: route(http.deposits.block, (context, input) => blockDeposit(context, commandOf(input))),
  unblock: route(http.deposits.unblock, (context, input) => unblockDeposit(context, commandOf(input))),
  reverseCredit: route(http.deposits.reverseCredit, (context, input) => reverseCredit(context, commandOf(input))),
  reviews: route(http.deposits.reviews, async (context, { params }) => ({
    items: await listReviews(context, params.id),
    nextCursor: null,
    hasMore: false,
  })),
  review: route(http.deposits.review, (context, { params, body, ifMatch }) =>
    reviewDeposit(context, { ...params, ...body, seenVersion: ifMatch }),
  ),
  requestRefund: requestRefundRoute,
} satisfies RoutesOf<"deposits">;

function commandOf(input: { params: { id: string }; ifMatch: number; body: { remarks: string } }): HoldCommand {
  return { id: input.params.id, seenVersion: input.ifMatch, remarks: input.body.remarks };
}
