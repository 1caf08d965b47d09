import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import type { ExecutionReview } from "#shared/contract/executionReview.ts";
import { AppError } from "#shared/errors.ts";
import { inputsOf, type FakePage } from "#tests/support/pageApi.ts";
import { idOf, NOW } from "#tests/support/pageFixtures/ids.ts";
import { EXECUTOR, OPERATOR } from "#tests/support/pageFixtures/people.ts";
import { CLIENT_ADDRESS, OTHER_ADDRESS } from "#tests/support/pageFixtures/records.ts";
import { depositWith, INTENT_HASH, makeReview, PAY_HASH, refundIn } from "#tests/support/pageFixtures/refunds.ts";
import { isOff, openRefunds, type } from "#tests/support/openRefunds.tsx";

afterEach(cleanup);

const ID = idOf("refund", 9);
const PATH = `/execute/${ID}`;
const approved = refundIn("APPROVED");
const open = (more: Parameters<typeof openRefunds>[1] = {}) =>
  openRefunds(PATH, { user: EXECUTOR, refunds: [approved], deposit: depositWith(approved), ...more });
const money = () => screen.getByRole("heading", { name: "Can money move now?" }).parentElement?.textContent ?? "";
const claim = async () => {
  type(await screen.findByLabelText("Password, to prove it is you"), "demo-executor");
  fireEvent.click(screen.getByRole("button", { name: "Claim and check" }));
  await screen.findByRole("form", { name: "Read, confirm and sign" });
};
const fill = () => {
  type(screen.getByLabelText("Type the last 6 characters of the To address"), CLIENT_ADDRESS.slice(-6));
  type(screen.getByLabelText("Signing PIN"), "246813");
};
const sign = async () => {
  await claim();
  fill();
  fireEvent.click(screen.getByRole("button", { name: "Execute Refund" }));
};
const released = (page: FakePage) => inputsOf(page, "refunds", "releaseClaim").length;
const fails = (code: ConstructorParameters<typeof AppError>[0]) => ({
  execute: () => {
    throw new AppError(code, "as the engine says");
  },
});

