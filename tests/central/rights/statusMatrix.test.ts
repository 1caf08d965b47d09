/**
 * Every role with every command on a record, a refund, an address and an application in every status: carried out, refused for the status, or refused for
 * the right (R3.3, R12.2, R17.1, R1.3). What is expected is written by hand from docs/requirements.md and the state machines' tables, not taken from the code.
 * RIGHTS_MATRIX=full takes people of two roles too, and tries those who lack a right in every status.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { Context } from "#central/context.ts";
import { allEndpoints } from "#shared/contract/http.ts";
import type { HoldResolution } from "#shared/domain/depositHolds.ts";
import { ROLES } from "#shared/domain/permissions.ts";
import { ADDRESS_STATUSES, APPLICATION_STATUSES, DEPOSIT_STATUSES, REFUND_STATUSES } from "#shared/domain/statuses.ts";
import { sampleOf } from "#tests/contract/samples.ts";
import { startTestCentral, type TestCentral } from "#tests/support/central.ts";
import type { EndpointName } from "#tests/support/centralClient.ts";
import { putDeposit } from "#tests/support/centralRecords.ts";
import { everyRole, type RolePerson } from "./people.ts";
import { LETTERS, RIGHTS_PAGE } from "./rightsPage.ts";
import { mineMoney, type Put, putAddress, putApplication, putMoney, putRefund } from "./rowsInStatus.ts";

/** `from`: the statuses in which the command may be carried out. `otherwise`: how it is refused in all others. */
type Command = { readonly from: readonly string[]; readonly otherwise: string };
type Entity = {
  readonly statuses: readonly string[];
  put(context: Context, status: never, verb: string): Promise<Put>;
  readonly commands: Readonly<Record<string, Command>>;
  /** commands that no status of the entity decides about; each has tests of its own */
  readonly others: readonly string[];
};

const inState =
  (otherwise: string) =>
  (...from: string[]): Command => ({ from, otherwise });
const depositIn = inState("DEPOSIT_STATE");
const refundIn = inState("REFUND_STATE");
const addressIn = inState("ADDRESS_STATE");
const EVERYTHING = process.env["RIGHTS_MATRIX"] === "full";
const UNMINED = ["SIGNED", "BROADCAST_UNKNOWN", "BROADCAST", "DROPPED"];

/** What somebody else has proposed about the record, whatever its status. */
const PROPOSED: Readonly<Record<string, (status: string) => HoldResolution>> = {
  releaseHold: () => "RELEASE",
  creditHeld: () => "SUSPENSE",
  unblock: () => "UNBLOCK",
  reverseCredit: () => "REVERSE_CREDIT",
  refuseHold: (status) => (status === "BLOCKED" ? "UNBLOCK" : status === "REORG_ALERT" ? "REVERSE_CREDIT" : "RELEASE"),
};

const ENTITIES: Readonly<Record<string, Entity>> = {
  deposits: {
    statuses: DEPOSIT_STATUSES,
    put: (context, status, verb) =>
      verb === "cancel" ? putDeposit(context, { status }) : putMoney(context, status, PROPOSED[verb]?.(status) ?? null),
    commands: {
      cancel: inState("DEPOSIT_NOT_CANCELLABLE")("WALLET_ADDRESS_UNDER_VERIFICATION"),
      requestRefund: inState("DEPOSIT_NOT_CREDITED")("CREDITED"),
      releaseHold: depositIn("ON_HOLD"),
      creditHeld: depositIn("ON_HOLD"),
      block: depositIn("ON_HOLD"),
      unblock: depositIn("BLOCKED"),
      reverseCredit: depositIn("REORG_ALERT"),
      refuseHold: depositIn("ON_HOLD", "BLOCKED", "REORG_ALERT"),
    },
    others: ["proposeHold", "review"],
  },
  refunds: {
    // Drafts and what became of them never leave the workstation.
    statuses: REFUND_STATUSES.filter((status) => status !== "DRAFT" && status !== "DISCARDED"),
    put: (context, status, verb) =>
      putRefund(context, status, {
        maker: verb === "withdraw" ? makerId : crypto.randomUUID(),
        voiding: verb === "approveVoid" || verb === "dropVoid",
      }),
    commands: {
      approve: refundIn("PENDING_APPROVAL"),
      reject: refundIn("PENDING_APPROVAL", "ON_HOLD"),
      withdraw: refundIn("PENDING_APPROVAL"),
      releaseHold: refundIn("ON_HOLD"),
      claim: refundIn("APPROVED", "SIGNING"),
      requestVoid: refundIn(...UNMINED),
      // Of a refund that ended unsigned the slot is used up, so that its key is free again.
      approveVoid: refundIn(...UNMINED, "EXPIRED", "REJECTED", "WITHDRAWN"),
      closeUnpaid: refundIn("NONCE_LOST"),
      adopt: refundIn("APPROVED", "NONCE_LOST"),
      notify: refundIn("COMPLETED"),
      // Nobody holds a lock of these, and nothing was signed for them: what a lock and bytes allow stands in the tests of execution.
      renewLease: inState("LEASE_LOST")(),
      releaseLease: inState("LEASE_LOST")(),
      registerAttempt: inState("LEASE_LOST")(),
      reportBroadcast: inState("TX_HASH_MISMATCH")(),
      reportObservation: inState("TX_HASH_MISMATCH")(),
    },
    others: ["dropVoid"],
  },
  addresses: {
    statuses: ADDRESS_STATUSES,
    put: (context, status) => putAddress(context, status),
    commands: {
      startProof: addressIn("NOT_VERIFIED", "REVERIFICATION_REQUIRED"),
      approve: addressIn("PENDING_WHITELIST_APPROVAL"),
      reject: addressIn("PENDING_WHITELIST_APPROVAL"),
      revoke: addressIn("VERIFIED"),
    },
    others: ["add", "submitProof"],
  },
  applications: {
    statuses: APPLICATION_STATUSES,
    put: (context, status) => putApplication(context, status),
    commands: {
      accept: inState("APPLICATION_STATE")("ABNORMAL"),
      delete: inState("APPLICATION_NOT_DELETABLE")("ABNORMAL", "RECORDED"),
    },
    others: ["submit"],
  },
};

