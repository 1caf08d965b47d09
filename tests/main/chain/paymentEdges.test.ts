/** Payments as bytes: each way in which bytes can be something else than one plain payment, alone. */
import { SigningKey, Transaction, type TransactionLike } from "ethers";
import { describe, expect, test } from "vitest";
import { parseAddress } from "#main/chain/parseAddress.ts";
import { buildUnsigned, buildVoid, decodeSigned, decodeUnsigned } from "#main/chain/payment.ts";
import { balanceCall, refusalWords, transferCall, transferLogs } from "#main/chain/tokens.ts";
import { intentFor, PAPER_CHAIN, signWith, TEST_FEE } from "./payments.ts";

const PAYER = PAPER_CHAIN.account(2).address;
const PAYEE = PAPER_CHAIN.account(20).address;
const TOKEN = PAPER_CHAIN.tokens.USDT.address;
const slot = (nonce = "7") => ({ chainId: 31337, from: PAYER, nonce });
const IN_TOKEN = { asset: "ERC20", contractAddress: TOKEN } as const;
const notOurs = (why: string) =>
  expect.objectContaining({
    code: "SIGNED_TX_MISMATCH",
    message: `These bytes are not a payment of this product: ${why}`,
  });

const signed = (fields: TransactionLike): string => {
  const transaction = Transaction.from({
    type: 2,
    chainId: 31337,
    nonce: 7,
    to: PAYEE,
    value: 1n,
    gasLimit: 21_000n,
    maxFeePerGas: 10n,
    maxPriorityFeePerGas: 1n,
    ...fields,
  });
  transaction.signature = new SigningKey(PAPER_CHAIN.account(2).privateKey).sign(transaction.unsignedHash);
  return transaction.serialized;
};

describe("R21.5 I5 building", () => {
  test("the native coin, a token and the void, field by field", () => {
    const common = { chainId: 31337, nonce: "7", fee: TEST_FEE, maxFeeWei: "2400000000000000" };
    const native = buildUnsigned(intentFor(PAPER_CHAIN), slot(), TEST_FEE);
    expect(decodeUnsigned(native)).toEqual({
      ...common,
      to: PAYEE,
      contractAddress: null,
      amountBaseUnits: "1250000",
      unsigned: native,
    });
    const token = buildUnsigned(intentFor(PAPER_CHAIN, IN_TOKEN), slot(), TEST_FEE);
    expect(decodeUnsigned(token)).toEqual({
      ...common,
      to: PAYEE,
      contractAddress: TOKEN,
      amountBaseUnits: "1250000",
      unsigned: token,
    });
    expect(Transaction.from(token)).toMatchObject({ value: 0n, to: TOKEN, accessList: [] });
    const nothing = buildVoid(slot(), TEST_FEE);
    expect(decodeUnsigned(nothing)).toEqual({
      ...common,
      to: PAYER,
      contractAddress: null,
      amountBaseUnits: "0",
      unsigned: nothing,
    });
  });
  test("a token without its contract is no payment; a contract beside the native coin is not used", () => {
    expect(() =>
      buildUnsigned(intentFor(PAPER_CHAIN, { ...IN_TOKEN, contractAddress: null }), slot(), TEST_FEE),
    ).toThrow(expect.objectContaining({ code: "INTENT_MISMATCH" }));
    const native = buildUnsigned(intentFor(PAPER_CHAIN, { contractAddress: TOKEN }), slot(), TEST_FEE);
    expect(decodeUnsigned(native)).toMatchObject({ to: PAYEE, contractAddress: null });
  });
  test("the greatest nonce that a number holds, and one more", () => {
    const most = String(Number.MAX_SAFE_INTEGER);
    expect(decodeUnsigned(buildUnsigned(intentFor(PAPER_CHAIN), slot(most), TEST_FEE)).nonce).toBe(most);
    const beyond = slot((BigInt(most) + 1n).toString());
    expect(() => buildUnsigned(intentFor(PAPER_CHAIN), beyond, TEST_FEE)).toThrow(notOurs("nonce out of range"));
    expect(() => buildVoid(beyond, TEST_FEE)).toThrow(notOurs("nonce out of range"));
  });
});

