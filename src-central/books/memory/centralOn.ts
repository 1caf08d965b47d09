/** The money operations of the service, bound to books. That those are in memory is not known here, so that a test can compare both kinds. */
import { issueStepUp } from "#central/accounts/stepUp.ts";
import type { BookStore } from "#central/books/Books.ts";
import { asBookkeeper, bookContextOf, type BookRooms, type PersonActor } from "#central/context.ts";
import { configurationBookRoutes } from "#central/configuration/routes.ts";
import type { BookRoute, InputOf } from "#central/http/route.ts";
import { realProofs } from "#central/proofs.ts";
import { expireRefunds } from "#central/refunds/expireRefunds.ts";
import { holdConcerned } from "#central/refunds/holdRefunds.ts";
import { DEFAULT_REFUND_LIMITS } from "#central/refunds/limits.ts";
import { chainOf } from "#central/refunds/loadRules.ts";
import { refundBookRoutesUnder, requestRefundRouteUnder } from "#central/refunds/routes.ts";
import { signerBookRoutes } from "#central/signers/signerBookRoutes.ts";
import { type RefundWatch, refundWatch } from "#central/watcher/RefundWatch.ts";
import { trackRefunds } from "#central/watcher/trackRefunds.ts";
import type { Endpoint, ResponseOf } from "#shared/contract/http.ts";
import { missingPermissionText } from "#shared/domain/permissions.ts";
import { AppError, invariant } from "#shared/errors.ts";
import type { CallInput, MemoryCentral, MemoryCentralOptions } from "./MemoryCentral.ts";
import { rememberedCommands } from "./rememberedCommands.ts";
import { personFrom } from "./seeds.ts";

export type CentralOn = Omit<MemoryCentral, "put" | "state">;

export function centralOn(books: BookStore, options: Omit<MemoryCentralOptions, "committed">): CentralOn {
  const { clock, random, sha256, chains, proofs = realProofs, limits = DEFAULT_REFUND_LIMITS } = options;
  const rooms: BookRooms = { books, clock, random, sha256, chains, proofs };
  const routes = new Map<Endpoint, BookRoute>();
  for (const route of [
    requestRefundRouteUnder(limits),
    ...Object.values(refundBookRoutesUnder(limits)),
    ...Object.values(configurationBookRoutes),
    ...Object.values(signerBookRoutes),
  ])
    routes.set(route.endpoint, route as unknown as BookRoute);
  const watches = new Map<string, RefundWatch>();
  const commands = rememberedCommands();

  async function carryOut<E extends Endpoint>(
    actor: PersonActor,
    endpoint: E,
    { params, body, ifMatch, query }: CallInput<E>,
  ): Promise<ResponseOf<E>> {
    const route = routes.get(endpoint);
    invariant(route, `the books' own operations have ${endpoint.path}`);
    // The endpoint's own route: its input and answer are those of the endpoint, whose type the map forgot.
    const input = { params, body, ifMatch, query: query ?? null } as unknown as InputOf<Endpoint>;
    const found = (await route.before?.({ rooms }, input)) as never;
    const answer = books.transaction((own) => route.run(bookContextOf(rooms, own, actor, null), input, found));
    return (await answer) as ResponseOf<E>;
  }

  function watchOf(network: string): RefundWatch {
    const known = watches.get(network) ?? refundWatch(rooms, chainOf(rooms, network));
    watches.set(network, known);
    return known;
  }

  return {
    async call(actor, endpoint, input) {
      requirePermission(actor, endpoint);
      return commands.once(actor, endpoint, input, () => carryOut(actor, endpoint, input));
    },
    stepUp: async (actor, purpose) =>
      books.transaction(async (own) => {
        const context = bookContextOf(rooms, own, actor, null);
        return (await issueStepUp(context, { method: "PASSWORD", ...purpose })).stepUpToken;
      }),
    person: (values) => personFrom(rooms, values),
    asSystem: async (work) => asBookkeeper(rooms, work),
    expireRefunds: async () => expireRefunds(rooms),
    holdConcerned: async () => holdConcerned(rooms),
    async trackRefunds(network) {
      const watch = watchOf(network);
      await trackRefunds(watch, await watch.chain.head());
    },
    watchOf,
    restart: () => watches.clear(),
  };
}

function requirePermission(actor: PersonActor, { permission }: Endpoint): void {
  if (permission === null || actor.permissions.has(permission)) return;
  throw new AppError("PERMISSION_DENIED", missingPermissionText(permission, []), {
    extra: { missingPermission: permission },
  });
}