let central: TestCentral;
let people: RolePerson[];
let makerId: string;
beforeAll(async () => {
  // The rows lack what a refund's answer shows; the contract's tests look at answers.
  central = await startTestCentral({ checkAnswers: false });
  mineMoney(central);
  people = (await everyRole(central)).slice(0, EVERYTHING ? undefined : ROLES.length);
  makerId = people.find(({ name }) => name === "OPERATOR")?.client.user.id ?? "";
}, 120_000);
afterAll(() => central.stop());

const holds = (who: string, { roles }: RolePerson): boolean =>
  [...who].some((one) => roles.includes(LETTERS[one as "O"]));

/** What became of it, in a word. `done`: the row is another one now. */
async function outcomeOf(name: string, { client }: RolePerson, row: Put, { otherwise }: Command) {
  const sample = sampleOf(name);
  const { status, body } = await client.send(
    name as EndpointName,
    {
      ...sample,
      params: { ...sample.params, id: row.id },
      ifMatch: row.version,
    } as never,
  );
  const { code, missingPermission } = (body ?? {}) as { code?: string; missingPermission?: string };
  const done = status < 300;
  if (code === "PERMISSION_DENIED" && missingPermission !== undefined) return { done, word: "lacks the right" };
  // Beyond right and status there are guards, each with tests of its own: a proposal, a signature, the chain.
  const strange = code === "INTERNAL" || code === "VALIDATION_FAILED" || code === "VERSION_MISMATCH";
  return { done, word: strange ? code : code === otherwise ? "not in this status" : "may" };
}

describe.each(Object.entries(ENTITIES))("%s", (noun, { statuses, put, commands, others }) => {
  test("the table names every command on it", () => {
    const changing = allEndpoints().filter(
      ({ name, endpoint }) => name.startsWith(`${noun}.`) && endpoint.method !== "GET",
    );
    const named = [...Object.keys(commands), ...others].map((verb) => `${noun}.${verb}`);
    expect(changing.map(({ name }) => name).toSorted()).toEqual(named.toSorted());
  });

  test.each(Object.entries(commands))(
    "R1.3 R3.3 R12.2 R17.1 %s: by every role in every status carried out, refused for the status, or refused for the right",
    async (verb, command) => {
      const who = RIGHTS_PAGE[noun]?.[verb] ?? "";
      const walk = async (status: string) => {
        const fresh = () => central.asSystem((context) => put(context, status as never, verb));
        let row = await fresh();
        const lines: { found: string; expected: string }[] = [];
        for (const person of people) {
          // The right is looked at before the record is: in the short form those who lack it try some of the statuses.
          if (!EVERYTHING && !holds(who, person) && !(status === command.from[0] || status === statuses[0])) continue;
          const { done, word } = await outcomeOf(`${noun}.${verb}`, person, row, command);
          const may = command.from.includes(status) ? "may" : "not in this status";
          const key = `${status} ${person.name}:`;
          lines.push({ found: `${key} ${word}`, expected: `${key} ${holds(who, person) ? may : "lacks the right"}` });
          if (done) row = await fresh();
        }
        return lines;
      };
      const lines = (await Promise.all(statuses.map(walk))).flat();
      expect(lines.map(({ found }) => found)).toEqual(lines.map(({ expected }) => expected));
    },
    120_000,
  );
});

test("F25 I3 a void is dropped by those who may ask for it or approve it, by nobody else who sees refunds", async () => {
  const found: string[] = [];
  for (const person of people) {
    const row = await central.asSystem((context) => putRefund(context, "BROADCAST", { maker: makerId, voiding: true }));
    const input = { params: { id: row.id }, ifMatch: row.version, body: { remarks: "The node has it after all" } };
    const { status } = await person.client.send("refunds.dropVoid", input);
    if (status === 200) found.push(person.name);
    else expect(status).toBe(403);
  }
  expect(found.slice(0, 2)).toEqual(["SUPERVISOR", "EXECUTOR"]);
  for (const name of found) expect(name).toMatch(/SUPERVISOR|EXECUTOR/);
});
