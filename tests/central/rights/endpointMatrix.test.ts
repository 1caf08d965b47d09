/** Every endpoint of the contract with every role and with people of two roles: open to exactly those of the rights page (R3.3). */
import { afterAll, beforeAll, expect, test } from "vitest";

import { allEndpoints, type Endpoint } from "#shared/contract/http.ts";
import type { Role } from "#shared/domain/permissions.ts";
import { sampleOf } from "#tests/contract/samples.ts";
import { startTestCentral, type TestCentral } from "#tests/support/central.ts";
import { type EndpointName, sendTo } from "#tests/support/centralClient.ts";
import { everyRole, type RolePerson } from "./people.ts";
import { LETTERS, RIGHTS_PAGE, SYNC_PAGE } from "./rightsPage.ts";

let central: TestCentral;
let people: RolePerson[];
beforeAll(async () => {
  central = await startTestCentral();
  people = await everyRole(central);
}, 120_000);
afterAll(() => central.stop());

const SESSION = allEndpoints().filter(({ endpoint }) => endpoint.auth === "session");
/** It ends the session that the other calls need: tried last. */
const LAST = "auth.logout";
/** Instead of the sample's body: sharing a view is a right of its own. */
const OWN: Record<string, object> = {
  "views.save": { body: { name: "Late", query: "status:credited", shared: false } },
};

const letterOf = Object.fromEntries(Object.entries(LETTERS).map(([letter, role]) => [role, letter])) as Record<
  Role,
  string
>;
const isOpenTo = (who: string, { roles }: RolePerson): boolean =>
  who === "*" || roles.some((role) => who.includes(letterOf[role]));
const pageOf = (name: string): string | undefined => {
  const [noun = "", verb = ""] = name.split(".");
  return RIGHTS_PAGE[noun]?.[verb];
};

type Code = { code?: string; missingPermission?: string } | null;
async function outcomeOf(name: string, token: string): Promise<"open" | "closed"> {
  const { body } = await sendTo(
    central.url,
    name as EndpointName,
    { ...sampleOf(name), ...OWN[name] } as object,
    token,
  );
  const { code, missingPermission } = (body ?? {}) as NonNullable<Code>;
  expect(code, name).not.toBe("INTERNAL");
  return code === "PERMISSION_DENIED" && missingPermission !== undefined ? "closed" : "open";
}

test("the rights page names every endpoint behind a sign-in, and no other", () => {
  const written = Object.entries(RIGHTS_PAGE).flatMap(([noun, verbs]) => Object.keys(verbs).map((v) => `${noun}.${v}`));
  expect(written.toSorted()).toEqual(SESSION.map(({ name }) => name).toSorted());
});

test("R2.1 R3.3 nobody who is not signed in reaches any of them", async () => {
  for (const { name } of SESSION) {
    const { status, body } = await sendTo(central.url, name as EndpointName, sampleOf(name) as object);
    expect({ name, status, code: (body as Code)?.code }).toEqual({ name, status: 401, code: "TOKEN_INVALID" });
  }
});

test("R3.3 rows of a first sync: handed out to exactly those who may see them", async () => {
  for (const person of people)
    for (const [entity, who] of Object.entries(SYNC_PAGE)) {
      const { status } = await person.client.send("sync.rows", { params: { entity: entity as "deposits" } });
      expect(`${entity} ${person.name} ${status}`).toBe(
        `${entity} ${person.name} ${isOpenTo(who, person) ? 200 : 403}`,
      );
    }
});

test("R3.1 R3.3 every endpoint, every role, and people of two roles: open to exactly those of the rights page", async () => {
  const ordered = SESSION.toSorted((one, other) => Number(one.name === LAST) - Number(other.name === LAST));
  const found: string[] = [];
  const expected: string[] = [];
  const lines = (name: string, outcome: string[]) =>
    people.map((person, at) => `${name} ${person.name} ${outcome[at]}`);
  for (const { name } of ordered as { name: string; endpoint: Endpoint }[]) {
    const who = pageOf(name) ?? "";
    expected.push(
      ...lines(
        name,
        people.map((person) => (isOpenTo(who, person) ? "open" : "closed")),
      ),
    );
    found.push(...lines(name, await Promise.all(people.map(({ client }) => outcomeOf(name, client.accessToken)))));
  }
  expect(found).toEqual(expected);
  expect(found.length).toBe(SESSION.length * people.length);
}, 120_000);
