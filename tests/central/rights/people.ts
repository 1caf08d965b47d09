/** One person for each role, and people who hold two at once. */
import { createUser } from "#central/accounts/createUser.ts";
import { ROLES, type Role } from "#shared/domain/permissions.ts";
import type { TestCentral } from "#tests/support/central.ts";
import type { TestClient } from "#tests/support/centralClient.ts";
import { passwordOf } from "#tests/support/centralWorld.ts";

export type RolePerson = { readonly name: string; readonly roles: readonly Role[]; readonly client: TestClient };

const COMBINED: readonly (readonly Role[])[] = [
  ["OPERATOR", "EXECUTOR"],
  ["SUPERVISOR", "EXECUTOR"],
  ["OPERATOR", "SUPERVISOR"],
];

/** Signed in, each on a workstation of his own. */
export async function everyRole(central: TestCentral): Promise<RolePerson[]> {
  const people: RolePerson[] = [];
  for (const roles of [...ROLES.map((role) => [role]), ...COMBINED]) {
    const name = roles.join("+");
    const username = `matrix-${name.toLowerCase().replaceAll(/[^a-z]/g, "-")}`;
    const passwordHash = await central.rooms.passwords.hash(passwordOf(username));
    await central.asSystem((context) => createUser(context, { username, displayName: name, passwordHash, roles }));
    people.push({ name, roles, client: await central.api(username) });
  }
  return people;
}