describe("step 1: who you are", () => {
  test("R21.2 R2.4 fresh authentication is asked; nothing is claimed before it", async () => {
    const { page } = open();
    const button = await screen.findByRole("button", { name: "Claim and check" });
    expect(isOff(button)).toBe(true);
    expect(money()).toContain("No. Nothing is claimed and nothing is signed.");
    await claim();
    expect(inputsOf(page, "refunds", "claim")[0]).toMatchObject({
      id: ID,
      version: approved.version,
      proof: "demo-executor",
    });
  });
  test("R21.1 who requested it cannot execute it, whatever he types", async () => {
    const { page } = open({ user: OPERATOR });
    type(await screen.findByLabelText("Password, to prove it is you"), "demo-operator");
    expect(screen.getByText("Your own request. Another person must execute it.")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Claim and check" }));
    expect(inputsOf(page, "refunds", "claim")).toHaveLength(0);
  });
  test("R21.1 not before it is Approved", async () => {
    open({ refunds: [refundIn("PENDING_APPROVAL")] });
    expect(await screen.findByText('Only "Approved" can be executed — this is Pending Approval.')).toBeTruthy();
  });
  test("fault 18: claimed by another, it says by whom and what to do; no money can move", async () => {
    open({
      answers: {
        claim: () => {
          throw new AppError("REFUND_CLAIMED", "held", { extra: { holder: "Tong Kai Yin" } });
        },
      },
    });
    type(await screen.findByLabelText("Password, to prove it is you"), "demo-executor");
    fireEvent.click(screen.getByRole("button", { name: "Claim and check" }));
    await screen.findByText("Tong Kai Yin holds the claim. Wait until it lapses, one minute at most, then try again.");
    expect(money()).toContain("No.");
    expect(screen.getByLabelText<HTMLInputElement>("Password, to prove it is you").value).toBe("");
  });
});

describe("the paper", () => {
  test("R21.2 I5 it is drawn from the review alone: amount, address in full, chain, fee cap, digest, approvals", async () => {
    // Everything differs from the request, so that nothing can have come from there.
    const review: ExecutionReview = makeReview({
      refundId: ID,
      amount: "126400.5",
      recordNo: "DP-REVIEW",
      customerName: "Sino Crest Ltd",
      nonce: "777",
      to: { transaction: OTHER_ADDRESS, approvedRequest: OTHER_ADDRESS, addressBook: OTHER_ADDRESS },
    });
    open({ answers: { claim: () => review } });
    await claim();
    const paper = screen.getByRole("form", { name: "Read, confirm and sign" });
    expect(within(paper).getByRole("heading", { level: 2 }).textContent).toBe("126,400.500000 USDT");
    expect(within(paper).getByText("40 of 40 characters equal in all three")).toBeTruthy();
    expect(within(paper).getAllByText(OTHER_ADDRESS)).toHaveLength(3);
    for (const words of [
      "DP-REVIEW",
      "Sino Crest Ltd",
      "Local test chain · chain id 31337 · nonce 777",
      "0.006 ETH at most",
      INTENT_HASH,
      "Device key signature valid",
      "Verified 3 Nov 2026",
    ])
      expect(paper.textContent).toContain(words);
    expect(paper.textContent).not.toContain("48,250.000000 USDT.");
    expect(paper.textContent).not.toContain(CLIENT_ADDRESS);
  });
  test("the way out has the focus; no digit of the amount is dimmed by what is missing", async () => {
    open();
    await claim();
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Back, sign nothing" }));
    expect(money()).toContain("No. Nothing is signed. Going back releases the claim and leaves the refund Approved.");
  });
  test("R21.2 six characters and the PIN are typed before it can be pressed", async () => {
    const { page } = open();
    await claim();
    const button = screen.getByRole("button", { name: "Execute Refund" });
    expect(isOff(button)).toBe(true);
    type(screen.getByLabelText("Type the last 6 characters of the To address"), "000000");
    type(screen.getByLabelText("Signing PIN"), "246813");
    expect(screen.getByText(/the 6 characters are not those of the To address/)).toBeTruthy();
    fireEvent.click(button);
    expect(inputsOf(page, "refunds", "execute")).toHaveLength(0);
    fill();
    expect(isOff(button)).toBe(false);
  });
  test("the demo's PIN is told in demo mode, and nowhere else", async () => {
    open();
    await claim();
    expect(screen.getByText("Demo PIN: 246813")).toBeTruthy();
    cleanup();
    open({ demo: false });
    await claim();
    expect(document.body.textContent).not.toContain("246813");
  });
  test("I12 an address that differs between the three sources cannot be signed", async () => {
    const { page } = open({
      answers: { claim: () => makeReview({ refundId: ID, to: { ...makeReview().to, addressBook: OTHER_ADDRESS } }) },
    });
    await claim();
    fill();
    expect(screen.getAllByText("The To addresses differ. Sign nothing and call a supervisor.").length).toBeGreaterThan(
      0,
    );
    fireEvent.click(screen.getByRole("button", { name: "Execute Refund" }));
    expect(inputsOf(page, "refunds", "execute")).toHaveLength(0);
  });
  test("R20.3 a failed pre-flight check stands in the list and in the way", async () => {
    open({
      answers: {
        claim: () =>
          makeReview({
            refundId: ID,
            preflight: [{ key: "CHAIN", label: "Chain id 1 expected, node says 31337", ok: false }],
          }),
      },
    });
    await claim();
    fill();
    expect(isOff(screen.getByRole("button", { name: "Execute Refund" }))).toBe(true);
    expect(screen.getAllByText(/node says 31337/).length).toBeGreaterThan(1);
  });
});

describe("leaving", () => {
  test("Back, sign nothing gives the claim back once", async () => {
    const { page, history } = open();
    await claim();
    fireEvent.click(screen.getByRole("button", { name: "Back, sign nothing" }));
    await waitFor(() => expect(history.location.pathname).toBe(`/refunds/${ID}`));
    expect(released(page)).toBe(1);
  });
  test("Escape is the way out too", async () => {
    const { page, history } = open();
    await claim();
    fireEvent.keyDown(window, { key: "Escape" });
    await waitFor(() => expect(history.location.pathname).toBe(`/refunds/${ID}`));
    expect(released(page)).toBe(1);
  });
  test("I18 when the window locks, the claim is given back and what was read cannot be signed any more", async () => {
    const { page } = open();
    await claim();
    act(() => page.emit("session", "changed", { ...page.desk.session, phase: "LOCKED", user: null }));
    await waitFor(() => expect(released(page)).toBe(1));
    act(() => page.emit("session", "changed", { ...page.desk.session, phase: "SIGNED_IN" }));
    await screen.findByText("The claim is over. Nothing was signed.");
    expect(screen.queryByRole("button", { name: "Execute Refund" })).toBeNull();
  });
  test("a claim that is answered after the person left is given back", async () => {
    let answer: (review: ExecutionReview) => void = () => undefined;
    const { page, history } = open({
      answers: { claim: () => new Promise<ExecutionReview>((resolve) => (answer = resolve)) },
    });
    type(await screen.findByLabelText("Password, to prove it is you"), "demo-executor");
    fireEvent.click(screen.getByRole("button", { name: "Claim and check" }));
    await waitFor(() => expect(inputsOf(page, "refunds", "claim")).toHaveLength(1));
    act(() => history.push("/refunds"));
    await screen.findByRole("table", { name: "Refunds" });
    answer(makeReview({ refundId: ID }));
    await waitFor(() => expect(released(page)).toBe(1));
  });
});

describe("the lease", () => {
  test("I13 the countdown shows it, a renewal moves it, its loss ends the paper", async () => {
    const { page } = open({
      answers: {
        claim: () => makeReview({ refundId: ID, lease: { takenAt: NOW, expiresAt: "2026-11-22T06:03:11.000Z" } }),
      },
    });
    await claim();
    expect(screen.getByRole("timer", { name: "Claim" }).textContent).toContain("60 s left");
    act(() => page.emit("refunds", "leaseChanged", { refundId: ID, expiresAt: "2026-11-22T06:03:31.000Z" }));
    await waitFor(() => expect(screen.getByRole("timer", { name: "Claim" }).textContent).toContain("80 s left"));
    act(() => page.emit("refunds", "leaseChanged", { refundId: idOf("refund", 1), expiresAt: null }));
    expect(screen.getByRole("button", { name: "Execute Refund" })).toBeTruthy();
    act(() => page.emit("refunds", "leaseChanged", { refundId: ID, expiresAt: null }));
    await screen.findByText("The claim is over. Nothing was signed.");
    expect(money()).toContain("No. The claim is over and nothing was signed.");
    fireEvent.click(screen.getByRole("button", { name: "Claim again" }));
    expect(await screen.findByRole("button", { name: "Claim and check" })).toBeTruthy();
  });
});

describe("Execute Refund", () => {
  test("R21.2 I5 exactly what was reviewed is signed, once, however often it is pressed; the PIN is not kept", async () => {
    const { page } = open();
    await claim();
    fill();
    const button = screen.getByRole("button", { name: "Execute Refund" });
    fireEvent.click(button);
    fireEvent.click(button);
    await screen.findByText("Signed once. The refund is Broadcast.");
    const sent = inputsOf(page, "refunds", "execute");
    expect(sent).toEqual([
      { id: ID, reviewDigest: makeReview().reviewDigest, lastSix: CLIENT_ADDRESS.slice(-6), pin: "246813" },
    ]);
    expect(released(page)).toBe(0);
    expect(document.body.innerHTML).not.toContain("246813");
  });
  test("R21.3 the steps tick as the engine tells them, and money can move from the signature on", async () => {
    let finish: () => void = () => undefined;
    const { page, history } = open({
      answers: {
        execute: () => new Promise((resolve) => (finish = () => resolve(refundIn("BROADCAST", { version: 9 })))),
      },
    });
    await sign();
    await waitFor(() => expect(inputsOf(page, "refunds", "execute")).toHaveLength(1));
    const steps = () => screen.getByRole("complementary", { name: "Steps and checks" }).textContent ?? "";
    for (const [step, title] of [
      ["SIGNED", "Confirm and sign"],
      ["RECORDED", "Record signed hash"],
      ["BROADCAST", "Broadcast"],
    ] as const) {
      act(() => page.emit("refunds", "progressed", { refundId: ID, step }));
      await waitFor(() => expect(steps()).toContain(`${title}, done`));
      expect(money()).toContain("Yes. The payment is signed.");
    }
    await act(async () => finish());
    await screen.findByText("Signed once. The refund is Broadcast.");
    expect(screen.getByText(PAY_HASH)).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Track the refund" }));
    await waitFor(() => expect(history.location.pathname).toBe(`/refunds/${ID}`));
    expect(released(page)).toBe(0);
  });
  test("a wrong PIN keeps the paper: nothing was signed, type it again", async () => {
    open({ answers: fails("SIGNER_PIN_WRONG") });
    await sign();
    await screen.findByText("Nothing was signed. Type the signing PIN again.");
    expect(screen.getByLabelText<HTMLInputElement>("Signing PIN").value).toBe("");
    expect(screen.getByLabelText<HTMLInputElement>("Type the last 6 characters of the To address").value).toBe(
      CLIENT_ADDRESS.slice(-6),
    );
    expect(money()).toContain("No. Nothing is signed.");
  });
  test("R21.5 a signer that refuses: not paid, do not retry", async () => {
    open({ answers: fails("SIGNER_REFUSED") });
    await sign();
    await screen.findByText("Not paid.");
    expect(document.body.textContent).toContain("signed nothing. Do not retry: call a supervisor.");
    expect(money()).toContain("No. It was refused before anything was signed.");
  });
  test("R21.6 a lost answer: perhaps, the same bytes, no new refund", async () => {
    const unknown = refundIn("BROADCAST_UNKNOWN", { version: 9 });
    const { page } = open({
      answers: {
        ...fails("BROADCAST_UNKNOWN"),
        get: () => ({ refund: unknown, deposit: null, network: null, currency: null, asOf: NOW }),
      },
      refunds: [unknown],
    });
    // Opened while it still was Approved: the first answer is the world's.
    cleanup();
    let answered = 0;
    const again = open({
      answers: {
        ...fails("BROADCAST_UNKNOWN"),
        get: () => ({
          refund: (answered += 1) <= 1 ? approved : unknown,
          deposit: null,
          network: null,
          currency: null,
          asOf: NOW,
        }),
      },
    });
    await sign();
    await screen.findByText("Stopped. It is not settled whether money moves.");
    expect(money()).toContain("Perhaps. The signed payment may or may not be on its way.");
    expect(document.body.textContent).toContain("Do not make a new refund.");
    expect(screen.queryByRole("button", { name: "Claim again" })).toBeNull();
    expect(inputsOf(again.page, "sync", "now")).toHaveLength(1);
    expect(inputsOf(page, "refunds", "execute")).toHaveLength(0);
  });
  test("an answer that never came, and no connection: it is not called safe", async () => {
    const { page } = open({ answers: fails("TIMEOUT") });
    await claim();
    act(() => page.change((desk) => (desk.sync = { ...desk.sync, phase: "OFFLINE" })));
    fill();
    fireEvent.click(screen.getByRole("button", { name: "Execute Refund" }));
    await screen.findByText("Stopped. It is not settled whether money moves.");
    expect(money()).toContain("Not known here yet.");
    expect(screen.queryByRole("button", { name: "Claim again" })).toBeNull();
  });
});
