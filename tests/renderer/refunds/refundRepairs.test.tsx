/** A payment that does not end by itself, on its page: what is said, what may be done, by whom, and what each dialog sends. */
import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { AppError } from "#shared/errors.ts";
import { inputsOf } from "#tests/support/pageApi.ts";
import { idOf } from "#tests/support/pageFixtures/ids.ts";
import { EXECUTOR, OPERATOR, SUPERVISOR } from "#tests/support/pageFixtures/people.ts";
import { depositWith, makeVoid, makeVoiding, refundIn } from "#tests/support/pageFixtures/refunds.ts";
import { described, isOff, openRefunds, type } from "#tests/support/openRefunds.tsx";

afterEach(cleanup);

const ID = idOf("refund", 9);
const PATH = `/refunds/${ID}`;
const open = (refund: ReturnType<typeof refundIn>, more: Parameters<typeof openRefunds>[1] = {}) =>
  openRefunds(PATH, { deposit: depositWith(refund), refunds: [refund], ...more });
const button = (name: string) => screen.findByRole("button", { name });

describe("F24 Raise fee", () => {
  test("opens the signing room for a higher fee; not once the payment is withheld", async () => {
    const { history } = open(refundIn("BROADCAST"), { user: EXECUTOR });
    fireEvent.click(await button("Raise fee"));
    await waitFor(() => expect(history.location.pathname).toBe(`/execute/${ID}`));
    expect(history.location.search).toContain("FEE_BUMP");
    cleanup();
    const withheld = refundIn("BROADCAST", { voiding: makeVoiding(true) });
    open({ ...withheld, attempts: [...withheld.attempts, makeVoid()] }, { user: EXECUTOR });
    expect(described(await button("Raise fee"))).toContain("its fee is not raised any more");
  });
  test("R3.4 without the right it says which is lacking, and whom to ask", async () => {
    open(refundIn("DROPPED"), { user: OPERATOR });
    const raise = await button("Raise fee");
    expect(isOff(raise)).toBe(true);
    expect(described(raise)).toContain('You lack the permission "Refund.Execute"');
  });
  test("is not offered where it makes no sense", async () => {
    open(refundIn("COMPLETED"), { user: EXECUTOR });
    await button("Execute Refund");
    for (const name of ["Raise fee", "Withhold payment…", "Send the same bytes again", "Close as unpaid…"])
      expect(screen.queryByRole("button", { name })).toBeNull();
  });
});

