import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { findPlaces } from "#renderer/app/navigation.ts";
import { renderApp } from "#tests/support/renderApp.tsx";

afterEach(cleanup);

describe("the menu", () => {
  test("R2.3 R9.1 Deposit Records stands under the guide's path, word for word", async () => {
    renderApp("/records");
    const path = await screen.findByText("WBO - Virtual Asset Management - Deposit/Withdrawal - Deposit Records");
    expect(path.textContent).toContain("Virtual Asset Management - Deposit/Withdrawal - Deposit");
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Deposit Records");
  });

  test("R6.1 Deposit Application stands under the guide's path, word for word", async () => {
    renderApp("/applications");
    expect(
      await screen.findByText("WBO - VA Clearing Management - Deposits & Withdrawals - Deposit Application"),
    ).toBeTruthy();
    const table = await screen.findByRole("table", { name: "Deposit applications" });
    expect(table.textContent).toContain("DA-20261122-000001");
  });

  test.each([
    ["Coin Deposit Records", "/records"],
    ["Deposits & Withdrawals", "/applications"],
    ["Deposits & Withdrawals", "/records"],
    ["Virtual Asset Management - Deposit/Withdrawal - Deposit", "/records"],
    ["WBO - VA Clearing Management - Deposits & Withdrawals - Deposit Application", "/applications"],
    ["coin deposit", "/records"],
    ["sync status", "/settings"],
  ])("R9.3 the menu search finds %s at %s", (query, to) => {
    expect(findPlaces(query).map(({ place }) => place.to)).toContain(to);
  });

  test("R9.3 the search box offers the place and goes there by keyboard", async () => {
    const { history } = renderApp("/settings");
    const box = await screen.findByRole("combobox", { name: "Search record, customer, TXID, address" });
    fireEvent.focus(box);
    fireEvent.change(box, { target: { value: "Coin Deposit Records" } });
    expect(screen.getByRole("option", { name: /Coin Deposit Records.*Deposit Records$/ })).toBeTruthy();
    fireEvent.keyDown(box, { key: "ArrowDown" });
    fireEvent.keyDown(box, { key: "Enter" });
    await screen.findByRole("heading", { level: 1, name: "Deposit Records" });
    expect(history.location.pathname).toBe("/records");
  });

  test("feature 8 Enter in the search box looks for the text in the records", async () => {
    const { page } = renderApp("/settings");
    const box = await screen.findByRole("combobox", { name: "Search record, customer, TXID, address" });
    fireEvent.change(box, { target: { value: "Lau Wing Sze" } });
    fireEvent.keyDown(box, { key: "Enter" });
    expect(await screen.findByText("Lau Wing Sze", { selector: "strong" })).toBeTruthy();
    expect(
      page.asked.some(
        (one) => one.name === "deposits.search" && (one.input as { anything?: string }).anything === "Lau Wing Sze",
      ),
    ).toBe(true);
  });

  test.each([
    ["status:credited amount>1", { status: ["CREDITED"], amountMin: "1.000000000000000001" }],
    ["DP-20261122-000001 DP-20261122-000002", { recordNos: ["DP-20261122-000001", "DP-20261122-000002"] }],
    // No filter, and so looked for as it stands.
    ["https://example.test/0xCE55", { anything: "https://example.test/0xCE55" }],
  ])("R10.4 the search box takes filters as the records list does: %s", async (typed, filters) => {
    const { page } = renderApp("/settings");
    const box = await screen.findByRole("combobox", { name: "Search record, customer, TXID, address" });
    fireEvent.change(box, { target: { value: typed } });
    fireEvent.keyDown(box, { key: "Enter" });
    await screen.findByRole("heading", { level: 1, name: "Deposit Records" });
    await waitFor(() =>
      expect(page.asked.filter(({ name }) => name === "deposits.search").map(({ input }) => input)).toContainEqual(
        expect.objectContaining(filters),
      ),
    );
  });

  test("R1.1 every working area is one press away", async () => {
    renderApp("/records");
    const menu = await screen.findByRole("navigation", { name: "Main menu" });
    const links = [...menu.querySelectorAll("a")].map((link) => link.textContent?.replace(/[\d,].*$/, ""));
    expect(links).toEqual(
      [
        "Dashboard",
        "Applications",
        "Records",
        "Exceptions",
        "Refunds",
        "Approvals",
        "Addresses",
        "Notices",
        "Audit",
        "Currencies",
        "Limits",
        "Screening",
        "Retention",
        "Signing key",
        "People",
        "Account",
        "Settings",
      ].map((one) => expect.stringMatching(new RegExp(`^${one}`))),
    );
  });
});
