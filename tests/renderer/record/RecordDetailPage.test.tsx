import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { DEPOSIT_STATUSES, DEPOSIT_STATUS_LABELS } from "#shared/domain/statuses.ts";
import { inputsOf } from "#tests/support/pageApi.ts";
import { before, idOf, NOW } from "#tests/support/pageFixtures/ids.ts";
import { AUDITOR } from "#tests/support/pageFixtures/people.ts";
import {
  CLIENT_ADDRESS,
  LOOKALIKE_ADDRESS,
  makeAddress,
  makeDeposit,
  makeUnderVerification,
} from "#tests/support/pageFixtures/records.ts";
import { depositWith, refundIn } from "#tests/support/pageFixtures/refunds.ts";
import { described, isOff, openRefunds } from "#tests/support/openRefunds.tsx";
import { renderApp } from "#tests/support/renderApp.tsx";

afterEach(cleanup);

const PATH = `/records/${idOf("deposit", 1)}`;
const section = async (name: string) => screen.findByRole("region", { name });
const fact = (within_: HTMLElement, name: string): string => {
  const label = within(within_).getByText(name, { selector: "dt" });
  return label.nextElementSibling?.textContent ?? "";
};

describe("what the detail shows", () => {
  test("R7.3 the nine items of a request, under their names", async () => {
    openRefunds(PATH);
    const request = await section("Request");
    expect(fact(request, "Record number")).toBe("DP-20261122-000123");
    expect(fact(request, "Client securities account")).toBe("02-118834-5");
    expect(fact(request, "Deposit currency")).toContain("USDT");
    expect(fact(request, "Amount")).toMatch(/48,250\.000000 USDT declared48,250\.000000 USDT receivedsame/);
    expect(fact(request, "Destination address")).toContain("0x0EC673fE8FE00B0779Ed1ebC9357A78eB883ca2b");
    expect(fact(request, "Transaction hash (TXID)")).toContain(makeDeposit().txHash);
    expect(fact(request, "Request time")).toBe("22 Nov 2026 12:33:52 HKT");
    expect(fact(request, "Status")).toBe("Credited");
    expect(within(request).getByText("Other core information")).toBeTruthy();
    expect(fact(request, "Network")).toBe("Local test chain · chain id 31337");
    expect(fact(request, "Source address")).toContain(CLIENT_ADDRESS);
    expect(fact(request, "Customer number")).toBe("C-108834");
    expect(fact(request, "Client name")).toBe("Lau Wing Sze");
  });

  test("R11.2 address verification: status, method, proof, by whom, when", async () => {
    openRefunds(PATH);
    const address = await section("Address verification");
    expect(within(address).getByText("Verified")).toBeTruthy();
    expect(fact(address, "Method")).toBe("Signed message");
    expect(fact(address, "Verified by")).toContain("Siu Ka Man");
    expect(fact(address, "Verified at")).toContain("3 Nov 2026 10:14:00");
    expect(fact(address, "Proof")).toBe("Signature of challenge 4c1f-77, 3 Nov 2026");
  });

  test("R5.5 a look-alike of the address is named in full", async () => {
    openRefunds(PATH, { addresses: [makeAddress({ lookalikeOf: [LOOKALIKE_ADDRESS] })] });
    const address = await section("Address verification");
    expect(within(address).getByText(LOOKALIKE_ADDRESS)).toBeTruthy();
  });

  test("feature 12 R11.3 n of required, with block number and hash, bound to this TXID", async () => {
    const counts = makeDeposit().confirmations;
    openRefunds(PATH, {
      deposit: makeDeposit({ status: "CONFIRMING", creditedAt: null, confirmations: { ...counts, current: 7 } }),
    });
    const progress = await section("Block confirmation progress");
    expect(within(progress).getByText("7 of 12 required")).toBeTruthy();
    expect(within(progress).getByRole("progressbar").getAttribute("aria-valuenow")).toBe("7");
    expect(fact(progress, "Block number")).toBe("24,118,402");
    expect(fact(progress, "Block hash")).toContain(counts.blockHash);
    expect(fact(progress, "Bound to TXID")).toContain(makeDeposit().txHash);
    expect(fact(progress, "Last observed")).toContain("5 s ago");
  });

  test("R11.4 a change appears without reload; offline the data is marked with its age", async () => {
    const { page } = openRefunds(PATH, {
      deposit: makeDeposit({ status: "CONFIRMING", confirmations: { ...makeDeposit().confirmations, current: 7 } }),
    });
    await screen.findByText("7 of 12 required");
    act(() =>
      page.change((desk) => {
        desk.deposits[0] = makeDeposit({ version: 32, confirmations: { ...makeDeposit().confirmations, current: 12 } });
      }),
    );
    await screen.findByText("12 of 12 required");
    act(() => page.emit("sync", "changed", { ...page.desk.sync, phase: "OFFLINE", asOf: before(7 * 60_000) }));
    await waitFor(() => expect(document.body.textContent).toContain("as of 13:55:11 HKT, 7 min ago"));
  });

  test("feature 13 R11.5 the timeline runs from the request to the end and names every actor", async () => {
    openRefunds(PATH);
    const timeline = await screen.findByRole("list", { name: "Timeline" });
    const titles = within(timeline)
      .getAllByRole("listitem")
      .map((item) => item.textContent ?? "");
    expect(titles).toHaveLength(11);
    expect(titles[0]).toContain("Refund in a block");
    expect(titles.at(-1)).toContain("Record generated from the request");
    for (const actor of ["Cheung Mei Yan", "Ho Chi Fung", "Siu Ka Man", "Ng Tsz Kit"])
      expect(timeline.textContent).toContain(`by ${actor}`);
  });

  test("feature 19 R11.6 a reorganisation is told as such, and the count is 0", async () => {
    openRefunds(PATH, {
      deposit: makeDeposit({
        status: "AWAITING_TRANSFER",
        confirmations: {
          ...makeDeposit().confirmations,
          current: 0,
          blockNumber: null,
          blockHash: null,
          orphanedAt: NOW,
        },
      }),
    });
    const progress = await section("Block confirmation progress");
    expect(within(progress).getByText("Orphaned, back to 0 of 12")).toBeTruthy();
    expect(within(progress).getByRole("progressbar").getAttribute("aria-valuetext")).toBe("orphaned, back to 0 of 12");
    expect(within(progress).getByText("Orphaned, back to 0 of 12.")).toBeTruthy();
  });

  test("R9.1 the breadcrumb has the guide's words", async () => {
    openRefunds(PATH);
    await waitFor(() =>
      expect(screen.getByRole("navigation", { name: "Path" }).textContent).toBe(
        "WBO - Virtual Asset Management - Deposit/Withdrawal - Deposit Records - ",
      ),
    );
  });

  test("the record as JSON, on demand; the explorer gets kind and value only", async () => {
    const { page } = openRefunds(PATH);
    const raw = await section("Raw data (JSON)");
    expect(within(raw).queryByLabelText("Raw data")).toBeNull();
    fireEvent.click(within(raw).getByRole("button", { name: "Show" }));
    expect(JSON.parse(within(raw).getByLabelText("Raw data").textContent ?? "")).toEqual(page.desk.deposits[0]);
    fireEvent.click(screen.getByRole("button", { name: "Open in explorer" }));
    await waitFor(() =>
      expect(inputsOf(page, "system", "openExplorer")).toEqual([
        { network: "DEVNET", kind: "tx", value: makeDeposit().txHash },
      ]),
    );
  });

  test("R22.1 the refund of the record: status, count, address, people, what happens next", async () => {
    const refund = refundIn("CONFIRMING");
    openRefunds(PATH, { deposit: depositWith(refund), refunds: [refund] });
    const panel = await section(`Refund ${refund.refundNo}`);
    expect(within(panel).getByText("Confirming")).toBeTruthy();
    expect(within(panel).getByText("7 of 12")).toBeTruthy();
    expect(fact(panel, "Approved by")).toBe("Ho Chi Fung");
    expect(fact(panel, "Executed by")).toBe("Ng Tsz Kit");
    expect(panel.textContent).toContain(
      "At 12 of 12 the refund becomes Completed and the system sets the record to Refunded.",
    );
    expect(screen.getByText("Refund confirming 7/12")).toBeTruthy();
  });

  test("R22.2 a record that is Refunded carries no badge of a running refund", async () => {
    const refund = refundIn("COMPLETED");
    openRefunds(PATH, {
      deposit: makeDeposit({ status: "REFUNDED", refundBadge: "Refund completed" }),
      refunds: [refund],
    });
    await section(`Refund ${refund.refundNo}`);
    expect(screen.queryByText("Refund completed")).toBeNull();
  });

  test("a record that is not in the copy says so and leads back", async () => {
    openRefunds(`/records/${idOf("deposit", 77)}`);
    expect(await screen.findByText("This record is not in the copy on this computer.")).toBeTruthy();
  });
});

