import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { putDeposit } from "#tests/support/centralRecords.ts";
import { lockFolder } from "#central/store/lockFolder.ts";
import { databaseErrorOf, isUniqueViolation, rowsOf } from "#central/store/inTransaction.ts";
import { openDatabase } from "#central/store/openDatabase.ts";
import { deposits, refunds, refundSlots } from "#central/store/tables.ts";
import { holdsRefundLock } from "#shared/domain/refundMachine.ts";
import { REFUND_STATUSES, type RefundStatus } from "#shared/domain/statuses.ts";
import { isAppError } from "#shared/errors.ts";
import { normalizeAmount } from "#shared/money.ts";
import { startTestCentral, type TestCentral } from "#tests/support/central.ts";

describe.each(["postgres", "embedded"] as const)("on the database %s", (engine) => {
  let central: TestCentral;
  beforeAll(async () => {
    central = await startTestCentral({ engine });
  });
  afterAll(() => central?.stop());
  const db = () => central.rooms.database.db;

  test("R7.2 a record number can stand on one record only", async () => {
    const first = await central.asSystem((context) => putDeposit(context));
    const error = await central
      .asSystem((context) => putDeposit(context, { recordNo: first.recordNo }))
      .catch((caught: unknown) => caught);
    expect(isUniqueViolation(error, "deposits_no")).toBe(true);
  });

  test("R7.4 amounts of 60 digits and 18 decimals come back as they went in", async () => {
    const amount = fc
      .tuple(
        fc.bigInt({ min: 0n, max: 10n ** 60n - 1n }),
        fc.option(fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }), { nil: null }),
      )
      .map(([whole, part]) => (part === null ? `${whole}` : `${whole}.${part.toString().padStart(18, "0")}`));
    const { id } = await central.asSystem((context) => putDeposit(context));
    await fc.assert(
      fc.asyncProperty(amount, async (declaredAmount) => {
        const [row] = await db()
          .update(deposits)
          .set({ declaredAmount })
          .where(sql`id = ${id}`)
          .returning();
        expect(row?.declaredAmount).toBe(normalizeAmount(declaredAmount));
      }),
      { numRuns: 60 },
    );
    for (const declaredAmount of [
      "0",
      "1.000000000000000001",
      "9".repeat(60),
      `${"9".repeat(60)}.${"9".repeat(18)}`,
      "100",
    ]) {
      const [row] = await db()
        .update(deposits)
        .set({ declaredAmount })
        .where(sql`id = ${id}`)
        .returning();
      expect(row?.declaredAmount).toBe(declaredAmount);
    }
  });

  const refundOf = (depositId: string, status: RefundStatus, lockReleased = false, no = crypto.randomUUID()) => ({
    id: crypto.randomUUID(),
    refundNo: no,
    depositId,
    recordNo: "x",
    customerNo: "x",
    customerName: "x",
    status,
    kind: "FORCED" as const,
    refundAddressId: crypto.randomUUID(),
    refundAddress: "0x",
    network: "DEVNET",
    currency: "USDT",
    amount: "1",
    depositAmount: "1",
    reason: "x",
    identityCheck: {} as never,
    simulation: { ok: true, detail: "", at: central.clock.now() },
    requestedById: crypto.randomUUID(),
    requestedByName: "x",
    requestedAt: central.clock.now(),
    requiredApprovals: 1,
    lockReleased,
    intent: {} as never,
    intentHash: "x",
    createdAt: central.clock.now(),
    updatedAt: central.clock.now(),
    version: 1,
  });

  test("R17.3 the database holds the refund lock exactly where the domain says it is held", async () => {
    for (const status of REFUND_STATUSES)
      for (const lockReleased of [false, true]) {
        const deposit = await central.asSystem((context) => putDeposit(context, { status: "CREDITED" }));
        await db()
          .insert(refunds)
          .values(refundOf(deposit.id, status, lockReleased));
        const second = await db()
          .insert(refunds)
          .values(refundOf(deposit.id, "PENDING_APPROVAL"))
          .then(() => null)
          .catch((caught: unknown) => caught);
        expect(isUniqueViolation(second, "refunds_lock"), `${status} ${lockReleased}`).toBe(
          holdsRefundLock(status, lockReleased),
        );
      }
  });

  test("I9 a payment slot is given once, and never changes", async () => {
    const put = () => central.asSystem((context) => putDeposit(context, { status: "CREDITED" }));
    const [one, two] = [refundOf((await put()).id, "APPROVED"), refundOf((await put()).id, "APPROVED")];
    await db().insert(refunds).values([one, two]);
    const slot = {
      signerId: crypto.randomUUID(),
      chainId: 31337,
      fromAddress: "0xAb",
      nonce: 7n,
      allocatedAt: central.clock.now(),
    };
    await db()
      .insert(refundSlots)
      .values({ ...slot, refundId: one.id });
    const again = await db()
      .insert(refundSlots)
      .values({ ...slot, refundId: two.id })
      .catch((caught: unknown) => caught);
    expect(isUniqueViolation(again, "refund_slots_nonce")).toBe(true);
    const other = await db()
      .insert(refundSlots)
      .values({ ...slot, refundId: one.id, nonce: 8n })
      .catch((caught: unknown) => caught);
    expect(databaseErrorOf(other)?.code).toBe("23505");
    for (const statement of [
      "update refund_slots set nonce = 9",
      "delete from refund_slots",
      "truncate refund_slots",
    ]) {
      const error = await rowsOf(db(), sql.raw(statement)).catch((caught: unknown) => caught);
      expect(databaseErrorOf(error)?.code, statement).toBe("23001");
    }
  });

  test("one transfer is taken by one record", async () => {
    const transfer = { transferTxHash: `0x${"77".repeat(32)}`, transferLogIndex: 3 };
    await central.asSystem((context) => putDeposit(context, transfer));
    const second = await central
      .asSystem((context) => putDeposit(context, transfer))
      .catch((caught: unknown) => caught);
    expect(isUniqueViolation(second, "deposits_transfer")).toBe(true);
    await central.asSystem((context) => putDeposit(context, { ...transfer, transferLogIndex: 4 }));
  });
});

test("a data folder is opened by one process at a time; a lock that a dead process left is taken over", async () => {
  const folder = await mkdtemp(join(tmpdir(), "deposit-desk-lock-"));
  try {
    const unlock = await lockFolder(folder);
    const second = await lockFolder(folder).catch((caught: unknown) => caught);
    expect(isAppError(second, "CONFIG_INVALID")).toBe(true);
    await unlock();
    await writeFile(join(folder, "in-use-by"), "999999999\n");
    await (
      await lockFolder(folder)
    )();
    await writeFile(join(folder, "in-use-by"), `${process.ppid}\n`);
    const running = await lockFolder(folder).catch((caught: unknown) => caught);
    expect(String(running)).toContain(`process ${process.ppid}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test("a database that cannot be reached is named as the fault, without its password", async () => {
  const url = "postgres://somebody:secret@127.0.0.1:1/nothing";
  const error = await openDatabase({ databaseUrl: url }).catch((caught: unknown) => caught);
  expect(isAppError(error, "SERVICE_UNAVAILABLE")).toBe(true);
  expect(String(error)).not.toContain("secret");
  expect(String(error)).toContain("database");
});
