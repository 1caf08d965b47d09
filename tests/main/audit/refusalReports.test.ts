/** Refusals of this workstation on their way to the central audit log: gathered, counted, capped, once, and each in its own person's name. */
import { beforeEach, describe, expect, test } from "vitest";
import type { BodyInputOf, http } from "#shared/contract/http.ts";
import { AppError } from "#shared/errors.ts";
import { createRefusalReports, type LocalRefusal } from "#main/audit/refusalReports.ts";
import { silentLog } from "#main/log/Log.ts";
import { createFakeRandom, createFakeTime, type FakeTime } from "#tests/main/support/fakeWorld.ts";

type Sent = { body: BodyInputOf<typeof http.audit.report>; idempotencyKey: string; by: string | null };

let time: FakeTime;
let sent: Sent[];
let fault: AppError | null;
let online: boolean;
let person: string | null;
beforeEach(() => {
  time = createFakeTime();
  sent = [];
  fault = null;
  online = true;
  person = "olivia";
});

function open() {
  return createRefusalReports({
    remote: {
      call: (async (_endpoint: unknown, args: Omit<Sent, "by">) => {
        sent.push({ body: args.body, idempotencyKey: args.idempotencyKey, by: person });
        if (fault) throw fault;
        return { recorded: args.body.refusals.length };
      }) as never,
    },
    clock: time.clock,
    timer: time.timer,
    random: createFakeRandom(),
    log: silentLog,
    online: () => online,
    userId: () => person,
  });
}

const denied: LocalRefusal = { call: "deposits.cancel", code: "PERMISSION_DENIED", missingPermission: "Cancel" };

describe("R3.3 telling the central audit log what was refused here", () => {
  test("one batch for what comes together; equal refusals are counted", async () => {
    const reports = open();
    reports.add(denied);
    reports.add(denied);
    reports.add({ call: "refunds.execute", code: "SIGNER_PIN_WRONG", missingPermission: null });
    await time.advance(2_000);
    expect(sent.map(({ body }) => body)).toEqual([
      {
        refusals: [
          { ...denied, times: 2, at: "2026-11-22T10:00:00.000Z" },
          {
            call: "refunds.execute",
            code: "SIGNER_PIN_WRONG",
            missingPermission: null,
            times: 1,
            at: "2026-11-22T10:00:00.000Z",
          },
        ],
        dropped: 0,
      },
    ]);
    await time.advance(60_000);
    expect(sent).toHaveLength(1);
    expect(time.pending()).toBe(0);
  });

  test("without a connection they are kept, and go out once it is back", async () => {
    online = false;
    const reports = open();
    reports.add(denied);
    await time.advance(60_000);
    expect(sent).toEqual([]);
    online = true;
    await time.advance(15_000);
    expect(sent).toHaveLength(1);
  });

  test("after no answer the very same batch goes out again under the same key", async () => {
    fault = new AppError("TIMEOUT", "no answer");
    const reports = open();
    reports.add(denied);
    await time.advance(2_000);
    reports.add({ ...denied, call: "deposits.cancelCheck" });
    fault = null;
    await time.advance(15_000);
    expect(sent[1]).toEqual(sent[0]);
    await time.advance(15_000);
    expect(sent).toHaveLength(3);
    expect(sent[2]?.body.refusals.map(({ call }) => call)).toEqual(["deposits.cancelCheck"]);
    expect(sent[2]?.idempotencyKey).not.toBe(sent[0]?.idempotencyKey);
  });

  test("a page gone wild: 200 kinds are kept, 50 a batch, a batch each 15 seconds, and the rest is a number", async () => {
    const reports = open();
    for (let count = 0; count < 1_000; count += 1) reports.add({ ...denied, missingPermission: `P${count}` });
    await time.advance(2_000);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.body.refusals).toHaveLength(50);
    expect(sent[0]?.body.dropped).toBe(800);
    await time.advance(14_000);
    expect(sent).toHaveLength(1);
    await time.advance(60_000);
    expect(sent.map(({ body }) => [body.refusals.length, body.dropped])).toEqual([
      [50, 800],
      [50, 0],
      [50, 0],
      [50, 0],
    ]);
  });

  test("nobody's refusals are told by nobody, and one person's never in another's name", async () => {
    const reports = open();
    person = null;
    reports.add(denied);
    person = "olivia";
    fault = new AppError("OFFLINE", "gone");
    reports.add({ ...denied, call: "refunds.approve" });
    await reports.flush();
    person = "sam";
    fault = null;
    reports.add({ ...denied, call: "refunds.request" });
    await time.advance(60_000);
    person = "olivia";
    await time.advance(60_000);
    expect(sent.map(({ by, body }) => [by, body.refusals.map(({ call }) => call)])).toEqual([
      ["olivia", ["refunds.approve"]],
      ["sam", ["refunds.request"]],
      ["olivia", ["refunds.approve"]],
    ]);
  });

  test("a service that does not know of it is not asked for ever", async () => {
    fault = new AppError("NOT_FOUND", "There is no such address on this service");
    const reports = open();
    reports.add(denied);
    await time.advance(120_000);
    expect(sent).toHaveLength(1);
    reports.close();
    expect(time.pending()).toBe(0);
  });
});
