/** Currencies and networks configured by two people (S4): validated against the chain, versioned, and no record changed by it. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { applyAllDue } from "#central/configuration/applyVersion.ts";
import { findCurrency } from "#central/configuration/readConfiguration.ts";
import { attachTransfer } from "#central/watcher/attachTransfer.ts";
import { watchedRules } from "#central/watcher/watchedRules.ts";
import { deposits } from "#central/store/tables.ts";
import type { CurrencyRules, NetworkRules } from "#shared/contract/configuration.ts";
import { eq } from "drizzle-orm";
import { startTestCentral, type TestCentral } from "#tests/support/central.ts";
import type { TestClient } from "#tests/support/centralClient.ts";
import { goodApplication, TEST_NETWORK, unverifiedApplication } from "#tests/support/centralWorld.ts";

const TOKEN = "0x52908400098527886E0F7030069857D2E4169EE7";
const remarks = "Agreed in the committee";
const HOUR_MS = 3_600_000;

let central: TestCentral;
let supervisor: TestClient;
let admin: TestClient;
let operator: TestClient;
let channel: TestClient;
beforeAll(async () => {
  central = await startTestCentral();
  await signInAll();
  central.chain.tokens.set(TOKEN.toLowerCase(), { decimals: 6, symbol: "USDC" });
  for (const { contractAddress, decimals, code } of (await operator.call("configuration.currencies")).items)
    if (contractAddress !== null) central.chain.tokens.set(contractAddress.toLowerCase(), { decimals, symbol: code });
});
afterAll(() => central.stop());

async function signInAll(): Promise<void> {
  supervisor = await central.api("supervisor");
  admin = await central.api("admin");
  operator = await central.api("operator");
  channel = await central.api("client-channel");
}
/** Time passes, what is due takes effect, and people sign in again. */
async function pass(ms: number): Promise<void> {
  central.clock.advance(ms);
  await applyAllDue(central.rooms);
  await signInAll();
}

const NEW: CurrencyRules = {
  ...{ name: "USD Coin", kind: "ERC20", contractAddress: TOKEN, decimals: 6, displayDecimals: 2, minDeposit: "5" },
  ...{ confirmationBands: [{ from: "1000", confirmations: 20 }], mismatchTolerance: "0.5", waitingWindowHours: 48 },
  ...{ largeAmount: "50000", depositEnabled: true, refundEnabled: true, proofPerDeposit: false },
  addressSource: "CLIENT",
};
const history = async (currency: string) => {
  const found = (await operator.call("configuration.history")).currencies.find((one) => one.currency === currency);
  if (!found) throw new Error(`${currency} is not in the history`);
  return found;
};
const networkHistory = async () => {
  const found = (await operator.call("configuration.history")).networks.find(({ network }) => network === TEST_NETWORK);
  if (!found?.rules) throw new Error("The network is not in the history");
  return { ...found, rules: found.rules };
};
type Asked = { rules: CurrencyRules; basedOn?: number | null; effectiveFrom?: string | null; network?: string };
const bodyOf = (currency: string, { rules, basedOn = null, effectiveFrom = null, network = TEST_NETWORK }: Asked) => ({
  body: { network, currency, payload: { basedOn, rules }, effectiveFrom, remarks },
});
const decision = (one: { id: string; version: number }) => ({
  params: { id: one.id },
  ifMatch: one.version,
  body: { remarks: "Read and compared" },
});
/** Proposed by the supervisor, approved by the administrator. */
const agree = async (currency: string, change: Partial<CurrencyRules>, effectiveFrom: string | null = null) => {
  const { rules, version } = await history(currency);
  if (!rules) throw new Error(`${currency} is not configured`);
  const proposed = await supervisor.call(
    "configuration.proposeCurrency",
    bodyOf(currency, { rules: { ...rules, ...change }, basedOn: version, effectiveFrom }),
  );
  return admin.call("configuration.approve", decision(proposed));
};
const agreeNetwork = async (change: Partial<NetworkRules>) => {
  const { rules, version } = await networkHistory();
  const payload = { basedOn: version, rules: { ...rules, ...change } };
  const body = { network: TEST_NETWORK, payload, effectiveFrom: null, remarks };
  return admin.call("configuration.approve", decision(await supervisor.call("configuration.proposeNetwork", { body })));
};
const submit = (change: Partial<ReturnType<typeof goodApplication>>) =>
  channel.call("applications.submit", { body: { ...goodApplication(), ...change } });

