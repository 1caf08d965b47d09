/** The ways of an address on the screen: added, proven, decided, revoked; and everything that holds a person back. */
import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { AddressProof, WalletAddress } from "#shared/contract/address.ts";
import type { User } from "#shared/contract/session.ts";
import { described, isOff, type } from "#tests/support/openRefunds.tsx";
import { DEMO_SESSION, inputsOf, makeDesk } from "#tests/support/pageApi.ts";
import { GOOD_SIGNATURE, makeProof, PROOF_TEXT } from "#tests/support/pageFixtures/addressCalls.ts";
import { AUDITOR, OPERATOR, personOf, SUPERVISOR } from "#tests/support/pageFixtures/people.ts";
import { makeAddress } from "#tests/support/pageFixtures/records.ts";
import { renderApp } from "#tests/support/renderApp.tsx";

afterEach(cleanup);

const unproven = { status: "NOT_VERIFIED", method: null, proof: null, requestedBy: null, verifiedBy: null } as const;
function open(address: Partial<WalletAddress>, given: { user?: User; proofs?: AddressProof[]; offline?: true } = {}) {
  const { user = OPERATOR, proofs = [] } = given;
  const base = makeDesk();
  return renderApp("/addresses", {
    desk: {
      session: { ...DEMO_SESSION, phase: "SIGNED_IN", user },
      addresses: [makeAddress(address)],
      proofs,
      ...(given.offline && { sync: { ...base.sync, phase: "OFFLINE", offlineSince: "2026-11-22T05:00:00.000Z" } }),
    },
  });
}
const press = async (name: RegExp | string) => fireEvent.click(await screen.findByRole("button", { name }));

test("W2 R5.4 a proof by signature: the text to be signed, the signature pasted, the address goes to its checker", async () => {
  const { page } = open(unproven);
  await press(/Ask for proof/);
  await press("Start the proof");
  expect(await screen.findByText(/address-proof\.deposit-desk wants you to sign in/)).toBeTruthy();
  expect(screen.getByRole("button", { name: "Copy the text to be signed" })).toBeTruthy();
  const check = screen.getByRole("button", { name: "Check it" });
  expect(isOff(check)).toBe(true);
  type(screen.getByLabelText("Signature"), "0xab");
  type(screen.getByLabelText("Signature"), ` ${GOOD_SIGNATURE.slice(0, 40)} ${GOOD_SIGNATURE.slice(40)} `);
  await waitFor(() => expect(isOff(screen.getByRole("button", { name: "Check it" }))).toBe(false));
  await press("Check it");
  await screen.findByText(/The proof is good/);
  expect(inputsOf(page, "addresses", "submitProof").at(-1)).toMatchObject({ signature: GOOD_SIGNATURE });
  expect(screen.getByRole("button", { name: /Decide/ })).toBeTruthy();
});

test("W3 R5.4 a stranger's signature: the refusal in words, the cause among the tries, and a new proof at once", async () => {
  open({ ...unproven, status: "VERIFICATION_IN_PROGRESS" }, { proofs: [makeProof()] });
  await press(/Open proof/);
  type(await screen.findByLabelText("Signature"), `0x${"cd".repeat(65)}`);
  await press("Check it");
  expect(await screen.findByText(/signed by another wallet/)).toBeTruthy();
  expect(screen.getByText(/A new proof may be started at once/)).toBeTruthy();
  await press("Close");
  expect(await screen.findByRole("button", { name: /Ask for proof/ })).toBeTruthy();
});

test("R5.3 a proof by payment: amount, destination and end to be copied, then the confirmations of what was seen", async () => {
  const payment = { currency: "ETH", amount: "0.00013742", destination: "0x52908400098527886E0F7030069857D2E4169EE7" };
  const asked = makeProof({ method: "MICROPAYMENT", message: null, payment });
  const { page } = open({ ...unproven, status: "VERIFICATION_IN_PROGRESS" }, { proofs: [asked] });
  await press(/Open proof/);
  const dialog = within(await screen.findByRole("dialog"));
  expect(await dialog.findByText("0.00013742")).toBeTruthy();
  for (const what of ["the amount", "the destination"])
    expect(dialog.getByRole("button", { name: `Copy ${what}` })).toBeTruthy();
  page.desk.proofs[0] = { ...asked, txHash: `0x${"12".repeat(32)}`, confirmations: { current: 1, required: 3 } };
  expect(await dialog.findByText("1/3", {}, { timeout: 8_000 })).toBeTruthy();
  expect(dialog.queryByLabelText("TXID of the payment")).toBeNull();
});

