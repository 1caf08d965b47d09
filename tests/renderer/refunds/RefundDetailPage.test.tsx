import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { moneyMayMove } from "#shared/domain/refundMachine.ts";
import { REFUND_STATUSES, REFUND_STATUS_LABELS } from "#shared/domain/statuses.ts";
import { AppError } from "#shared/errors.ts";
import { inputsOf } from "#tests/support/pageApi.ts";
import { idOf } from "#tests/support/pageFixtures/ids.ts";
import { EXECUTOR, OPERATOR, OPERATOR2, personOf, SUPERVISOR } from "#tests/support/pageFixtures/people.ts";
import { makeDeposit } from "#tests/support/pageFixtures/records.ts";
import { depositWith, PAY_HASH, refundIn, TWO_APPROVALS } from "#tests/support/pageFixtures/refunds.ts";
import { described, isOff, openRefunds, type } from "#tests/support/openRefunds.tsx";

afterEach(cleanup);

const PATH = `/refunds/${idOf("refund", 9)}`;
const open = (status: (typeof REFUND_STATUSES)[number], more: Parameters<typeof openRefunds>[1] = {}) => {
  const refund = more.refunds?.[0] ?? refundIn(status);
  return openRefunds(PATH, { deposit: depositWith(refund), refunds: [refund], ...more });
};

describe("each status in words", () => {
  test.each(REFUND_STATUSES)(
    "R22.1 %s: the pill, whether money can move, what comes next, what a person may do",
    async (status) => {
      open(status);
      const answers = await screen.findByRole("status", { name: "What this status means" });
      const [money = "", next = "", person = ""] = within(answers)
        .getAllByRole("heading")
        .map((heading) => heading.nextElementSibling?.textContent ?? "");
      if (moneyMayMove(status)) expect(money).not.toMatch(/^No\b/);
      expect(next.length).toBeGreaterThan(10);
      expect(person.length).toBeGreaterThan(10);
      expect(screen.getAllByText(REFUND_STATUS_LABELS[status]).length).toBeGreaterThan(0);
    },
  );
});

describe("following a payment", () => {
  test("R22.1 n of required, live, with block and hash; the record is not called Refunded before the end", async () => {
    const { page } = open("CONFIRMING");
    const progress = await screen.findByRole("region", { name: "Block confirmation progress" });
    expect(within(progress).getByText("7 of 12")).toBeTruthy();
    expect(progress.textContent).toContain(PAY_HASH);
    expect(document.body.textContent).toContain("At 12 of 12 the refund becomes Completed and the record Refunded");
    act(() =>
      page.change((desk) => {
        const old = refundIn("CONFIRMING");
        desk.refunds[0] = { ...old, version: 9, confirmations: { ...old.confirmations!, current: 11 } };
      }),
    );
    await screen.findByText("11 of 12");
    expect(screen.getByRole("list", { name: "Progress of the refund" }).textContent).toContain("11/12, in progress");
  });
  test("R22.4 R21.3 slot, signed hash, what each node answered", async () => {
    open("BROADCAST_UNKNOWN");
    const execution = await screen.findByRole("region", { name: "Execution" });
    expect(execution.textContent).toContain("nonce 418 on chain id 31337");
    expect(execution.textContent).toContain(PAY_HASH);
    expect(execution.textContent).toContain("127.0.0.1:8545 answer unknown · no answer in 20 s");
  });
  test("R22.6 an executor sends the same bytes again, and reads what came of it", async () => {
    const { page } = open("BROADCAST_UNKNOWN", { user: EXECUTOR });
    fireEvent.click(await screen.findByRole("button", { name: "Send the same bytes again" }));
    await screen.findByText("Sent the same bytes again. The refund is Broadcast now.");
    expect(inputsOf(page, "refunds", "rebroadcast")).toEqual([{ id: idOf("refund", 9) }]);
  });
  test("R22.6 without the right, sending again says why not", async () => {
    open("DROPPED", { user: OPERATOR });
    const button = await screen.findByRole("button", { name: "Send the same bytes again" });
    expect(isOff(button)).toBe(true);
    expect(described(button)).toContain('You lack the permission "Refund.Execute"');
  });
  test("R22.6 a node that cannot be reached is told with its code, and the button stays", async () => {
    open("DROPPED", {
      user: EXECUTOR,
      answers: {
        rebroadcast: () => {
          throw new AppError("NODE_UNREACHABLE", "no node");
        },
      },
    });
    fireEvent.click(await screen.findByRole("button", { name: "Send the same bytes again" }));
    await screen.findByText("NODE_UNREACHABLE");
    expect(isOff(screen.getByRole("button", { name: "Send the same bytes again" }))).toBe(false);
  });
  test("R22.3 a failed payment names its cause and the fee", async () => {
    open("FAILED_ON_CHAIN");
    await screen.findByText("The token refused the transfer.");
    expect(document.body.textContent).toContain("0.00161 ETH paid by the broker");
  });
  test("R23.1 completion shows the open task to notify the customer", async () => {
    open("COMPLETED");
    const task = await screen.findByRole("region", { name: "Notify customer (offline)" });
    expect(task.textContent).toContain("No attempt yet.");
    expect(within(task).getByRole("link", { name: "Open the task" }).getAttribute("href")).toContain("/notices");
  });
});