describe("R4.1 what a currency may be", () => {
  test.each<[string, string, Partial<CurrencyRules>, string]>([
    [
      "a checksum that is wrong",
      "USDC",
      { contractAddress: TOKEN.replace("0x52908400", "0x52908401") },
      "/contractAddress",
    ],
    ["no contract at the address", "USDC", { contractAddress: `0x${"12".repeat(20)}` }, "/contractAddress"],
    ["decimals that the contract does not have", "USDC", { decimals: 8 }, "/decimals"],
    ["a contract that calls itself otherwise", "USDX", {}, "/contractAddress"],
    ["a token without a contract", "USDC", { contractAddress: null }, "/contractAddress"],
    ["a second own coin of the network", "USDC", { kind: "NATIVE", contractAddress: null, decimals: 18 }, "/kind"],
    ["more decimals shown than there are", "USDC", { displayDecimals: 7 }, "/displayDecimals"],
    ["a minimum finer than the currency", "USDC", { minDeposit: "0.0000001" }, "/minDeposit"],
    ["a tolerance as large as the minimum", "USDC", { mismatchTolerance: "5" }, "/mismatchTolerance"],
    [
      "bands that do not rise",
      "USDC",
      {
        confirmationBands: [
          { from: "10", confirmations: 5 },
          { from: "9", confirmations: 6 },
        ],
      },
      "/confirmationBands/1/from",
    ],
  ])("R4.1 refuses %s, and says where", async (_what, currency, change, pointer) => {
    const refusal = await supervisor.refusal(
      "configuration.proposeCurrency",
      bodyOf(currency, { rules: { ...NEW, ...change } }),
    );
    expect(refusal).toMatchObject({ status: 422, code: "CONFIGURATION_UNSOUND" });
    expect(refusal?.errors?.map((one) => one.pointer)).toContain(`/payload/rules${pointer}`);
  });

  test.each<[string, Partial<Record<keyof CurrencyRules, unknown>>]>([
    ["37 decimals", { decimals: 37 }],
    ["no confirmations", { confirmationBands: [{ from: "1", confirmations: 0 }] }],
    ["an address that is none", { contractAddress: "0x12" }],
    ["a negative minimum", { minDeposit: "-1" }],
    ["no waiting window", { waitingWindowHours: 0 }],
  ])("R4.1 %s is not even a request", async (_what, change) => {
    const rules = { ...NEW, ...change } as CurrencyRules;
    expect((await supervisor.refusal("configuration.proposeCurrency", bodyOf("USDC", { rules })))?.code).toBe(
      "VALIDATION_FAILED",
    );
  });

  test("R4.1 contract and decimals of a currency never change, a code is given once, and networks must exist", async () => {
    const { rules, version } = await history("USDT");
    if (!rules) throw new Error("USDT is configured");
    const codeOf = async (asked: Asked) =>
      (await supervisor.refusal("configuration.proposeCurrency", bodyOf("USDT", asked)))?.code;
    expect(await codeOf({ rules: { ...rules, decimals: 7 }, basedOn: version })).toBe("DECIMALS_IMMUTABLE");
    expect(await codeOf({ rules: { ...rules, contractAddress: TOKEN }, basedOn: version })).toBe("CONTRACT_IMMUTABLE");
    expect(await codeOf({ rules })).toBe("CODE_EXISTS");
    expect(await codeOf({ rules, basedOn: 7 })).toBe("VERSION_MISMATCH");
    expect(await codeOf({ rules, network: "NOWHERE" })).toBe("NOT_FOUND");
  });

  test("R4.1 nothing is agreed on that no node of the right chain can confirm; switching off needs no chain", async () => {
    const { rules, version } = await history("HKDX");
    if (!rules) throw new Error("HKDX is configured");
    central.chain.down = true;
    const raised = bodyOf("HKDX", { rules: { ...rules, minDeposit: "200" }, basedOn: version });
    expect((await supervisor.refusal("configuration.proposeCurrency", raised))?.code).toBe("CHAIN_UNAVAILABLE");
    expect((await submit({ currency: "HKDX", amount: "4000" })).flags).toEqual([]);
    await agree("HKDX", { depositEnabled: false });
    expect((await submit({ currency: "HKDX", amount: "4100" })).flags.map(({ code }) => code)).toEqual([
      "CURRENCY_DISABLED",
    ]);
    central.chain.down = false;
    await agree("HKDX", { depositEnabled: true });
  });
});

