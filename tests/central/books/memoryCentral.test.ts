import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";

import { eventHash, FIRST_PREV_HASH } from "#central/audit/eventHash.ts";
import { toAuditEvent } from "#central/audit/toAuditEvent.ts";
import type { Change } from "#central/books/memory/MemoryCentral.ts";
import { sha256 } from "#central/sha256.ts";
import { http } from "#shared/contract/http.ts";
import { refund as refundSchema } from "#shared/contract/refund.ts";
import { isAppError } from "#shared/errors.ts";
import { memoryWorld } from "./paperWorld.ts";

const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => (isAppError(error) ? error.code : error),
  );

async function paid(world: ReturnType<typeof memoryWorld>) {
  const asked = await world.request(0);
  const claimed = await world.claim(await world.approve(asked));
  const bytes = world.sign(claimed);
  await world.register(claimed, bytes);
  world.chain.send(bytes.signedTx);
  await world.report(asked.id, bytes.txHash, "ACCEPTED");
  world.chain.mine(1);
  await world.track();
  return { asked, claimed, ...bytes };
}

test("F3 to F31: a refund from request to completion, its answers as the contract wants them, its log unbroken", async () => {
  const world = memoryWorld();
  const { asked } = await paid(world);
  expect((await world.refund(asked.id)).status).toBe("CONFIRMING");
  world.chain.mine(3);
  await world.track();
  const done = await world.refund(asked.id);
  expect(done.status).toBe("COMPLETED");
  expect(refundSchema.omit({ refundAddress: true, approvals: true }).safeParse(done).error).toBeUndefined();
  const { deposits, auditEvents } = world.memory.state;
  expect(deposits.get(asked.depositId)?.status).toBe("REFUNDED");
  let previous = FIRST_PREV_HASH;
  for (const row of auditEvents) {
    const { prevHash, hash, ...body } = toAuditEvent(row);
    expect(prevHash).toBe(previous);
    expect(eventHash(prevHash, body, sha256)).toBe(hash);
    previous = hash;
  }
  expect(auditEvents.map(({ action }) => action)).toEqual([
    ...["refund.requested", "session.step_up", "refund.approved", "session.step_up", "refund.execution_started"],
    ...["refund.signed", "refund.broadcast", "refund.mined", "refund.completed", "deposit.refunded"],
  ]);
});

test("a command under one Idempotency-Key is carried out once, whatever it answered", async () => {
  const world = memoryWorld();
  const asked = await world.request(0);
  const about = { ...(await world.decisionOf(asked, world.people.approver, "APPROVE")), idempotencyKey: "key-1" };
  const first = await world.memory.call(world.people.approver, http.refunds.approve, about);
  expect(await world.memory.call(world.people.approver, http.refunds.approve, about)).toEqual(first);
  expect(world.memory.state.approvals.size).toBe(1);
  const other = { ...about, body: { ...about.body, comment: "Something else" } };
  expect(await refusal(world.memory.call(world.people.approver, http.refunds.approve, other))).toBe(
    "IDEMPOTENCY_KEY_REUSED",
  );
  const again = { ...about, idempotencyKey: "key-2" };
  expect(await refusal(world.memory.call(world.people.approver, http.refunds.approve, again))).toBe("VERSION_MISMATCH");
});

test("R3.3 a right that is lacking is named, and nothing is written", async () => {
  const world = memoryWorld();
  const asked = await world.request(0);
  const events = world.memory.state.auditEvents.length;
  expect(await refusal(world.claim(asked, world.people.maker))).toBe("PERMISSION_DENIED");
  // The step-up before it is all that was logged.
  expect(world.memory.state.auditEvents.length).toBe(events + 1);
});

test("each transaction tells its changes once, as they were and as they are; a refused one tells none", async () => {
  const told: (readonly Change[])[] = [];
  const world = memoryWorld(1, { committed: (changes) => void told.push(changes) });
  const asked = await world.request(0);
  expect(told).toHaveLength(1);
  const byTable = Object.groupBy(told[0] ?? [], ({ table }) => table);
  expect(byTable.refunds).toMatchObject([{ before: null, after: { id: asked.id, status: "PENDING_APPROVAL" } }]);
  expect(byTable.deposits).toMatchObject([{ before: { refundBadge: null }, after: { activeRefundId: asked.id } }]);
  expect(byTable.auditEvents).toMatchObject([{ before: null, after: { action: "refund.requested" } }]);
  expect(await refusal(world.request(0))).toBe("REFUND_ALREADY_OPEN");
  expect(told).toHaveLength(1);
});

test("F22 how long a payment was absent is forgotten by a restart, as in the service", async () => {
  const world = memoryWorld();
  const asked = await world.request(0);
  const claimed = await world.claim(await world.approve(asked));
  const bytes = world.sign(claimed);
  await world.register(claimed, bytes);
  await world.report(asked.id, bytes.txHash, "ACCEPTED");
  await world.track();
  world.clock.advance(9 * 60_000);
  world.memory.restart();
  await world.track();
  world.clock.advance(9 * 60_000);
  await world.track();
  expect((await world.refund(asked.id)).status).toBe("BROADCAST");
  expect(world.memory.watchOf("DEVNET").absent.size).toBe(1);
  world.clock.advance(60_000);
  await world.track();
  expect((await world.refund(asked.id)).status).toBe("DROPPED");
});

test("nobody changes the books by holding one of their rows", async () => {
  const world = memoryWorld();
  const { asked } = await paid(world);
  const { refunds, slots } = world.memory.state;
  expect(Object.isFrozen(refunds.get(asked.id))).toBe(true);
  expect(Object.isFrozen(slots.get(asked.id))).toBe(true);
});

test("the service never runs on books in memory", async () => {
  const root = join(import.meta.dirname, "..", "..", "..", "src-central");
  const files = await readdir(root, { recursive: true });
  const outside = files.filter((file) => file.endsWith(".ts") && !file.startsWith(join("books", "memory")));
  expect(outside.length).toBeGreaterThan(100);
  const guilty: string[] = [];
  for (const file of outside)
    if (/from "[^"]*\/memory\//.test(await readFile(join(root, file), "utf8"))) guilty.push(file);
  expect(guilty).toEqual([]);
});
