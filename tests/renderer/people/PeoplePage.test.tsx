/** People and their rights on their page: given by two, taken by one, never one's own (features 66 to 68). */
import { cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { Account, RightsChange } from "#shared/contract/account.ts";
import { ROLE_PERMISSIONS } from "#shared/domain/permissions.ts";
import type { User } from "#shared/contract/session.ts";
import { described, type } from "#tests/support/openRefunds.tsx";
import { DEMO_SESSION, inputsOf } from "#tests/support/pageApi.ts";
import { idOf, NOW } from "#tests/support/pageFixtures/ids.ts";
import { AUDITOR, OPERATOR, personOf } from "#tests/support/pageFixtures/people.ts";
import { accountOfUser, makeChange } from "#tests/support/pageFixtures/peopleCalls.ts";
import { renderApp } from "#tests/support/renderApp.tsx";

afterEach(cleanup);

const admin = (number: number, displayName: string): User => ({
  ...OPERATOR,
  ...{ id: idOf("user", number), username: `admin${number}`, displayName, roles: ["ADMIN"] },
  permissions: [...ROLE_PERMISSIONS.ADMIN],
});
const FIRST = admin(7, "Yuen Wai Lam");
const SECOND = admin(8, "Fong Wing Sze");

function open(user: User, change: Partial<Account> = {}) {
  return renderApp("/people", {
    desk: {
      session: { ...DEMO_SESSION, phase: "SIGNED_IN", user },
      accounts: [accountOfUser(OPERATOR, change), accountOfUser(FIRST), accountOfUser(SECOND)],
      sessions: [
        ...[
          { id: idOf("session", 1), deviceId: idOf("device", 1), deviceName: "Desk 4", startedAt: NOW, expiresAt: NOW },
        ],
      ].map((one) => ({ ...one, own: false })),
    },
  });
}
const proposed = (by: User): RightsChange =>
  makeChange({
    user: personOf(OPERATOR),
    before: { roles: ["OPERATOR"], grants: [], disabled: false },
    after: { roles: ["OPERATOR"], grants: ["Evidence"], disabled: false },
    proposedBy: personOf(by),
  });

test("feature 66 a permission is proposed and waits for a second person; what it gives is named", async () => {
  const { page } = open(FIRST, {
    asked: [{ permission: "Evidence", reason: "I answer the auditors", requestedAt: NOW }],
  });
  expect(await screen.findByText("Asked for “Evidence”")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: `Change the rights of ${OPERATOR.displayName}` }));
  const dialog = within(await screen.findByRole("dialog"));
  fireEvent.click(dialog.getByRole("checkbox", { name: "Evidence" }));
  expect(dialog.getByText("Evidence (Make an evidence pack)")).toBeTruthy();
  expect(described(dialog.getByRole("button", { name: "Propose" }))).toContain("Write why");
  type(dialog.getByRole("textbox", { name: /Why/ }), "Agreed");
  fireEvent.click(dialog.getByRole("button", { name: "Propose" }));
  await screen.findByText("Proposed. A second person decides.");
  expect(inputsOf(page, "users", "proposeRights").at(-1)).toMatchObject({ grants: ["Evidence"], version: 1 });
  expect(await screen.findByText("Operator, “Evidence”")).toBeTruthy();
});

test("feature 66 what is taken away goes at once; rights that do not go together are refused with the reason", async () => {
  open(FIRST);
  fireEvent.click(await screen.findByRole("button", { name: `Change the rights of ${OPERATOR.displayName}` }));
  const dialog = within(await screen.findByRole("dialog"));
  fireEvent.click(dialog.getByRole("checkbox", { name: "Auditor" }));
  expect(described(dialog.getByRole("button", { name: "Propose" }))).toContain("an auditor never writes");
  fireEvent.click(dialog.getByRole("checkbox", { name: "Auditor" }));
  fireEvent.click(dialog.getByRole("checkbox", { name: "Operator" }));
  type(dialog.getByRole("textbox", { name: /Why/ }), "Left the desk");
  fireEvent.click(dialog.getByRole("button", { name: "Take away" }));
  await screen.findByText("Taken away.");
});

test("feature 66 another administrator approves, whoever proposed only withdraws, nobody changes his own", async () => {
  open(SECOND, { changes: [proposed(FIRST)] });
  expect(
    described(await screen.findByRole("button", { name: `Change the rights of ${SECOND.displayName}` })),
  ).toContain("Nobody changes his own rights");
  fireEvent.click(screen.getByRole("button", { name: `Decide on the rights of ${OPERATOR.displayName}` }));
  const dialog = within(await screen.findByRole("dialog"));
  type(dialog.getByRole("textbox", { name: /Remarks/ }), "Checked");
  fireEvent.click(dialog.getByRole("button", { name: "Approve the rights" }));
  await screen.findByText("Approved.");
  cleanup();
  open(FIRST, { changes: [proposed(FIRST)] });
  fireEvent.click(await screen.findByRole("button", { name: `Decide on the rights of ${OPERATOR.displayName}` }));
  expect(await screen.findByRole("button", { name: "Withdraw" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Approve the rights" })).toBeNull();
});

test("feature 68 the auditor reads the page and changes nothing; without the right the page can be asked for", async () => {
  open(AUDITOR);
  expect(described(await screen.findByRole("button", { name: /Add an account/ }))).toContain("Users.Manage");
  cleanup();
  open(OPERATOR);
  expect(await screen.findByText("You lack the permission “Users.Read”.")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Request access" })).toBeTruthy();
});

test("sessions of a person are seen and ended, with the reason", async () => {
  const { page } = open(FIRST);
  fireEvent.click(await screen.findByRole("button", { name: `End sessions of ${OPERATOR.displayName}…` }));
  expect(await screen.findByText("Desk 4")).toBeTruthy();
  type(screen.getByRole("textbox", { name: /Why/ }), "The laptop is lost");
  fireEvent.click(screen.getByRole("button", { name: "End all sessions" }));
  await screen.findByText("Signed out everywhere.");
  expect(inputsOf(page, "sessions", "endOfUser").at(-1)).toMatchObject({ remarks: "The laptop is lost" });
});
