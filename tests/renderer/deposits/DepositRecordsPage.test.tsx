import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { useRecordsLayout } from "#renderer/features/deposits/recordsLayout.ts";
import { whyNotCancel, whyNotRequestRefund } from "#shared/domain/deposits.ts";
import { DEPOSIT_STATUSES, DEPOSIT_STATUS_LABELS } from "#shared/domain/statuses.ts";
import type { DepositSearch } from "#shared/contract/ipc.ts";
import { inputsOf, type FakePage } from "#tests/support/pageApi.ts";
import { idOf, NOW } from "#tests/support/pageFixtures/ids.ts";
import { makeRecords } from "#tests/support/pageFixtures/desk.ts";
import { makeDeposit } from "#tests/support/pageFixtures/records.ts";
import { deskWithRights, OFFLINE, renderApp } from "#tests/support/renderApp.tsx";

afterEach(() => {
  cleanup();
  useRecordsLayout.setState({ panelOpen: false, columnsOff: [] });
});

const lastSearch = (page: FakePage): DepositSearch =>
  inputsOf(page, "deposits", "search")
    .filter((search) => search.limit !== 1)
    .at(-1) as DepositSearch;
const rowOf = async (text: string): Promise<HTMLElement> =>
  (await screen.findByText(text)).closest("[role=row]") as HTMLElement;
const ALL_RIGHTS = ["Deposit Application", "Deposit Records", "Cancel", "Refund", "Refund.Request"];

describe("the rows", () => {
  test.each(DEPOSIT_STATUSES)(
    "R12.1 R14.1 R17.1 R19.1 in %s a row offers what its status allows and nothing else",
    async (status) => {
      const deposit = makeDeposit({
        status,
        customerName: "Only One",
        holdReason: status === "ON_HOLD" ? "UNKNOWN_SOURCE" : null,
      });
      renderApp("/records", { desk: { deposits: [deposit] } });
      const row = await rowOf("Only One");
      const names = within(row)
        .queryAllByRole("button")
        .map((button) => button.textContent);
      expect(names).toEqual(
        status === "WALLET_ADDRESS_UNDER_VERIFICATION" ? ["Cancel"] : status === "CREDITED" ? ["Request Refund"] : [],
      );
      expect(within(row).getByText(DEPOSIT_STATUS_LABELS[status])).toBeTruthy();
      const context = { permissions: new Set(ALL_RIGHTS), online: true, administrators: [] };
      const cancel = whyNotCancel(deposit, context);
      if (status === "WALLET_ADDRESS_UNDER_VERIFICATION") expect(cancel).toBeNull();
      else
        expect(cancel?.text).toBe(
          `Only "Wallet Address Under Verification" can be cancelled — this is ${DEPOSIT_STATUS_LABELS[status]}.`,
        );
      expect(whyNotRequestRefund(deposit, context) === null).toBe(status === "CREDITED");
    },
  );

  test("a status that a newer central service invented is named and offers nothing", async () => {
    renderApp("/records", {
      desk: { deposits: [makeDeposit({ customerName: "Only One", status: "FROZEN" as never })] },
    });
    const row = await rowOf("Only One");
    expect(within(row).getByText("Unknown (FROZEN)")).toBeTruthy();
    expect(within(row).queryAllByRole("button")).toHaveLength(0);
  });

  test("R17.3 a record with a running refund keeps its status, shows the badge and offers no second one", async () => {
    renderApp("/records", {
      desk: {
        deposits: [
          makeDeposit({ customerName: "Only One", activeRefundNo: "RF-1", refundBadge: "Refund confirming 7/12" }),
        ],
      },
    });
    const row = await rowOf("Only One");
    expect(row.textContent).toContain("Credited");
    expect(row.textContent).toContain("Refund confirming 7/12");
    expect(within(row).queryAllByRole("button")).toHaveLength(0);
  });

  test("R3.1 without the permission Cancel the button says which is missing and whom to ask", async () => {
    renderApp("/records", { desk: { ...deskWithRights(["Deposit Records"]), deposits: makeRecords(1) } });
    const row = await rowOf("Lau Wing Sze");
    const button = within(row).getByRole("button", { name: "Cancel" });
    expect(button.getAttribute("aria-disabled")).toBe("true");
    expect(document.getElementById(button.getAttribute("aria-describedby") ?? "")?.textContent).toBe(
      'You lack the permission "Cancel". Contact an administrator: Yuen Wai Lam. Press to ask for it.',
    );
  });

  test("R19.1 Request Refund leads to the form of that record", async () => {
    const { history } = renderApp("/records", { desk: { deposits: [makeDeposit({ customerName: "Only One" })] } });
    fireEvent.click(within(await rowOf("Only One")).getByRole("button", { name: "Request Refund" }));
    await waitFor(() => expect(history.location.pathname).toMatch(/^\/records\/[0-9a-f-]{36}\/refund$/));
  });

  test("R11.1 a press on the row opens the record, and so does Enter", async () => {
    const { history } = renderApp("/records?created=today", { desk: { deposits: makeRecords(3) } });
    fireEvent.click(await rowOf("Lau Wing Sze"));
    await waitFor(() => expect(history.location.pathname).toMatch(/^\/records\/.+/));
    expect(history.location.search).toContain("created=today");
    act(() => history.back());
    await screen.findByRole("grid");
    const cell = (await rowOf("Lau Wing Sze")).querySelector('[data-column="customer"]') as HTMLElement;
    cell.focus();
    fireEvent.keyDown(cell, { key: "Enter" });
    await waitFor(() => expect(history.location.pathname).toMatch(/^\/records\/.+/));
  });

  test("R7.3 all nine named items have a column", async () => {
    renderApp("/records", { desk: { deposits: makeRecords(1) } });
    fireEvent.click(await screen.findByRole("button", { name: "Columns" }));
    for (const name of [
      "Record no.",
      "Securities account",
      "Amount",
      "Destination address",
      "TXID",
      "Requested",
      "Status",
      "Network",
      "From address",
      "Customer",
    ])
      expect(screen.getByRole("checkbox", { name })).toBeTruthy();
  });
});

