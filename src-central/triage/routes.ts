import { route, type RoutesOf } from "#central/http/route.ts";
import { http } from "#shared/contract/http.ts";
import { claimWork, releaseWork, takeOverWork } from "./claimWork.ts";
import { listTriage } from "./listTriage.ts";

export const triageRoutes = {
  list: route(http.triage.list, (context, { query }) => listTriage(context, query)),
  claim: route(http.triage.claim, (context, { params }) => claimWork(context, params.id)),
  takeOver: route(http.triage.takeOver, (context, { params, body }) =>
    takeOverWork(context, { id: params.id, ...body }),
  ),
  release: route(http.triage.release, async (context, { params }) => {
    await releaseWork(context, params.id);
    return null;
  }),
} satisfies RoutesOf<"triage">;
