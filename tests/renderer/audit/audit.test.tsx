import { cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { changesOf, outcomeText } from "#renderer/features/audit/eventWords.ts";
import type { AuditEvent } from "#shared/contract/audit.ts";
import type { User } from "#shared/contract/session.ts";
import { inputsOf, makeDesk } from "#tests/support/pageApi.ts";
import { AUDITOR, OPERATOR, SUPERVISOR } from "#tests/support/pageFixtures/people.ts";
import { depositWith, refundIn } from "#tests/support/pageFixtures/refunds.ts";
import { described, openRefunds } from "#tests/support/openRefunds.tsx";
import { renderApp } from "#tests/support/renderApp.tsx";
import { chainOf, madeBodies } from "#tests/scripts/verify/madeLog.ts";

afterEach(cleanup);

const [CANCELLED, APPROVED] = chainOf(madeBodies(2)) as [AuditEvent, AuditEvent];
const REFUSED: AuditEvent = {
  ...APPROVED,
  id: CANCELLED.id.replace(/^./, "f"),
  seq: 3,
  action: "refunds.approve.refused",
  toStatus: null,
  fromStatus: null,
  reasonCode: "SELF_APPROVAL_FORBIDDEN",
};
const HEAD = { size: 1_234, at: "2026-11-22T06:00:00.000Z", rootHash: "ab".repeat(32) };

const OFFERED = { size: 1_100, at: "2026-11-22T07:00:00.000Z", rootHash: "cd".repeat(32), sameKey: true };

function openAudit(user = AUDITOR, broken: string | null = null) {
  const { session } = makeDesk({});
  return renderApp("/audit", {
    desk: { session: { ...session, user } },
    overrides: {
      audit: {
        search: ({ cursor }) =>
          cursor === undefined
            ? { items: [REFUSED, APPROVED], nextCursor: "2" }
            : { items: [CANCELLED], nextCursor: null },
        integrity: () => ({
          head: HEAD,
          offered: broken === null ? null : OFFERED,
          checkedAt: "2026-11-22T06:00:10.000Z",
          broken,
        }),
        acceptLog: () => ({ head: OFFERED, offered: null, checkedAt: null, broken: null }),
        verify: () => ({ ok: true, checked: 1_234, firstBadSeq: null, reason: null }),
        saveExport: () => ({ saved: true, events: 1_235 }),
      },
    },
  });
}

test("R16.4 the log shows who did or tried what, when and with what outcome; one event opens with what changed", async () => {
  openAudit();
  const table = await screen.findByRole("table", { name: "Audit events" });
  expect(table.textContent).toContain("Refund approved");
  expect(table.textContent).toContain("Person 1");
  expect(table.textContent).toContain("Refused: SELF_APPROVAL_FORBIDDEN");
  fireEvent.click(within(table).getByRole("button", { name: "Open event 2" }));
  const panel = await screen.findByRole("complementary", { name: "Event 2" });
  expect(panel.textContent).toContain("before: A");
  expect(panel.textContent).toContain("after: B");
  expect(panel.textContent).toContain(APPROVED.hash);
  expect(panel.textContent).toContain("Duplicate user request");
  fireEvent.click(within(panel).getByRole("button", { name: "Close the event" }));
  expect(screen.queryByRole("complementary", { name: "Event 2" })).toBeNull();
});

test("R16.4 every filter is asked of the log, and older pages follow", async () => {
  const { page } = openAudit();
  await screen.findByRole("table", { name: "Audit events" });
  fireEvent.click(screen.getByRole("button", { name: "Older" }));
  await screen.findByRole("button", { name: "Open event 1" });
  fireEvent.change(screen.getByRole("textbox", { name: "Who" }), { target: { value: "Lam" } });
  fireEvent.change(screen.getByRole("combobox", { name: "What" }), { target: { value: "refund." } });
  fireEvent.change(screen.getByRole("textbox", { name: "Record or refund no." }), { target: { value: "RF-2026" } });
  fireEvent.change(screen.getByRole("combobox", { name: "Outcome" }), { target: { value: "REFUSED" } });
  fireEvent.change(screen.getByRole("textbox", { name: "From" }), { target: { value: "2026-11-20 08:00" } });
  await screen.findByRole("button", { name: "Clear all" });
  await expect
    .poll(() => inputsOf(page, "audit", "search").at(-1))
    .toEqual({
      who: "Lam",
      action: "refund.",
      no: "RF-2026",
      outcome: "REFUSED",
      from: "2026-11-20T00:00:00.000Z",
    });
  fireEvent.click(screen.getByRole("button", { name: "Clear all" }));
  await expect.poll(() => screen.queryByRole("button", { name: "Clear all" })).toBeNull();
  for (const name of ["Who", "Record or refund no.", "From"])
    expect(screen.getByRole<HTMLInputElement>("textbox", { name }).value, name).toBe("");
});

test("feature 58 R16.3 the integrity badge, the check of the whole chain and the export", async () => {
  const { page } = openAudit();
  const line = await screen.findByRole("status", { name: "Integrity of the log" });
  await expect.poll(() => line.textContent).toContain("Signed up to event 1,234");
  fireEvent.click(screen.getByRole("button", { name: "Check the chain" }));
  await screen.findByText("Chain verified to event 1,234");
  fireEvent.click(screen.getByRole("button", { name: "Export" }));
  await screen.findByText("1,235 events exported");
  expect(inputsOf(page, "audit", "saveExport")).toHaveLength(1);
});

test("R16.3 whoever may not read all of it is told so, and nothing is asked", async () => {
  const { page } = openAudit(OPERATOR);
  const button = await screen.findByRole("button", { name: "Export" });
  expect(button.getAttribute("aria-disabled")).toBe("true");
  fireEvent.click(button);
  expect(inputsOf(page, "audit", "saveExport")).toEqual([]);
});

test("R16.3 a log that is not the one this computer has seen is said on every page, and changes while one looks", async () => {
  const { page } = openAudit(AUDITOR, "its log was cut: it had 9 events and has 6");
  expect((await screen.findByText(/tampered with, or replaced/)).parentElement?.textContent).toContain(
    "it had 9 events",
  );
  page.emit("audit", "changed", { head: HEAD, offered: null, checkedAt: null, broken: null });
  await expect.poll(() => screen.queryByText(/tampered with, or replaced/)).toBeNull();
});

test("R16.3 a restored log is accepted by a supervisor who writes why, types the words and proves who it is; nobody else", async () => {
  openAudit(AUDITOR, "its log was cut");
  expect(described(await screen.findByRole("button", { name: "Accept a restored log…" }))).toContain("Signer.Approve");
  cleanup();
  const { page } = openAudit(SUPERVISOR, "its log was cut");
  fireEvent.click(await screen.findByRole("button", { name: "Accept a restored log…" }));
  const dialog = await screen.findByRole("dialog");
  expect(dialog.textContent).toContain("1,234 events");
  expect(dialog.textContent).toContain(OFFERED.rootHash);
  const accept = within(dialog).getByRole("button", { name: "Accept this log" });
  const fill = (label: RegExp, value: string) =>
    fireEvent.change(within(dialog).getByLabelText(label), { target: { value } });
  fill(/^What was restored/, "Restored on Sunday");
  fill(/^Password/, "secret");
  expect(described(accept)).toContain("ACCEPT 1100");
  fill(/^Type ACCEPT/, "ACCEPT 1100");
  fireEvent.click(accept);
  await expect.poll(() => screen.queryByRole("dialog")).toBeNull();
  expect(inputsOf(page, "audit", "acceptLog")).toMatchObject([
    { rootHash: OFFERED.rootHash, typed: "ACCEPT 1100", remarks: "Restored on Sunday", proof: "secret" },
  ]);
});

test("R24.5 the button Evidence pack on a refund's page asks for exactly this refund; without the right it says so", async () => {
  const refund = refundIn("COMPLETED");
  const open = (user: User) =>
    openRefunds(`/refunds/${refund.id}`, { user, deposit: depositWith(refund), refunds: [refund] });
  const { page } = open(AUDITOR);
  fireEvent.click(await screen.findByRole("button", { name: "Evidence pack" }));
  await screen.findByText(`Evidence pack of ${refund.refundNo} saved`);
  expect(inputsOf(page, "evidence", "saveRefund")).toEqual([{ id: refund.id }]);
  open(OPERATOR);
  expect(described(await screen.findByRole("button", { name: "Evidence pack" }))).toContain(
    'You lack the permission "Evidence". Contact an administrator',
  );
});

test("R16.4 outcomes and changes in words", () => {
  expect(outcomeText({ ...APPROVED, entity: "deposit", fromStatus: "CREDITED", toStatus: "REFUNDED" })).toBe(
    "Credited → Refunded",
  );
  expect(changesOf({ before: { a: 1, same: "x" }, after: { a: 2, same: "x", list: ["p"] } })).toEqual([
    { field: "a", before: "1", after: "2" },
    { field: "list", before: null, after: '[ "p" ]' },
  ]);
  expect(changesOf({ before: null, after: "text" })).toEqual([{ field: "value", before: null, after: "text" }]);
});