describe("the grid", () => {
  test("tells its size, its sort and its selection to a screen reader, and is one tab stop", async () => {
    renderApp("/records", { desk: { deposits: makeRecords(30) } });
    const grid = await screen.findByRole("grid", { name: "Deposit records" });
    expect(grid.getAttribute("aria-rowcount")).toBe("31");
    const header = within(grid).getByRole("columnheader", { name: "Requested" });
    expect(header.getAttribute("aria-sort")).toBe("descending");
    expect(within(grid).getByRole("columnheader", { name: "Status" }).getAttribute("aria-sort")).toBe("none");
    await waitFor(() => expect(grid.querySelectorAll('[tabindex="0"]')).toHaveLength(1));
    expect(within(grid).getAllByRole("row")[1]?.getAttribute("aria-rowindex")).toBe("2");
  });

  test("R10.4 a press on a header sorts, a second one turns it round", async () => {
    const { page } = renderApp("/records", { desk: { deposits: makeRecords(5) } });
    fireEvent.click(await screen.findByRole("button", { name: "Customer" }));
    await waitFor(() => expect(lastSearch(page)).toMatchObject({ sort: "customerNo", descending: false }));
    fireEvent.click(screen.getByRole("button", { name: "Customer" }));
    await waitFor(() => expect(lastSearch(page)).toMatchObject({ sort: "customerNo", descending: true }));
  });

  test("arrow keys move from cell to cell and into the header", async () => {
    renderApp("/records", { desk: { deposits: makeRecords(5) } });
    const cell = (await rowOf("Lau Wing Sze")).querySelector('[data-column="recordNo"]') as HTMLElement;
    cell.focus();
    fireEvent.keyDown(cell, { key: "ArrowDown" });
    await waitFor(() => expect(document.activeElement?.getAttribute("data-cell")).toBe("1:0"));
    fireEvent.keyDown(document.activeElement as Element, { key: "ArrowRight" });
    await waitFor(() => expect(document.activeElement?.getAttribute("data-cell")).toBe("1:1"));
    fireEvent.keyDown(document.activeElement as Element, { key: "Home", ctrlKey: true });
    await waitFor(() => expect(document.activeElement?.getAttribute("data-cell")).toBe("0:0"));
    fireEvent.keyDown(document.activeElement as Element, { key: "ArrowUp" });
    await waitFor(() => expect(document.activeElement?.closest("[data-cell]")?.getAttribute("data-cell")).toBe("-1:0"));
  });

  test("new records are announced, not inserted; shown on request", async () => {
    const { page } = renderApp("/records", { desk: { deposits: makeRecords(5) } });
    await rowOf("Lau Wing Sze");
    const fresh = makeDeposit({
      id: "0192f6a0-0000-7000-8000-0000000000aa",
      customerName: "Just Arrived",
      createdAt: "2026-11-22T06:05:00.000Z",
      requestedAt: "2026-11-22T06:05:00.000Z",
    });
    act(() => page.change((desk) => desk.deposits.unshift(fresh)));
    const show = await screen.findByRole("button", { name: "1 new record — show" });
    expect(screen.queryByText("Just Arrived")).toBeNull();
    fireEvent.click(show);
    expect(await screen.findByText("Just Arrived")).toBeTruthy();
    expect(screen.queryByRole("button", { name: /new record/ })).toBeNull();
  });

  test("R11.4 a change of a shown record appears without reloading", async () => {
    const { page } = renderApp("/records", { desk: { deposits: makeRecords(2) } });
    const row = await rowOf("Lau Wing Sze");
    act(() =>
      page.change(
        (desk) =>
          (desk.deposits[0] = { ...(desk.deposits[0] as ReturnType<typeof makeDeposit>), status: "AWAITING_TRANSFER" }),
      ),
    );
    await waitFor(() => expect(within(row).getByText("Awaiting Transfer")).toBeTruthy());
  });
});

