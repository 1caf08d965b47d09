/** I7: nothing but the listed transitions, whoever asks and however. */
import { and, asc, eq, isNotNull } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";

import { moveAddress } from "#central/addresses/moveAddress.ts";
import {
  completeProof,
  rejectAddress,
  revokeAddress,
  startProof,
  whitelistAddress,
} from "#central/addresses/verifyAddress.ts";
import type { WalletAddressRow } from "#central/addresses/toWalletAddress.ts";
import { moveApplication } from "#central/applications/moveApplication.ts";
import type { ApplicationRow } from "#central/applications/toApplication.ts";
import { verifyChain } from "#central/audit/verifyChain.ts";
import type { Context } from "#central/context.ts";
import { moveDeposit } from "#central/deposits/moveDeposit.ts";
import type { DepositRow } from "#central/deposits/toDeposit.ts";
import { lockDeposit } from "#central/deposits/loadDeposit.ts";
import { moveRefund } from "#central/refunds/moveRefund.ts";
import type { RefundRow } from "#central/refunds/toRefund.ts";
import { applications, auditEvents, deposits, walletAddresses } from "#central/store/tables.ts";
import { addressMachine } from "#shared/domain/addressMachine.ts";
import { applicationMachine } from "#shared/domain/applicationMachine.ts";
import { depositMachine, type DepositGuard, DEPOSIT_GUARD_TEXTS } from "#shared/domain/depositMachine.ts";
import type { Facts, Machine } from "#shared/domain/machine.ts";
import { SYSTEM, transitionsFrom } from "#shared/domain/machine.ts";
import { PERMISSIONS } from "#shared/domain/permissions.ts";
import { refundMachine } from "#shared/domain/refundMachine.ts";
import { isAppError } from "#shared/errors.ts";
import { startTestCentral, type TestCentral } from "#tests/support/central.ts";
import { Refused, type TestClient } from "#tests/support/centralClient.ts";
import { putDeposit } from "#tests/support/centralRecords.ts";
import { goodApplication, unverifiedApplication } from "#tests/support/centralWorld.ts";

let central: TestCentral;
beforeAll(async () => {
  central = await startTestCentral();
});
afterAll(() => central.stop());

type AnyMachine = Machine<string, string, string>;
const MACHINES: Record<string, AnyMachine> = {
  deposit: depositMachine,
  application: applicationMachine,
  address: addressMachine,
  refund: refundMachine,
};
/** The table of each machine's rows is moved by its own function; a row in any status will do here. */
const MOVES: Record<string, (context: Context, row: never, id: never, move: never) => Promise<unknown>> = {
  deposit: moveDeposit,
  application: moveApplication,
  address: moveAddress,
  refund: moveRefund,
};
const everything = (machine: AnyMachine) =>
  Object.fromEntries(Object.keys(machine.guardTexts).map((guard) => [guard, true]));

/** "moved", or the code of the refusal. Whatever happens is rolled back. */
async function attempt(
  name: string,
  id: string,
  status: string,
  as: "SYSTEM" | "PERSON",
  facts: Facts<string>,
): Promise<string> {
  const row = {
    id: crypto.randomUUID(),
    status,
    version: 1,
    recordNo: "DP",
    refundNo: "RF",
    applicationNo: "DA",
    depositId: null,
  };
  const mover = as === "SYSTEM" ? SYSTEM : { kind: "PERSON", permissions: new Set<string>(PERMISSIONS) };
  try {
    await central.asSystem((context) => MOVES[name]!(context, row as never, id as never, { facts, mover } as never));
    return "moved";
  } catch (error) {
    if (!isAppError(error)) throw error;
    // The row is not in the database: to be told so means that the gate was passed.
    return error.code === "VERSION_MISMATCH" && error.message.includes("at the same time") ? "moved" : error.code;
  }
}

