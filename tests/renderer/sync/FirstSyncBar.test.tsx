import { act, cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { inputsOf } from "#tests/support/pageApi.ts";
import { openRefunds } from "#tests/support/openRefunds.tsx";
import { SUPERVISOR } from "#tests/support/pageFixtures/people.ts";

afterEach(cleanup);

const LOADING = {
  phase: "FIRST_SYNC" as const,
  asOf: null,
  entities: [
    { name: "networks" as const, done: 1, of: 1 },
    { name: "deposits" as const, done: 250_000, of: 1_000_000 },
  ],
};

test("R7.5 the first sync says how far it is, that lists are incomplete, and can be paused and gone on with", async () => {
  const { page } = openRefunds("/approvals", { user: SUPERVISOR, refunds: [], sync: LOADING });
  const bar = await screen.findByRole("progressbar", { name: "First sync" });
  expect(bar.getAttribute("aria-valuenow")).toBe("25");
  expect(screen.getByText(/Deposit records 250,000 of 1,000,000/)).toBeTruthy();
  expect(screen.getByText(/Lists are incomplete until then/)).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Pause" }));
  await waitFor(() => expect(page.desk.sync.paused).toBe(true));
  act(() => page.emit("sync", "changed", page.desk.sync));
  expect(inputsOf(page, "sync", "pause")).toEqual([{ on: true }]);
  expect(screen.getByText(/Deposit records 250,000 of 1,000,000 · paused/)).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Go on" }));
  await waitFor(() => expect(page.desk.sync.paused).toBe(false));
  act(() => page.emit("sync", "changed", page.desk.sync));
  expect(inputsOf(page, "sync", "pause")).toEqual([{ on: true }, { on: false }]);
  expect(screen.getByRole("button", { name: "Pause" })).toBeTruthy();
});