describe("the filters", () => {
  test("R10.4 stand as chips, are counted, can be taken away one by one and all at once", async () => {
    const { page, history } = renderApp('/records?status=["CREDITED","ON_HOLD"]&customerNo="C-10"&amountMin="1"', {
      desk: { deposits: makeRecords(60) },
    });
    const chips = await screen.findByRole("list", { name: "Filters in force" });
    expect([...chips.querySelectorAll("li")].map((chip) => chip.textContent)).toEqual([
      "Customer no. C-10",
      "Status Credited, On Hold",
      "Amount ≥ 1",
    ]);
    expect((await screen.findByRole("contentinfo")).textContent).toContain("3 filters");
    fireEvent.click(screen.getByRole("button", { name: "Remove filter Status" }));
    await waitFor(() => expect(lastSearch(page).status).toBeUndefined());
    fireEvent.click(screen.getByRole("button", { name: "Clear all" }));
    await waitFor(() => expect(history.location.search).toBe(""));
    expect(screen.queryByRole("list", { name: "Filters in force" })).toBeNull();
  });

  test("R10.4 the address holds them, so that back returns to them", async () => {
    const { history, page } = renderApp("/records", { desk: { deposits: makeRecords(60) } });
    fireEvent.click(await screen.findByRole("button", { name: /^On hold/ }));
    await waitFor(() => expect(lastSearch(page).status).toEqual(["ON_HOLD"]));
    fireEvent.click(screen.getByRole("button", { name: /^Confirming/ }));
    await waitFor(() => expect(lastSearch(page).status).toEqual(["CONFIRMING"]));
    act(() => history.back());
    await waitFor(() =>
      expect(screen.getByRole("button", { name: /^On hold/ }).getAttribute("aria-current")).toBe("true"),
    );
  });

  test("R10.1 R10.2 every criterion is a labelled field", async () => {
    renderApp("/records", { desk: { deposits: makeRecords(3) } });
    fireEvent.click(await screen.findByRole("button", { name: /^Filters/ }));
    const panel = screen.getByRole("group", { name: "Filters" });
    for (const label of [
      "Record no.",
      "Customer no.",
      "Customer name",
      "Securities account",
      "Created",
      "Created from (HKT)",
      "Created to (HKT)",
      "Amount from",
      "Amount to",
      "TXID",
      "Address",
      "Refund no.",
      "Operator",
      "Remarks",
      "List of record nos.",
    ])
      expect(within(panel).getByLabelText(label), label).toBeTruthy();
    for (const label of ["Status", "Hold reason", "Currency", "Network", "Refund status", "Flags"])
      expect(within(panel).getByRole("button", { name: `${label}: Any` }), label).toBeTruthy();
  });

  test("R10.1 fields of the panel reach the search", async () => {
    const { page } = renderApp("/records", { desk: { deposits: makeRecords(3) } });
    fireEvent.click(await screen.findByRole("button", { name: /^Filters/ }));
    const type = (label: string, value: string) => {
      const field = screen.getByLabelText(label);
      fireEvent.change(field, { target: { value } });
      fireEvent.blur(field);
    };
    type("Record no.", "DP-2026");
    await waitFor(() => expect(lastSearch(page).recordNo).toBe("DP-2026"));
    type("Created from (HKT)", "2026-11-01");
    await waitFor(() => expect(lastSearch(page).createdFrom).toBe("2026-10-31T16:00:00.000Z"));
    type("Amount from", "1,000");
    await waitFor(() => expect(lastSearch(page).amountMin).toBe("1000"));
    type("List of record nos.", "DP-1, DP-2\nDP-2");
    await waitFor(() => expect(lastSearch(page).recordNos).toEqual(["DP-1", "DP-2"]));
    type("Created to (HKT)", "tomorrow");
    expect(await screen.findByText("Write 2026-11-22 or 2026-11-22 14:30.")).toBeTruthy();
    expect(lastSearch(page).createdTo).toBeUndefined();
  });

  test("R10.4 a typed filter joins those in force; one that cannot be read is said, points at the word and changes nothing", async () => {
    const { page } = renderApp('/records?status=["CREDITED"]', { desk: { deposits: makeRecords(60) } });
    const line = await screen.findByRole("combobox", { name: "Add filter" });
    fireEvent.change(line, { target: { value: "amount>1 -status:failed" } });
    fireEvent.keyDown(line, { key: "Enter" });
    await waitFor(() =>
      expect(lastSearch(page)).toMatchObject({
        status: ["CREDITED"],
        amountMin: "1.000000000000000001",
        not: { status: ["FAILED"] },
      }),
    );
    const chips = screen.getByRole("list", { name: "Filters in force" });
    expect([...chips.querySelectorAll("li")].map((chip) => chip.textContent)).toEqual([
      "Status Credited",
      "Amount > 1",
      "Status not Failed",
    ]);
    const before = lastSearch(page);
    fireEvent.change(line, { target: { value: "customer:C-1 colour:red" } });
    fireEvent.keyDown(line, { key: "Enter" });
    expect((await screen.findByRole("alert")).textContent).toMatch(/^There is no filter "colour"\. Allowed: status,/);
    expect(line.previousElementSibling?.querySelector("span")?.textContent).toBe("colour");
    expect(lastSearch(page)).toEqual(before);
    expect((line as HTMLInputElement).value).toBe("customer:C-1 colour:red");
  });

  test("R10.4 names and values are offered while typing, and chosen by keys", async () => {
    const { page } = renderApp("/records", { desk: { deposits: makeRecords(60) } });
    const line = (await screen.findByRole("combobox", { name: "Add filter" })) as HTMLInputElement;
    const type = (value: string) => {
      fireEvent.change(line, { target: { value } });
      fireEvent.keyDown(line, { key: "ArrowDown" });
      fireEvent.keyDown(line, { key: "Enter" });
    };
    type("sta");
    await waitFor(() => expect(line.value).toBe("status:"));
    type("status:hol");
    await waitFor(() => expect(line.value).toBe("status:on-hold "));
    fireEvent.keyDown(line, { key: "Enter" });
    await waitFor(() => expect(lastSearch(page).status).toEqual(["ON_HOLD"]));
  });

  test("R10.4 the bar and the query are the same filter: each rewrites the other", async () => {
    const { page } = renderApp('/records?status=["CREDITED","ON_HOLD"]&customerName="Lau Wing"', {
      desk: { deposits: makeRecords(60) },
    });
    fireEvent.click(await screen.findByRole("button", { name: "Edit as text" }));
    const line = (await screen.findByRole("combobox", { name: "Filters as text" })) as HTMLInputElement;
    expect(line.value).toBe('status:credited,on-hold name:"Lau Wing"');
    fireEvent.change(line, { target: { value: "status:on-hold amount<=5" } });
    await waitFor(() => expect(lastSearch(page)).toMatchObject({ status: ["ON_HOLD"], amountMax: "5" }));
    expect(lastSearch(page).customerName).toBeUndefined();
    fireEvent.click(screen.getByRole("button", { name: /^Confirming/ }));
    await waitFor(() => expect(line.value).toBe("status:confirming"));
    fireEvent.keyDown(line, { key: "Enter" });
    const chips = await screen.findByRole("list", { name: "Filters in force" });
    expect(chips.textContent).toBe("Status Confirming");
    fireEvent.click(within(chips).getByRole("button", { name: "Status Confirming" }));
    const again = (await screen.findByRole("combobox", { name: "Filters as text" })) as HTMLInputElement;
    expect(again.value.slice(again.selectionStart ?? 0, again.selectionEnd ?? 0)).toBe("status:confirming");
  });

  test("R10.4 of a pasted list those that no record has are named", async () => {
    const deposits = makeRecords(3);
    const { page } = renderApp("/records", { desk: { deposits } });
    const line = await screen.findByRole("combobox", { name: "Add filter" });
    fireEvent.change(line, { target: { value: `${deposits[0]?.recordNo} DP-19990101-000001` } });
    fireEvent.keyDown(line, { key: "Enter" });
    await waitFor(() => expect(lastSearch(page).recordNos).toEqual([deposits[0]?.recordNo, "DP-19990101-000001"]));
    const words = await screen.findByText("1 of 2 record nos. not found:");
    expect(words.parentElement?.textContent).toContain("DP-19990101-000001");
  });

  test("R10.4 nothing found says why and offers the way out", async () => {
    renderApp('/records?customerName="Nobody"', { desk: { deposits: makeRecords(3) } });
    expect(await screen.findByText("No records match this filter.")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Clear all filters" }));
    expect(await screen.findByText("Lau Wing Sze")).toBeTruthy();
  });

  test("feature 10 R10.4 filters are kept as a view under a name, stand in the menu, lead back to them, and are removed", async () => {
    const desk = { ...deskWithRights([...ALL_RIGHTS, "View.Share"]), deposits: makeRecords(60) };
    const { page, history } = renderApp("/records?status=%5B%22EXPIRED%22%5D", { desk });
    fireEvent.click(await screen.findByRole("button", { name: "Views" }));
    fireEvent.click(await screen.findByRole("button", { name: "Save this view…" }));
    const dialog = await screen.findByRole("dialog", { name: "Save this view" });
    expect(within(dialog).getByText("status:expired")).toBeTruthy();
    fireEvent.change(within(dialog).getByLabelText("Name"), { target: { value: "Never paid" } });
    fireEvent.click(within(dialog).getByLabelText("Share with everybody who may read records"));
    fireEvent.click(within(dialog).getByRole("button", { name: "Save view" }));
    await waitFor(() => expect(inputsOf(page, "views", "save")).toHaveLength(1));
    expect(inputsOf(page, "views", "save")[0]).toMatchObject({
      name: "Never paid",
      query: "status:expired",
      shared: true,
    });
    const menu = screen.getByRole("navigation", { name: "Main menu" });
    const link = await within(menu).findByRole("link", { name: "Never paid" });
    fireEvent.click(screen.getByRole("button", { name: /^All records/ }));
    await waitFor(() => expect(lastSearch(page).status).toBeUndefined());
    fireEvent.click(link);
    await waitFor(() => expect(history.location.search).toContain("EXPIRED"));
    const tabs = screen.getByRole("navigation", { name: "Saved views" });
    expect(within(tabs).getByRole("button", { name: "Never paid" }).getAttribute("aria-current")).toBe("true");
    fireEvent.click(screen.getByRole("button", { name: "Views" }));
    fireEvent.click(await screen.findByRole("button", { name: "Remove" }));
    await waitFor(() => expect(inputsOf(page, "views", "remove")).toHaveLength(1));
    await waitFor(() => expect(within(menu).queryByRole("link", { name: "Never paid" })).toBeNull());
  });

  test("R10.4 a view of others is opened and cannot be changed; one that names what is not known here says so", async () => {
    const owner = { id: idOf("person", 99), name: "Sam Supervisor" };
    const about = { owner, shared: true, updatedAt: NOW, version: 1 };
    const views = [
      { ...about, id: idOf("view", 1), name: "Large ones", query: "amount>1000" },
      { ...about, id: idOf("view", 2), name: "Odd ones", query: "colour:red" },
    ];
    const { page } = renderApp("/records", { desk: { views } });
    fireEvent.click(await screen.findByRole("button", { name: "Views" }));
    expect(await screen.findByText(/Names something that is not known here/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Remove" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Odd ones" })).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Large ones" }));
    await waitFor(() => expect(lastSearch(page).amountMin).toBe("1000.000000000000000001"));
  });

  test("a broken address does not break the page", async () => {
    renderApp('/records?status=["NO_SUCH"]&createdFrom="soon"&amountMin=-1&x=1', {
      desk: { deposits: makeRecords(3) },
    });
    expect(await screen.findByText("Lau Wing Sze")).toBeTruthy();
  });
});

