import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { AppError } from "#shared/errors.ts";
import { inputsOf } from "#tests/support/pageApi.ts";
import { before, HOUR, idOf, NOW } from "#tests/support/pageFixtures/ids.ts";
import { AUDITOR, OPERATOR, personOf } from "#tests/support/pageFixtures/people.ts";
import { refundIn } from "#tests/support/pageFixtures/refunds.ts";
import { described, isOff, openRefunds, type } from "#tests/support/openRefunds.tsx";

afterEach(cleanup);

const task = refundIn("COMPLETED");
const record = () => fireEvent.click(screen.getByRole("button", { name: "Record attempt" }));

describe("notify customer (offline)", () => {
  test("feature 50 R23.1 an open task with its age, the script from the record, and the attempts", async () => {
    openRefunds("/notices", {
      refunds: [
        refundIn("COMPLETED", {
          id: idOf("refund", 31),
          customerName: "Kwan Tin Lok",
          notification: { status: "OPEN", openedAt: before(6 * HOUR), attempts: [] },
        }),
        task,
      ],
    });
    const list = await screen.findByRole("navigation", { name: "Tasks" });
    const rows = within(list)
      .getAllByRole("button")
      .map((row) => row.textContent ?? "");
    expect(rows[0]).toContain("Kwan Tin Lokopen 6 h 00 min");
    const script = screen.getByRole("region", { name: "What to say" });
    expect(script.textContent).toContain("was returned in full");
    expect(screen.getByText("Nobody has tried yet.")).toBeTruthy();
  });
  test("R23.5 an attempt is recorded with channel, outcome, time and remark; nothing without them", async () => {
    const { page } = openRefunds("/notices", { refunds: [task] });
    await screen.findByRole("button", { name: "Record attempt" });
    record();
    expect(screen.getByText("Say by which channel.")).toBeTruthy();
    expect(screen.getByText("Write a remark; it joins the refund's log.")).toBeTruthy();
    expect(inputsOf(page, "refunds", "notify")).toHaveLength(0);
    type(screen.getByLabelText("Channel"), "PHONE");
    type(screen.getByLabelText("Outcome"), "REACHED");
    type(screen.getByLabelText("When"), "2026-11-22 13:55");
    type(screen.getByLabelText("Remarks"), "Spoke to Ms Lau, she knows");
    record();
    await waitFor(() => expect(inputsOf(page, "refunds", "notify")).toHaveLength(1));
    expect(inputsOf(page, "refunds", "notify")[0]).toMatchObject({
      id: task.id,
      version: task.version,
      channel: "PHONE",
      outcome: "REACHED",
      notifiedAt: "2026-11-22T05:55:00.000Z",
      remarks: "Spoke to Ms Lau, she knows",
    });
    await waitFor(() => expect(screen.getByLabelText<HTMLTextAreaElement>("Remarks").value).toBe(""));
  });
  test("R23.1 a letter is sent, nobody is reached by it", async () => {
    openRefunds("/notices", { refunds: [task] });
    type(await screen.findByLabelText("Channel"), "LETTER");
    const outcome = screen.getByLabelText<HTMLSelectElement>("Outcome");
    expect([...outcome.options].map((option) => option.value)).toEqual(["", "LETTER_SENT"]);
    expect(outcome.value).toBe("LETTER_SENT");
  });
  test("a refusal keeps what was written", async () => {
    openRefunds("/notices", {
      refunds: [task],
      answers: {
        notify: () => {
          throw new AppError("VERSION_MISMATCH", "changed");
        },
      },
    });
    type(await screen.findByLabelText("Channel"), "PHONE");
    type(screen.getByLabelText("Outcome"), "NOT_REACHED");
    type(screen.getByLabelText("Remarks"), "No answer");
    record();
    await screen.findByText("VERSION_MISMATCH");
    expect(screen.getByLabelText<HTMLTextAreaElement>("Remarks").value).toBe("No answer");
  });
  test("R23.2 nothing but the recording is asked of the engine; R24.1 and not while offline", async () => {
    const { page } = openRefunds("/notices", { refunds: [task], sync: { phase: "OFFLINE" } });
    const button = await screen.findByRole("button", { name: "Record attempt" });
    expect(isOff(button)).toBe(true);
    expect(described(button)).toContain("Recording needs a connection");
    expect(page.asked.map((one) => one.name)).not.toContain("refunds.notify");
  });
  test("an auditor reads and records nothing", async () => {
    openRefunds("/notices", { refunds: [task], user: AUDITOR });
    await screen.findByText(/You lack the permission "Notice.Record"/);
    expect(screen.queryByRole("button", { name: "Record attempt" })).toBeNull();
  });
  test("R23.5 done ones stay readable with who, when and the remark", async () => {
    const done = refundIn("COMPLETED", {
      notification: {
        status: "DONE",
        openedAt: before(HOUR),
        attempts: [
          {
            by: personOf(OPERATOR),
            channel: "PHONE",
            outcome: "REACHED",
            notifiedAt: NOW,
            remarks: "She knows",
            at: NOW,
          },
        ],
      },
    });
    openRefunds("/notices?view=done", { refunds: [done] });
    const attempts = await screen.findByRole("region", { name: "Attempts" });
    expect(attempts.textContent).toContain("14:02:11 Cheung Mei Yan Phone · Reached, customer notified · “She knows”");
    expect(screen.queryByRole("button", { name: "Record attempt" })).toBeNull();
  });
  test("R23.4 a failed refund opens no task", async () => {
    openRefunds("/notices", { refunds: [refundIn("FAILED_ON_CHAIN"), refundIn("VOID", { id: idOf("refund", 32) })] });
    expect(await screen.findByText("Every customer has been notified.")).toBeTruthy();
  });
});
