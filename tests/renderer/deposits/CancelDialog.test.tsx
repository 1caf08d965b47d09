import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AppError } from "#shared/errors.ts";
import { useDialogs } from "#renderer/api/dialogs.ts";
import type { User } from "#shared/contract/session.ts";
import { ROLE_PERMISSIONS } from "#shared/domain/permissions.ts";
import { inputsOf, makePageApi, type FakePage } from "#tests/support/pageApi.ts";
import { OPERATOR } from "#tests/support/pageFixtures/people.ts";
import { makeRecords } from "#tests/support/pageFixtures/desk.ts";
import { OFFLINE, renderApp } from "#tests/support/renderApp.tsx";

const RECORD = makeRecords(1)[0];
if (!RECORD) throw new Error("no record");
/** longer than the moment in which the last button takes no press */
const A_MOMENT_MS = 700;

beforeEach(() => useDialogs.getState().closeCancel());
afterEach(() => {
  vi.useRealTimers();
  cleanup();
});

async function open(given: Parameters<typeof renderApp>[1] = {}): Promise<{ page: FakePage; dialog: HTMLElement }> {
  const { page } = renderApp("/records", { desk: { deposits: [{ ...RECORD } as never] }, ...given });
  const row = await screen.findByText("Lau Wing Sze");
  const button = within(row.closest("[role=row]") as HTMLElement).getByRole("button", { name: "Cancel" });
  fireEvent.click(button);
  await screen.findByLabelText("Remarks");
  return { page, dialog: screen.getByRole("dialog") };
}

async function toSecondStep(remarks = "Incorrect address"): Promise<{ page: FakePage }> {
  const { page } = await open();
  fireEvent.change(screen.getByLabelText("Remarks"), { target: { value: remarks } });
  const next = screen.getByRole("button", { name: "Continue" });
  await waitFor(() => expect(next.getAttribute("aria-disabled")).toBeNull());
  fireEvent.click(next);
  await screen.findByRole("dialog", { name: /^Confirm again/ });
  await waitFor(() => expect(last().getAttribute("aria-disabled")).toBeNull());
  return { page };
}

const last = () => screen.getByRole("button", { name: "Cancel this deposit record" });
const cancels = (page: FakePage) => inputsOf(page, "deposits", "cancel");
const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));