describe("what may be done", () => {
  test.each(DEPOSIT_STATUSES)("R12.1 R17.1 in %s each button works or says why not", async (status) => {
    openRefunds(PATH, { deposit: makeDeposit({ status, holdReason: status === "ON_HOLD" ? "UNKNOWN_SOURCE" : null }) });
    const cancel = await screen.findByRole("button", { name: "Cancel" });
    const request = screen.getByRole("button", { name: "Request Refund" });
    const label = DEPOSIT_STATUS_LABELS[status];
    expect(isOff(cancel)).toBe(status !== "WALLET_ADDRESS_UNDER_VERIFICATION");
    expect(isOff(request)).toBe(status !== "CREDITED");
    if (isOff(cancel))
      expect(described(cancel)).toBe(
        `Cancel: only "Wallet Address Under Verification" can be cancelled — this is ${label}.`,
      );
    if (isOff(request))
      expect(described(request)).toBe(`Request Refund: only "Credited" can be refunded — this is ${label}.`);
  });

  test("R14.1 Cancel opens the dialog with the record's facts", async () => {
    openRefunds(PATH, { deposit: makeUnderVerification() });
    fireEvent.click(await screen.findByRole("button", { name: "Cancel" }));
    const dialog = await screen.findByRole("dialog");
    expect(dialog.textContent).toContain("DP-20261122-000123");
    fireEvent.click(within(dialog).getByRole("button", { name: "Keep record" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  test("R19.1 Request Refund opens the form for this record", async () => {
    const { history } = openRefunds(PATH);
    fireEvent.click(await screen.findByRole("button", { name: "Request Refund" }));
    await waitFor(() => expect(history.location.pathname).toBe(`${PATH}/refund`));
  });

  test("R17.3 while a refund runs there is no second one", async () => {
    const refund = refundIn("PENDING_APPROVAL");
    openRefunds(PATH, { deposit: depositWith(refund), refunds: [refund] });
    const request = await screen.findByRole("button", { name: "Request Refund" });
    expect(described(request)).toBe("Request Refund: RF-20261122-000009 is already running.");
  });

  test("R3.4 who lacks the permission reads its name and whom to ask", async () => {
    openRefunds(PATH, { user: AUDITOR });
    const request = await screen.findByRole("button", { name: "Request Refund" });
    expect(isOff(request)).toBe(true);
    expect(described(request)).toContain(
      'you lack the permission "Refund.Request". Contact an administrator: Yuen Wai Lam.',
    );
  });

  test("R24.1 offline cancelling is off, and a refund may still be drafted", async () => {
    openRefunds(PATH, { deposit: makeUnderVerification(), sync: { phase: "OFFLINE" } });
    const cancel = await screen.findByRole("button", { name: "Cancel" });
    expect(described(cancel)).toContain("cancel needs a connection");
    cleanup();
    const { history } = openRefunds(PATH, { sync: { phase: "OFFLINE" } });
    const request = await screen.findByRole("button", { name: "Request Refund" });
    expect(described(request)).toContain("A draft can be kept until then");
    fireEvent.click(request);
    await waitFor(() => expect(history.location.pathname).toBe(`${PATH}/refund`));
  });
});

describe("the neighbours", () => {
  test("R11.1 previous and next within the search, by button and by key; never while somebody types", async () => {
    const { history, page } = renderApp("/records");
    const ids = [...page.desk.deposits].sort((a, b) => (a.requestedAt < b.requestedAt ? 1 : -1)).map((row) => row.id);
    act(() => history.push(`/records/${ids[1]}`));
    const next = await screen.findByRole("button", { name: "Next record" });
    await waitFor(() => expect(isOff(next)).toBe(false));
    expect(screen.getByText("2 of 214 records")).toBeTruthy();
    fireEvent.click(next);
    await waitFor(() => expect(history.location.pathname).toBe(`/records/${ids[2]}`));
    await screen.findByText("3 of 214 records");
    fireEvent.keyDown(document.body, { key: "[" });
    await waitFor(() => expect(history.location.pathname).toBe(`/records/${ids[1]}`));
    fireEvent.keyDown(screen.getByRole("combobox"), { key: "]" });
    expect(history.location.pathname).toBe(`/records/${ids[1]}`);
  });

  test("the list keeps the search that led here", async () => {
    const { page } = renderApp("/records");
    cleanup();
    const { history, page: opened } = renderApp(
      `/records/${page.desk.deposits[0]?.id}?status=${encodeURIComponent('["CREDITED"]')}&odd=1`,
    );
    await screen.findByText("Deposit Records · 1 filter");
    await waitFor(() => expect(inputsOf(opened, "deposits", "search").at(-1)).toMatchObject({ status: ["CREDITED"] }));
    fireEvent.click(screen.getByRole("link", { name: "Back to the list" }));
    await waitFor(() => expect(history.location.pathname).toBe("/records"));
    expect(history.location.search).toContain("CREDITED");
  });
});
