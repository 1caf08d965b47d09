/** Legal holds on the record's page and on the page of who ends them (R24.6). */
import { cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { LegalHold } from "#shared/contract/retention.ts";
import type { User } from "#shared/contract/session.ts";
import { described, type } from "#tests/support/openRefunds.tsx";
import { DEMO_SESSION, inputsOf } from "#tests/support/pageApi.ts";
import { idOf, NOW } from "#tests/support/pageFixtures/ids.ts";
import { AUDITOR, OPERATOR, personOf } from "#tests/support/pageFixtures/people.ts";
import { makeDeposit } from "#tests/support/pageFixtures/records.ts";
import { renderApp } from "#tests/support/renderApp.tsx";

afterEach(cleanup);

const ADMIN: User = {
  ...OPERATOR,
  id: idOf("user", 9),
  displayName: "Yuen Wai Lam",
  permissions: ["Retention.Manage"],
};
const RECORD = makeDeposit({ status: "CREDITED" });
const HOLD: LegalHold = {
  id: idOf("hold", 70),
  depositId: RECORD.id,
  recordNo: RECORD.recordNo,
  reason: "Court order 4711",
  placedBy: personOf(AUDITOR),
  placedAt: NOW,
  lift: null,
  version: 1,
};
const open = (path: string, user: User, hold?: LegalHold) =>
  renderApp(path, {
    desk: {
      session: { ...DEMO_SESSION, phase: "SIGNED_IN", user },
      deposits: [{ ...RECORD, legalHold: hold !== undefined }],
      legalHolds: new Map(hold === undefined ? [] : [[hold.id, hold]]),
    },
  });

test("R24.6 the record says how long it is kept and by what; an auditor places a hold, with a reason and told what it means", async () => {
  const { page } = open(`/records/${RECORD.id}`, AUDITOR);
  expect(await screen.findByText("the term of seven years")).toBeTruthy();
  fireEvent.click(await screen.findByRole("button", { name: "Place a legal hold…" }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(dialog.getByText(/Nothing of this record is purged while the hold stands/)).toBeTruthy();
  type(dialog.getByRole("textbox"), "Letter of the regulator");
  fireEvent.click(dialog.getByRole("button", { name: "Place the hold" }));
  await screen.findByText("Under legal hold");
  expect(inputsOf(page, "retention", "placeHold").at(-1)).toMatchObject({
    id: RECORD.id,
    version: RECORD.version,
    remarks: "Letter of the regulator",
  });
  expect(await screen.findByText("a legal hold; the term of seven years")).toBeTruthy();
});

test("R24.6 a held record wears the sign, shows the reason, and its end is asked for; nobody asks twice", async () => {
  const { page } = open(`/records/${RECORD.id}`, AUDITOR, HOLD);
  expect((await screen.findAllByText("Legal hold")).length).toBeGreaterThan(0);
  expect(await screen.findByText("Court order 4711")).toBeTruthy();
  fireEvent.click(await screen.findByRole("button", { name: "Ask for its end…" }));
  const dialog = within(await screen.findByRole("dialog"));
  type(dialog.getByRole("textbox"), "Case closed");
  fireEvent.click(dialog.getByRole("button", { name: "Ask for its end" }));
  await screen.findByText(/asks for the end of the hold/);
  expect(inputsOf(page, "retention", "askLift").at(-1)).toMatchObject({
    id: HOLD.id,
    version: 1,
    remarks: "Case closed",
  });
  expect(described(await screen.findByRole("button", { name: "Ask for its end…" }))).toContain("asked for already");
});

test("R24.6 another person ends the hold without seeing the record; who asked for it cannot", async () => {
  const asked = { ...HOLD, lift: { by: personOf(AUDITOR), at: NOW, reason: "Case closed" } };
  const { page } = open("/retention", ADMIN, asked);
  fireEvent.click(await screen.findByRole("button", { name: "Decide…" }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(dialog.getByText(/may be purged for good/)).toBeTruthy();
  type(dialog.getByRole("textbox"), "Letter seen");
  fireEvent.click(dialog.getByRole("button", { name: "End the hold" }));
  await screen.findByText("The hold is over");
  expect(inputsOf(page, "retention", "approveLift").at(-1)).toMatchObject({ id: HOLD.id, remarks: "Letter seen" });
  expect(await screen.findByText("No record is under legal hold.")).toBeTruthy();
  cleanup();
  open("/retention", ADMIN, { ...asked, lift: { ...asked.lift, by: personOf(ADMIN) } });
  expect(described(await screen.findByRole("button", { name: "Decide…" }))).toContain("Another person decides");
});

test("R24.6 R3.4 who holds no right of keeping is told which one is missing", async () => {
  open("/retention", OPERATOR);
  expect(await screen.findByText("You lack the permission “Retention.Manage”.")).toBeTruthy();
  cleanup();
  open(`/records/${RECORD.id}`, OPERATOR);
  expect(described(await screen.findByRole("button", { name: "Place a legal hold…" }))).toContain('"Retention.Hold"');
});
