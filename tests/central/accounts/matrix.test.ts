/** Every role with every command on a record in every status: exactly what the tables say, nothing else (R3.3, R12.2, R17.1, R1.3). */
import { afterAll, beforeAll, expect, test } from "vitest";
import { depositMachine, type DepositTransitionId } from "#shared/domain/depositMachine.ts";
import { allEndpoints } from "#shared/contract/http.ts";
import { ROLE_PERMISSIONS, ROLES, type Role } from "#shared/domain/permissions.ts";
import { DEPOSIT_STATUSES, type DepositStatus } from "#shared/domain/statuses.ts";
import { SAMPLES } from "#tests/contract/samples.ts";
import { startTestCentral, type TestCentral } from "#tests/support/central.ts";
import { type EndpointName, sendTo, signIn, type TestClient } from "#tests/support/centralClient.ts";
import { putDeposit } from "#tests/support/centralRecords.ts";
import { passwordOf, TEST_USERS } from "#tests/support/centralWorld.ts";

let central: TestCentral;
const people = new Map<Role, TestClient>();
beforeAll(async () => {
  central = await startTestCentral();
  for (const role of ROLES) {
    const username = TEST_USERS.find(({ roles }) => roles.includes(role))?.username ?? "";
    people.set(role, await signIn(central.url, { username, password: passwordOf(username) }));
  }
}, 120_000);
afterAll(() => central.stop());

type Command = { verb: keyof typeof SAMPLES.deposits; from: readonly DepositStatus[]; otherwise: string };
const sources = (...ids: DepositTransitionId[]): DepositStatus[] =>
  depositMachine.transitions
    .filter(({ id, from }) => ids.includes(id) && from !== null)
    .map(({ from }) => from as never);

/** Which transitions a command may take, and how it is refused from every other status. */
const COMMANDS: readonly Command[] = [
  { verb: "cancel", from: sources("D3"), otherwise: "DEPOSIT_NOT_CANCELLABLE" },
  { verb: "requestRefund", from: ["CREDITED"], otherwise: "DEPOSIT_NOT_CREDITED" },
  { verb: "releaseHold", from: sources("D16"), otherwise: "DEPOSIT_STATE" },
  // The chain is asked before the record is looked at, and these records have no block.
  { verb: "creditHeld", from: sources("D18"), otherwise: "CONFIRMATIONS_INSUFFICIENT" },
  { verb: "block", from: sources("D17"), otherwise: "DEPOSIT_STATE" },
  { verb: "unblock", from: sources("D24"), otherwise: "DEPOSIT_STATE" },
  { verb: "reverseCredit", from: sources("D21"), otherwise: "DEPOSIT_STATE" },
  { verb: "refuseHold", from: [], otherwise: "DEPOSIT_STATE" },
];

const nameOf = ({ verb }: Command) => `deposits.${verb}` as EndpointName;
const permissionOf = (command: Command) =>
  allEndpoints().find(({ name }) => name === nameOf(command))?.endpoint.permission ?? null;

test("the table names every command on a record that has a status of its own", () => {
  const named = new Set<string>([...COMMANDS.map(nameOf), "deposits.proposeHold", "deposits.review"]);
  const all = allEndpoints().filter(({ name, endpoint }) => name.startsWith("deposits.") && endpoint.method !== "GET");
  expect(all.map(({ name }) => name).filter((name) => !named.has(name))).toEqual([]);
});

test.each(ROLES.map((role) => [role] as const))(
  "R3.3 R12.2 R17.1 %s: each command in each status is carried out, refused for the status, or refused for the right",
  async (role) => {
    const person = people.get(role) as TestClient;
    const held = new Set<string>(ROLE_PERMISSIONS[role]);
    const found: Record<string, string> = {};
    const expected: Record<string, string> = {};
    for (const command of COMMANDS)
      for (const status of DEPOSIT_STATUSES) {
        const { id, version } = await central.asSystem((context) => putDeposit(context, { status }));
        const sample = SAMPLES.deposits[command.verb] as { body: unknown };
        const answer = await sendTo(
          central.url,
          nameOf(command),
          { params: { id }, body: sample.body, ifMatch: version },
          person.accessToken,
        );
        const { code = "DONE", missingPermission } = (answer.body ?? {}) as {
          code?: string;
          missingPermission?: string;
        };
        const key = `${command.verb} ${status}`;
        const permission = permissionOf(command);
        const allowed = command.from.includes(status);
        if (permission !== null && !held.has(permission)) {
          expected[key] = `lacks ${permission}`;
          found[key] = code === "PERMISSION_DENIED" ? `lacks ${missingPermission}` : code;
        } else if (!allowed) {
          expected[key] = command.otherwise;
          found[key] = code;
        } else {
          // Beyond right and status there are guards, each with tests of its own: a proposal, an address, the chain.
          expected[key] = "may";
          found[key] =
            code === "PERMISSION_DENIED" || code === "INTERNAL" || code === "VALIDATION_FAILED" ? code : "may";
          if (command.verb === "cancel") expect(code, key).toBe("DONE");
        }
      }
    expect(found).toEqual(expected);
  },
  240_000,
);