describe("offline and rights", () => {
  test("R10.5 R24.1 offline the list works and says as of when", async () => {
    const { page } = renderApp("/records", { desk: { deposits: makeRecords(3) } });
    await rowOf("Lau Wing Sze");
    act(() => {
      page.desk.sync = { ...page.desk.sync, ...OFFLINE };
      page.emit("sync", "changed", page.desk.sync);
    });
    const words = await screen.findByText(
      /Showing records synced at 14:01:37. Cancelling, refunds and approvals are disabled./,
    );
    expect(words.closest("[role=status]")?.textContent).toContain("Offline since 14:02.");
    expect(screen.getByRole("button", { name: "Retry" })).toBeTruthy();
    expect(screen.getByText("Offline since 14:02")).toBeTruthy();
    act(() => {
      page.desk.session = { ...page.desk.session, offlineUntil: "2026-11-22T18:00:00.000Z" };
      page.emit("session", "changed", page.desk.session);
    });
    await screen.findByText(/Without a connection this copy can be read until 23 Nov 02:00:00\./);
  });

  test("R9.2 R3.4 without the permission the page names it, says whom to ask and gives the words", async () => {
    const { page } = renderApp("/records", {
      desk: { ...deskWithRights(["Cancel"], ["Yuen Wai Lam", "Tam Siu Ming"]), deposits: makeRecords(3) },
    });
    expect(await screen.findByText("You lack the permission “Deposit Records”.")).toBeTruthy();
    expect(screen.getByText(/Contact an administrator: Yuen Wai Lam, Tam Siu Ming/)).toBeTruthy();
    expect(screen.queryByRole("grid")).toBeNull();
    expect(page.asked.some((one) => one.name === "deposits.search")).toBe(false);
    fireEvent.change(screen.getByLabelText("Why you need it"), { target: { value: "New on the desk" } });
    fireEvent.click(screen.getByRole("button", { name: "Copy the text" }));
    await waitFor(() => expect(inputsOf(page, "system", "copy")).toHaveLength(1));
    expect(inputsOf(page, "system", "copy")[0]?.text).toBe(
      'To Yuen Wai Lam, Tam Siu Ming:\nCheung Mei Yan (operator) asks for the permission "Deposit Records" in Deposit Desk.\nReason: New on the desk',
    );
    fireEvent.click(screen.getByRole("button", { name: "Request access" }));
    await waitFor(() =>
      expect(inputsOf(page, "session", "requestAccess")).toMatchObject([
        { permission: "Deposit Records", reason: "New on the desk" },
      ]),
    );
  });
});

