/** Limits of refunds on their page: what holds, a proposal, and another person's decision (features 34, 35, 45). */
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { LimitsVersion } from "#shared/contract/configuration.ts";
import type { User } from "#shared/contract/session.ts";
import { AppError } from "#shared/errors.ts";
import { described, type } from "#tests/support/openRefunds.tsx";
import { DEMO_SESSION, inputsOf, makeDesk } from "#tests/support/pageApi.ts";
import { NOW } from "#tests/support/pageFixtures/ids.ts";
import { makeVersion, USDT_LIMITS } from "#tests/support/pageFixtures/configurationCalls.ts";
import { OPERATOR, personOf, SUPERVISOR, SUPERVISOR2 } from "#tests/support/pageFixtures/people.ts";
import { renderApp } from "#tests/support/renderApp.tsx";

afterEach(cleanup);

function unreached(): never {
  throw new AppError("OFFLINE", "the central service is not reached");
}
function open(given: { user?: User; versions?: LimitsVersion[]; offline?: true } = {}) {
  const { user = SUPERVISOR, versions = [] } = given;
  const base = makeDesk();
  return renderApp("/limits", {
    desk: {
      session: { ...DEMO_SESSION, phase: "SIGNED_IN", user },
      limits: [{ ...structuredClone(USDT_LIMITS), versions }],
      ...(given.offline && { sync: { ...base.sync, phase: "OFFLINE", offlineSince: NOW } }),
    },
    ...(given.offline && { overrides: { limits: { list: unreached } } }),
  });
}

test("feature 34 a supervisor proposes another fee cap and a band; nothing holds before another person decides", async () => {
  const { page } = open();
  expect(await screen.findByText("0.006 ETH a refund")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Propose other limits for USDT" }));
  const propose = await screen.findByRole("button", { name: "Propose" });
  expect(described(propose)).toContain("Write why");
  type(screen.getByLabelText("Fee cap, ETH a refund"), "dear");
  await waitFor(() =>
    expect(described(screen.getByRole("button", { name: "Propose" }))).toContain("an amount such as"),
  );
  type(screen.getByLabelText("Fee cap, ETH a refund"), "0.01");
  fireEvent.click(screen.getByRole("button", { name: "Add a band" }));
  type(screen.getByLabelText("Band 2: above, USDT"), "500000");
  type(screen.getByLabelText("Band 2: approvals"), "3");
  type(screen.getByRole("textbox", { name: /Why/ }), "Fees have doubled");
  fireEvent.click(screen.getByRole("button", { name: "Propose" }));
  await screen.findByText("Version 1 is proposed. Another person decides.");
  expect(inputsOf(page, "limits", "propose").at(-1)).toMatchObject({
    currency: "USDT",
    payload: {
      feeCapWei: "10000000000000000",
      approvalBands: [
        { above: "50000", approvals: 2 },
        { above: "500000", approvals: 3 },
      ],
    },
    remarks: "Fees have doubled",
  });
  expect(screen.getByText("0.006 ETH a refund")).toBeTruthy();
});

const proposed = (by: User) =>
  makeVersion({ proposedBy: personOf(by), payload: { ...USDT_LIMITS.inForce.limits, feeCapWei: "10000000000000000" } });

test("feature 35 another person sees each limit beside the one that holds, and approves", async () => {
  open({ user: SUPERVISOR2, versions: [proposed(SUPERVISOR)] });
  fireEvent.click(await screen.findByRole("button", { name: "Decide on the limits for USDT" }));
  expect(await screen.findByText("0.01 ETH a refund")).toBeTruthy();
  expect(screen.getAllByText("unchanged")).toHaveLength(4);
  type(screen.getByRole("textbox", { name: /Remarks/ }), "Compared with the network's fees");
  fireEvent.click(screen.getByRole("button", { name: "Approve the limits" }));
  await screen.findByText("Approved. The new limits hold.");
  expect(await screen.findByText("version 1 holds")).toBeTruthy();
  expect(screen.getByText(/approved by Siu Ka Man/)).toBeTruthy();
});

test("R4.4 whoever proposed may only withdraw; without the right each action says why", async () => {
  open({ user: SUPERVISOR, versions: [proposed(SUPERVISOR)] });
  fireEvent.click(await screen.findByRole("button", { name: "Decide on the limits for USDT" }));
  expect(screen.queryByRole("button", { name: "Approve the limits" })).toBeNull();
  type(await screen.findByRole("textbox", { name: /Remarks/ }), "A typing error");
  fireEvent.click(screen.getByRole("button", { name: "Withdraw" }));
  await screen.findByText("Withdrawn.");
  cleanup();
  open({ user: OPERATOR });
  expect(described(await screen.findByRole("button", { name: "Propose other limits for USDT" }))).toContain(
    'You lack the permission "Configuration.Propose"',
  );
});

test("R24.1 offline there are no limits to decide on, and the page says so", async () => {
  open({ offline: true });
  expect(await screen.findByText(/nobody decides on old ones/)).toBeTruthy();
});
