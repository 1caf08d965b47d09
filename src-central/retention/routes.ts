import { route, type RoutesOf } from "#central/http/route.ts";
import { http } from "#shared/contract/http.ts";
import { approveLift, askLift, placeHold, readOverview, readRetention, refuseLift } from "./legalHolds.ts";

export const retentionRoutes = {
  overview: route(http.retention.overview, (context) => readOverview(context)),
  ofRecord: route(http.retention.ofRecord, (context, { params }) => readRetention(context, params.id)),
  placeHold: route(http.retention.placeHold, (context, { params, body, ifMatch }) =>
    placeHold(context, { ...params, ...body, seenVersion: ifMatch }),
  ),
  askLift: route(http.retention.askLift, (context, input) => askLift(context, commandOf(input))),
  approveLift: route(http.retention.approveLift, (context, input) => approveLift(context, commandOf(input))),
  refuseLift: route(http.retention.refuseLift, (context, input) => refuseLift(context, commandOf(input))),
} satisfies RoutesOf<"retention">;

function commandOf({ params, body, ifMatch }: { params: { id: string }; body: { remarks: string }; ifMatch: number }) {
  return { id: params.id, seenVersion: ifMatch, remarks: body.remarks };
}
