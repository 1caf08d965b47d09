import { routeAfter, type RoutesOf } from "#central/http/route.ts";
import { http } from "#shared/contract/http.ts";
import { cancellationPack, refundPack } from "./makePack.ts";

export const evidenceRoutes = {
  refund: routeAfter(
    http.evidence.refund,
    (outside, { params }) => refundPack(outside, params),
    async (_context, _input, found) => found,
  ),
  cancellation: routeAfter(
    http.evidence.cancellation,
    (outside, { params }) => cancellationPack(outside, params),
    async (_context, _input, found) => found,
  ),
} satisfies RoutesOf<"evidence">;