describe("R21.5 I5 reading", () => {
  test("signed bytes are the unsigned ones with a sender and a hash", async () => {
    const unsigned = buildUnsigned(intentFor(PAPER_CHAIN, IN_TOKEN), slot(), TEST_FEE);
    const raw = await signWith(PAPER_CHAIN, 2, unsigned);
    expect(decodeSigned(raw)).toEqual({
      ...decodeUnsigned(unsigned),
      from: PAYER,
      txHash: Transaction.from(raw).hash,
    });
  });
  test("unsigned bytes where signed ones are due, and the other way round", async () => {
    const unsigned = buildUnsigned(intentFor(PAPER_CHAIN), slot(), TEST_FEE);
    expect(() => decodeSigned(unsigned)).toThrow(notOurs("not canonical"));
    expect(() => decodeUnsigned(signed({}))).toThrow(notOurs("not canonical"));
  });
  test("the same payment in other letters is not its own bytes", () => {
    const unsigned = buildUnsigned(intentFor(PAPER_CHAIN), slot(), TEST_FEE);
    const upper = (text: string) => `0x${text.slice(2).toUpperCase()}`;
    expect(() => decodeUnsigned(upper(unsigned))).toThrow(notOurs("not canonical"));
    expect(() => decodeSigned(upper(signed({})))).toThrow(notOurs("not canonical"));
    expect(() => decodeSigned("0x1234")).toThrow(notOurs("unreadable"));
  });
  const transfer = `0xa9059cbb${PAYEE.slice(2).toLowerCase().padStart(64, "0")}${"5".padStart(64, "0")}`;
  test.each([
    [
      "a legacy transaction",
      { type: 0, gasPrice: 1n, maxFeePerGas: null, maxPriorityFeePerGas: null },
      "not a type 2 payment",
    ],
    [
      "a payment with blobs",
      { type: 3, maxFeePerBlobGas: 1n, blobVersionedHashes: [`0x01${"ab".repeat(31)}`] },
      "not a type 2 payment",
    ],
    ["a payment that hands the account over", { type: 4, authorizationList: [] }, "not a type 2 payment"],
    ["a contract's making", { to: null, data: "0x60" }, "not a type 2 payment"],
    ["an access list", { accessList: [{ address: TOKEN, storageKeys: [] }] }, "it has an access list"],
    ["another function", { value: 0n, data: transfer.replace("a9059cbb", "095ea7b3") }, "not a token transfer"],
    ["native coin beside a token transfer", { value: 1n, data: transfer }, "not a token transfer"],
    ["a byte too many", { value: 0n, data: `${transfer}00` }, "not a token transfer"],
    ["a byte too few", { value: 0n, data: transfer.slice(0, -2) }, "not a token transfer"],
    [
      "bytes before the payee",
      { value: 0n, data: transfer.replace("a9059cbb00", "a9059cbb01") },
      "not a token transfer",
    ],
  ])("refuses %s", (_name, fields, why) => {
    expect(() => decodeSigned(signed(fields as TransactionLike))).toThrow(notOurs(why));
  });
  test("the payee of a token is never a place where money is lost", () => {
    expect(() => decodeSigned(signed({ value: 0n, data: transferCall(`0x${"0".repeat(40)}`, 5n) }))).toThrow(
      expect.objectContaining({ code: "ADDRESS_FORBIDDEN" }),
    );
  });
});

describe("I12 R20.1 addresses", () => {
  const coded = (code: string) => expect.objectContaining({ code });
  test("small or mixed letters become the one form with its checksum", () => {
    expect(parseAddress(PAYEE)).toBe(PAYEE);
    expect(parseAddress(PAYEE.toLowerCase())).toBe(PAYEE);
  });
  test("what is none, what contradicts its checksum, and where money is lost", () => {
    for (const text of ["", "0x12", ` ${PAYEE}`, "XE7338O073KYGTWWZN0F2WZ0R8PX5ZPPZS"])
      expect(() => parseAddress(text), text).toThrow(coded("ADDRESS_INVALID"));
    const swapped = PAYEE.replace(/[a-f]/, (letter) => letter.toUpperCase());
    expect(() => parseAddress(swapped)).toThrow(coded("ADDRESS_CHECKSUM_INVALID"));
    expect(() => parseAddress(`0x${"0".repeat(40)}`)).toThrow(coded("ADDRESS_FORBIDDEN"));
  });
});

describe("R20.9 tokens", () => {
  test("calls by their selectors", () => {
    const word = PAYEE.slice(2).toLowerCase().padStart(64, "0");
    expect(transferCall(PAYEE, 5n)).toBe(`0xa9059cbb${word}${"5".padStart(64, "0")}`);
    expect(balanceCall(PAYEE)).toBe(`0x70a08231${word}`);
  });
  const reason = (text: string) => {
    const hex = Buffer.from(text).toString("hex");
    const length = (hex.length / 2).toString(16).padStart(64, "0");
    return `0x08c379a0${"20".padStart(64, "0")}${length}${hex.padEnd(Math.ceil(hex.length / 64) * 64, "0")}`;
  };
  test("a refusal in words: a reason, a known error's name, or its number", () => {
    expect(refusalWords(null)).toBeNull();
    expect(refusalWords("0x")).toBeNull();
    expect(refusalWords("0x1234567")).toBeNull();
    expect(refusalWords("0x12345678")).toBe("custom error 0x12345678");
    expect(refusalWords("0xd93c0665")).toBe("EnforcedPause");
    expect(refusalWords(`0x4e487b71${"11".padStart(64, "0")}`)).toBe("Panic");
    expect(refusalWords(reason("no\n\u0000 money"))).toBe("no  money");
    expect(refusalWords(reason("x".repeat(130)))).toBe("x".repeat(120));
    expect(refusalWords(`0x08c379a0${"ff".repeat(32)}`)).toBe("custom error 0x08c379a0");
    for (const [selector, name] of [
      ["e450d38c", "ERC20InsufficientBalance"],
      ["96c6fd1e", "ERC20InvalidSender"],
      ["ec442f05", "ERC20InvalidReceiver"],
    ])
      expect(refusalWords(`0x${selector}${"0".repeat(64 * 3)}`)).toBe(name);
  });
  test("I8 transfers are the token's own, of amounts, with all their topics", () => {
    const topic = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";
    const padded = (address: string) => `0x${"0".repeat(24)}${address.slice(2).toLowerCase()}`;
    const log = {
      address: TOKEN.toLowerCase(),
      topics: [topic, padded(PAYER), padded(PAYEE)],
      data: `0x${"5".padStart(64, "0")}`,
    };
    const found = { from: PAYER.toLowerCase(), to: PAYEE.toLowerCase(), value: 5n };
    expect(transferLogs(TOKEN, [log, log])).toEqual([found, found]);
    for (const change of [
      { address: PAYEE.toLowerCase() },
      { topics: [padded(PAYER), padded(PAYER), padded(PAYEE)] },
      { topics: [topic, padded(PAYER)] },
      { topics: [...log.topics, padded(PAYEE)] },
      { data: "0x" },
      { data: `${log.data}00` },
    ])
      expect(transferLogs(TOKEN, [{ ...log, ...change }])).toEqual([]);
  });
});
