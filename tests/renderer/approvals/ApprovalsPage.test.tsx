import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { AppError } from "#shared/errors.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { inputsOf } from "#tests/support/pageApi.ts";
import { before, HOUR, idOf, MINUTE, NOW } from "#tests/support/pageFixtures/ids.ts";
import { OPERATOR2, personOf, SUPERVISOR, SUPERVISOR2 } from "#tests/support/pageFixtures/people.ts";
import { makeAddress } from "#tests/support/pageFixtures/records.ts";
import { INTENT_HASH, makeApproval, makeRefund, makeVoiding, refundIn } from "#tests/support/pageFixtures/refunds.ts";
import { isOff, openRefunds, type } from "#tests/support/openRefunds.tsx";

afterEach(cleanup);

const later = (ms: number) => new Date(Date.parse(NOW) + ms).toISOString();
const old = makeRefund({
  id: idOf("refund", 81),
  refundNo: "RF-20261121-000081",
  requestedAt: before(23 * HOUR),
  expiresAt: later(52 * MINUTE),
});
const young = makeRefund({
  id: idOf("refund", 95),
  refundNo: "RF-20261122-000095",
  requestedAt: before(22 * MINUTE),
  requestedBy: personOf(SUPERVISOR),
});
const open = (refunds: Refund[] = [young, old], more: Parameters<typeof openRefunds>[1] = {}) =>
  openRefunds("/approvals", { user: SUPERVISOR, refunds, ...more });
const tail = INTENT_HASH.slice(-8);
const fill = async () => {
  type(await screen.findByLabelText("Type the last 8 of the digest"), tail);
  type(screen.getByLabelText("Password, to prove it is you"), "demo-supervisor");
};
const button = (name: string) => screen.getByRole("button", { name });

describe("the queue", () => {
  test("R20a.1 oldest first; the person's own request is there, disabled with the reason", async () => {
    open();
    const list = await screen.findByRole("navigation", { name: "Requests" });
    const rows = within(list)
      .getAllByRole("button")
      .map((row) => row.textContent ?? "");
    expect(rows.map((row) => row.slice(0, 18))).toEqual(["RF-20261121-000081", "RF-20261122-000095"]);
    expect(rows[1]).toContain("Your own request. Another supervisor must decide.");
    expect(screen.getByText("2 waiting, 1 you may decide · oldest first, one by one")).toBeTruthy();
    fireEvent.click(within(list).getAllByRole("button")[1] as HTMLElement);
    await waitFor(() => expect(screen.getByRole("article", { name: "Request RF-20261122-000095" })).toBeTruthy());
    expect(screen.queryByRole("button", { name: "Approve refund" })).toBeNull();
    expect(screen.getAllByText("Your own request. Another supervisor must decide.")).toHaveLength(2);
  });
  test("R20a.3 the time that is left, in words, and when it ends", async () => {
    open();
    expect(await screen.findByText("52 min left")).toBeTruthy();
    await waitFor(() => expect(document.body.textContent).toContain("Expires in 52 min, 22 Nov 2026 14:54 HKT"));
  });
  test("one by one: there is nothing with which several are approved", async () => {
    open();
    expect(await screen.findAllByRole("button", { name: "Approve refund" })).toHaveLength(1);
    expect(screen.queryByRole("checkbox")).toBeNull();
  });
  test("F25 I9 what waits to be withheld or voided stands above, for a second person only", async () => {
    const slot = { chainId: 31_337, from: "0x9C8BCA00eBdf1e6679b7088409663D1CC0Aa0B30", nonce: "418" };
    const dead = refundIn("EXPIRED", { slot, voiding: makeVoiding(false) });
    open([young, dead, { ...refundIn("COMPLETED", { voiding: makeVoiding(false) }), id: idOf("refund", 77) }]);
    const list = within(await screen.findByRole("region", { name: "Payments and slots to withhold" }));
    expect(list.getAllByRole("listitem")).toHaveLength(1);
    expect(list.getByRole("listitem").textContent).toContain("void the unused slot, nonce 418");
    expect(list.getByRole("link", { name: "Look and decide" }).getAttribute("href")).toContain(dead.id);
    cleanup();
    open([dead], { user: OPERATOR2 });
    const barred = within(await screen.findByRole("region", { name: "Payments and slots to withhold" }));
    expect(barred.queryByRole("link", { name: "Look and decide" })).toBeNull();
    expect(barred.getByRole("listitem").textContent).toContain("You lack the permission");
  });
  test("an empty queue says so", async () => {
    open([]);
    expect(await screen.findByText("No refund waits for approval.")).toBeTruthy();
  });
});

