import { Wallet, type TransactionLike } from "ethers";
import { describe, expect, test } from "vitest";
import { decodeSignedTransaction } from "#central/chain/decodeSignedTransaction.ts";
import { transferCall } from "#central/chain/erc20.ts";
import { parseAddress } from "#central/chain/parseAddress.ts";
import { recoverSigner } from "#central/chain/recoverSigner.ts";
import { isAppError } from "#shared/errors.ts";

const wallet = new Wallet(`0x${"01".repeat(32)}`);
const PAYEE = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
const TOKEN = "0x5FbDB2315678afecb367f032d93F642f64180aa3";
const plain: TransactionLike<string> = {
  type: 2,
  chainId: 31337,
  nonce: 7,
  to: PAYEE,
  value: 12n,
  gasLimit: 21_000n,
  maxFeePerGas: 30n,
  maxPriorityFeePerGas: 2n,
};
const sign = (change: TransactionLike<string>) => wallet.signTransaction({ ...plain, ...change });
const token = (data: string): TransactionLike<string> => ({ to: TOKEN, value: 0n, data, gasLimit: 60_000n });

describe("R21.5 the central service reads signed bytes itself", () => {
  test("native and token payments come back field by field", async () => {
    expect(decodeSignedTransaction(await sign({}))).toMatchObject({
      chainId: 31337n,
      from: wallet.address,
      nonce: 7n,
      contractAddress: null,
      to: PAYEE,
      value: 12n,
      maxFeeWei: 630_000n,
    });
    const decoded = decodeSignedTransaction(await sign(token(transferCall(PAYEE, 5n))));
    expect(decoded).toMatchObject({ contractAddress: TOKEN, to: PAYEE, value: 5n });
    expect(decoded.hash).toMatch(/^0x[0-9a-f]{64}$/);
  });

  test.each([
    ["no transaction", () => Promise.resolve("0x02ff")],
    ["other type", () => sign({ type: 0, gasPrice: 30n, maxFeePerGas: null, maxPriorityFeePerGas: null })],
    ["access list", () => sign({ accessList: [{ address: TOKEN, storageKeys: [] }] })],
    ["no recipient", () => sign({ to: null, data: "0x00" })],
    ["other data", () => sign(token("0x12345678"))],
    ["data after the call", () => sign(token(`${transferCall(PAYEE, 5n)}00`))],
    ["native money with a token call", () => sign({ ...token(transferCall(PAYEE, 5n)), value: 1n })],
    ["unbound to a chain", () => sign({ chainId: 0 })],
    ["bytes after the end", async () => `${await sign({})}00`],
  ])("refuses: %s", async (_, make) => {
    const raw = await make();
    expect(() => decodeSignedTransaction(raw)).toThrow(
      expect.toSatisfy((e) => isAppError(e, "SIGNED_TX_MISMATCH")) as Error,
    );
  });
});

describe("R20.1 addresses as text", () => {
  test.each([
    ["0x70997970c51812dc3a010c7d01b50e0d17dc79c8", null],
    [PAYEE, null],
    ["0x70997970C51812dc3A010C7d01b50e0d17dc79C9", "ADDRESS_CHECKSUM_INVALID"],
    ["0x70997970C51812dc3a010C7d01b50e0d17dc79C8", "ADDRESS_CHECKSUM_INVALID"],
    ["70997970c51812dc3a010c7d01b50e0d17dc79c8", "ADDRESS_INVALID"],
    ["XE65GB6LDNXYOFTX0NSV3FUWKOWIXAMJK36", "ADDRESS_INVALID"],
    ["vitalik.eth", "ADDRESS_INVALID"],
    [`0x${"0".repeat(40)}`, "ADDRESS_FORBIDDEN"],
    [`0x${"0".repeat(39)}9`, "ADDRESS_FORBIDDEN"],
    ["0x000000000000000000000000000000000000dEaD", "ADDRESS_FORBIDDEN"],
    [`${PAYEE}\u200b`, "ADDRESS_INVALID"],
  ])("%s -> %s", (text, code) => {
    if (code === null) expect(parseAddress(text)).toBe(PAYEE);
    else expect(() => parseAddress(text)).toThrow(expect.toSatisfy((e) => isAppError(e, code as never)) as Error);
  });

  test("a proof of a key names the key, or nobody", async () => {
    const signature = await wallet.signMessage("text");
    expect(recoverSigner("text", signature)).toBe(wallet.address);
    expect(recoverSigner("other text", signature)).not.toBe(wallet.address);
    expect(recoverSigner("text", `0x${"00".repeat(65)}`)).toBeNull();
  });
});
