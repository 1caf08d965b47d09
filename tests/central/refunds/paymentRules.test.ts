/** The comparisons on which the central service lets bytes pass, believes a payment, and sets its fees: each field alone. */
import { describe, expect, test } from "vitest";
import type { ChainReader, ChainReceipt, ChainTransaction } from "#central/chain/ChainReader.ts";
import type { DecodedPayment } from "#central/chain/decodeSignedTransaction.ts";
import type { DepositRow } from "#central/deposits/toDeposit.ts";
import { compareAttempt, compareVoid } from "#central/refunds/compareAttempt.ts";
import { isDepositCanonical, isTransferAsRecorded } from "#central/refunds/depositCanonical.ts";
import { feeLimits, LEAST_GAS } from "#central/refunds/executionFacts.ts";
import { paymentEffect } from "#central/refunds/paymentEffect.ts";
import { highestFees, requireHigherFees } from "#central/refunds/replacementFees.ts";
import type { AttemptRow, SlotRow } from "#central/refunds/toRefund.ts";
import type { RefundIntent } from "#shared/domain/intent.ts";

const PAYER = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
const PAYEE = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
const TOKEN = "0x90F79bf6EB2c4f870365E785982E1f101E93b906";
const OTHER = "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65";
const HASH = `0x${"e1".repeat(32)}`;

const native = {
  chainId: 31337,
  to: PAYEE,
  contractAddress: null,
  amountBaseUnits: "500",
  feeCapWei: "1000",
  asset: "NATIVE",
} as RefundIntent;
const token = { ...native, contractAddress: TOKEN, asset: "ERC20" } as RefundIntent;
const slot = { fromAddress: PAYER, nonce: 7n } as SlotRow;
const decoded: DecodedPayment = {
  hash: HASH,
  chainId: 31337n,
  from: PAYER,
  nonce: 7n,
  contractAddress: null,
  to: PAYEE,
  value: 500n,
  gasLimit: 100n,
  maxFeePerGas: 10n,
  maxPriorityFeePerGas: 1n,
  maxFeeWei: 1000n,
};

const refusalOf = (act: () => void): { message: string; fields: string[] } | null => {
  try {
    act();
    return null;
  } catch (error) {
    const { code, message, extra } = error as {
      code: string;
      message: string;
      extra: { errors: { pointer: string; code: string }[] };
    };
    expect(code).toBe("SIGNED_TX_MISMATCH");
    for (const one of extra.errors) expect(one.code).toBe("MISMATCH");
    return { message, fields: extra.errors.map(({ pointer }) => pointer) };
  }
};

describe("R21.5 I5 signed bytes against what was approved", () => {
  const attempt = (change: Partial<DecodedPayment> = {}, intent = native, claimed = HASH) =>
    refusalOf(() => compareAttempt({ ...decoded, ...change }, intent, slot, claimed));
  test("the approved payment passes, native and in a token, whatever the case of its addresses", () => {
    expect(attempt()).toBeNull();
    expect(attempt({ contractAddress: TOKEN }, token)).toBeNull();
    expect(attempt({ to: PAYEE.toLowerCase(), from: PAYER.toLowerCase() })).toBeNull();
    expect(attempt({ maxFeeWei: 999n })).toBeNull();
  });
  test.each([
    ["txHash", { hash: `0x${"e2".repeat(32)}` }],
    ["chainId", { chainId: 1n }],
    ["from", { from: OTHER }],
    ["nonce", { nonce: 8n }],
    ["fee", { maxFeeWei: 1001n }],
    ["asset", { contractAddress: TOKEN }],
    ["to", { to: OTHER }],
    ["amount", { value: 501n }],
  ])("%s differs: it is named with both values", (field, change) => {
    const refusal = attempt(change);
    expect(refusal?.fields).toEqual([`/signedTx/${field}`]);
    expect(refusal?.message).toContain(`(${field})`);
  });
  test("another token, or the native coin for a token, is another asset", () => {
    expect(attempt({ contractAddress: OTHER }, token)?.fields).toEqual(["/signedTx/asset"]);
    expect(attempt({}, token)?.message).toContain(`native is signed, ${TOKEN} is approved`);
    expect(attempt({ contractAddress: TOKEN })?.message).toContain(`${TOKEN} is signed, native is approved`);
    expect(attempt({ value: 501n })?.message).toContain("501 is signed, 500 is approved");
    expect(attempt({ maxFeeWei: 1001n })?.message).toContain("1001 wei, more than the approved 1000");
  });
  test("all that differs is named, the first in the words", () => {
    const refusal = attempt({ chainId: 1n, value: 1n });
    expect(refusal?.fields).toEqual(["/signedTx/chainId", "/signedTx/amount"]);
    expect(refusal?.message).toContain("(chainId)");
  });
  test("a hash is compared letter by letter, also one as short as an address", () => {
    const upper = HASH.toUpperCase().replace("0X", "0x");
    expect(attempt({ hash: upper })?.fields).toEqual(["/signedTx/txHash"]);
    expect(attempt({ hash: `x${PAYEE}` }, native, `x${PAYEE.toLowerCase()}`)?.fields).toEqual(["/signedTx/txHash"]);
    expect(attempt({ hash: `${PAYEE}A` }, native, `${PAYEE}a`)?.fields).toEqual(["/signedTx/txHash"]);
  });
});