describe("R4.4 two people", () => {
  test("R4.2 R4.4 feature 57 a new currency takes deposits once another person approved it, and is asked of the chain twice", async () => {
    expect((await submit({ currency: "USDC", amount: "2000" })).flags.map(({ code }) => code)).toEqual([
      "UNSUPPORTED_CURRENCY",
    ]);
    const proposed = await supervisor.call("configuration.proposeCurrency", bodyOf("USDC", { rules: NEW }));
    expect(proposed).toMatchObject({ kind: "CURRENCY", number: 1, status: "PROPOSED", payload: { rules: NEW } });
    expect(await history("USDC")).toMatchObject({ rules: null, version: null, appliedNumber: 0 });
    expect((await supervisor.refusal("configuration.approve", decision(proposed)))?.code).toBe(
      "SELF_APPROVAL_FORBIDDEN",
    );
    expect((await operator.refusal("configuration.approve", decision(proposed)))?.missingPermission).toBe(
      "Configuration.Approve",
    );
    expect((await admin.refusal("configuration.proposeCurrency", bodyOf("USDC", { rules: NEW })))?.code).toBe(
      "CONFIGURATION_STATE",
    );
    // The contract was replaced between proposal and approval.
    central.chain.tokens.set(TOKEN.toLowerCase(), { decimals: 18, symbol: "USDC" });
    expect((await admin.refusal("configuration.approve", decision(proposed)))?.code).toBe("CONFIGURATION_UNSOUND");
    central.chain.tokens.set(TOKEN.toLowerCase(), { decimals: 6, symbol: "USDC" });
    await admin.call("configuration.approve", decision(proposed));
    expect(await history("USDC")).toMatchObject({ rules: NEW, version: 1, appliedNumber: 1 });
    const { flags, depositId } = await submit({ currency: "USDC", amount: "2100" });
    expect(flags).toEqual([]);
    expect(await operator.call("deposits.get", { params: { id: depositId ?? "" } })).toMatchObject({
      configVersion: 1,
      confirmations: { required: 20 },
    });
  });

  test("R4.4 every step is in the log with before, after and what it met", async () => {
    await agree("USDT", { minDeposit: "20" });
    const { items } = await (await central.api("auditor")).call("audit.list", { query: { action: "configuration." } });
    const [changed, approved, proposed] = items;
    expect(proposed).toMatchObject({
      ...{ action: "configuration.proposed", entityNo: `USDT on ${TEST_NETWORK}, rules 1`, remarks },
      before: { basedOn: 1, rules: { minDeposit: "10" } },
      after: { basedOn: 1, rules: { minDeposit: "20" }, evidence: { openRecords: expect.any(String) } },
    });
    expect(approved).toMatchObject({ action: "configuration.approved", actor: { name: "Anna Admin" } });
    expect(changed).toMatchObject({
      action: "configuration.currency_changed",
      after: { minDeposit: "20", version: 2 },
    });
  });

  test("R4.4 a version waits for its time; a later one that took effect before it replaces it", async () => {
    const later = new Date(Date.parse(central.clock.now()) + HOUR_MS).toISOString();
    await agree("USDT", { minDeposit: "30" }, later);
    expect((await history("USDT")).rules?.minDeposit).toBe("20");
    await agree("USDT", { depositEnabled: false });
    await pass(HOUR_MS);
    expect((await history("USDT")).rules).toMatchObject({ minDeposit: "20", depositEnabled: false });
    const next = new Date(Date.parse(central.clock.now()) + HOUR_MS).toISOString();
    await agree("USDT", { depositEnabled: true, minDeposit: "40" }, next);
    await applyAllDue(central.rooms);
    expect((await history("USDT")).rules?.depositEnabled).toBe(false);
    await pass(HOUR_MS);
    await applyAllDue(central.rooms);
    const now = await history("USDT");
    expect(now).toMatchObject({ appliedNumber: 4, rules: { minDeposit: "40", depositEnabled: true } });
    expect((await findCurrency(central.rooms.database, TEST_NETWORK, "USDT"))?.effectiveFrom).toBe(next);
  });
});

