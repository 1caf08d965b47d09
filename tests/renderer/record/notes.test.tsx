/** Restricted notes and who else has the record open, on its page; and a right that is asked for where it is missing. */
import { cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { User } from "#shared/contract/session.ts";
import { described, type } from "#tests/support/openRefunds.tsx";
import { DEMO_SESSION, inputsOf } from "#tests/support/pageApi.ts";
import { idOf, NOW } from "#tests/support/pageFixtures/ids.ts";
import { AUDITOR, OPERATOR, personOf, SUPERVISOR } from "#tests/support/pageFixtures/people.ts";
import { makeDeposit } from "#tests/support/pageFixtures/records.ts";
import { renderApp } from "#tests/support/renderApp.tsx";

afterEach(cleanup);

const RECORD = makeDeposit({ status: "ON_HOLD", holdReason: "SCREENING_ALERT" });
const NOTE = {
  id: idOf("note", 9),
  depositId: RECORD.id,
  by: personOf(SUPERVISOR),
  at: NOW,
  text: "Report 4711 is filed",
};
const open = (user: User, others: User[] = []) =>
  renderApp(`/records/${RECORD.id}`, {
    desk: {
      session: { ...DEMO_SESSION, phase: "SIGNED_IN", user },
      deposits: [RECORD],
      notes: [NOTE],
      others: others.map(personOf),
    },
  });
const holder = (user: User): User => ({ ...user, permissions: [...user.permissions, "Restricted.Read"] });

test("feature 62 a holder of the right reads the notes and writes one", async () => {
  const { page } = open({ ...holder(SUPERVISOR), permissions: [...holder(SUPERVISOR).permissions, "Record.Review"] });
  expect(await screen.findByText(/Report 4711 is filed/)).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Write a note…" }));
  expect(described(screen.getByRole("button", { name: "Keep the note" }))).toContain("Write a note first");
  type(screen.getByRole("textbox", { name: "Note" }), "The bank has answered");
  fireEvent.click(screen.getByRole("button", { name: "Keep the note" }));
  await screen.findByText("Note kept");
  expect(await screen.findByText(/The bank has answered/)).toBeTruthy();
  expect(inputsOf(page, "notes", "write").at(-1)).toMatchObject({ id: RECORD.id, text: "The bank has answered" });
});

test("feature 62 without the right there is no such section, and nothing is asked; an auditor with it reads alone", async () => {
  const { page } = open(SUPERVISOR);
  await screen.findByRole("heading", { name: "Retention" });
  expect(screen.queryByText("Restricted notes")).toBeNull();
  expect(inputsOf(page, "notes", "list")).toEqual([]);
  cleanup();
  open(holder(AUDITOR));
  expect(described(await screen.findByRole("button", { name: "Write a note…" }))).toContain('"Record.Review"');
});

test("feature 70 the page says who else has the record open", async () => {
  open(OPERATOR, [SUPERVISOR]);
  expect(await screen.findByText(`Also open: ${SUPERVISOR.displayName}`)).toBeTruthy();
});

test("R3.4 feature 67 an action whose right is missing offers to ask for it where it stands", async () => {
  const { page } = open(OPERATOR);
  const block = await screen.findByRole("button", { name: "Block…" });
  expect(described(block)).toContain("Press to ask for it.");
  fireEvent.click(block);
  const dialog = within(await screen.findByRole("dialog"));
  expect(dialog.getByText("Ask for the right “Hold.Decide”")).toBeTruthy();
  type(dialog.getByRole("textbox"), "I stand in for Ms Siu");
  fireEvent.click(dialog.getByRole("button", { name: /Request access/ }));
  expect(await dialog.findByText(/was sent/)).toBeTruthy();
  expect(inputsOf(page, "session", "requestAccess").at(-1)).toMatchObject({ permission: "Hold.Decide" });
});
