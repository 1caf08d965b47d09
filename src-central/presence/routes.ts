import { asPerson, personOf } from "#central/context.ts";
import { loadDeposit } from "#central/deposits/loadDeposit.ts";
import { type Outside, routeAfter, type RoutesOf } from "#central/http/route.ts";
import { loadRefund } from "#central/refunds/loadRefund.ts";
import { http } from "#shared/contract/http.ts";
import type { Presence } from "#shared/contract/presence.ts";

export const presenceRoutes = {
  deposit: routeAfter(
    http.presence.deposit,
    async (outside, { params }) => {
      await loadDeposit(outside.rooms, params.id);
      return look(outside, `deposit ${params.id}`);
    },
    async (_context, _input, seen) => seen,
  ),
  refund: routeAfter(
    http.presence.refund,
    async (outside, { params }) => {
      await loadRefund(outside.rooms, params.id);
      return look(outside, `refund ${params.id}`);
    },
    async (_context, _input, seen) => seen,
  ),
} satisfies RoutesOf<"presence">;

function look(outside: Outside, place: string): Presence {
  return outside.rooms.presences.look(place, asPerson(personOf(outside)));
}