describe("R4.3 R4.4 records", () => {
  test("R4.3 disabling counts the open records and changes none of them", async () => {
    const { depositId } = await channel.call("applications.submit", { body: unverifiedApplication() });
    const before = await operator.call("deposits.get", { params: { id: depositId ?? "" } });
    const { affected } = await history("USDT");
    expect(affected.openRecords).toBeGreaterThan(0);
    await agree("USDT", { depositEnabled: false });
    expect(await operator.call("deposits.get", { params: { id: depositId ?? "" } })).toEqual(before);
    expect((await history("USDT")).affected).toEqual(affected);
    await agree("USDT", { depositEnabled: true });
  });

  test("R4.4 confirmations of a network change while a record waits: the old rule holds for it, the new one for the next", async () => {
    const recordOf = async (amount: string) => {
      const { depositId } = await submit({ amount, currency: "HKDX" });
      const [row] = await central.rooms.database.db
        .select()
        .from(deposits)
        .where(eq(deposits.id, depositId ?? ""));
      if (!row) throw new Error("There is no record");
      return row;
    };
    const old = await recordOf("5100");
    central.clock.advance(1000);
    await agreeNetwork({ requiredConfirmations: 6 });
    central.clock.advance(1000);
    const young = await recordOf("5200");
    expect([old.confirmations.required, young.confirmations.required]).toEqual([3, 6]);
    const seen = await central.asSystem(async (context) => {
      const rules = await watchedRules(context, TEST_NETWORK);
      const hkdx = rules.currencies.find(({ code }) => code === "HKDX");
      const found = (record: typeof old, hash: string) => {
        const txHash = `0x${hash.repeat(64)}`;
        const block = {
          number: 90n,
          hash: `0x${"9".repeat(64)}`,
          parentHash: `0x${"8".repeat(64)}`,
          at: context.clock.now(),
        };
        const transfer = {
          ...{ txHash, logIndex: 0, output: 0, contractAddress: hkdx?.contractAddress ?? null },
          ...{ from: record.sourceAddress, to: record.destinationAddress, value: 5n * 10n ** 21n },
          ...{ blockNumber: block.number, blockHash: block.hash },
        };
        const transaction = { txHash, block, feeWei: 1n, transfers: [transfer], sourceKinds: new Map(), ok: true };
        return attachTransfer(context, rules, record, transaction as never, transfer as never, 95n);
      };
      return [await found(old, "a"), await found(young, "b")];
    });
    expect(seen.map(({ confirmations }) => confirmations.required)).toEqual([3, 6]);
  });

  test("R4.1 R4.2 a network's chain never changes, switched off its applications are abnormal, a new one begins switched off", async () => {
    const { rules, version } = await networkHistory();
    const refused = async (network: string, change: Partial<NetworkRules>, basedOn: number | null) =>
      supervisor.refusal("configuration.proposeNetwork", {
        body: { network, payload: { basedOn, rules: { ...rules, ...change } }, effectiveFrom: null, remarks },
      });
    expect(await refused(TEST_NETWORK, { chainId: 1 }, version)).toMatchObject({ code: "CONFIGURATION_UNSOUND" });
    expect(await refused(TEST_NETWORK, { explorerTxUrl: "http://plain.example/{}" }, version)).toMatchObject({
      errors: [{ pointer: "/payload/rules/explorerTxUrl" }],
    });
    expect(await refused("SECOND", {}, null)).toMatchObject({ errors: [{ pointer: "/payload/rules/enabled" }] });
    await agreeNetwork({ enabled: false });
    expect((await submit({ amount: "5300", currency: "HKDX" })).flags.map(({ code }) => code)).toEqual([
      "CURRENCY_DISABLED",
    ]);
    central.chain.down = true;
    expect(await refused(TEST_NETWORK, { enabled: true }, (await networkHistory()).version)).toMatchObject({
      code: "CHAIN_UNAVAILABLE",
    });
    central.chain.down = false;
    await agreeNetwork({ enabled: true });
  });
});