describe("buttons", () => {
  test("R21.1 Execute Refund: only in Approved, for the right, never the maker", async () => {
    const { history } = open("APPROVED", { user: EXECUTOR });
    fireEvent.click(await screen.findByRole("button", { name: "Execute Refund" }));
    await waitFor(() => expect(history.location.pathname).toBe(`/execute/${idOf("refund", 9)}`));
    cleanup();
    open("APPROVED", { user: OPERATOR });
    expect(described(await screen.findByRole("button", { name: "Execute Refund" }))).toBe(
      "Execute Refund: Your own request. Another person must execute it.",
    );
    cleanup();
    open("PENDING_APPROVAL", { user: EXECUTOR });
    expect(described(await screen.findByRole("button", { name: "Execute Refund" }))).toContain(
      'Only "Approved" can be executed',
    );
  });
  test("R21.1 above the large-amount limit an approver does not execute", async () => {
    const refund = refundIn("APPROVED", { requiredApprovals: 2, approvals: TWO_APPROVALS });
    const both = { ...SUPERVISOR, permissions: [...SUPERVISOR.permissions, "Refund.Execute" as const] };
    open("APPROVED", { user: both, refunds: [refund] });
    expect(described(await screen.findByRole("button", { name: "Execute Refund" }))).toContain(
      "A third person must execute it.",
    );
  });
  test("Withdraw: the maker alone, with a remark for the log", async () => {
    const { page } = open("PENDING_APPROVAL");
    fireEvent.click(await screen.findByRole("button", { name: "Withdraw" }));
    const dialog = await screen.findByRole("dialog");
    const button = within(dialog).getByRole("button", { name: "Withdraw refund request" });
    expect(isOff(button)).toBe(true);
    type(within(dialog).getByLabelText("Remarks"), "The client changed her mind");
    fireEvent.click(button);
    await screen.findByText("Withdrawn. Logged with your name and remark.");
    expect(inputsOf(page, "refunds", "withdraw")[0]).toMatchObject({
      version: 3,
      remarks: "The client changed her mind",
    });
    cleanup();
    open("PENDING_APPROVAL", { user: OPERATOR2 });
    expect(described(await screen.findByRole("button", { name: "Withdraw" }))).toContain(
      "Only the person who requested it",
    );
  });
  test("F12 a refund on hold is rejected by a supervisor, with a reason and the password again", async () => {
    const { page } = open("ON_HOLD", { user: SUPERVISOR });
    fireEvent.click(await screen.findByRole("button", { name: "Reject…" }));
    const dialog = await screen.findByRole("dialog");
    const reject = within(dialog).getByRole("button", { name: "Reject refund" });
    expect(within(dialog).getByText(/The status becomes Rejected/)).toBeTruthy();
    fireEvent.click(reject);
    expect(inputsOf(page, "refunds", "reject")).toEqual([]);
    type(within(dialog).getByLabelText(/reason/i), "The address was revoked");
    type(within(dialog).getByLabelText(/Password/), "secret");
    fireEvent.click(reject);
    await waitFor(() =>
      expect(inputsOf(page, "refunds", "reject")).toMatchObject([
        { comment: "The address was revoked", proof: "secret" },
      ]),
    );
  });
  test("Release hold: a supervisor, never the maker; it says that approvals start again", async () => {
    const { page } = open("ON_HOLD", { user: SUPERVISOR });
    expect(await screen.findByText("The refund address was revoked")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Release hold" }));
    const dialog = await screen.findByRole("dialog");
    expect(dialog.textContent).toContain("All approvals are void and start again.");
    type(within(dialog).getByLabelText("Remarks"), "Revocation was a mistake, ticket 41");
    fireEvent.click(within(dialog).getByRole("button", { name: "Release hold" }));
    await waitFor(() => expect(inputsOf(page, "refunds", "releaseHold")).toHaveLength(1));
    cleanup();
    open("ON_HOLD", { user: SUPERVISOR, refunds: [refundIn("ON_HOLD", { requestedBy: personOf(SUPERVISOR) })] });
    expect(described(await screen.findByRole("button", { name: "Release hold" }))).toContain("Your own request");
  });
  test("a refusal in a dialog keeps the remark and says what to do", async () => {
    open("PENDING_APPROVAL", {
      answers: {
        withdraw: () => {
          throw new AppError("VERSION_MISMATCH", "changed meanwhile");
        },
      },
    });
    fireEvent.click(await screen.findByRole("button", { name: "Withdraw" }));
    const dialog = await screen.findByRole("dialog");
    type(within(dialog).getByLabelText("Remarks"), "keep me");
    fireEvent.click(within(dialog).getByRole("button", { name: "Withdraw refund request" }));
    await within(dialog).findByText("VERSION_MISMATCH");
    expect(within(dialog).getByLabelText<HTMLTextAreaElement>("Remarks").value).toBe("keep me");
  });
  test("R20a.4 a rejected request is copied into a new draft, never over a kept one without a word", async () => {
    const refund = refundIn("REJECTED");
    const opened = openRefunds(PATH, { deposit: makeDeposit(), refunds: [refund] });
    fireEvent.click(await screen.findByRole("button", { name: "Copy into a new draft" }));
    await waitFor(() => expect(opened.history.location.pathname).toBe(`/records/${idOf("deposit", 1)}/refund`));
    expect(opened.world.draft).toMatchObject({ reason: refund.reason, amount: "48250" });
    expect((await screen.findByLabelText<HTMLInputElement>("Reference")).value).toBe("CB-88213");
    cleanup();
    const kept = { ...opened.world.draft!, reason: "another one" };
    const again = openRefunds(PATH, { deposit: makeDeposit(), refunds: [refund], draft: kept });
    fireEvent.click(await screen.findByRole("button", { name: "Copy into a new draft" }));
    fireEvent.click(await screen.findByRole("button", { name: "Keep the draft" }));
    expect(again.world.draft?.reason).toBe("another one");
    fireEvent.click(screen.getByRole("button", { name: "Copy into a new draft" }));
    fireEvent.click(await screen.findByRole("button", { name: "Replace the draft" }));
    await waitFor(() => expect(again.world.draft?.reason).toBe(refund.reason));
  });
});

describe("the list", () => {
  test("views are status filters; the row leads to the refund; the action is the one its status allows", async () => {
    const opened = openRefunds("/refunds", {
      user: EXECUTOR,
      refunds: [
        refundIn("CONFIRMING"),
        refundIn("APPROVED", { id: idOf("refund", 10), refundNo: "RF-20261122-000010" }),
      ],
    });
    const table = await screen.findByRole("table", { name: "Refunds" });
    expect(within(table).getAllByRole("row")).toHaveLength(3);
    expect(within(table).getByText("7/12")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: /^To execute/ }));
    await waitFor(() =>
      expect(within(screen.getByRole("table", { name: "Refunds" })).getAllByRole("row")).toHaveLength(2),
    );
    expect(inputsOf(opened.page, "refunds", "search").at(-1)).toMatchObject({
      status: ["APPROVED", "SIGNING"],
      oldestFirst: true,
    });
    fireEvent.click(screen.getByRole("button", { name: "Execute Refund" }));
    await waitFor(() => expect(opened.history.location.pathname).toBe(`/execute/${idOf("refund", 10)}`));
  });
  test("an empty view says why, and a search that finds nothing can be cleared", async () => {
    openRefunds("/refunds?view=done");
    expect(await screen.findByText("No refund was completed yet.")).toBeTruthy();
    cleanup();
    openRefunds("/refunds?text=nothing");
    expect(await screen.findByText('No refund in "Running" matches “nothing”.')).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Clear the search" }));
    expect(await screen.findByText("No refund is running.")).toBeTruthy();
  });
});