describe("F25 Withhold payment", () => {
  test("asked for with a reason; the page says who must act next", async () => {
    const { page } = open(refundIn("BROADCAST"), { user: EXECUTOR });
    fireEvent.click(await button("Withhold payment…"));
    const dialog = await screen.findByRole("dialog");
    expect(dialog.textContent).toContain("can still be mined at any moment");
    const ask = within(dialog).getByRole("button", { name: "Ask to withhold" });
    expect(isOff(ask)).toBe(true);
    expect(described(ask)).toContain("Write the reason");
    type(within(dialog).getByLabelText("Reason, goes into the log"), "Wrong client");
    fireEvent.click(ask);
    await screen.findByText("Asked for. Another person must approve it now.");
    expect(inputsOf(page, "refunds", "requestVoid")).toMatchObject([{ id: ID, version: 3, reason: "Wrong client" }]);
    const answers = screen.getByRole("status", { name: "What this status means" });
    await waitFor(() => expect(answers.textContent).toContain("another person must approve that"));
    expect(isOff(await button("Approve withholding…"))).toBe(true);
  });

  test("I3 another person approves it with his proof; who asked cannot", async () => {
    const asked = refundIn("BROADCAST", { voiding: makeVoiding(false) });
    const both = { ...EXECUTOR, permissions: [...EXECUTOR.permissions, "Refund.VoidApprove" as const] };
    open(asked, { user: both });
    expect(described(await button("Approve withholding…"))).toContain("You asked for it");
    cleanup();
    const { page } = open(asked, { user: SUPERVISOR });
    fireEvent.click(await button("Approve withholding…"));
    const dialog = await screen.findByRole("dialog");
    expect(dialog.textContent).toContain("the address is no longer his");
    const approve = within(dialog).getByRole("button", { name: "Approve withholding" });
    expect(described(approve)).toContain("Enter your password.");
    type(within(dialog).getByLabelText(/Password/), "demo-supervisor");
    fireEvent.click(approve);
    await screen.findByText(/Approved. The executor whose key has the slot/);
    expect(inputsOf(page, "refunds", "approveVoid")).toMatchObject([{ id: ID, comment: "", proof: "demo-supervisor" }]);
  });

  test("a refusal is told with its code, the proof is asked for again, and the comment stays", async () => {
    open(refundIn("BROADCAST", { voiding: makeVoiding(false) }), {
      user: SUPERVISOR,
      answers: {
        approveVoid: () => {
          throw new AppError("STEP_UP_FAILED", "no");
        },
      },
    });
    fireEvent.click(await button("Approve withholding…"));
    const dialog = await screen.findByRole("dialog");
    type(within(dialog).getByLabelText("Comment, goes into the log"), "Called back");
    type(within(dialog).getByLabelText(/Password/), "wrong");
    fireEvent.click(within(dialog).getByRole("button", { name: "Approve withholding" }));
    await within(dialog).findByText("STEP_UP_FAILED");
    expect((within(dialog).getByLabelText(/Password/) as HTMLInputElement).value).toBe("");
    expect((within(dialog).getByLabelText("Comment, goes into the log") as HTMLTextAreaElement).value).toBe(
      "Called back",
    );
  });

  test("approved: the executor opens the signing room; until it is signed it can be taken back", async () => {
    const approved = refundIn("DROPPED", { voiding: makeVoiding(true) });
    const { history, page } = open(approved, { user: EXECUTOR });
    fireEvent.click(await button("Do not withhold…"));
    const dialog = await screen.findByRole("dialog");
    type(within(dialog).getByLabelText("Remarks"), "He wants it after all");
    fireEvent.click(within(dialog).getByRole("button", { name: "Do not withhold" }));
    await button("Withhold payment…");
    expect(inputsOf(page, "refunds", "dropVoid")).toMatchObject([{ id: ID, remarks: "He wants it after all" }]);
    expect(history.location.pathname).toBe(PATH);
    cleanup();
    const again = open(approved, { user: EXECUTOR });
    fireEvent.click(await button("Sign: pay nobody"));
    await waitFor(() => expect(again.history.location.search).toContain("VOID"));
  });

  test("who asked, why, and who approved stand with the attempts", async () => {
    open(refundIn("VOID"));
    const execution = await screen.findByRole("region", { name: "Execution" });
    expect(execution.textContent).toContain("Ng Tsz Kit asked");
    expect(execution.textContent).toContain("Ho Chi Fung approved");
    expect(execution.textContent).toContain("Void: pays nothing");
  });

  test("I9 the unused slot of an ended refund asks for people, and is voided the same way", async () => {
    const slot = { chainId: 31_337, from: "0x9C8BCA00eBdf1e6679b7088409663D1CC0Aa0B30", nonce: "418" };
    const { page } = open(refundIn("EXPIRED", { slot }), { user: EXECUTOR });
    await screen.findByText("Somebody should look at this now");
    fireEvent.click(await button("Void payment slot…"));
    const dialog = await screen.findByRole("dialog");
    type(within(dialog).getByLabelText("Reason, goes into the log"), "The key is needed");
    fireEvent.click(within(dialog).getByRole("button", { name: "Ask to void the slot" }));
    await waitFor(() => expect(inputsOf(page, "refunds", "requestVoid")).toHaveLength(1));
  });

  test("I9 a second person approves voiding a slot, in words about the slot; who asked may take it back", async () => {
    const slot = { chainId: 31_337, from: "0x9C8BCA00eBdf1e6679b7088409663D1CC0Aa0B30", nonce: "418" };
    const asked = refundIn("EXPIRED", { slot, voiding: makeVoiding(false) });
    const { page } = open(asked, { user: SUPERVISOR });
    fireEvent.click(await button("Approve voiding…"));
    const dialog = await screen.findByRole("dialog");
    expect(dialog.textContent).toContain("Approve voiding the payment slot of");
    expect(dialog.textContent).toContain("it stays what it is");
    type(within(dialog).getByLabelText(/Password/), "demo-supervisor");
    fireEvent.click(within(dialog).getByRole("button", { name: "Approve voiding" }));
    await waitFor(() => expect(inputsOf(page, "refunds", "approveVoid")).toHaveLength(1));
    cleanup();
    open(asked, { user: EXECUTOR });
    fireEvent.click(await button("Do not void…"));
    expect((await screen.findByRole("dialog")).textContent).toContain("Do not void the slot");
  });

  test("I9 a voided slot says that its key can pay again", async () => {
    const slot = { chainId: 31_337, from: "0x9C8BCA00eBdf1e6679b7088409663D1CC0Aa0B30", nonce: "418" };
    const mined = { ...makeVoid(), mined: refundIn("COMPLETED").attempts[0]?.mined ?? null };
    open(refundIn("EXPIRED", { slot, voiding: makeVoiding(true), attempts: [mined] }));
    expect((await screen.findByRole("region", { name: "Execution" })).textContent).toContain("The key can pay again.");
  });
});