test.each(Object.entries(MACHINES))(
  "R1.3 %s: every transition from every status, by everybody: only the listed ones pass",
  async (name, machine) => {
    const facts = everything(machine);
    for (const { id, from, permission } of machine.transitions) {
      if (from === null) continue;
      for (const status of machine.statuses)
        for (const as of ["SYSTEM", "PERSON"] as const) {
          const listed = status === from && (permission === null) === (as === "SYSTEM");
          const outcome = await attempt(name, id, status, as, facts);
          expect(outcome === "moved", `${id} from ${status} as ${as}: ${outcome}`).toBe(listed);
          if (status === from && !listed) expect(outcome, `${id} as ${as}`).toBe("PERMISSION_DENIED");
        }
    }
  },
  60_000,
);

test.each(Object.entries(MACHINES))(
  "R1.3 %s: a guard that was not proven stops its transition",
  async (name, machine) => {
    for (const { id, from, guards, permission } of machine.transitions) {
      if (from === null) continue;
      const as = permission === null ? "SYSTEM" : "PERSON";
      for (const guard of guards) {
        const { [guard]: _left, ...facts } = everything(machine);
        expect(await attempt(name, id, from, as, facts), `${id} without ${guard}`).not.toBe("moved");
        expect(await attempt(name, id, from, as, { ...facts, [guard]: false }), `${id} without ${guard}`).not.toBe(
          "moved",
        );
      }
    }
  },
  60_000,
);

/** What people, the client channel and the central service may try at any moment, sensible or not. */
const WHO = [
  "operator",
  "operator2",
  "supervisor",
  "supervisor2",
  "executor",
  "auditor",
  "admin",
  "client-channel",
] as const;
const VERBS = [
  "submit",
  "accept",
  "delete",
  "cancel",
  "system",
  "proof",
  "complete",
  "whitelist",
  "reject",
  "revoke",
] as const;
/** Who would do it on an ordinary day. */
const USUALLY: Record<(typeof VERBS)[number], (typeof WHO)[number]> = {
  submit: "client-channel",
  accept: "operator",
  delete: "operator2",
  cancel: "operator",
  system: "operator",
  proof: "operator",
  complete: "operator",
  whitelist: "supervisor",
  reject: "supervisor",
  revoke: "supervisor2",
};
const command = fc.record({
  /** false: somebody, with something, at some moment */
  sensible: fc.integer({ min: 0, max: 9 }).map((draw) => draw > 2),
  who: fc.constantFrom(...WHO),
  verb: fc.constantFrom(...VERBS),
  which: fc.nat(50),
  wrong: fc.boolean(),
  facts: fc.uniqueArray(fc.constantFrom(...(Object.keys(DEPOSIT_GUARD_TEXTS) as DepositGuard[])), { maxLength: 8 }),
  transition: fc.constantFrom(...depositMachine.transitions.map(({ id }) => id)),
});
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

