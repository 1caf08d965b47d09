import { route, routeAfter, type RoutesOf } from "#central/http/route.ts";
import { http } from "#shared/contract/http.ts";
import { exportLog } from "./exportLog.ts";
import { listEvents } from "./listEvents.ts";
import { readHead } from "./readHead.ts";
import { recordAcceptedHead } from "./recordAcceptedHead.ts";
import { recordExport } from "./recordExport.ts";
import { recordRefusals } from "./recordRefusals.ts";
import { verifyChain } from "./verifyChain.ts";

export const auditRoutes = {
  list: route(http.audit.list, (context, { query }) => listEvents(context, query)),
  report: route(http.audit.report, (context, { body }) => recordRefusals(context, body)),
  reportExport: route(http.audit.reportExport, (context, { body }) => recordExport(context, body)),
  verify: routeAfter(
    http.audit.verify,
    ({ rooms }) => verifyChain(rooms),
    async (_context, _input, found) => found,
  ),
  head: route(http.audit.head, (context, { query }) => readHead(context, query)),
  acceptHead: route(http.audit.acceptHead, (context, { body }) => recordAcceptedHead(context, body)),
  export: routeAfter(
    http.audit.export,
    (outside, { query }) => exportLog(outside, query),
    async (_context, _input, found) => found,
  ),
} satisfies RoutesOf<"audit">;