describe("F28 Close as unpaid", () => {
  test("needs evidence and a proof, by another person than the maker; what was refused is told", async () => {
    open(refundIn("NONCE_LOST"), { user: EXECUTOR });
    expect(described(await button("Close as unpaid…"))).toContain('You lack the permission "Refund.Approve"');
    cleanup();
    let refuse = true;
    const { page } = open(refundIn("NONCE_LOST"), {
      user: SUPERVISOR,
      answers: {
        closeUnpaid: () => {
          if (refuse) throw new AppError("TX_MAY_STILL_CONFIRM", "not final");
          return refundIn("FAILED_ON_CHAIN", { lockReleased: true });
        },
      },
    });
    fireEvent.click(await button("Close as unpaid…"));
    const dialog = await screen.findByRole("dialog");
    const close = within(dialog).getByRole("button", { name: "Close as unpaid" });
    expect(described(close)).toContain("Write down what you found");
    type(within(dialog).getByLabelText(/Evidence/), "0xabc in block 17 pays our own wallet");
    type(within(dialog).getByLabelText(/Password/), "demo-supervisor");
    fireEvent.click(close);
    await within(dialog).findByText("TX_MAY_STILL_CONFIRM");
    refuse = false;
    type(within(dialog).getByLabelText(/Password/), "demo-supervisor");
    fireEvent.click(close);
    await screen.findByText("Closed as unpaid. The record is free for a new request.");
    expect(inputsOf(page, "refunds", "closeUnpaid").at(-1)).toMatchObject({
      evidence: "0xabc in block 17 pays our own wallet",
    });
  });
});

describe("the signing room for a second transaction", () => {
  const enter = (search: string, refund: ReturnType<typeof refundIn>) =>
    openRefunds(`/execute/${ID}?purpose=${search}`, {
      user: EXECUTOR,
      deposit: depositWith(refund),
      refunds: [refund],
    });
  const prove = async () => {
    type(await screen.findByLabelText(/Password/), "demo-executor");
    fireEvent.click(screen.getByRole("button", { name: "Claim and check" }));
  };

  test("F25 I5 the paper says that nobody is paid, address against address, and signs only after the paying address is typed", async () => {
    const { page } = enter("VOID", refundIn("BROADCAST", { voiding: makeVoiding(true) }));
    await screen.findByRole("heading", { name: "Withhold payment" });
    await prove();
    const to = await screen.findByRole("region", { name: "To the paying address itself" });
    expect(to.textContent).toContain("is not paid");
    expect(inputsOf(page, "refunds", "claim")).toMatchObject([{ purpose: "VOID" }]);
    const sign = screen.getByRole("button", { name: "Sign: pay nobody" });
    expect(isOff(sign)).toBe(true);
    type(screen.getByLabelText("Type the last 6 characters of the paying address"), "aa0b30");
    type(screen.getByLabelText("Signing PIN"), "246813");
    fireEvent.click(sign);
    await waitFor(() => expect(inputsOf(page, "refunds", "execute")).toHaveLength(1));
  });

  test("F24 the paper says in place of which transaction it stands", async () => {
    const { page } = enter("FEE_BUMP", refundIn("BROADCAST"));
    await prove();
    await screen.findByText("The same payment once more, with a higher fee");
    expect(inputsOf(page, "refunds", "claim")).toMatchObject([{ purpose: "FEE_BUMP" }]);
    expect(screen.getByText(/Nothing new is signed/).textContent).toContain("signed already can still be mined");
  });
});
