/** Decisions about payment keys, and what they did: on the books alone. */
import { bookRoute, bookRouteAfter } from "#central/http/route.ts";
import { asked } from "#central/refunds/Asked.ts";
import { compareEverywhere, compareKey, compareProposed } from "#central/refunds/keyFindings.ts";
import { http } from "#shared/contract/http.ts";
import { approveSigner, retireSigner } from "./decideSigner.ts";
import { approveSettlement, proposeSettlement } from "./settleKey.ts";

export const signerBookRoutes = {
  approve: bookRoute(http.signers.approve, (context, { params, body, ifMatch }) =>
    approveSigner(context, { ...params, ...body, version: ifMatch }),
  ),
  retire: bookRouteAfter(
    http.signers.retire,
    (rooms, { params }) => asked(() => compareEverywhere(rooms, params.id)),
    (context, { params, body, ifMatch }, look) => retireSigner(context, { ...params, ...body, version: ifMatch }, look),
  ),
  compare: bookRouteAfter(
    http.signers.compare,
    (rooms, { params, query }) => compareKey(rooms, { ...params, ...query }),
    async (_context, _input, found) => found,
  ),
  proposeSettlement: bookRouteAfter(
    http.signers.proposeSettlement,
    (rooms, { params, body }) => asked(() => compareKey(rooms, { ...params, ...body })),
    (context, { params, body, ifMatch }, look) =>
      proposeSettlement(context, { ...params, ...body, version: ifMatch }, look),
  ),
  approveSettlement: bookRouteAfter(
    http.signers.approveSettlement,
    (rooms, { params }) => asked(() => compareProposed(rooms, params.id)),
    (context, { params, body, ifMatch }, look) =>
      approveSettlement(context, { ...params, ...body, version: ifMatch }, look),
  ),
};
