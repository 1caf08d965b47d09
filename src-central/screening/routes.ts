import { route, type RoutesOf } from "#central/http/route.ts";
import { http } from "#shared/contract/http.ts";
import {
  approveDenylist,
  listDenylists,
  proposeDenylist,
  readChanges,
  rejectDenylist,
  withdrawDenylist,
} from "./denylists.ts";

export const screeningRoutes = {
  list: route(http.screening.list, (context) => listDenylists(context)),
  propose: route(http.screening.propose, (context, { body }) => proposeDenylist(context, body)),
  changes: route(http.screening.changes, (context, { params }) => readChanges(context, params.id)),
  approve: route(http.screening.approve, (context, input) => approveDenylist(context, decisionOf(input))),
  reject: route(http.screening.reject, (context, input) => rejectDenylist(context, decisionOf(input))),
  withdraw: route(http.screening.withdraw, (context, input) => withdrawDenylist(context, decisionOf(input))),
} satisfies RoutesOf<"screening">;

function decisionOf(input: { params: { id: string }; body: { remarks: string }; ifMatch: number }) {
  return { id: input.params.id, seenVersion: input.ifMatch, remarks: input.body.remarks };
}