describe("cancelling a record", () => {
  test("R1.2 whoever cancels is asked the same in the same words", async () => {
    const wordsFor = async (given: Parameters<typeof open>[0]): Promise<string | null> => {
      const { dialog } = await open(given);
      await waitFor(() => expect(dialog.textContent).toContain("No transfer in any block"));
      const words = dialog.textContent;
      useDialogs.getState().closeCancel();
      return words;
    };
    const supervisor: User = { ...OPERATOR, displayName: "Ho Chi Fung", permissions: [...ROLE_PERMISSIONS.SUPERVISOR] };
    const { session } = makePageApi({ desk: { deposits: [] } }).desk;
    const asOperator = await wordsFor({});
    expect(
      await wordsFor({ desk: { deposits: [{ ...RECORD } as never], session: { ...session, user: supervisor } } }),
    ).toBe(asOperator);
  });

  test("R14.1 R15.1 the row's Cancel opens a dialog with record number, client, currency and amount", async () => {
    const { dialog } = await open();
    const text = dialog.textContent ?? "";
    for (const part of [
      RECORD.recordNo,
      "C-108834 · Lau Wing Sze",
      "12,500.000000 USDT",
      "Local test chain",
      "Wallet Address Under Verification",
      RECORD.sourceAddress,
    ])
      expect(text).toContain(part);
    expect(text).toContain("Nothing changes yet.");
    await waitFor(() =>
      expect(dialog.textContent).toContain("No transfer in any block or waiting pool for this address"),
    );
    expect(dialog.textContent).toContain("checked 14:02:11, 3 nodes");
  });

  test("R15.2 remarks are required, at most 500, and blanks are no remarks", async () => {
    await open();
    const next = screen.getByRole("button", { name: "Continue" });
    await screen.findByText(/No transfer in any block/);
    const field = screen.getByLabelText("Remarks");
    for (const [value, allowed] of [
      ["", false],
      ["   \n ", false],
      ["x", true],
      ["x".repeat(500), true],
      ["x".repeat(501), false],
    ] as const) {
      fireEvent.change(field, { target: { value } });
      await waitFor(() => expect(next.getAttribute("aria-disabled")).toBe(allowed ? null : "true"));
    }
    expect(screen.getByText("501 of 500")).toBeTruthy();
    fireEvent.click(next);
    expect(screen.queryByText(/Step 2 of 2/)).toBeNull();
  });

  test.each(["Duplicate user request", "Incorrect address"])(
    "R15.2 the guide's example %s is one press away and can be edited",
    async (words) => {
      await open();
      fireEvent.click(screen.getByRole("button", { name: words }));
      const field = screen.getByLabelText<HTMLTextAreaElement>("Remarks");
      expect(field.value).toBe(words);
      fireEvent.change(field, { target: { value: `${words}, told by phone` } });
      expect(field.value).toBe(`${words}, told by phone`);
    },
  );

  test("R15.3 the second confirmation is a step of its own, with the way out focused", async () => {
    const { page } = await toSecondStep();
    expect(screen.getByRole("dialog", { name: `Confirm again: cancel ${RECORD.recordNo}?` })).toBeTruthy();
    expect(screen.getByText("Step 2 of 2")).toBeTruthy();
    await waitFor(() => expect(document.activeElement?.textContent).toBe("Keep record"));
    expect(screen.getByText("Incorrect address")).toBeTruthy();
    expect(screen.getByText(/Cheung Mei Yan · operation time set by the central service/)).toBeTruthy();
    expect(screen.getByText(/Checked again: no transfer seen, record unchanged \(version 4\)/)).toBeTruthy();
    expect(cancels(page)).toHaveLength(0);
  });

  test("R15.3 R12.3 the chain is asked at both steps", async () => {
    const { page } = await toSecondStep();
    expect(inputsOf(page, "deposits", "cancelCheck").length).toBeGreaterThanOrEqual(2);
  });

  test("R15.3 a double click cannot pass both steps", async () => {
    const { page } = await toSecondStep();
    // The second half of a double click says that it is the second.
    fireEvent.click(last(), { detail: 2 });
    await wait(A_MOMENT_MS);
    fireEvent.click(last(), { detail: 2 });
    await wait(20);
    expect(cancels(page)).toHaveLength(0);
  });

  test("R15.3 the second half of a double click does not take the focus from the way out", async () => {
    await toSecondStep();
    const movesFocus = () => fireEvent.mouseDown(screen.getByText(/This cannot be undone/));
    expect(movesFocus()).toBe(false);
    await wait(A_MOMENT_MS);
    expect(movesFocus()).toBe(true);
  });

  test("R15.3 a held Enter does nothing", async () => {
    const { page } = await toSecondStep();
    await wait(A_MOMENT_MS);
    const held = fireEvent.keyDown(last(), { key: "Enter", repeat: true });
    expect(held).toBe(false);
    expect(cancels(page)).toHaveLength(0);
  });

  test.each([1, 2])("R15.3 Escape at step %i changes nothing", async (step) => {
    const { page } = step === 1 ? await open() : await toSecondStep();
    fireEvent.keyDown(screen.getByRole("dialog"), { key: "Escape" });
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(cancels(page)).toHaveLength(0);
    expect(page.desk.deposits[0]?.status).toBe("WALLET_ADDRESS_UNDER_VERIFICATION");
  });

  test.each([1, 2])("R15.3 Keep record at step %i changes nothing", async (step) => {
    const { page } = step === 1 ? await open() : await toSecondStep();
    fireEvent.click(screen.getByRole("button", { name: "Keep record" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(cancels(page)).toHaveLength(0);
  });

  test("R15.3 a click outside does not close it", async () => {
    await open();
    const overlay = document.querySelector(".mantine-Modal-overlay");
    if (overlay) fireEvent.mouseDown(overlay);
    if (overlay) fireEvent.click(overlay);
    expect(screen.getByRole("dialog")).toBeTruthy();
  });

  test("R15.3 Back returns to the remarks, which are kept", async () => {
    await toSecondStep("Client asked twice");
    fireEvent.click(screen.getByRole("button", { name: "Back" }));
    expect((await screen.findByLabelText<HTMLTextAreaElement>("Remarks")).value).toBe("Client asked twice");
  });

  test("R16.1 R10.6 the second confirmation cancels once, with the version that was seen, and the list says Cancelled at once", async () => {
    const { page } = await toSecondStep("  Duplicate user request ");
    await wait(A_MOMENT_MS);
    fireEvent.click(last());
    fireEvent.click(last());
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(cancels(page)).toEqual([
      {
        id: RECORD.id,
        version: 4,
        remarks: "Duplicate user request",
        idempotencyKey: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    ]);
    const row = (await screen.findByText("Lau Wing Sze")).closest("[role=row]") as HTMLElement;
    await waitFor(() => expect(within(row).getByText("Cancelled")).toBeTruthy());
    expect(within(row).queryByRole("button")).toBeNull();
    expect(screen.getByText("Cancelled. Logged: Cheung Mei Yan, 14:02:33, “Duplicate user request”.")).toBeTruthy();
  });

  test("R12.3 a transfer seen by the check keeps the dialog from going on", async () => {
    await open({
      desk: { deposits: [{ ...RECORD }] },
      overrides: {
        deposits: {
          cancelCheck: () => ({
            transferSeen: true,
            nodes: 3,
            headBlock: "24118840",
            checkedAt: "2026-11-22T06:02:11.000Z",
            version: 4,
          }),
        },
      },
    });
    fireEvent.change(screen.getByLabelText("Remarks"), { target: { value: "Incorrect address" } });
    expect(await screen.findByText(/A transfer was seen for this address/)).toBeTruthy();
    expect(screen.getByRole("button", { name: "Continue" }).getAttribute("aria-disabled")).toBe("true");
  });

  test("a record that changed since it was shown is not cancelled blindly", async () => {
    await open({
      desk: { deposits: [{ ...RECORD }] },
      overrides: {
        deposits: {
          cancelCheck: () => ({
            transferSeen: false,
            nodes: 3,
            headBlock: "1",
            checkedAt: "2026-11-22T06:02:11.000Z",
            version: 5,
          }),
        },
      },
    });
    expect(await screen.findByText(/The record has changed since you opened it \(version 5, you see 4\)/)).toBeTruthy();
  });

  test("R12.3 a refusal at the last moment shows what changed, before and now", async () => {
    const { page } = await open({
      desk: { deposits: [{ ...RECORD }] },
      overrides: {
        deposits: {
          cancel: () => {
            throw new AppError("TRANSFER_SEEN", "A transfer was seen in block 24,118,840.", {
              extra: {
                traceId: "tr-91b2",
                current: {
                  ...RECORD,
                  status: "CONFIRMING",
                  version: 5,
                  confirmations: { ...RECORD.confirmations, current: 1, blockNumber: "24118840" },
                },
              },
            });
          },
        },
      },
    });
    fireEvent.change(screen.getByLabelText("Remarks"), { target: { value: "Incorrect address" } });
    const next = screen.getByRole("button", { name: "Continue" });
    await waitFor(() => expect(next.getAttribute("aria-disabled")).toBeNull());
    fireEvent.click(next);
    await screen.findByText("Step 2 of 2");
    await waitFor(() => expect(last().getAttribute("aria-disabled")).toBeNull());
    await wait(A_MOMENT_MS);
    fireEvent.click(last());
    const dialog = await screen.findByRole("dialog", { name: `Not cancelled: ${RECORD.recordNo}` });
    const text = dialog.textContent ?? "";
    for (const part of [
      "A transfer was seen in block 24,118,840.",
      "TRANSFER_SEEN",
      "tr-91b2",
      "The record is now Confirming.",
      "No transfer seen",
      "1 of 12, block 24118840",
    ])
      expect(text).toContain(part);
    expect(cancels(page)).toHaveLength(1);
  });

  test("R12.4 offline: the row's Cancel is there, disabled, and says why", async () => {
    renderApp("/records", { desk: { deposits: [{ ...RECORD }], sync: { ...makeSync(), ...OFFLINE } } });
    const row = (await screen.findByText("Lau Wing Sze")).closest("[role=row]") as HTMLElement;
    const button = within(row).getByRole("button", { name: "Cancel" });
    expect(button.getAttribute("aria-disabled")).toBe("true");
    expect(document.getElementById(button.getAttribute("aria-describedby") ?? "")?.textContent).toBe(
      "Cancel needs a connection. The chain must be asked at the moment of cancelling.",
    );
    fireEvent.click(button);
    expect(screen.queryByRole("dialog")).toBeNull();
  });
});

function makeSync() {
  return {
    phase: "LIVE" as const,
    asOf: null,
    offlineSince: null,
    nextTryAt: null,
    problem: null,
    replaced: null,
    feedId: null,
    seq: null,
    headSeq: null,
    entities: [],
    paused: false,
  };
}