test("W5 another person puts it on the list, with remarks", async () => {
  const { page } = open(
    { status: "PENDING_WHITELIST_APPROVAL", verifiedBy: null, verifiedAt: null },
    { user: SUPERVISOR },
  );
  await press(/Decide/);
  const approve = await screen.findByRole("button", { name: "Put on the list" });
  expect(described(approve)).toContain("Write what you checked");
  type(screen.getByLabelText(/Remarks/), "Compared with the call back");
  fireEvent.click(approve);
  await screen.findByText(/After its cool-down/);
  expect(inputsOf(page, "addresses", "approve").at(-1)).toMatchObject({ remarks: "Compared with the call back" });
});

test("W5 whoever asked for the proof is told that another person decides", async () => {
  open({ status: "PENDING_WHITELIST_APPROVAL", requestedBy: personOf(SUPERVISOR) }, { user: SUPERVISOR });
  const decide = await screen.findByRole("button", { name: /Decide/ });
  expect(isOff(decide)).toBe(true);
  expect(described(decide)).toContain("Another person decides");
});

test("feature 54 W6 W9 reject and revoke want a reason, and say what follows", async () => {
  const { page } = open({}, { user: SUPERVISOR });
  await press(/Revoke/);
  expect(await screen.findByText(/go On Hold/)).toBeTruthy();
  type(screen.getByLabelText(/Reason/), "The client lost the device");
  await press("Revoke the address");
  await screen.findByText(/Refunds to it that were not signed are on hold/);
  expect(page.desk.addresses[0]?.status).toBe("REVOKED");
});

test("W1 an address is added with its client, network and purpose; one with a typing error is not sent", async () => {
  const { page } = open({});
  await press("Add address…");
  const add = await screen.findByRole("button", { name: "Add the address" });
  type(screen.getByLabelText("Customer no."), "C-108834");
  type(screen.getByLabelText("Address"), "0x5290");
  expect(await screen.findAllByText("An address is 0x and 40 hexadecimal digits.")).not.toHaveLength(0);
  type(screen.getByLabelText("Address"), "0x0000 000000000000000000000000000000000000");
  expect(await screen.findAllByText("Money sent to this address is lost.")).not.toHaveLength(0);
  type(screen.getByLabelText("Address"), "0x5290 8400098527886E0F7030069857D2E4169EE7");
  type(screen.getByLabelText("What it is"), "Second wallet");
  await waitFor(() => expect(isOff(add)).toBe(false));
  fireEvent.click(add);
  await screen.findByText(/paid to only after its proof/);
  expect(inputsOf(page, "addresses", "add").at(-1)).toMatchObject({
    customerNo: "C-108834",
    network: "DEVNET",
    address: "0x52908400098527886E0F7030069857D2E4169EE7",
    label: "Second wallet",
  });
});

test("R3.4 R24.3 without the right, or offline, each action says why", async () => {
  open(unproven, { user: AUDITOR });
  const ask = await screen.findByRole("button", { name: /Ask for proof/ });
  expect(described(ask)).toContain('You lack the permission "Address.Add"');
  cleanup();
  open(unproven, { offline: true });
  expect(described(await screen.findByRole("button", { name: /Ask for proof/ }))).toContain("needs a connection");
});

test("the text to be signed stands there byte for byte", async () => {
  open({ ...unproven, status: "VERIFICATION_IN_PROGRESS" }, { proofs: [makeProof()] });
  await press(/Open proof/);
  const text = await screen.findByText((_, element) => element?.tagName === "PRE");
  expect(text.textContent).toBe(PROOF_TEXT);
});
