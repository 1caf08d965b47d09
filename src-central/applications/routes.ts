import { route, routeAfter, type RoutesOf } from "#central/http/route.ts";
import { http } from "#shared/contract/http.ts";
import { acceptApplication } from "./acceptApplication.ts";
import { askBeforeDelete, deleteApplication } from "./deleteApplication.ts";
import { listApplications } from "./listApplications.ts";
import { loadApplication } from "./loadApplication.ts";
import { submitApplication } from "./submitApplication.ts";
import { toApplication } from "./toApplication.ts";

const { submit, list, get, accept, delete: remove } = http.applications;

export const applicationRoutes = {
  submit: route(submit, (context, { body }) => submitApplication(context, body)),
  list: route(list, (context, { query }) => listApplications(context, query)),
  get: route(get, async (context, { params }) => toApplication(await loadApplication(context, params.id))),
  accept: route(accept, (context, { params, body, ifMatch }) =>
    acceptApplication(context, { id: params.id, seenVersion: ifMatch, remarks: body.remarks }),
  ),
  delete: routeAfter(remove, askBeforeDelete, (context, { params, body, ifMatch }, evidence) =>
    deleteApplication(context, { id: params.id, seenVersion: ifMatch, ...body }, evidence),
  ),
} satisfies RoutesOf<"applications">;
