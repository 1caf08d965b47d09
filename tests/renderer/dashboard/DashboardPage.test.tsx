import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { speak } from "#renderer/i18n/t.ts";
import type { Dashboard } from "#shared/contract/dashboard.ts";
import { PICTURED } from "#tests/support/pageFixtures/dashboard.ts";
import { renderApp } from "#tests/support/renderApp.tsx";

afterEach(() => {
  cleanup();
  // Files share one page's modules: the next one begins in English.
  speak("en");
});

function open(changes: Partial<Dashboard> = {}, language: "en" | "zh-Hant" = "en") {
  return renderApp("/dashboard", {
    desk: { settings: { theme: "light", density: "default", zone: "Asia/Hong_Kong", language } },
    overrides: { dashboard: { read: () => ({ ...PICTURED, ...changes }) } },
  });
}
const region = (name: string) => screen.findByRole("region", { name });

describe("dashboard", () => {
  test("every queue has its count, its oldest item, and opens its list", async () => {
    const { history } = open();
    const work = await region("Waiting work");
    const row = within(work).getByRole("row", { name: /On Hold/ });
    expect(row.textContent).toContain("4");
    expect(row.textContent).toContain("19 h 00 min");
    expect(row.textContent).toContain("DP-2611-3702");
    expect(within(row).getByRole("img").getAttribute("aria-label")).toBe("1 to 1 h, 1 to 4 h, 2 over 4 h");
    fireEvent.click(within(row).getByRole("link", { name: "On Hold" }));
    await waitFor(() => expect(decodeURIComponent(history.location.href)).toBe('/records?status=["ON_HOLD"]'));
  });
  test("a payment that waits too long comes first and says for how long", async () => {
    open();
    const onChain = await region("Refunds on chain now");
    const rows = within(onChain).getAllByRole("listitem");
    expect(rows[0]?.textContent).toContain("RF-2611-0091");
    expect(rows[0]?.textContent).toContain("47 min");
    expect(rows[1]?.textContent).toContain("7/12");
  });
  test("each chart is a table too, with exact amounts", async () => {
    open();
    const daily = await region("Deposits per day by currency");
    expect(within(daily).getByRole("img", { name: "USDT: 91.000014 in 14 days, 13.000001 today" })).toBeTruthy();
    fireEvent.click(within(daily).getByRole("button", { name: "View as table" }));
    const table = within(daily).getByRole("table");
    expect(within(table).getByRole("row", { name: "2026-11-22 1,300 13.000001" })).toBeTruthy();
    expect(within(table).getByRole("row", { name: "14 days 9,100 91.000014" })).toBeTruthy();
    const turnaround = await region("Refund turnaround");
    fireEvent.click(within(turnaround).getByRole("button", { name: "View as table" }));
    expect(within(turnaround).getByRole("row", { name: "RF-2611-0070 2026-11-13 6 h 00 min" })).toBeTruthy();
  });
  test("days without anything say so", async () => {
    open({ deposits: [], turnaround: [], stages: { ...PICTURED.stages, refunds: 0 } });
    expect(await screen.findByText("Nothing was credited in these 14 days.")).toBeTruthy();
    expect(screen.getAllByText("No refund was completed in these 14 days.")).toHaveLength(2);
  });
  test("what one may not read is left out", async () => {
    open({ today: { applications: 2, credited: null, refunded: null, cancelled: null }, queues: [] });
    expect((await region("Today so far")).textContent).toBe("Today so farApplications received2");
    expect(screen.getByText("Your rights open no queue.")).toBeTruthy();
  });
  test("in Traditional Chinese", async () => {
    open({}, "zh-Hant");
    expect(await screen.findByRole("heading", { level: 1, name: "總覽" })).toBeTruthy();
    expect(within(await region("待處理工作")).getByRole("link", { name: "錢包地址驗證中" })).toBeTruthy();
    expect(document.documentElement.lang).toBe("zh-Hant-HK");
  });
});
