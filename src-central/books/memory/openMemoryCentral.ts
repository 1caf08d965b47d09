/** The money operations of the service, bound to books in memory; what it is for and how it is driven stands in MemoryCentral.ts. */
import { issueStepUp } from "#central/accounts/stepUp.ts";
import type { ChainReader } from "#central/chain/ChainReader.ts";
import { bookContextOf, type BookRooms, asBookkeeper, type PersonActor } from "#central/context.ts";
import type { BookRoute, InputOf } from "#central/http/route.ts";
import { realProofs } from "#central/proofs.ts";
import { expireRefunds } from "#central/refunds/expireRefunds.ts";
import { holdConcerned } from "#central/refunds/holdRefunds.ts";
import { DEFAULT_REFUND_LIMITS } from "#central/refunds/limits.ts";
import { chainOf } from "#central/refunds/loadRules.ts";
import { refundBookRoutesUnder, requestRefundRouteUnder } from "#central/refunds/routes.ts";
import { type RefundWatch, refundWatch } from "#central/watcher/RefundWatch.ts";
import { trackRefunds } from "#central/watcher/trackRefunds.ts";
import type { Endpoint, ResponseOf } from "#shared/contract/http.ts";
import { missingPermissionText } from "#shared/domain/permissions.ts";
import { AppError, invariant } from "#shared/errors.ts";
import { changesOf } from "./changesOf.ts";
import type { CallInput, MemoryCentral, MemoryCentralOptions } from "./MemoryCentral.ts";
import { memoryBooks } from "./memoryBooks.ts";
import { rememberedCommands } from "./rememberedCommands.ts";
import { personFrom, seedsInto } from "./seeds.ts";

export function openMemoryCentral(options: MemoryCentralOptions): MemoryCentral {
  const { clock, random, sha256, chains, proofs = realProofs, limits = DEFAULT_REFUND_LIMITS, committed } = options;
  const books = memoryBooks((journal) => committed?.(changesOf(books.tables, journal)));
  const { tables } = books;
  const rooms: BookRooms = { books, clock, random, sha256, chains, proofs };
  const routes = new Map<Endpoint, BookRoute>();
  for (const route of [requestRefundRouteUnder(limits), ...Object.values(refundBookRoutesUnder(limits))])
    routes.set(route.endpoint, route as unknown as BookRoute);
  const watches = new Map<string, RefundWatch>();
  const commands = rememberedCommands();

  async function carryOut<E extends Endpoint>(
    actor: PersonActor,
    endpoint: E,
    { params, body, ifMatch }: CallInput<E>,
  ): Promise<ResponseOf<E>> {
    const route = routes.get(endpoint);
    invariant(route, `books in memory carry out ${endpoint.path}`);
    // The endpoint's own route: its input and answer are those of the endpoint, whose type the map forgot.
    const input = { params, body, ifMatch, query: null } as unknown as InputOf<Endpoint>;
    const found = (await route.before?.({ rooms }, input)) as never;
    const answer = books.transaction((own) => route.run(bookContextOf(rooms, own, actor, null), input, found));
    return (await answer) as ResponseOf<E>;
  }

  function watchOf(network: string): RefundWatch {
    const chain: ChainReader = chainOf(rooms, network);
    const known = watches.get(network) ?? refundWatch(rooms, chain);
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
    put: seedsInto(tables, rooms),
    expireRefunds: async () => expireRefunds(rooms),
    holdConcerned: async () => holdConcerned(rooms),
    async trackRefunds(network) {
      const watch = watchOf(network);
      await trackRefunds(watch, await watch.chain.head());
    },
    watchOf,
    restart: () => watches.clear(),
    state: {
      deposits: tables.deposits.rows,
      refunds: tables.refunds.rows,
      approvals: tables.approvals.rows,
      slots: tables.slots.rows,
      attempts: tables.attempts.rows,
      addresses: tables.addresses.rows,
      signers: tables.signers.rows,
      deviceKeys: tables.deviceKeys.rows,
      auditEvents: tables.auditEvents,
      history: tables.history,
    },
  };
}

function requirePermission(actor: PersonActor, { permission }: Endpoint): void {
  if (permission === null || actor.permissions.has(permission)) return;
  throw new AppError("PERMISSION_DENIED", missingPermissionText(permission, []), {
    extra: { missingPermission: permission },
  });
}
