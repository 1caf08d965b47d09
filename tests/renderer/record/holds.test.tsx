/** A record that the checks stopped, on its page: why, what is proposed, and the second person's step. */
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { Deposit, HoldProposal } from "#shared/contract/deposit.ts";
import type { User } from "#shared/contract/session.ts";
import { described, isOff, type } from "#tests/support/openRefunds.tsx";
import { DEMO_SESSION, inputsOf, makeDesk } from "#tests/support/pageApi.ts";
import { idOf, NOW } from "#tests/support/pageFixtures/ids.ts";
import { AUDITOR, OPERATOR, personOf, SUPERVISOR } from "#tests/support/pageFixtures/people.ts";
import { makeDeposit } from "#tests/support/pageFixtures/records.ts";
import { renderApp } from "#tests/support/renderApp.tsx";

afterEach(cleanup);

const PROPOSAL: HoldProposal = {
  id: idOf("hold", 1),
  resolutionCode: "ACCEPT_ACTUAL",
  by: personOf(OPERATOR),
  at: NOW,
  remarks: "The client confirmed the lower amount by letter",
  evidence: ["Vault 7, folder 3"],
};
function open(change: Partial<Deposit>, given: { user?: User; proposal?: HoldProposal; offline?: true } = {}) {
  const { user = OPERATOR, proposal } = given;
  const deposit = makeDeposit({ status: "ON_HOLD", holdReason: "AMOUNT_MISMATCH", creditedAmount: null, ...change });
  const base = makeDesk();
  return renderApp(`/records/${deposit.id}`, {
    desk: {
      session: { ...DEMO_SESSION, phase: "SIGNED_IN", user },
      deposits: [deposit],
      holds: new Map(proposal === undefined ? [] : [[deposit.id, proposal]]),
      ...(given.offline && { sync: { ...base.sync, phase: "OFFLINE", offlineSince: NOW } }),
    },
  });
}
const press = async (name: RegExp | string) => fireEvent.click(await screen.findByRole("button", { name }));

test("D14 D18 feature 15 the page says why a record is held; an operator proposes, with the reason and the evidence", async () => {
  const { page } = open({});
  expect(await screen.findByText("On hold: Amount mismatch")).toBeTruthy();
  expect(screen.getByText(/Another amount arrived than the client declared/)).toBeTruthy();
  await waitFor(() => expect(isOff(screen.getByRole("button", { name: /Propose a resolution/ }))).toBe(false));
  await press(/Propose a resolution/);
  expect(await screen.findByText(/The client is credited with the received amount/)).toBeTruthy();
  const propose = screen.getByRole("button", { name: "Propose" });
  expect(described(propose)).toContain("Write why");
  fireEvent.change(screen.getByLabelText("Resolution"), { target: { value: "SUSPENSE" } });
  expect(screen.getByText(/nothing but a refund can be done with it/)).toBeTruthy();
  type(screen.getByRole("textbox", { name: /Why/ }), "Nobody answers for the rest");
  fireEvent.click(propose);
  await screen.findByText("Proposed. Another person decides.");
  expect(inputsOf(page, "deposits", "proposeHold").at(-1)).toMatchObject({
    resolutionCode: "SUSPENSE",
    remarks: "Nobody answers for the rest",
    evidence: [],
  });
});

test("D18 feature 15 another person follows the proposal, told what it brings about", async () => {
  const { page } = open({}, { user: SUPERVISOR, proposal: PROPOSAL });
  expect(await screen.findByText("The client confirmed the lower amount by letter")).toBeTruthy();
  await press("Decide…");
  type(await screen.findByRole("textbox", { name: /Remarks/ }), "Letter seen");
  await press("Credit what arrived");
  await screen.findByText("Now Credited.");
  expect(inputsOf(page, "deposits", "decideHold").at(-1)).toMatchObject({ decision: "FOLLOW", remarks: "Letter seen" });
});

test("D17 a supervisor blocks at once, and is told what that means", async () => {
  const { page } = open({ holdReason: "SCREENING_ALERT" }, { user: SUPERVISOR });
  await press("Block…");
  expect(await screen.findByText(/until two supervisors lift the block/)).toBeTruthy();
  type(screen.getByRole("textbox", { name: /Remarks/ }), "Compliance case 81");
  await press("Block the record");
  await screen.findByText("Now Blocked.");
  expect(inputsOf(page, "deposits", "decideHold").at(-1)).toMatchObject({ decision: "BLOCK" });
});

test("D16 D24 who proposed does not decide; who may not, or is offline, is told so", async () => {
  open({}, { user: SUPERVISOR, proposal: { ...PROPOSAL, by: personOf(SUPERVISOR) } });
  const own = await screen.findByRole("button", { name: "Decide…" });
  expect(described(own)).toContain("Another person decides");
  cleanup();
  open({ status: "BLOCKED" }, { user: AUDITOR });
  const none = await screen.findByRole("button", { name: /Propose a resolution/ });
  expect(described(none)).toContain('You lack the permission "Hold.Propose"');
  cleanup();
  open({}, { offline: true });
  expect(described(await screen.findByRole("button", { name: /Propose a resolution/ }))).toContain(
    "needs a connection",
  );
});

test("a record that nothing stops has no such section", async () => {
  open({ status: "CREDITED", holdReason: null });
  await screen.findByText("Checks before credit");
  expect(screen.queryByRole("button", { name: /Propose a resolution/ })).toBeNull();
});
