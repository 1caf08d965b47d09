/** A key that is ahead of the books (NONCE_AHEAD): what it sent, told to people, settled by two of them; and a payment that was found, written down. */
import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import type { KeyComparison, Signer } from "#shared/contract/signer.ts";
import { inputsOf } from "#tests/support/pageApi.ts";
import { before, idOf, MINUTE } from "#tests/support/pageFixtures/ids.ts";
import { EXECUTOR, personOf, SUPERVISOR, SUPERVISOR2 } from "#tests/support/pageFixtures/people.ts";
import { SIGNER } from "#tests/support/pageFixtures/refundWorld.ts";
import { depositWith, refundIn } from "#tests/support/pageFixtures/refunds.ts";
import { described, isOff, openRefunds, type } from "#tests/support/openRefunds.tsx";

afterEach(cleanup);

const TX = `0x${"7".repeat(64)}`;
const stranger: KeyComparison["findings"][number] = {
  nonce: "4",
  txHash: TX,
  blockNumber: "19",
  succeeded: true,
  payment: {
    to: "0x9C8BCA00eBdf1e6679b7088409663D1CC0Aa0B30",
    contractAddress: null,
    baseUnits: "1500000000000000000",
  },
  refunds: [],
};
const paidOne = {
  ...stranger,
  refunds: [{ id: idOf("refund", 9), refundNo: "RF-20261122-000009", status: "APPROVED" }],
};
const settlement: NonNullable<Signer["settlement"]> = {
  network: "DEVNET",
  below: "5",
  proposedBy: personOf(SUPERVISOR),
  proposedAt: before(MINUTE),
  remarks: "A test payment by hand",
};

function open(user: typeof SUPERVISOR, findings = [stranger], signer: Signer = SIGNER) {
  return openRefunds("/keys", {
    user,
    keys: {
      list: () => [signer],
      compare: ({ id, network }) => ({ signerId: id, network, next: "5", findings }),
      proposeSettlement: () => ({ ...signer, settlement }),
      approveSettlement: () => ({ ...signer, settlement: null }),
    },
  });
}
const button = (name: string) => screen.findByRole("button", { name });

describe("NONCE_AHEAD", () => {
  test("I1 what the key sent is told with what it paid; one person proposes, in his own words", async () => {
    const { page } = open(SUPERVISOR);
    const first = await button("Propose to settle…");
    const list = screen.getByRole("list", { name: /Unexplained transactions of/ });
    expect(list.textContent).toContain("nonce 4");
    expect(list.textContent).toContain("1.5");
    fireEvent.click(first);
    const dialog = await screen.findByRole("dialog");
    const propose = within(dialog).getByRole("button", { name: "Propose" });
    expect(described(propose)).toContain("the second person decides by it");
    type(within(dialog).getByLabelText(/What these transactions were/), "A test payment by hand");
    fireEvent.click(propose);
    await waitFor(() =>
      expect(inputsOf(page, "signingKey", "proposeSettlement")).toMatchObject([
        { id: SIGNER.id, version: SIGNER.version, network: "DEVNET", below: "5", remarks: "A test payment by hand" },
      ]),
    );
  });

  test("I3 another person agrees, with his proof; neither who proposed it nor whose key it is", async () => {
    const asked = { ...SIGNER, settlement };
    open(SUPERVISOR, [stranger], asked);
    expect(described(await button("Agree to settle…"))).toContain("You proposed it");
    cleanup();
    const { page } = open(SUPERVISOR2, [stranger], asked);
    fireEvent.click(await button("Agree to settle…"));
    const dialog = await screen.findByRole("dialog");
    expect(dialog.textContent).toContain("A test payment by hand");
    fireEvent.click(within(dialog).getByRole("checkbox"));
    type(within(dialog).getByLabelText(/Password/), "demo-supervisor2");
    fireEvent.click(within(dialog).getByRole("button", { name: "Agree" }));
    await waitFor(() =>
      expect(inputsOf(page, "signingKey", "approveSettlement")).toMatchObject([
        { id: SIGNER.id, version: SIGNER.version, proof: "demo-supervisor2" },
      ]),
    );
  });

  test("I1 a transaction that paid an open refund is written down there first", async () => {
    open(SUPERVISOR, [paidOne]);
    const propose = await button("Propose to settle…");
    expect(isOff(propose)).toBe(true);
    expect(described(propose)).toContain("Write down the payments of open refunds first.");
    expect(screen.getByRole("link", { name: "RF-20261122-000009" }).getAttribute("href")).toContain(TX);
  });

  test("a key that the books explain is not spoken of; who may not settle is told why", async () => {
    open(SUPERVISOR, []);
    await screen.findByText(/on desk-7/);
    expect(screen.queryByRole("button", { name: "Propose to settle…" })).toBeNull();
    cleanup();
    open(EXECUTOR);
    expect(described(await button("Propose to settle…"))).toContain('You lack the permission "Signer.Approve"');
  });
});

test("F36 a found payment is written down on the refund's page, with evidence and proof; nothing says so without the link", async () => {
  const refund = refundIn("APPROVED");
  const opening = (path: string) =>
    openRefunds(path, {
      user: SUPERVISOR,
      deposit: depositWith(refund),
      refunds: [refund],
      answers: { adopt: () => refund },
    });
  const { page } = opening(`/refunds/${refund.id}?found=${TX}`);
  fireEvent.click(await button("Write it down…"));
  const dialog = await screen.findByRole("dialog");
  expect(dialog.textContent).toContain("Nothing is paid");
  type(within(dialog).getByLabelText(/Evidence/), "The journal of the pay desk names it");
  type(within(dialog).getByLabelText(/Password/), "demo-supervisor");
  fireEvent.click(within(dialog).getByRole("button", { name: "Write it down" }));
  await waitFor(() =>
    expect(inputsOf(page, "refunds", "adopt")).toMatchObject([
      { id: refund.id, txHash: TX, evidence: "The journal of the pay desk names it", proof: "demo-supervisor" },
    ]),
  );
  cleanup();
  opening(`/refunds/${refund.id}?found=javascript:1`);
  await button("Execute Refund");
  expect(screen.queryByRole("button", { name: "Write it down…" })).toBeNull();
});