describe("F25 the void against its slot", () => {
  const nothing = { ...decoded, to: PAYER, value: 0n };
  const attempt = (change: Partial<DecodedPayment> = {}) =>
    refusalOf(() => compareVoid({ ...nothing, ...change }, token, slot, HASH));
  test("nothing, natively, from the paying address to itself", () => {
    expect(attempt()).toBeNull();
  });
  test.each([
    ["txHash", { hash: `0x${"e2".repeat(32)}` }],
    ["chainId", { chainId: 1n }],
    ["from", { from: OTHER }],
    ["nonce", { nonce: 6n }],
    ["fee", { maxFeeWei: 1001n }],
    ["asset", { contractAddress: TOKEN }],
    ["to", { to: PAYEE }],
    ["amount", { value: 1n }],
  ])("%s differs", (field, change) => {
    expect(attempt(change)?.fields).toEqual([`/signedTx/${field}`]);
  });
});

describe("I8 F20 did it pay?", () => {
  const receipt = (more: Partial<ChainReceipt> = {}): ChainReceipt => ({
    txHash: HASH,
    blockNumber: 1n,
    blockHash: "0xb",
    status: 1,
    from: PAYER,
    to: PAYEE,
    feeWei: 1n,
    transfers: [],
    ...more,
  });
  const log = (more: object = {}) =>
    ({ contractAddress: TOKEN, from: PAYER, to: PAYEE, value: 500n, ...more }) as ChainReceipt["transfers"][number];
  const different = (detail: string) => ({ kind: "DIFFERENT", detail });
  test("natively: mined with status 1, from the payer to the payee", () => {
    expect(paymentEffect(receipt(), native, PAYER)).toEqual({ kind: "PAID" });
    expect(paymentEffect(receipt({ to: PAYEE.toLowerCase() }), native, PAYER.toLowerCase())).toEqual({ kind: "PAID" });
    expect(paymentEffect(receipt({ status: 0 }), native, PAYER)).toEqual({ kind: "REVERTED" });
    expect(paymentEffect(receipt({ from: OTHER }), native, PAYER)).toEqual(different("another wallet sent it"));
    for (const to of [OTHER, null])
      expect(paymentEffect(receipt({ to }), native, PAYER)).toEqual(different("another address received it"));
  });
  test("in a token: exactly one transfer of the token itself, from payer to payee, of exactly the amount", () => {
    const effect = (...transfers: ChainReceipt["transfers"]) => paymentEffect(receipt({ transfers }), token, PAYER);
    expect(effect(log())).toEqual({ kind: "PAID" });
    expect(effect(log({ contractAddress: TOKEN.toLowerCase(), from: PAYER.toLowerCase() }))).toEqual({ kind: "PAID" });
    const nothing = different("the token moved nothing to the payee");
    expect(effect()).toEqual(nothing);
    for (const more of [{ contractAddress: null }, { contractAddress: OTHER }, { from: OTHER }, { to: OTHER }])
      expect(effect(log(more))).toEqual(nothing);
    expect(effect(log({ to: OTHER }), log())).toEqual({ kind: "PAID" });
    expect(effect(log(), log())).toEqual(different("the token moved money to the payee more than once"));
    expect(effect(log({ value: 499n }))).toEqual(different("the payee received 499 base units instead of 500"));
  });
});

describe("F24 fees of a replacement", () => {
  const fees = (maxFeePerGas: bigint, maxPriorityFeePerGas: bigint) => ({ maxFeePerGas, maxPriorityFeePerGas });
  test("both must be a tenth above, to the wei", () => {
    const before = fees(100n, 10n);
    expect(() => requireHigherFees(fees(110n, 11n), before)).not.toThrow();
    expect(() => requireHigherFees(fees(1n, 1n), null)).not.toThrow();
    for (const less of [fees(109n, 11n), fees(110n, 10n), fees(100n, 10n)])
      expect(refusalOf(() => requireHigherFees(less, before))?.fields).toEqual(["/signedTx/fee"]);
  });
  test("the highest of each counts, from whichever attempt", () => {
    const table: Record<string, DecodedPayment> = {
      a: { ...decoded, ...fees(100n, 1n) },
      b: { ...decoded, ...fees(90n, 5n) },
      c: { ...decoded, ...fees(95n, 3n) },
    };
    const context = { proofs: { decodeSignedTransaction: (raw: string) => table[raw] ?? decoded } };
    const attempts = (...names: string[]) => names.map((signedTx) => ({ signedTx }) as AttemptRow);
    const highest = (...names: string[]) =>
      highestFees(context as Parameters<typeof highestFees>[0], attempts(...names));
    expect(highest()).toBeNull();
    expect(highest("a")).toEqual(fees(100n, 1n));
    expect(highest("a", "b")).toEqual(fees(100n, 5n));
    expect(highest("b", "a", "c")).toEqual(fees(100n, 5n));
  });
});

