import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { openEnum, remarks } from "#shared/contract/common.ts";
import { contractFingerprint } from "#shared/contract/fingerprint.ts";
import { allEndpoints } from "#shared/contract/http.ts";
import { allCalls } from "#shared/contract/ipc.ts";
import { CONTRACT_FINGERPRINT } from "#shared/contract/version.ts";
import { intentHashOf, refundIntent, type RefundIntent } from "#shared/domain/intent.ts";
import { AppError, ERROR_STATUS } from "#shared/errors.ts";
import { z } from "#shared/zod.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

const intent: RefundIntent = {
  version: 1,
  refundId: "0199f0aa-0000-7000-8000-000000000001",
  refundNo: "RF-20261122-000001",
  depositId: "0199f0aa-0000-7000-8000-000000000002",
  recordNo: "DP-20261122-000001",
  depositVersion: 7,
  customerNo: "C-100001",
  kind: "CUSTOMER_REQUEST",
  network: "DEVNET",
  chainId: 31337,
  genesisHash: `0x${"ab".repeat(32)}`,
  currency: "USDT",
  asset: "ERC20",
  contractAddress: "0xCE55403442777b081Da4Da004112845dD3B3575F",
  decimals: 6,
  to: "0xCE55403442777b081Da4Da004112845dD3B3575F",
  amount: "100.5",
  amountBaseUnits: "100500000",
  feeCapWei: "6000000000000000",
  adjustmentReason: null,
  remainder: null,
  reason: "sent from the wrong wallet",
  identityCheckHash: "0".repeat(64),
  requestedBy: "0199f0aa-0000-7000-8000-000000000003",
  requiredApprovals: 1,
  configVersion: 1,
};

describe("contract", () => {
  test("the fingerprint is that of the version: change the contract, then bump version.ts and say what changed", () => {
    expect(contractFingerprint(sha256)).toBe(CONTRACT_FINGERPRINT);
  });
  test("every state-changing endpoint but signing in takes an idempotency key", () => {
    for (const { name, endpoint } of allEndpoints())
      if (endpoint.method !== "GET")
        expect([name, endpoint.idempotent]).toEqual([name, name !== "auth.login" && name !== "auth.refresh"]);
  });
  test("every endpoint names only errors that have a place on the wire", () => {
    for (const { endpoint } of allEndpoints())
      for (const code of endpoint.errors) expect([code, ERROR_STATUS[code]]).not.toEqual([code, 0]);
  });
  test("every call from the page takes a strict object", () => {
    for (const { noun, verb, call } of allCalls())
      expect([noun, verb, call.input.safeParse({ surprise: 1 }).success]).toEqual([noun, verb, false]);
  });
  test("a code of a newer central service passes through, nonsense becomes UNKNOWN", () => {
    const colour = openEnum(["RED", "GREEN"]);
    expect(colour.parse("RED")).toBe("RED");
    expect(colour.parse("BLUE")).toBe("BLUE");
    expect(colour.parse(7)).toBe("UNKNOWN");
    expect(colour.parse("<img>")).toBe("UNKNOWN");
    expect(z.toJSONSchema(colour)).toMatchObject({ enum: ["RED", "GREEN"] });
  });
  test("R15.2 remarks are 1 to 500 characters after trimming", () => {
    expect(remarks.safeParse("   ").success).toBe(false);
    expect(remarks.parse("  Incorrect address ")).toBe("Incorrect address");
    expect(remarks.safeParse("x".repeat(501)).success).toBe(false);
  });
});

describe("intent", () => {
  test("R20a.2 every field is part of the hash: any edit gives another one", () => {
    const original = intentHashOf(intent, sha256);
    const edits: Partial<Record<keyof RefundIntent, unknown>> = {
      refundId: "0199f0aa-0000-7000-8000-00000000000f", refundNo: "RF-20261122-000002", depositId: "0199f0aa-0000-7000-8000-00000000000e", recordNo: "DP-20261122-000002", depositVersion: 8,
      customerNo: "C-100002", kind: "FORCED", network: "OTHERNET", chainId: 1, genesisHash: `0x${"cd".repeat(32)}`, currency: "HKDX", asset: "NATIVE", contractAddress: null, decimals: 18,
      to: "0xCE55403442777b081Da4Da004112845dD3B3575E", amount: "100.4", amountBaseUnits: "100500001", feeCapWei: "6000000000000001", adjustmentReason: "a", remainder: "FEE", reason: "b",
      identityCheckHash: "1".repeat(64), requestedBy: "0199f0aa-0000-7000-8000-00000000000d", requiredApprovals: 2, configVersion: 2,
    }; // prettier-ignore
    expect(Object.keys(edits).sort()).toEqual(
      Object.keys(intent)
        .filter((field) => field !== "version")
        .sort(),
    );
    const hashes = Object.entries(edits).map(([field, value]) =>
      intentHashOf({ ...intent, [field]: value } as RefundIntent, sha256),
    );
    expect(new Set([original, ...hashes]).size).toBe(hashes.length + 1);
  });
  test("the order of fields does not matter, an unknown field is refused", () => {
    const reversed = Object.fromEntries(Object.entries(intent).reverse()) as RefundIntent;
    expect(intentHashOf(reversed, sha256)).toBe(intentHashOf(intent, sha256));
    expect(refundIntent.safeParse({ ...intent, memo: "x" }).success).toBe(false);
  });
});

describe("errors", () => {
  test("an error travels as a value with its extras and no stack", () => {
    const body = new AppError("VERSION_MISMATCH", "changed meanwhile", { extra: { current: { version: 3 } } }).toBody();
    expect(body).toEqual({
      code: "VERSION_MISMATCH",
      message: "changed meanwhile",
      retryable: false,
      current: { version: 3 },
    });
    expect(new AppError("RATE_LIMITED", "wait").retryable).toBe(true);
  });
});
