/** The queue of exceptions: oldest first, by reason, with whose work each is; claimed, taken over and given back (features 20 and 70). */
import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { User } from "#shared/contract/session.ts";
import { described, isOff, type } from "#tests/support/openRefunds.tsx";
import { DEMO_SESSION, inputsOf } from "#tests/support/pageApi.ts";
import { AUDITOR, OPERATOR, personOf, SUPERVISOR } from "#tests/support/pageFixtures/people.ts";
import { idOf, NOW } from "#tests/support/pageFixtures/ids.ts";
import { makeDeposit } from "#tests/support/pageFixtures/records.ts";
import { renderApp } from "#tests/support/renderApp.tsx";

afterEach(cleanup);

const held = (number: number, holdReason: "AMOUNT_MISMATCH" | "TRAVEL_RULE_MISSING") =>
  makeDeposit({
    id: idOf("deposit", number),
    recordNo: `DP-20261120-00000${number}`,
    status: "ON_HOLD",
    holdReason,
    updatedAt: `2026-11-${String(10 + number)}T06:00:00.000Z`,
  });
const RECORDS = [held(1, "AMOUNT_MISMATCH"), held(2, "TRAVEL_RULE_MISSING"), held(3, "AMOUNT_MISMATCH")];
const open = (user: User = OPERATOR, claimedBy?: User) =>
  renderApp("/triage", {
    desk: {
      session: { ...DEMO_SESSION, phase: "SIGNED_IN", user },
      deposits: [...RECORDS, makeDeposit({ status: "CREDITED" })],
      claims: new Map(
        claimedBy === undefined
          ? []
          : [
              [
                RECORDS[0]?.id ?? "",
                {
                  depositId: RECORDS[0]?.id ?? "",
                  by: personOf(claimedBy),
                  claimedAt: NOW,
                  expiresAt: "2026-11-22T10:02:11.000Z",
                },
              ],
            ],
      ),
    },
  });
const rows = async () => within(await screen.findByRole("navigation", { name: "Exceptions" })).getAllByRole("button");

test("feature 20 exceptions stand oldest first with their wait, their reason and whose work they are; the menu counts them", async () => {
  open(OPERATOR, SUPERVISOR);
  const [first, second, third] = await rows();
  expect(first?.textContent).toContain("DP-20261120-000001");
  expect(first?.textContent).toContain("waits 11 d 0 h");
  expect(first?.textContent).toContain("Amount mismatch");
  expect(first?.textContent).toContain(SUPERVISOR.displayName);
  expect(second?.textContent).toContain("nobody works on it");
  expect(third?.textContent).toContain("DP-20261120-000003");
  const menu = screen.getByRole("navigation", { name: "Main menu" });
  expect(within(menu).getByRole("link", { name: /Exceptions/ }).textContent).toContain("3");
});

test("feature 20 the queue is filtered by reason and by whose work it is, and says how many it hides", async () => {
  open(OPERATOR, SUPERVISOR);
  await rows();
  fireEvent.change(screen.getByRole("combobox", { name: "Reason" }), { target: { value: "TRAVEL_RULE_MISSING" } });
  await waitFor(async () => expect(await rows()).toHaveLength(1));
  expect(screen.getByText("1 of 3 · oldest first")).toBeTruthy();
  fireEvent.click(screen.getByRole("radio", { name: "Mine" }));
  fireEvent.click(await screen.findByRole("button", { name: "Clear the filters" }));
  await waitFor(async () => expect(await rows()).toHaveLength(3));
  fireEvent.click(screen.getByRole("radio", { name: "Nobody’s" }));
  await waitFor(async () => expect(await rows()).toHaveLength(2));
});

test("feature 70 one claims the work and gives it back", async () => {
  const { page } = open();
  fireEvent.click(await screen.findByRole("button", { name: "Claim the work" }));
  await screen.findByText("The work is yours");
  expect(inputsOf(page, "triage", "claim").at(-1)).toMatchObject({ id: RECORDS[0]?.id });
  expect((await rows())[0]?.textContent).toContain(`You, ${OPERATOR.displayName}`);
  fireEvent.click(await screen.findByRole("button", { name: "Give it back" }));
  await screen.findByText("Given back");
  expect(await screen.findByRole("button", { name: "Claim the work" })).toBeTruthy();
});

test("feature 70 another person's work is taken over with a reason only", async () => {
  const { page } = open(SUPERVISOR, OPERATOR);
  fireEvent.click(await screen.findByRole("button", { name: "Take it over…" }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(isOff(dialog.getByRole("button", { name: "Take it over" }))).toBe(true);
  type(dialog.getByRole("textbox"), "Her shift is over");
  fireEvent.click(dialog.getByRole("button", { name: "Take it over" }));
  await screen.findByText("Taken over");
  expect(inputsOf(page, "triage", "takeOver").at(-1)).toMatchObject({ remarks: "Her shift is over" });
});

test("R3.4 who may not work on exceptions is told which right is missing; j and k go through the list", async () => {
  open(AUDITOR);
  expect(described(await screen.findByRole("button", { name: "Claim the work" }))).toContain('"Hold.Propose"');
  fireEvent.keyDown(window, { key: "j" });
  await waitFor(async () => expect((await rows())[1]?.getAttribute("aria-current")).toBe("true"));
  fireEvent.keyDown(window, { key: "k" });
  await waitFor(async () => expect((await rows())[0]?.getAttribute("aria-current")).toBe("true"));
});
