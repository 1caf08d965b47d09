/** Currencies and networks on their page: what holds, a proposal with what it meets, and another person's decision (S4). */
import { cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { CurrencyVersion, RulesHistory } from "#shared/contract/configuration.ts";
import type { User } from "#shared/contract/session.ts";
import { AppError } from "#shared/errors.ts";
import { described, type } from "#tests/support/openRefunds.tsx";
import { DEMO_SESSION, inputsOf, makeDesk } from "#tests/support/pageApi.ts";
import { makeVersion } from "#tests/support/pageFixtures/configurationCalls.ts";
import { NOW } from "#tests/support/pageFixtures/ids.ts";
import { OPERATOR, personOf, SUPERVISOR, SUPERVISOR2 } from "#tests/support/pageFixtures/people.ts";
import { renderApp } from "#tests/support/renderApp.tsx";

afterEach(cleanup);

const affected = { openRecords: 12, openRefunds: 1 };
const RULES: RulesHistory = {
  networks: [
    {
      ...{
        network: "DEVNET",
        version: 3,
        affected: { openRecords: 30, openRefunds: 2 },
        appliedNumber: 2,
        versions: [],
      },
      rules: {
        ...{ name: "Local test chain", chainId: 31337, genesisHash: `0x${"1".repeat(64)}`, nativeSymbol: "ETH" },
        ...{ requiredConfirmations: 12, finality: "DEPTH", finalityDepth: 24, feeCapWei: "6000000000000000" },
        ...{ explorerTxUrl: null, explorerAddressUrl: null, enabled: true },
      },
    },
  ],
  currencies: [
    {
      ...{ network: "DEVNET", currency: "USDT", version: 2, affected, appliedNumber: 1, versions: [] },
      rules: {
        ...{ name: "Tether USD", kind: "ERC20", contractAddress: "0x52908400098527886E0F7030069857D2E4169EE7" },
        ...{ decimals: 6, displayDecimals: 6, minDeposit: "10", mismatchTolerance: "0", waitingWindowHours: 168 },
        ...{ confirmationBands: [{ from: "50000", confirmations: 20 }], largeAmount: "100000", proofPerDeposit: false },
        ...{ depositEnabled: true, refundEnabled: true, addressSource: "CLIENT_OR_SHARED" },
      },
    },
  ],
};

function unreached(): never {
  throw new AppError("OFFLINE", "the central service is not reached");
}
function open(given: { user?: User; versions?: CurrencyVersion[]; offline?: true } = {}) {
  const { user = SUPERVISOR, versions = [] } = given;
  const rules = structuredClone(RULES);
  if (rules.currencies[0]) rules.currencies[0].versions = versions;
  return renderApp("/currencies", {
    desk: {
      session: { ...DEMO_SESSION, phase: "SIGNED_IN", user },
      rules,
      ...(given.offline && { sync: { ...makeDesk().sync, phase: "OFFLINE", offlineSince: NOW } }),
    },
    ...(given.offline && { overrides: { configuration: { history: unreached } } }),
  });
}
const usdt = async () => within(await screen.findByRole("region", { name: "USDT on DEVNET" }));

test("R4.1 the page shows every rule of a currency and of its network, and what a change would meet", async () => {
  open();
  const section = await usdt();
  for (const text of [
    "10 USDT",
    "the network's, 20 from 50,000 USDT",
    "168 hours",
    "0 USDT between declared and received",
    "the client's own or the shared address",
    "0x52908400098527886E0F7030069857D2E4169EE7",
    "6, 6 shown",
    "version 2 holds · 12 open records, 1 open refunds",
  ])
    expect(section.getByText(text)).toBeTruthy();
  const network = within(screen.getByRole("region", { name: "Network Local test chain" }));
  for (const text of ["0.006 ETH a refund, until limits are agreed on", "after 24 blocks", "31337"])
    expect(network.getByText(text)).toBeTruthy();
});

test("R4.3 R4.4 switching deposits off warns with the counts, shows old beside new, and changes nothing yet", async () => {
  const { page } = open();
  fireEvent.click(await screen.findByRole("button", { name: "Propose other rules for USDT" }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(described(dialog.getByRole("button", { name: "Propose" }))).toContain("Nothing differs");
  type(dialog.getByLabelText("Minimum deposit, USDT"), "0.0000001");
  expect(described(dialog.getByRole("button", { name: "Propose" }))).toContain("6 decimals");
  type(dialog.getByLabelText("Minimum deposit, USDT"), "2,500");
  fireEvent.click(dialog.getByRole("checkbox", { name: "Deposits are taken" }));
  expect(
    dialog.getByText(/Deposits are switched off\. 12 open records and 1 open refund stay as they are/),
  ).toBeTruthy();
  const changes = within(dialog.getByRole("table", { name: "What would change" }));
  expect(changes.getAllByRole("row").map(({ textContent }) => textContent)).toEqual([
    "RuleNowProposed",
    "Depositsonoff",
    "Minimum deposit10 USDT2,500 USDT",
  ]);
  type(dialog.getByRole("textbox", { name: /Why/ }), "The issuer stopped");
  fireEvent.click(dialog.getByRole("button", { name: "Propose" }));
  await screen.findByText("Version 1 is proposed. Another person decides.");
  expect(inputsOf(page, "configuration", "proposeCurrency").at(-1)).toMatchObject({
    ...{ network: "DEVNET", currency: "USDT", effectiveFrom: null, remarks: "The issuer stopped" },
    payload: { basedOn: 2, rules: { minDeposit: "2500", depositEnabled: false, decimals: 6 } },
  });
  expect((await usdt()).getByText("10 USDT")).toBeTruthy();
});

const proposed = (by: User): CurrencyVersion => {
  const rules = RULES.currencies[0]?.rules;
  if (!rules) throw new Error("USDT has rules");
  const payload = { basedOn: 2, rules: { ...rules, refundEnabled: false } };
  return { ...makeVersion({ proposedBy: personOf(by) }), kind: "CURRENCY", payload };
};

test("R4.4 another person sees what differs and whom it meets, and approves; whoever proposed only withdraws", async () => {
  open({ user: SUPERVISOR2, versions: [proposed(SUPERVISOR)] });
  fireEvent.click(await screen.findByRole("button", { name: "Decide on the rules for USDT" }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(dialog.getByText(/Refunds are switched off\. 12 open records/)).toBeTruthy();
  expect(dialog.getAllByText("unchanged")).toHaveLength(12);
  type(dialog.getByRole("textbox", { name: /Remarks/ }), "Agreed");
  fireEvent.click(dialog.getByRole("button", { name: "Approve the rules" }));
  await screen.findByText("Approved. The chain was asked again.");
  expect((await usdt()).getByText(/approved by Siu Ka Man/)).toBeTruthy();
  cleanup();
  open({ user: SUPERVISOR, versions: [proposed(SUPERVISOR)] });
  fireEvent.click(await screen.findByRole("button", { name: "Decide on the rules for USDT" }));
  expect(await screen.findByRole("button", { name: "Withdraw" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Approve the rules" })).toBeNull();
});

test("feature 56 R4.1 a new currency asks for contract and decimals, once and for ever; a new network begins switched off", async () => {
  const { page } = open();
  fireEvent.click(await screen.findByRole("button", { name: /Propose a new currency on Local test chain/ }));
  const dialog = within(await screen.findByRole("dialog"));
  const propose = () => described(dialog.getByRole("button", { name: "Propose" }));
  expect(propose()).toContain("Write the code");
  type(dialog.getByLabelText("Code"), "usdc");
  type(dialog.getByLabelText("Name"), "USD Coin");
  type(dialog.getByLabelText("Contract"), "0x12");
  expect(propose()).toContain("0x and 40 hex digits");
  type(dialog.getByLabelText("Contract"), "0x52908400098527886E0F7030069857D2E4169EE7");
  expect(propose()).toContain("minimum deposit is an amount");
  type(dialog.getByLabelText("Minimum deposit, USDC"), "5");
  type(dialog.getByLabelText("Large amount, USDC"), "50000");
  type(dialog.getByRole("textbox", { name: /Why/ }), "Clients ask for it");
  fireEvent.click(dialog.getByRole("button", { name: "Propose" }));
  await screen.findByText("Version 1 is proposed. Another person decides.");
  expect(inputsOf(page, "configuration", "proposeCurrency").at(-1)).toMatchObject({
    ...{ currency: "USDC", payload: { basedOn: null, rules: { name: "USD Coin", decimals: 6 } } },
  });
  fireEvent.click(screen.getByRole("button", { name: /Propose a new network/ }));
  const use = await screen.findByRole<HTMLInputElement>("checkbox", { name: "The network is in use" });
  expect([use.checked, use.disabled]).toEqual([false, true]);
});

test("R4.4 R3.4 without the right each action says why; offline nothing can be decided", async () => {
  open({ user: OPERATOR });
  expect(described(await screen.findByRole("button", { name: "Propose other rules for USDT" }))).toContain(
    'You lack the permission "Configuration.Propose"',
  );
  cleanup();
  open({ offline: true });
  expect(await screen.findByText(/nobody changes them without the service/)).toBeTruthy();
});