describe("what a supervisor sees before deciding", () => {
  test("R20a.5 what changed since the request, first and marked; reading it is confirmed", async () => {
    open([{ ...old, requiredApprovals: 2, intent: { ...old.intent, requiredApprovals: 2 } }]);
    const table = await screen.findByRole("table", { name: "" });
    const rows = within(table)
      .getAllByRole("row")
      .map((row) => row.textContent ?? "");
    expect(rows[1]).toBe("Refunds to this address, 30 days–02, 96000 USDTchanged");
    expect(rows[2]).toContain("same");
    await fill();
    expect(isOff(button("Approve refund"))).toBe(true);
    expect(document.body.textContent).toContain("Approve: tick the difference as read");
    fireEvent.click(screen.getByLabelText("I have read the 1 difference"));
    expect(isOff(button("Approve refund"))).toBe(false);
  });
  test("R20a.5 without the comparison nothing is approved", async () => {
    open([old], {
      answers: {
        differences: () => {
          throw new AppError("CHAIN_UNAVAILABLE", "no chain");
        },
      },
    });
    await fill();
    await screen.findByText("CHAIN_UNAVAILABLE");
    expect(isOff(button("Approve refund"))).toBe(true);
  });
  test("I12 the address is compared with the address book, in full", async () => {
    open([old]);
    expect(await screen.findByText("40 of 40 characters equal")).toBeTruthy();
    cleanup();
    open([old], { addresses: [makeAddress({ id: idOf("address", 9) })] });
    expect(await screen.findByText("The address book does not hold this address. Do not approve.")).toBeTruthy();
    await fill();
    expect(isOff(button("Approve refund"))).toBe(true);
    cleanup();
    open([old], { addresses: [], sync: { phase: "FIRST_SYNC" } });
    expect(await screen.findByText(/The address book is still being read on this computer/)).toBeTruthy();
  });
  test("R18.2 identity and legitimacy as the maker answered them", async () => {
    open([old]);
    const identity = await screen.findByRole("region", { name: "Identity and legitimacy" });
    for (const words of [
      "Call-back to the number on file, CB-88213",
      "1 attachment: instruction.pdf",
      "Asked by Ms Lau",
      "Remainder: none, refund in full",
    ])
      expect(identity.textContent).toContain(words);
  });
  test("I5 a request that contradicts its intent cannot be decided", async () => {
    open([{ ...old, amount: "48249" }]);
    expect(await screen.findByText(/What is shown is not what would be signed: amount/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Approve refund" })).toBeNull();
  });
});

describe("deciding", () => {
  test("R20a.1 approving sends version, digest and proof, and says what was logged", async () => {
    const { page } = open([old]);
    await fill();
    await waitFor(() => expect(isOff(button("Approve refund"))).toBe(false));
    fireEvent.click(button("Approve refund"));
    fireEvent.click(button("Approve refund"));
    await screen.findByText("Approved.");
    expect(document.body.textContent).toContain("Logged: Ho Chi Fung, 14:02:11. The refund is Approved.");
    const sent = inputsOf(page, "refunds", "approve");
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      id: old.id,
      version: old.version,
      intentHash: INTENT_HASH,
      proof: "demo-supervisor",
      comment: "",
    });
  });
  test("what was decided stays in sight when the request leaves the queue, whatever the reader scrolled to", async () => {
    const { page } = open([old]);
    await fill();
    await waitFor(() => expect(isOff(button("Approve refund"))).toBe(false));
    fireEvent.click(button("Approve refund"));
    await screen.findByText("Approved.");
    act(() =>
      page.change((desk) => (desk.refunds = desk.refunds.map((one) => ({ ...one, version: one.version + 3 })))),
    );
    await waitFor(() => expect(screen.queryByRole("button", { name: "Approve refund" })).toBeNull());
    expect(within(screen.getByRole("navigation", { name: "Requests" })).queryAllByRole("button")).toHaveLength(0);
    const said = screen.getByText("Approved.");
    expect(within(screen.getByRole("region", { name: "What to compare" })).queryByText("Approved.")).toBeNull();
    expect(said.closest("article")?.getAttribute("aria-label")).toBe(`Request ${old.refundNo}`);
  });
  test("with a second approval missing it says that another supervisor must approve too", async () => {
    const large = { ...old, requiredApprovals: 2, intent: { ...old.intent, requiredApprovals: 2 } };
    open([large], {
      answers: {
        differences: () => ({ comparedAt: NOW, rows: [] }),
        approve: () => ({ ...large, version: 4, approvals: [makeApproval(SUPERVISOR, NOW)] }),
      },
    });
    await fill();
    await waitFor(() => expect(isOff(button("Approve refund"))).toBe(false));
    fireEvent.click(button("Approve refund"));
    await waitFor(() =>
      expect(document.body.textContent).toContain("1 of 2 approvals; another supervisor must approve too."),
    );
  });
  test("R20a.1 rejecting needs the reason; it goes into the log", async () => {
    const { page } = open([old]);
    await fill();
    expect(isOff(button("Reject refund"))).toBe(true);
    fireEvent.click(button("Reject refund"));
    type(screen.getByLabelText("Comment, goes into the log"), "The call-back reference cannot be found");
    fireEvent.click(button("Reject refund"));
    await screen.findByText("Rejected.");
    expect(inputsOf(page, "refunds", "reject")).toHaveLength(1);
    expect(inputsOf(page, "refunds", "reject")[0]?.comment).toBe("The call-back reference cannot be found");
  });
  test("R2.4 a wrong password is told; the comment stays, the password does not", async () => {
    open([old], {
      answers: {
        approve: () => {
          throw new AppError("STEP_UP_FAILED", "wrong");
        },
      },
    });
    await fill();
    type(screen.getByLabelText("Comment, goes into the log"), "In order");
    await waitFor(() => expect(isOff(button("Approve refund"))).toBe(false));
    fireEvent.click(button("Approve refund"));
    await screen.findByText("STEP_UP_FAILED");
    expect(screen.getByLabelText<HTMLInputElement>("Comment, goes into the log").value).toBe("In order");
    expect(screen.getByLabelText<HTMLInputElement>("Password, to prove it is you").value).toBe("");
  });
  test("R2.4 who has an authenticator is asked for its code", async () => {
    const { page } = open([old], { user: { ...SUPERVISOR, totpEnrolled: true } });
    type(await screen.findByLabelText("Type the last 8 of the digest"), tail);
    type(screen.getByLabelText("Authenticator code"), "602 177");
    await waitFor(() => expect(isOff(button("Approve refund"))).toBe(false));
    fireEvent.click(button("Approve refund"));
    await waitFor(() => expect(inputsOf(page, "refunds", "approve")[0]?.proof).toBe("602177"));
  });
  test("R20a.2 when the request changes under the hand, nothing typed for the old one counts", async () => {
    const { page } = open([old]);
    await fill();
    await waitFor(() => expect(isOff(button("Approve refund"))).toBe(false));
    act(() => page.change((desk) => (desk.refunds[0] = { ...old, version: old.version + 1 })));
    await waitFor(() =>
      expect(screen.getByLabelText<HTMLInputElement>("Type the last 8 of the digest").value).toBe(""),
    );
    expect(isOff(button("Approve refund"))).toBe(true);
  });
  test("I3 nobody approves twice, and the right is needed", async () => {
    open([
      {
        ...old,
        requiredApprovals: 2,
        approvals: [makeApproval(SUPERVISOR, NOW)],
        intent: { ...old.intent, requiredApprovals: 2 },
      },
    ]);
    await waitFor(() =>
      expect(screen.getAllByText("You have approved this already. Another supervisor must decide.")).toHaveLength(2),
    );
    cleanup();
    open([old], { user: OPERATOR2 });
    await waitFor(() => expect(screen.getAllByText(/You lack the permission "Refund.Approve"/)).toHaveLength(2));
  });
  test("R24.1 offline nothing is decided", async () => {
    open([old], { sync: { phase: "OFFLINE" } });
    expect((await screen.findAllByText(/Approving needs a connection/)).length).toBeGreaterThan(0);
    expect(screen.queryByRole("button", { name: "Approve refund" })).toBeNull();
  });
  test("what was decided can be read again", async () => {
    openRefunds("/approvals?view=decided", { user: SUPERVISOR2, refunds: [refundIn("APPROVED"), old] });
    const list = await screen.findByRole("navigation", { name: "Requests" });
    expect(within(list).getAllByRole("button")).toHaveLength(1);
    expect(list.textContent).toContain("Approved");
  });
});