describe("R21.3 the limits of a payment's fee", () => {
  test("a fifth more gas than estimated, never less than any payment needs, and never above the cap", () => {
    expect(LEAST_GAS).toBe(21_000n);
    const intent = (asset: "NATIVE" | "ERC20", feeCapWei: string) => ({ asset, feeCapWei }) as RefundIntent;
    expect(feeLimits(intent("NATIVE", "2520000"), 21_000n)).toEqual({ gasLimit: "25200", maxFeePerGasWei: "100" });
    expect(feeLimits(intent("NATIVE", "2520000"), null)).toEqual({ gasLimit: "25200", maxFeePerGasWei: "100" });
    expect(feeLimits(intent("ERC20", "1200000"), null)).toEqual({ gasLimit: "120000", maxFeePerGasWei: "10" });
    expect(feeLimits(intent("ERC20", "629999"), 17_500n)).toEqual({ gasLimit: "21000", maxFeePerGasWei: "29" });
    expect(feeLimits(intent("ERC20", "630000"), 100n)).toEqual({ gasLimit: "21000", maxFeePerGasWei: "30" });
    expect(feeLimits(intent("ERC20", "1"), 17_501n)).toEqual({ gasLimit: "21001", maxFeePerGasWei: "0" });
  });
});

describe("I8 the deposit's own block, read again", () => {
  const BLOCK = "0xb10c";
  const deposit = (more: object = {}) =>
    ({ transferTxHash: HASH, confirmations: { blockNumber: "40", blockHash: BLOCK }, ...more }) as DepositRow;
  const chain = (more: object = {}) =>
    ({
      blockAt: async (number: bigint) => (number === 40n ? { hash: BLOCK } : null),
      receipt: async (hash: string) => (hash === HASH ? { status: 1, blockHash: BLOCK } : null),
      ...more,
    }) as unknown as ChainReader;
  test("canonical: block and receipt are there, together, and went through", async () => {
    expect(await isDepositCanonical(chain(), deposit())).toBe(true);
    const nobody = {} as ChainReader;
    for (const confirmations of [
      { blockNumber: null, blockHash: BLOCK },
      { blockNumber: "40", blockHash: null },
    ])
      expect(await isDepositCanonical(nobody, deposit({ confirmations }))).toBe(false);
    expect(await isDepositCanonical(nobody, deposit({ transferTxHash: null }))).toBe(false);
    for (const confirmations of [
      { blockNumber: "41", blockHash: BLOCK },
      { blockNumber: "40", blockHash: "0xother" },
    ])
      expect(await isDepositCanonical(chain(), deposit({ confirmations }))).toBe(false);
    for (const receipt of [null, { status: 0, blockHash: BLOCK }, { status: 1, blockHash: "0xother" }])
      expect(await isDepositCanonical(chain({ receipt: async () => receipt }), deposit())).toBe(false);
  });

  const transfer = (more: object = {}) => ({ amount: "5", contractAddress: null, to: PAYEE, ...more });
  const recorded = (moved: object | null, answers: object, hash: string | null = HASH) =>
    isTransferAsRecorded(answers as ChainReader, { transfer: moved, transferTxHash: hash } as DepositRow, 2);
  test("natively: that transaction moved exactly that much to exactly that address", async () => {
    const says = (found: Partial<ChainTransaction> | null) => ({ transaction: async () => found });
    expect(await recorded(transfer(), says({ to: PAYEE.toLowerCase(), value: 500n }))).toBe(true);
    for (const found of [null, { to: null, value: 500n }, { to: OTHER, value: 500n }, { to: PAYEE, value: 499n }])
      expect(await recorded(transfer(), says(found))).toBe(false);
    expect(await recorded(null, says({ to: PAYEE, value: 500n }))).toBe(false);
    expect(await recorded(transfer(), says({ to: PAYEE, value: 500n }), null)).toBe(false);
  });
  test("in a token: one of its transfers did", async () => {
    const says = (...transfers: object[]) => ({ receipt: async () => ({ transfers }) });
    const moved = transfer({ contractAddress: TOKEN });
    const right = { contractAddress: TOKEN.toLowerCase(), to: PAYEE.toLowerCase(), value: 500n };
    expect(await recorded(moved, says(right))).toBe(true);
    expect(await recorded(moved, says({ ...right, to: OTHER }, right))).toBe(true);
    for (const more of [{ contractAddress: null }, { contractAddress: OTHER }, { to: OTHER }, { value: 501n }])
      expect(await recorded(moved, says({ ...right, ...more }))).toBe(false);
    expect(await recorded(moved, says())).toBe(false);
    expect(await recorded(moved, { receipt: async () => null })).toBe(false);
  });
});
