/** The texts that keys sign, byte for byte: whoever changes one of them makes every signature of before worthless. */
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  decisionText,
  endorsementText,
  intentHashOf,
  refundIntent,
  signerProofText,
  voidText,
  type RefundIntent,
} from "#shared/domain/intent.ts";

const sha256 = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");
const id = (tail: string) => `01890000-0000-7000-8000-0000000000${tail}`;

const INTENT: RefundIntent = {
  version: 1,
  refundId: id("f1"),
  refundNo: "RF-20261122-000001",
  depositId: id("d1"),
  recordNo: "DP-20261122-000001",
  depositVersion: 4,
  customerNo: "C-1001",
  kind: "CUSTOMER_REQUEST",
  network: "DEVNET",
  chainId: 31337,
  genesisHash: `0x${"0a".repeat(32)}`,
  currency: "USDT",
  asset: "ERC20",
  contractAddress: "0xCE55403442777b081Da4Da004112845dD3B3575F",
  decimals: 6,
  to: "0xCE55403442777b081Da4Da004112845dD3B3575F",
  amount: "1.25",
  amountBaseUnits: "1250000",
  feeCapWei: "10000000000000000",
  adjustmentReason: null,
  remainder: null,
  reason: "Client asked for it",
  identityCheckHash: "ab".repeat(32),
  requestedBy: id("0a"),
  requiredApprovals: 1,
  configVersion: 1,
};

describe("I4 the intent", () => {
  test("R20a.3 is hashed over its canonical text, whatever the order of its fields", () => {
    const seen: string[] = [];
    const hash = intentHashOf(INTENT, (text) => {
      seen.push(text);
      return sha256(text);
    });
    expect(hash).toBe(sha256(seen[0] ?? ""));
    expect(JSON.parse(seen[0] ?? "")).toEqual(INTENT);
    expect(intentHashOf(Object.fromEntries(Object.entries(INTENT).toReversed()) as RefundIntent, sha256)).toBe(hash);
  });

  test("I4 every edit of any field gives another hash", () => {
    const hash = intentHashOf(INTENT, sha256);
    const edits: Partial<RefundIntent>[] = [
      { refundId: id("f2") },
      { refundNo: "RF-20261122-000002" },
      { depositId: id("d2") },
      { recordNo: "DP-20261122-000002" },
      { depositVersion: 5 },
      { customerNo: "C-1002" },
      { kind: "FORCED" },
      { network: "OTHER" },
      { chainId: 1 },
      { genesisHash: `0x${"0b".repeat(32)}` },
      { currency: "USDC" },
      { asset: "NATIVE" },
      { contractAddress: null },
      { decimals: 8 },
      { to: "0x5FbDB2315678afecb367f032d93F642f64180aa3" },
      { amount: "1.250" },
      { amountBaseUnits: "1250001" },
      { feeCapWei: "1" },
      { adjustmentReason: "x" },
      { remainder: "FEE" },
      { reason: "another" },
      { identityCheckHash: "cd".repeat(32) },
      { requestedBy: id("0b") },
      { requiredApprovals: 2 },
      { configVersion: 2 },
    ];
    const hashes = new Set(edits.map((edit) => intentHashOf({ ...INTENT, ...edit }, sha256)));
    expect(hashes.size).toBe(edits.length);
    expect(hashes).not.toContain(hash);
  });

  test.each([
    ["an unknown version", { version: 2 }],
    ["a field too many", { more: 1 }],
    ["a field too few", { to: undefined }],
    ["no chain", { chainId: 0 }],
    ["a genesis hash with something before it", { genesisHash: `00x${"0a".repeat(32)}` }],
    ["a genesis hash with something after it", { genesisHash: `0x${"0a".repeat(32)}0` }],
    ["a genesis hash in capitals", { genesisHash: `0x${"0A".repeat(32)}` }],
    ["an unknown asset", { asset: "ERC721" }],
    ["negative decimals", { decimals: -1 }],
    ["too many decimals", { decimals: 37 }],
    ["an address with something after it", { to: `${INTENT.to}0` }],
    ["a contract that is no address", { contractAddress: "0x12" }],
    ["an amount that is none", { amount: "1." }],
    ["base units that are none", { amountBaseUnits: "01" }],
    ["a fee cap that is none", { feeCapWei: "-1" }],
    ["an identity check with something before it", { identityCheckHash: `x${"ab".repeat(32)}` }],
    ["an identity check with something after it", { identityCheckHash: `${"ab".repeat(32)}0` }],
    ["an identity check in capitals", { identityCheckHash: "AB".repeat(32) }],
    ["nobody who approves", { requiredApprovals: 0 }],
  ])("I4 %s is refused, and never hashed", (_name, edit) => {
    expect(refundIntent.safeParse({ ...INTENT, ...edit }).success).toBe(false);
    expect(() => intentHashOf({ ...INTENT, ...edit } as RefundIntent, sha256)).toThrow();
  });

  test.each([
    ["the least decimals", { decimals: 0 }],
    ["the most decimals", { decimals: 36 }],
    ["the native coin", { asset: "NATIVE", contractAddress: null }],
    ["the first chain", { chainId: 1 }],
  ])("I4 %s is an intent", (_name, edit) => {
    expect(refundIntent.safeParse({ ...INTENT, ...edit }).success).toBe(true);
  });
});

describe("I3 what keys sign", () => {
  test("R20a.3 a decision", () => {
    expect(
      decisionText({
        type: "deposit-desk/refund-decision/1",
        refundId: "r",
        intentHash: "h",
        decision: "APPROVE",
        userId: "u",
        deviceKeyId: "d",
        decidedAt: "t",
      }),
    ).toBe(
      '{"decidedAt":"t","decision":"APPROVE","deviceKeyId":"d","intentHash":"h","refundId":"r","type":"deposit-desk/refund-decision/1","userId":"u"}',
    );
  });
  test("F25 a word for withholding names the slot and who asked", () => {
    expect(
      voidText({
        type: "deposit-desk/refund-void/1",
        refundId: "r",
        intentHash: "h",
        chainId: 7,
        from: "f",
        nonce: "3",
        requestedBy: "a",
        userId: "u",
        deviceKeyId: "d",
        decidedAt: "t",
      }),
    ).toBe(
      '{"chainId":7,"decidedAt":"t","deviceKeyId":"d","from":"f","intentHash":"h","nonce":"3","refundId":"r","requestedBy":"a","type":"deposit-desk/refund-void/1","userId":"u"}',
    );
  });
  test("I3 a word for another key", () => {
    expect(
      endorsementText({
        type: "deposit-desk/device-key-endorsement/1",
        deviceKeyId: "d",
        publicKey: "p",
        userId: "u",
        endorserKeyId: "e",
      }),
    ).toBe(
      '{"deviceKeyId":"d","endorserKeyId":"e","publicKey":"p","type":"deposit-desk/device-key-endorsement/1","userId":"u"}',
    );
  });
  test("R21.4 the proof that a payment key exists", () => {
    expect(signerProofText({ address: "A", userId: "U", workstationId: "W" })).toBe(
      "Deposit Desk signer enrolment\naddress: A\nexecutor: U\nworkstation: W",
    );
  });
});
