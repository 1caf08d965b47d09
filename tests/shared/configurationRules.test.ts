/** Rules of currencies and networks at their edges, and which version takes effect (R4.1, R4.4). */
import { describe, expect, test } from "vitest";
import type { NetworkRules } from "#shared/contract/configuration.ts";
import { onlySwitchesOff, versionDue, whyNetworkIsUnsound } from "#shared/domain/rules.ts";

const NETWORK: NetworkRules = {
  ...{ name: "Ethereum", chainId: 1, genesisHash: `0x${"1".repeat(64)}`, nativeSymbol: "ETH", enabled: true },
  ...{ requiredConfirmations: 12, finality: "DEPTH", finalityDepth: 64, feeCapWei: "1" },
  ...{ explorerTxUrl: "https://explorer.example/tx/{}", explorerAddressUrl: "https://explorer.example:8443/a" },
};

describe("R4.1 networks", () => {
  test.each<[string, Partial<NetworkRules>, string | null]>([
    ["as it should be", {}, null],
    ["no explorer", { explorerTxUrl: null, explorerAddressUrl: null }, null],
    ["final before it is confirmed", { finalityDepth: 11 }, "/finalityDepth"],
    ["final by the chain's own tag", { finality: "FINALIZED", finalityDepth: 1 }, null],
    ["no fee at all", { feeCapWei: "0" }, "/feeCapWei"],
    ["an explorer without encryption", { explorerTxUrl: "http://explorer.example/tx/{}" }, "/explorerTxUrl"],
    ["a place in the host", { explorerTxUrl: "https://{}.example/tx" }, "/explorerTxUrl"],
    ["two places", { explorerAddressUrl: "https://explorer.example/{}/{}" }, "/explorerAddressUrl"],
    ["a name and password", { explorerTxUrl: "https://a:b@explorer.example/{}" }, "/explorerTxUrl"],
  ])("R4.1 %s", (_name, change, pointer) => {
    expect(whyNetworkIsUnsound({ ...NETWORK, ...change }).map((one) => one.pointer)).toEqual(
      pointer === null ? [] : [pointer],
    );
  });
});

describe("R4.4 which version takes effect", () => {
  const at = "2026-11-22T02:00:00.000Z";
  const version = (number: number, effectiveFrom: string | null, status: "APPROVED" | "REJECTED" = "APPROVED") => ({
    ...{ number, effectiveFrom, status },
  });
  test.each<[string, ReturnType<typeof version>[], number, number | null]>([
    ["none", [], 0, null],
    ["its time is now", [version(1, at)], 0, 1],
    ["its time has not come", [version(1, "2026-11-22T02:00:00.001Z")], 0, null],
    ["it took effect already", [version(1, at)], 1, null],
    ["it was rejected", [version(1, at, "REJECTED")], 0, null],
    ["the latest decision of two", [version(1, at), version(2, "2026-11-22T01:00:00.000Z")], 0, 2],
    ["an old plan after a newer version", [version(1, at), version(2, "2026-11-22T01:00:00.000Z")], 2, null],
  ])("R4.4 %s", (_name, versions, applied, due) => {
    expect(versionDue(versions, { at, applied })?.number ?? null).toBe(due);
  });

  test("R4.3 switching off is told from every other change", () => {
    const before = { depositEnabled: true, refundEnabled: false, minDeposit: "1", confirmationBands: [] };
    expect(onlySwitchesOff(before, before)).toBe(true);
    expect(onlySwitchesOff(before, { ...before, depositEnabled: false })).toBe(true);
    expect(onlySwitchesOff(before, { ...before, refundEnabled: true })).toBe(false);
    expect(onlySwitchesOff(before, { ...before, depositEnabled: false, minDeposit: "2" })).toBe(false);
    expect(onlySwitchesOff(before, { ...before, confirmationBands: [{ from: "1", confirmations: 2 }] })).toBe(false);
  });
});
