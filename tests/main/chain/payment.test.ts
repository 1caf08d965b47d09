import { Transaction } from "ethers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseAddress } from "#main/chain/parseAddress.ts";
import { buildUnsigned, decodeSigned, decodeUnsigned } from "#main/chain/payment.ts";
import { startTestChain, type TestChain } from "#tests/support/chain.ts";
import { intentFor, signWith, TEST_FEE } from "./payments.ts";

let chain: TestChain;
beforeAll(async () => {
  chain = await startTestChain();
});
afterAll(() => chain.stop());

const slot = (nonce = "7") => ({ chainId: chain.chainId, from: chain.account(2).address, nonce });

describe("building and reading payments", () => {
  test("R21.5 I5 a native payment decodes to exactly its intent", () => {
    const intent = intentFor(chain, { amountBaseUnits: "1234567890123456789" });
    const decoded = decodeUnsigned(buildUnsigned(intent, slot(), TEST_FEE));
    expect(decoded).toEqual({
      chainId: 31337,
      nonce: "7",
      to: intent.to,
      contractAddress: null,
      amountBaseUnits: "1234567890123456789",
      fee: TEST_FEE,
      maxFeeWei: "2400000000000000",
      unsigned: buildUnsigned(intent, slot(), TEST_FEE),
    });
  });

  test("R21.5 I5 a token payment decodes to payee, token and amount", () => {
    const intent = intentFor(chain, { asset: "ERC20", contractAddress: chain.tokens.USDT.address, decimals: 6 });
    const decoded = decodeUnsigned(buildUnsigned(intent, slot(), TEST_FEE));
    expect(decoded).toMatchObject({
      to: intent.to,
      contractAddress: chain.tokens.USDT.address,
      amountBaseUnits: "1250000",
    });
  });

  test("signed bytes decode to the same payment, with sender and hash", async () => {
    const unsigned = buildUnsigned(intentFor(chain), slot(), TEST_FEE);
    const raw = await signWith(chain, 2, unsigned);
    const decoded = decodeSigned(raw);
    expect(decoded).toMatchObject({ ...decodeUnsigned(unsigned), from: chain.account(2).address });
    expect(decoded.txHash).toBe(Transaction.from(raw).hash);
  });

  test.each([
    ["garbage", () => "0x1234"],
    ["an unsigned transaction where a signed one is due", () => buildUnsigned(intentFor(chain), slot(), TEST_FEE)],
  ])("refuses %s", (_name, bytes) => {
    expect(() => decodeSigned(bytes())).toThrow(expect.objectContaining({ code: "SIGNED_TX_MISMATCH" }));
  });

  test.each([
    ["a legacy transaction", { type: 0, gasPrice: 1n, gasLimit: 21_000n, chainId: 31337n }],
    ["another function of the token", { type: 2, data: `0x095ea7b3${"0".repeat(128)}` }],
    ["native coin sent along with a token transfer", { type: 2, value: 1n, data: transferData() }],
    ["dirty bytes before the payee", { type: 2, data: transferData("1") }],
    ["bytes after the amount", { type: 2, data: `${transferData()}00` }],
    ["an access list", { type: 2, accessList: [{ address: `0x${"11".repeat(20)}`, storageKeys: [] }] }],
    ["no recipient (contract creation)", { type: 2, to: null, data: "0x6000" }],
  ])("refuses %s", (_name, fields) => {
    const transaction = Transaction.from({
      to: "0x00000000000000000000000000000000000babe0",
      chainId: 31337n,
      nonce: 1,
      gasLimit: 100_000n,
      ...(fields.type === 2 && { maxFeePerGas: 10n, maxPriorityFeePerGas: 1n }),
      ...fields,
    });
    expect(() => decodeUnsigned(transaction.unsignedSerialized)).toThrow();
  });
});

describe("R20.1 I12 strict addresses", () => {
  const good = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";
  test("gives the EIP-55 form of an all-lower address", () => {
    expect(parseAddress(good.toLowerCase())).toBe(good);
    expect(parseAddress(good)).toBe(good);
  });

  test.each([
    ["a flipped capital", "0xF39Fd6e51aad88F6F4ce6aB8827279cffFb92266", "ADDRESS_CHECKSUM_INVALID"],
    ["no prefix", good.slice(2), "ADDRESS_INVALID"],
    ["ICAP", "XE7338O073KYGTWWZN0F2WZ0R8PX5ZPPZS", "ADDRESS_INVALID"],
    ["an ENS name", "vitalik.eth", "ADDRESS_INVALID"],
    ["one digit short", good.slice(0, -1), "ADDRESS_INVALID"],
    ["a zero-width space", `${good}\u200b`, "ADDRESS_INVALID"],
    ["a Cyrillic look-alike", good.replace("a", "\u0430"), "ADDRESS_INVALID"],
    ["the zero address", `0x${"0".repeat(40)}`, "ADDRESS_FORBIDDEN"],
    ["the burn address", "0x000000000000000000000000000000000000dEaD", "ADDRESS_FORBIDDEN"],
    ["a precompile", `0x${"0".repeat(39)}9`, "ADDRESS_FORBIDDEN"],
  ])("refuses %s", (_name, text, code) => {
    expect(() => parseAddress(text)).toThrow(expect.objectContaining({ code }));
  });
});

function transferData(dirt = "0"): string {
  return `0xa9059cbb${dirt.padEnd(24, "0")}${"22".repeat(20)}${"1".padStart(64, "0")}`;
}