describe("R24.4 feature 65 taking the list along", () => {
  const open = async (options: Parameters<typeof renderApp>[1] = {}) => {
    const { page } = renderApp("/records?status=%5B%22CREDITED%22%5D&sort=amount&descending=false", options);
    await screen.findAllByRole("row");
    return page;
  };

  test("Ctrl+E, also while typing: exactly the filters and the order that are shown, with the query for the log", async () => {
    const page = await open();
    const field = screen.getByRole("combobox", { name: /^Search record/ });
    field.focus();
    fireEvent.keyDown(field, { key: "e", code: "KeyE", ctrlKey: true });
    const dialog = await screen.findByRole("dialog", { name: "Export" });
    fireEvent.click(within(dialog).getByRole("button", { name: "Excel" }));
    await screen.findByText(/records? exported$/);
    expect(inputsOf(page, "exports", "saveRecords")).toEqual([
      {
        search: { status: ["CREDITED"], sort: "amount", descending: false },
        format: "xlsx",
        filterText: "status:credited",
      },
    ]);
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  test("while it runs it says how far it is, and can be stopped", async () => {
    let finish = (_: { saved: boolean; rows: number; asOf: null }): void => undefined;
    const outcome = new Promise<{ saved: boolean; rows: number; asOf: null }>((resolve) => (finish = resolve));
    const page = await open({
      overrides: {
        exports: {
          saveRecords: () => outcome,
          stop: () => {
            finish({ saved: false, rows: 0, asOf: null });
            return null;
          },
        },
      },
    });
    fireEvent.click(screen.getByRole("button", { name: "Export" }));
    const dialog = await screen.findByRole("dialog", { name: "Export" });
    fireEvent.click(within(dialog).getByRole("button", { name: "CSV" }));
    await within(dialog).findByText("Choose where to keep it…");
    act(() => page.emit("exports", "progressed", { rows: 1_500 }));
    expect(await within(dialog).findByText("1,500 records written…")).toBeTruthy();
    fireEvent.click(within(dialog).getByRole("button", { name: "Stop" }));
    expect(await within(dialog).findByRole("button", { name: "CSV" })).toBeTruthy();
    expect(screen.queryByText("0 records exported")).toBeNull();
  });

  test("without the right the button says so", async () => {
    await open({ desk: deskWithRights(["Deposit Records"]) });
    const button = screen.getByRole("button", { name: "Export" });
    expect(button.getAttribute("aria-disabled")).toBe("true");
    expect(button.getAttribute("aria-describedby")).not.toBeNull();
  });
});
