/** Many calls in a row by people who try everything: no right and no rule ever takes effect by the word of one person (R4.4, feature 66). */
import { afterAll, beforeAll, expect, test } from "vitest";
import { createUser } from "#central/accounts/createUser.ts";
import { configurationVersions, rightsChanges } from "#central/store/tables.ts";
import { ROLES } from "#shared/domain/permissions.ts";
import { needsSecondPerson } from "#shared/domain/rights.ts";
import { seededRandom } from "#tests/central/books/paperWorld.ts";
import { startTestCentral, type TestCentral } from "#tests/support/central.ts";
import type { TestClient } from "#tests/support/centralClient.ts";
import { passwordOf } from "#tests/support/centralWorld.ts";

const CALLS = 160;
const remarks = "one of many";

let central: TestCentral;
let people: TestClient[];
beforeAll(async () => {
  central = await startTestCentral();
  for (const username of ["admin2", "admin3"]) {
    const passwordHash = await central.rooms.passwords.hash(passwordOf(username));
    await central.asSystem((context) =>
      createUser(context, { username, displayName: username, passwordHash, roles: ["ADMIN"] }),
    );
  }
  people = [];
  for (const username of ["admin", "admin2", "admin3", "supervisor", "operator"])
    people.push(await central.api(username));
}, 120_000);
afterAll(() => central.stop());

test("R4.4 I2 whoever tries whatever in whatever order: what gives something was decided by another person", async () => {
  const random = seededRandom(20_261_123);
  const pick = <One>(all: readonly One[]): One | undefined => all[random.below(Math.max(1, all.length))];
  const outcomes = new Map<string, number>();
  const count = (what: string) => void outcomes.set(what, (outcomes.get(what) ?? 0) + 1);
  for (let call = 0; call < CALLS; call += 1) {
    const person = pick(people) as TestClient;
    const { items: accounts } = await (people[call % 3] as TestClient).call("users.list").catch(() => ({ items: [] }));
    const changesSoFar = accounts.flatMap(({ changes }) => changes);
    const waiting = changesSoFar.filter(({ status }) => status === "PROPOSED");
    const rights = pick(random.below(4) === 0 ? changesSoFar : waiting);
    const subject = pick(accounts);
    const { db } = central.rooms.database;
    const all = await db.select().from(configurationVersions);
    const version = pick(random.below(4) === 0 ? all : all.filter(({ status }) => status === "PROPOSED"));
    const decision = (one: { id: string; version: number }) => ({
      params: { id: one.id },
      ifMatch: one.version,
      body: { remarks },
    });
    const tries: (() => Promise<{ code: string } | null>)[] = [
      async () =>
        subject
          ? person.refusal("users.proposeRights", {
              params: { id: subject.id },
              ifMatch: subject.version,
              body: {
                // The three who try must keep their role, or nobody is left to try.
                roles: subject.roles.includes("ADMIN") ? ["ADMIN"] : ROLES.filter(() => random.below(4) === 0),
                grants: random.below(2) === 0 ? ["Audit.Configuration"] : [],
                disabled: false,
                remarks,
              },
            })
          : null,
      async () => (rights ? person.refusal("users.approveRights", decision(rights)) : null),
      async () => (rights ? person.refusal("users.approveRights", decision(rights)) : null),
      async () => (rights ? person.refusal("users.rejectRights", decision(rights)) : null),
      async () => (rights ? person.refusal("users.withdrawRights", decision(rights)) : null),
      async () => {
        const { currencies } = await person.call("configuration.history");
        const one = currencies.find(({ currency }) => currency === "ETH");
        if (!one?.rules) return null;
        const rules = { ...one.rules, waitingWindowHours: 1 + random.below(100) };
        const payload = { basedOn: one.version, rules };
        const body = { network: one.network, currency: one.currency, payload, effectiveFrom: null, remarks };
        return person.refusal("configuration.proposeCurrency", { body });
      },
      async () => (version ? person.refusal("configuration.approve", decision(version)) : null),
      async () => (version ? person.refusal("configuration.approve", decision(version)) : null),
      async () => (version ? person.refusal("configuration.withdraw", decision(version)) : null),
    ];
    count((await pick(tries)?.())?.code ?? "DONE");
  }
  const { db } = central.rooms.database;
  const changes = await db.select().from(rightsChanges);
  const given = changes.filter(
    ({ status, before, after }) => status === "APPROVED" && needsSecondPerson(before, after),
  );
  for (const { userId, proposedBy, decidedBy } of given) {
    expect(decidedBy).not.toBeNull();
    expect(new Set([userId, proposedBy.id, decidedBy?.id]).size).toBe(3);
  }
  const versions = (await db.select().from(configurationVersions)).filter(({ status }) => status === "APPROVED");
  for (const { proposedBy, decidedBy } of versions) expect(decidedBy?.id).not.toBe(proposedBy.id);
  // Both kinds took effect, and both kinds of bypass were tried.
  expect([given.length > 0, versions.length > 0]).toEqual([true, true]);
  for (const code of ["SELF_APPROVAL_FORBIDDEN", "SELF_GRANT_FORBIDDEN", "PERMISSION_DENIED", "DONE"])
    expect(outcomes.get(code) ?? 0, code).toBeGreaterThan(0);
}, 240_000);
