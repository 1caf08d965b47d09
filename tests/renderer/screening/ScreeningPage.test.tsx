/** The screening list on its page: what holds, what waits, and a list from a file (R18.3). */
import { cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { Denylist } from "#shared/contract/denylist.ts";
import type { User } from "#shared/contract/session.ts";
import { described, isOff, type } from "#tests/support/openRefunds.tsx";
import { DEMO_SESSION, inputsOf } from "#tests/support/pageApi.ts";
import { makeDenylist } from "#tests/support/pageFixtures/complianceCalls.ts";
import { idOf } from "#tests/support/pageFixtures/ids.ts";
import { OPERATOR, personOf, SUPERVISOR } from "#tests/support/pageFixtures/people.ts";
import { renderApp } from "#tests/support/renderApp.tsx";

afterEach(cleanup);

const LISTED = `0x${"ab".repeat(20)}`;
const WAITING = makeDenylist({
  id: idOf("list", 2),
  listVersion: "SL-20261122-000003",
  status: "PROPOSED",
  proposedBy: personOf(SUPERVISOR),
});
const open = (user: User, denylists: Denylist[] = [makeDenylist()]) =>
  renderApp("/screening", { desk: { session: { ...DEMO_SESSION, phase: "SIGNED_IN", user }, denylists } });
const choose = async (text: string) =>
  fireEvent.change(await screen.findByLabelText("File with one address a line", { selector: "input" }), {
    target: { files: [new File([text], "list.csv", { type: "text/csv" })] },
  });

test("R18.3 a list is read from a file, said to be understood, and proposed with source and dates", async () => {
  const { page } = open(SUPERVISOR);
  expect(await screen.findByText("SL-20261122-000002")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Import a list…" }));
  const dialog = within(await screen.findByRole("dialog"));
  const send = dialog.getByRole("button", { name: "Propose the list" });
  expect(described(send)).toContain("Choose a file");
  await choose("address,reason\nnobody\n");
  expect(await dialog.findAllByText("Line 2 is no address: nobody")).toHaveLength(2);
  expect(isOff(send)).toBe(true);
  await choose(`${LISTED},Case 81\n`);
  expect(await dialog.findByText("1 address in list.csv")).toBeTruthy();
  type(dialog.getByRole("textbox", { name: /Where the list comes from/ }), "The bureau");
  type(dialog.getByRole("textbox", { name: /Published at/ }), "2026-11-22 08:00");
  fireEvent.change(dialog.getByRole("combobox"), { target: { value: "14" } });
  type(dialog.getByRole("textbox", { name: /Remarks/ }), "Of this morning");
  fireEvent.click(send);
  await screen.findByText("Imported. Another person decides.");
  expect(inputsOf(page, "screening", "propose").at(-1)).toMatchObject({
    source: "The bureau",
    publishedAt: "2026-11-22T00:00:00.000Z",
    goodUntil: "2026-12-06T00:00:00.000Z",
    entries: [{ address: LISTED, reason: "Case 81" }],
  });
});

test("R18.3 another person sees what a list would change and lets it into force; who imported it may only take it back", async () => {
  const other: User = { ...SUPERVISOR, id: idOf("user", 60), displayName: "Siu Ka Man" };
  const { page } = open(other, [structuredClone(WAITING), makeDenylist()]);
  fireEvent.click(await screen.findByRole("button", { name: "Decide…" }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(await dialog.findByText(/1 new, 0 no longer listed/)).toBeTruthy();
  type(dialog.getByRole("textbox"), "Compared");
  fireEvent.click(dialog.getByRole("button", { name: "Let it into force" }));
  await screen.findByText("In force", { selector: "[role=status] *, [role=status]" });
  expect(inputsOf(page, "screening", "approve").at(-1)).toMatchObject({ id: WAITING.id, version: 1 });
  cleanup();
  open(SUPERVISOR, [structuredClone(WAITING), makeDenylist()]);
  expect(described(await screen.findByRole("button", { name: "Decide…" }))).toContain("Another person decides");
  expect(isOff(screen.getByRole("button", { name: "Take it back…" }))).toBe(false);
});

test("R18.3 R3.4 a list beyond its limit says that nothing is paid; an operator reads and imports none", async () => {
  open(OPERATOR, [makeDenylist({ goodUntil: "2026-11-22T06:00:00.000Z" })]);
  expect(await screen.findByText("This list is older than its limit.")).toBeTruthy();
  expect(screen.getByText(/Nothing is paid/)).toBeTruthy();
  expect(described(screen.getByRole("button", { name: "Import a list…" }))).toContain('"Configuration.Propose"');
});
