import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { OutboxEntry } from "#shared/contract/outbox.ts";
import { newestMarks } from "#renderer/features/record/reviewWords.ts";
import { recordDifferences } from "#renderer/words/recordDifferences.ts";
import { inputsOf } from "#tests/support/pageApi.ts";
import { makeRecords } from "#tests/support/pageFixtures/desk.ts";
import { fullTimeline } from "#tests/support/pageFixtures/records.ts";
import { renderApp } from "#tests/support/renderApp.tsx";

afterEach(cleanup);

const [record] = makeRecords(1);
if (record === undefined) throw new Error("a record");
const now = { ...record, status: "CANCELLED" as const, version: record.version + 1 };

function entry(change: Partial<OutboxEntry> = {}): OutboxEntry {
  return {
    id: "01890000-0000-4000-8000-0000000000aa",
    kind: "REVIEW",
    depositId: now.id,
    depositVersion: now.version - 1,
    mark: "QUESTION",
    remarks: "Is this the same wallet?",
    madeAt: "2026-11-22T05:00:00.000Z",
    state: "WAITING",
    problem: null,
    seen: { ...now, status: "WALLET_ADDRESS_UNDER_VERIFICATION", version: now.version - 1 },
    current: null,
    ...change,
  };
}

const review = async () => within(await screen.findByRole("region", { name: "Review" }));

test("R24.2 a mark is written offline too, says that it is kept, and a question needs words", async () => {
  const { page } = renderApp(`/records/${record.id}`, {
    desk: { deposits: [record] },
    overrides: { reviews: { mark: () => entry({ depositId: record.id }) } },
  });
  fireEvent.click((await review()).getByRole("button", { name: "Mark or remark…" }));
  fireEvent.change(screen.getByLabelText("Mark"), { target: { value: "QUESTION" } });
  const keep = screen.getByRole("button", { name: /Keep the mark/ });
  fireEvent.click(keep);
  expect(inputsOf(page, "reviews", "mark")).toEqual([]);
  fireEvent.change(screen.getByRole("textbox", { name: /^Remark/ }), {
    target: { value: " Is this the same wallet? " },
  });
  fireEvent.click(screen.getByRole("button", { name: /Keep the mark/ }));
  await screen.findByText("Kept on this computer, sent when connected");
  expect(inputsOf(page, "reviews", "mark")).toEqual([
    {
      depositId: record.id,
      version: record.version,
      mark: "QUESTION",
      remarks: "Is this the same wallet?",
      idempotencyKey: expect.any(String),
    },
  ]);
});

test("R24.2 of a record that changed meanwhile both states stand side by side, and the person marks it as it is now or drops the mark", async () => {
  const { page } = renderApp(`/records/${now.id}`, {
    desk: { deposits: [now] },
    overrides: { reviews: { waiting: () => [entry({ state: "CHANGED", current: now })] } },
  });
  expect((await screen.findByText("A review mark was not sent.")).closest("[role=status]")?.textContent).toContain(
    now.recordNo,
  );
  const here = await review();
  const status = here.getByRole("row", { name: /^Status/ });
  expect(status.textContent).toBe("StatusWallet Address Under VerificationCancelled");
  fireEvent.click(here.getByRole("button", { name: "Mark it as it is now" }));
  await act(async () => undefined);
  expect(inputsOf(page, "reviews", "again")).toEqual([
    { id: entry().id, version: now.version, idempotencyKey: expect.any(String) },
  ]);
  fireEvent.click(here.getByRole("button", { name: "Drop the mark" }));
  await act(async () => undefined);
  expect(inputsOf(page, "reviews", "drop")).toEqual([{ id: entry().id }]);
});

test("R24.2 a refused mark says why, and is tried again or dropped", async () => {
  renderApp(`/records/${now.id}`, {
    desk: { deposits: [now] },
    overrides: { reviews: { waiting: () => [entry({ state: "REFUSED", problem: "You lack the permission." })] } },
  });
  const here = await review();
  expect(here.getByText(/You lack the permission\./).textContent).toContain("did not take this mark");
  expect(here.getByRole("button", { name: "Try again" })).toBeTruthy();
});

test("the newest mark of each person counts, a remark takes none away", () => {
  const [event] = fullTimeline();
  if (event === undefined) throw new Error("an event");
  const by = (id: string, action: string, at: string) => ({
    ...event,
    id: at,
    at,
    action,
    actor: { ...event.actor, id },
    detail: { recordVersion: "3" },
  });
  const marks = newestMarks([
    by("a", "deposit.questioned", "2026-11-22T05:00:00.000Z"),
    by("b", "deposit.reviewed", "2026-11-22T05:01:00.000Z"),
    by("a", "deposit.reviewed", "2026-11-22T05:02:00.000Z"),
    by("a", "deposit.remarked", "2026-11-22T05:03:00.000Z"),
    event,
  ]);
  expect(marks.map(({ mark, at, version }) => [mark, at.slice(14, 16), version])).toEqual([
    ["REVIEWED", "02", "3"],
    ["REVIEWED", "01", "3"],
  ]);
});

test("what people read is compared, nothing else", () => {
  expect(recordDifferences(record, { ...record, version: 99, updatedAt: "2026-11-23T00:00:00.000Z" })).toEqual([]);
  expect(recordDifferences(record, { ...record, receivedAmount: "7", legalHold: true })).toMatchObject([
    { label: "Received", now: `7 ${record.currency}` },
    { label: "Legal hold", seen: "no", now: "yes" },
  ]);
});
