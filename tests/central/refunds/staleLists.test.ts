/** What time does to refunds is decided under their locks: a list that was read before counts for nothing. */
import { expect, test } from "vitest";
import { memoryBooks } from "#central/books/memory/memoryBooks.ts";
import { centralOn } from "#central/books/memory/centralOn.ts";
import { seedsInto } from "#central/books/memory/seeds.ts";
import type { BookRooms } from "#central/context.ts";
import { expireRefunds } from "#central/refunds/expireRefunds.ts";
import type { Claim, Refund } from "#shared/contract/refund.ts";
import { paperOptions, paperRows, paperWorld } from "#tests/central/books/paperWorld.ts";

/** A world, and its expiry with the lists that somebody read some time ago. */
function openWorld() {
  const options = paperOptions();
  const books = memoryBooks();
  const central = centralOn(books, options);
  const world = paperWorld(central, paperRows(seedsInto(books.tables, options), central), options);
  const rooms = { ...options, books } as unknown as BookRooms;
  const expireListed = (overdue: readonly Refund[], lapsed: readonly Refund[]) =>
    expireRefunds({
      ...rooms,
      books: { ...books, overdueRefunds: async () => [...overdue], lapsedLeases: async () => [...lapsed] } as never,
    });
  return { world, books, expireListed };
}

test("F6 F9 a request that was prolonged, decided or withdrawn meanwhile does not expire", async () => {
  const { world, books, expireListed } = openWorld();
  const pending = await world.request(0);
  expect(await expireListed([pending], [])).toBe(0);
  const row = await books.refund(pending.id);
  await books.transaction((own) => own.updateRefund(pending.id, row?.version ?? 0, { expiresAt: null, version: 9 }));
  expect(await expireListed([pending], [])).toBe(0);
  const other = await world.request(2);
  const rejected = await world.reject(other);
  const ended = await books.refund(other.id);
  await books.transaction((own) =>
    own.updateRefund(other.id, ended?.version ?? 0, { expiresAt: world.clock.now(), version: 9 }),
  );
  expect(await expireListed([rejected], [])).toBe(0);
  expect((await world.refund(other.id)).status).toBe("REJECTED");
});

test("F14 a lock that was renewed, given back or led to a signature meanwhile does not lapse", async () => {
  const { world, books, expireListed } = openWorld();
  const claimed: Claim = await world.claim(await world.approve(await world.request(0)));
  expect(await expireListed([], [claimed.refund])).toBe(0);
  const signed = world.sign(claimed);
  await books.transaction((own) =>
    own.insertAttempt({
      id: claimed.lease.leaseId,
      refundId: claimed.refund.id,
      kind: "PAYMENT",
      nonce: 0n,
      maxFeeWei: "1",
      by: { id: world.people.executor.userId, name: "Executor" },
      fencingToken: 1,
      at: world.clock.now(),
      broadcasts: [],
      ...signed,
    }),
  );
  world.clock.advance(120_000);
  expect(await expireListed([], [claimed.refund])).toBe(0);
  expect((await world.refund(claimed.refund.id)).status).toBe("SIGNING");
});

test("F14 a refund that is Approved again already is not given back once more", async () => {
  const { world, expireListed } = openWorld();
  const claimed = await world.claim(await world.approve(await world.request(0)));
  const released = await world.release(claimed);
  world.clock.advance(120_000);
  expect(await expireListed([], [released])).toBe(0);
  expect(await world.refund(released.id)).toMatchObject({ status: "APPROVED", version: released.version });
});