test("R1.3 I7 a long day of random commands moves everything along listed transitions only, each with its event", async () => {
  const people = new Map<string, TestClient>();
  for (const who of WHO) people.set(who, await central.api(who));
  const { db } = central.rooms.database;

  async function carryOut(one: Command): Promise<void> {
    const { verb, which, facts, sensible } = one;
    const who = sensible ? USUALLY[verb] : one.who;
    const wrong = one.wrong && !sensible;
    const person = people.get(who)!;
    const [records, requests, addresses] = [
      await db.select().from(deposits).orderBy(asc(deposits.id)),
      await db.select().from(applications).orderBy(asc(applications.id)),
      await db.select().from(walletAddresses).orderBy(asc(walletAddresses.id)),
    ];
    const record = records[which % Math.max(1, records.length)];
    const request = requests[which % Math.max(1, requests.length)];
    const address = addresses[which % Math.max(1, addresses.length)];
    const params = (row: { id: string } | undefined) => ({ id: row?.id ?? crypto.randomUUID() });
    const ifMatch = (row: { version: number } | undefined) => (row?.version ?? 1) + (wrong ? 1 : 0);
    switch (verb) {
      case "submit":
        await person.call("applications.submit", {
          body: {
            ...(which % 2 === 0 ? goodApplication() : unverifiedApplication()),
            ...(which % 5 === 0 && { amount: "5" }),
          },
        });
        return;
      case "accept":
        await person.call("applications.accept", {
          params: params(request),
          ifMatch: ifMatch(request),
          body: { remarks: "ok" },
        });
        return;
      case "delete":
        await person.call("applications.delete", {
          params: params(request),
          ifMatch: ifMatch(request),
          body: { reasonCode: "TEST", remarks: "away" },
        });
        return;
      case "cancel":
        await person.call("deposits.cancel", {
          params: params(record),
          ifMatch: ifMatch(record),
          body: { remarks: "away" },
        });
        return;
      case "system":
        if (record)
          await central.asSystem(async (context) => {
            const row = await lockDeposit(context, record.id);
            const possible = transitionsFrom(depositMachine, row.status).filter(
              ({ permission }) => permission === null,
            );
            const transition = sensible ? possible[which % Math.max(1, possible.length)]?.id : one.transition;
            await moveDeposit(context, row, transition ?? one.transition, {
              facts: wrong ? Object.fromEntries(facts.map((one) => [one, true])) : everything(depositMachine),
              mover: SYSTEM,
            });
          });
        return;
      case "proof":
        if (address) await central.as(who, (context) => startProof(context, address.id, "DOCUMENT"));
        return;
      case "complete":
        if (address)
          await central.asSystem((context) =>
            completeProof(context, address.id, { valid: which % 5 !== 0, proof: "p" }),
          );
        return;
      case "whitelist":
        if (address) await central.as(who, (context) => whitelistAddress(context, address.id));
        return;
      case "reject":
        if (address) await central.as(who, (context) => rejectAddress(context, address.id, wrong ? "" : "no"));
        return;
      case "revoke":
        if (address) await central.as(who, (context) => revokeAddress(context, address.id, wrong ? "" : "no"));
    }
  }

  let carriedOut = 0;
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 60, maxLength: 60 }), async (commands) => {
      await central.asSystem((context) => putDeposit(context, { status: "CREDITED" }));
      for (const one of commands)
        try {
          await carryOut(one);
          carriedOut += 1;
        } catch (error) {
          if (!(error instanceof Refused) && !isAppError(error)) throw error;
          expect(error instanceof Refused ? error.status : 400).toBeLessThan(500);
          refused += 1;
        }
    }),
    { numRuns: 4, endOnFailure: true },
  );
  expect(carriedOut).toBeGreaterThan(20);
  expect(refused).toBeGreaterThan(30);

  const events = await db
    .select()
    .from(auditEvents)
    .where(and(isNotNull(auditEvents.toStatus)))
    .orderBy(asc(auditEvents.seq));
  const last = new Map<string, string>();
  for (const { action, entity, entityId, fromStatus, toStatus, seq } of events) {
    const listed = MACHINES[entity]?.transitions.some(
      ({ log, from, to }) => log === action && from === fromStatus && to === toStatus,
    );
    expect(listed, `event ${seq}: ${entity} ${action} ${fromStatus} -> ${toStatus}`).toBe(true);
    // Each takes up where the one before left: no status changed without its event.
    if (last.has(`${entity}/${entityId}`)) expect(fromStatus).toBe(last.get(`${entity}/${entityId}`));
    last.set(`${entity}/${entityId}`, toStatus ?? "");
  }
  const rows: [string, (DepositRow | ApplicationRow | WalletAddressRow | RefundRow)[]][] = [
    ["deposit", await db.select().from(deposits).where(isNotNull(deposits.applicationId))],
    ["application", await db.select().from(applications)],
    ["address", await db.select().from(walletAddresses)],
  ];
  for (const [entity, list] of rows)
    for (const { id, status } of list) expect(status, `${entity} ${id}`).toBe(last.get(`${entity}/${id}`));
  expect(await verifyChain(central.rooms)).toMatchObject({ ok: true });
  expect(
    await db
      .select()
      .from(deposits)
      .where(eq(deposits.status, "NONSENSE" as never)),
  ).toEqual([]);
}, 180_000);
