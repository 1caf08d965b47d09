import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { AppError } from "#shared/errors.ts";
import { DELETE_REASON_LABELS, DEPOSIT_STATUSES, DEPOSIT_STATUS_LABELS } from "#shared/domain/statuses.ts";
import { whyNotAccept, whyNotDelete } from "#renderer/features/applications/applicationRules.ts";
import { inputsOf } from "#tests/support/pageApi.ts";
import { makeApplication } from "#tests/support/pageFixtures/desk.ts";
import { deskWithRights, renderApp } from "#tests/support/renderApp.tsx";

afterEach(cleanup);

const RIGHTS = {
  permissions: new Set(["Deposit Application", "Application.Decide"]),
  online: true,
  administrators: [],
};
const openPanel = async (number: string) => {
  const table = await screen.findByRole("table", { name: "Deposit applications" });
  const row = [...table.querySelectorAll("tr")].find((one) => one.textContent?.includes(number));
  fireEvent.click(row?.querySelector("button") as HTMLElement);
  return screen.findByRole("complementary", { name: `Application ${number}` });
};

describe("Deposit Applications", () => {
  test("R8.6 what is abnormal waits with its flags, in words", async () => {
    renderApp("/applications");
    const table = await screen.findByRole("table", { name: "Deposit applications" });
    expect(table.querySelectorAll("tbody tr")).toHaveLength(3);
    for (const words of ["Duplicate request", "Amount not positive", "Unknown client, Address invalid"])
      expect(table.textContent).toContain(words);
    const panel = await openPanel("DA-20261122-000003");
    expect(panel.textContent).toContain("No client has the number C-999999");
    expect(panel.textContent).toContain("0x12345");
  });

  test("R8.1 Delete asks once, for a reason code and a remark, and names what it deletes", async () => {
    const { page } = renderApp("/applications");
    const panel = await openPanel("DA-20261122-000001");
    fireEvent.click(within(panel).getByRole("button", { name: "Delete" }));
    const dialog = await screen.findByRole("dialog", { name: "Delete application DA-20261122-000001?" });
    expect(dialog.textContent).toContain("48,250.000000 USDT");
    const confirm = within(dialog).getByRole("button", { name: "Delete this application" });
    fireEvent.click(confirm);
    expect(inputsOf(page, "applications", "delete")).toHaveLength(0);
    const reason = within(dialog).getByLabelText<HTMLSelectElement>("Reason");
    expect([...reason.options].slice(1).map((option) => option.text)).toEqual(Object.values(DELETE_REASON_LABELS));
    fireEvent.change(reason, { target: { value: "DUPLICATE" } });
    fireEvent.click(confirm);
    expect(inputsOf(page, "applications", "delete")).toHaveLength(0);
    fireEvent.change(within(dialog).getByLabelText("Remarks"), { target: { value: "Sent twice" } });
    fireEvent.click(confirm);
    fireEvent.click(confirm);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(await screen.findByText("Deleted. Logged: Cheung Mei Yan, “Sent twice”.")).toBeTruthy();
    expect(inputsOf(page, "applications", "delete")).toMatchObject([
      { reasonCode: "DUPLICATE", remarks: "Sent twice", version: 2 },
    ]);
  });

  test("R8.2 a deleted one leaves the list and stays readable under Deleted, with who, why and when", async () => {
    renderApp("/applications?view=deleted");
    const panel = await openPanel("DA-20261122-000004");
    expect(panel.textContent).toContain("Cheung Mei Yan");
    expect(panel.textContent).toContain("Unsupported asset");
    expect(panel.textContent).toContain("Sent while the currency was switched off");
    expect(within(panel).getByRole("button", { name: "Delete" }).getAttribute("aria-disabled")).toBe("true");
    expect(panel.textContent).toContain("Only an abnormal application can be deleted — this is Deleted.");
  });

  test.each(DEPOSIT_STATUSES)("R8.3 of a recorded application whose record is %s", (status) => {
    const refusal = whyNotDelete(makeApplication(1, { status: "RECORDED" }), status, RIGHTS);
    if (status === "WALLET_ADDRESS_UNDER_VERIFICATION") expect(refusal).toBeNull();
    else expect(refusal?.text).toContain(DEPOSIT_STATUS_LABELS[status]);
  });

  test("R8.3 a record that is not known yet is not deleted", () => {
    expect(whyNotDelete(makeApplication(1, { status: "RECORDED" }), null, RIGHTS)).not.toBeNull();
  });

  test("a decision needs the right and a connection, in this order after the status", () => {
    const abnormal = makeApplication(1);
    expect(whyNotDelete(abnormal, null, RIGHTS)).toBeNull();
    expect(whyNotAccept(abnormal, { ...RIGHTS, permissions: new Set(["Deposit Application"]) })?.text).toContain(
      '"Application.Decide"',
    );
    expect(whyNotAccept(abnormal, { ...RIGHTS, online: false })?.code).toBe("OFFLINE");
    expect(whyNotAccept(makeApplication(1, { status: "RECORDED" }), RIGHTS)?.code).toBe("STATUS");
  });

  test("Accept needs a remark and says which record was generated", async () => {
    const { page } = renderApp("/applications");
    const panel = await openPanel("DA-20261122-000001");
    fireEvent.click(within(panel).getByRole("button", { name: "Accept" }));
    const dialog = await screen.findByRole("dialog", { name: /^Accept application/ });
    fireEvent.click(within(dialog).getByRole("button", { name: "Accept this application" }));
    expect(inputsOf(page, "applications", "accept")).toHaveLength(0);
    fireEvent.change(within(dialog).getByLabelText("Remarks"), {
      target: { value: "Not a duplicate, two transfers planned" },
    });
    fireEvent.click(within(dialog).getByRole("button", { name: "Accept this application" }));
    expect(await screen.findByText("Accepted. Record DP-20261122-000999 was generated.")).toBeTruthy();
  });

  test("a refusal stays in the dialog with its code, and nothing is lost", async () => {
    renderApp("/applications", {
      overrides: {
        applications: {
          delete: () => {
            throw new AppError("APPLICATION_NOT_DELETABLE", "a transfer was seen", { extra: { traceId: "tr-7" } });
          },
        },
      },
    });
    const panel = await openPanel("DA-20261122-000001");
    fireEvent.click(within(panel).getByRole("button", { name: "Delete" }));
    const dialog = await screen.findByRole("dialog");
    fireEvent.change(within(dialog).getByLabelText("Reason"), { target: { value: "FRAUD_SUSPICION" } });
    fireEvent.change(within(dialog).getByLabelText("Remarks"), { target: { value: "Suspicious" } });
    fireEvent.click(within(dialog).getByRole("button", { name: "Delete this application" }));
    expect(await within(dialog).findByText("This application cannot be deleted any more.")).toBeTruthy();
    expect(within(dialog).getByText("APPLICATION_NOT_DELETABLE")).toBeTruthy();
    expect(within(dialog).getByLabelText<HTMLTextAreaElement>("Remarks").value).toBe("Suspicious");
  });

  test("R6.2 without the permission the page names it", async () => {
    renderApp("/applications", { desk: deskWithRights(["Deposit Records"]) });
    expect(await screen.findByText("You lack the permission “Deposit Application”.")).toBeTruthy();
    expect(screen.queryByRole("table")).toBeNull();
  });
});
