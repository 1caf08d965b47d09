/** The signer's own checks of a payment: every field that main or the central service could get wrong, alone, and the bytes that come out. */
import { encodeRlp, keccak256, SigningKey, Transaction } from "ethers";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { buildUnsigned, buildVoid } from "#main/chain/payment.ts";
import {
  differingField,
  expectedFields,
  expectedVoidFields,
  type PaymentFields,
  readSigned,
  unsignedTransaction,
} from "#main/signer/paymentBytes.ts";
import type { SignRequest } from "#main/signer/protocol.ts";
import { checkedResult, signPayment } from "#main/signer/signPayment.ts";
import { sealVault } from "#main/signer/vault.ts";
import { intentHashOf, type RefundIntent } from "#shared/domain/intent.ts";
import { intentFor, PAPER_CHAIN, TEST_FEE } from "#tests/main/chain/payments.ts";
import { approvalOf, makeApprover, pinned, sha256, voidingOf } from "./approvers.ts";
import { CHEAP_COST } from "./signerHere.ts";

const PIN = "246813";
const EXECUTOR = "01890000-0000-7000-8000-00000000000e";
const approver = makeApprover(1);
const payer = PAPER_CHAIN.account(2);
const USDT = PAPER_CHAIN.tokens.USDT.address;
const TOKEN = { asset: "ERC20", contractAddress: USDT } as const;

const seal = (secret: Uint8Array) =>
  sealVault({ address: payer.address, executorId: EXECUTOR, pinned: [pinned(approver)] }, secret, PIN, CHEAP_COST);
const bytesOf = (hex: string) => Buffer.from(hex.slice(2), "hex");

let vault: string;
beforeAll(async () => {
  vault = await seal(bytesOf(payer.privateKey));
});

type Changes = {
  intent?: Partial<RefundIntent>;
  slot?: Partial<SignRequest["slot"]>;
  fee?: Partial<SignRequest["fee"]>;
};

/** A request that is right in every field, but for the changes; `unsigned` is what an honest main would show for them. */
function requestFor(changes: Changes = {}, more: Partial<SignRequest> = {}): SignRequest {
  const intent = intentFor(PAPER_CHAIN, changes.intent);
  const slot = { chainId: PAPER_CHAIN.chainId, from: payer.address, nonce: "7", ...changes.slot };
  const fee = { ...TEST_FEE, ...changes.fee };
  return {
    kind: "sign",
    pin: PIN,
    vault,
    intent,
    intentHash: intentHashOf(intent, sha256),
    approvals: [approvalOf(approver, intent)],
    voiding: null,
    endorsements: [],
    slot,
    fee,
    unsigned: "0x",
    ...more,
  };
}
const shown = (changes: Changes = {}, more: Partial<SignRequest> = {}): SignRequest => {
  const request = requestFor(changes, more);
  return { ...request, unsigned: buildUnsigned(request.intent as RefundIntent, request.slot, request.fee), ...more };
};
const signing = (request: SignRequest) => signPayment(request, CHEAP_COST);
const refusing = (why: string) => ({ code: "SIGNER_REFUSED", message: `The signer refuses: ${why}` });

describe("R21.4 I5 what is signed", () => {
  test.each([
    ["the native coin", {}],
    ["a token", TOKEN],
  ])("%s: exactly what was approved and shown", async (_name, intent) => {
    const request = shown({ intent });
    const signed = await signing(request);
    const read = Transaction.from(signed.raw);
    expect(read.unsignedSerialized).toBe(request.unsigned);
    expect(read.from).toBe(payer.address);
    expect(signed.txHash).toBe(read.hash);
  });

  test("the fee may cost exactly the cap, and the payment exactly the least gas", async () => {
    const fee = { gasLimit: "21000", maxFeePerGasWei: "10", maxPriorityFeePerGasWei: "10" };
    await expect(signing(shown({ intent: { feeCapWei: "210000" }, fee }))).resolves.toHaveProperty("raw");
    await expect(signing(shown({ intent: { feeCapWei: "209999" }, fee }))).rejects.toMatchObject(
      refusing("the fee is above the approved cap"),
    );
    await expect(signing(shown({ fee: { ...fee, gasLimit: "20999" } }))).rejects.toMatchObject(
      refusing("the gas limit is too low for any payment"),
    );
    await expect(signing(requestFor({ fee: { ...fee, maxPriorityFeePerGasWei: "11" } }))).rejects.toMatchObject(
      refusing("the tip is above the most per gas"),
    );
  });

  test("F25 the slot used up: nothing, to oneself, on another person's word instead of approvals", async () => {
    const request = requestFor({}, { approvals: [] });
    const voiding = voidingOf(approver, request.intent as RefundIntent, request.slot);
    const unsigned = buildVoid(request.slot, request.fee);
    const signed = await signing({ ...request, voiding, unsigned });
    const { to, from, value, data, nonce } = Transaction.from(signed.raw);
    expect({ to, from, value, data, nonce }).toEqual({
      to: payer.address,
      from: payer.address,
      value: 0n,
      data: "0x",
      nonce: 7,
    });
    await expect(signing({ ...shown({}, { approvals: [] }), voiding })).rejects.toMatchObject(
      refusing("what was shown is not what was approved"),
    );
    const unasked = voidingOf(approver, request.intent as RefundIntent, { ...request.slot, nonce: "8" });
    await expect(signing({ ...request, voiding: unasked, unsigned })).rejects.toMatchObject(
      refusing("withholding it is not approved by a key that this signing key trusts"),
    );
  });
});

describe("I4 I5 what is refused before the key is touched", () => {
  const wrongPin = { pin: "000000" };
  test("a wrong PIN is only noticed once everything else is right", async () => {
    await expect(signing(shown({}, wrongPin))).rejects.toMatchObject({ code: "SIGNER_PIN_WRONG" });
  });
  test.each([
    ["an intent that is none", () => requestFor({}, { intent: { version: 1 } }), "the intent is not one"],
    [
      "an intent that was edited after its hash",
      () => requestFor({}, { intent: intentFor(PAPER_CHAIN, { reason: "edited" }) }),
      "the intent is not the approved one",
    ],
    ["nobody's approval", () => shown({}, { approvals: [] }), "too few people approved it"],
    [
      "a token without its contract",
      () => requestFor({ intent: { asset: "ERC20", contractAddress: null } }),
      "asset and contract contradict each other",
    ],
    [
      "a native payment with a contract",
      () => requestFor({ intent: { asset: "NATIVE", contractAddress: USDT } }),
      "asset and contract contradict each other",
    ],
    [
      "an amount that is not its base units",
      () => requestFor({ intent: { amount: "2", amountBaseUnits: "1" } }),
      "the amount and its base units contradict each other",
    ],
    [
      "an amount of nothing",
      () => requestFor({ intent: { amount: "0", amountBaseUnits: "0" } }),
      "the amount and its base units contradict each other",
    ],
    ["a slot on another chain", () => shown({ slot: { chainId: 1 } }), "the slot is on another chain"],
    [
      "a slot of another key",
      () => shown({ slot: { from: PAPER_CHAIN.account(3).address } }),
      "the slot belongs to another key",
    ],
    ["a payment to oneself", () => shown({ intent: { to: payer.address } }), "the payee is the paying address itself"],
    [
      "bytes of another payment",
      () => shown({}, { unsigned: shown({ slot: { nonce: "8" } }).unsigned }),
      "what was shown is not what was approved",
    ],
    [
      "a token that pays its own contract",
      () => shown({ intent: { ...TOKEN, to: USDT } }),
      "the payee is the token's own contract",
    ],
  ])("%s", async (_name, request, why) => {
    await expect(signing({ ...request(), ...wrongPin })).rejects.toMatchObject(refusing(why));
  });

  test("a vault with another key than it says, or with none, signs nothing", async () => {
    const other = await seal(bytesOf(PAPER_CHAIN.account(3).privateKey));
    await expect(signing(shown({}, { vault: other }))).rejects.toMatchObject(
      refusing("the stored key is not the key of this address"),
    );
    const none = await seal(new Uint8Array(32));
    await expect(signing(shown({}, { vault: none }))).rejects.toMatchObject(refusing("the stored key is not usable"));
  });
  test("I5 signed bytes that differ from what was expected are never handed out", () => {
    const fields = expectedFields(intentFor(PAPER_CHAIN), { nonce: "7" }, TEST_FEE);
    const transaction = unsignedTransaction(fields);
    transaction.signature = new SigningKey(payer.privateKey).sign(transaction.unsignedHash);
    const raw = transaction.serialized;
    expect(checkedResult(raw, fields, payer.address)).toEqual({ raw, txHash: keccak256(raw) });
    expect(() => checkedResult(raw, { ...fields, value: 1n }, payer.address)).toThrow(
      expect.objectContaining(refusing("the signed bytes differ in value")),
    );
    expect(() => checkedResult(raw, fields, PAPER_CHAIN.account(3).address)).toThrow(
      expect.objectContaining(refusing("the stored key is not the key of this address")),
    );
  });

  test.each([
    ["signs", () => vault],
    ["cannot sign", () => seal(new Uint8Array(32).fill(0xff))],
  ])("I18 the key is zeroed after one use, when it %s", async (what, box) => {
    const zeroed: string[] = [];
    const fill = Buffer.prototype.fill;
    const spy = vi.spyOn(Buffer.prototype, "fill").mockImplementation(function (this: Buffer, ...how: never[]) {
      zeroed.push(this.toString("hex"));
      return fill.apply(this, how);
    } as never);
    try {
      await signing(shown({}, { vault: await box() })).catch((error: unknown) =>
        expect(error).toMatchObject({ code: "SIGNER_REFUSED" }),
      );
    } finally {
      spy.mockRestore();
    }
    const key = what === "signs" ? payer.privateKey.slice(2) : "ff".repeat(32);
    expect(zeroed).toContain(key);
  });

  test("a slot in other letters is the same address", async () => {
    await expect(signing(shown({ slot: { from: payer.address.toLowerCase() } }))).resolves.toHaveProperty("raw");
  });
});

describe("I5 the signer's own builder", () => {
  const intent = intentFor(PAPER_CHAIN);
  const slot = { chainId: 31337, from: payer.address, nonce: "7" };
  test("names every field of a native payment, a token's and the void", () => {
    const common = {
      chainId: 31337n,
      nonce: 7n,
      gasLimit: 120_000n,
      maxFeePerGas: 20_000_000_000n,
      maxPriorityFeePerGas: 1_000_000_000n,
    };
    const payee = intent.to.toLowerCase();
    expect(expectedFields(intent, slot, TEST_FEE)).toEqual({ ...common, to: payee, value: 1_250_000n, data: "0x" });
    expect(expectedFields(intentFor(PAPER_CHAIN, TOKEN), slot, TEST_FEE)).toEqual({
      ...common,
      to: USDT.toLowerCase(),
      value: 0n,
      data: `0xa9059cbb${"0".repeat(24)}${payee.slice(2)}${(1_250_000).toString(16).padStart(64, "0")}`,
    });
    const own = payer.address.toLowerCase();
    expect(expectedVoidFields(slot, TEST_FEE)).toEqual({ ...common, to: own, value: 0n, data: "0x" });
  });
  test("I12 refuses addresses that are none, lose money or have a wrong checksum", () => {
    for (const to of ["0x12", `0x${"0".repeat(40)}`])
      expect(() => expectedFields({ ...intent, to }, slot, TEST_FEE)).toThrow("an address is not usable");
    for (const to of [intent.to.toLowerCase(), intent.to.toUpperCase().replace("0X", "0x")])
      expect(() => expectedFields({ ...intent, to }, slot, TEST_FEE)).toThrow("an address has a wrong checksum");
    expect(() => expectedVoidFields({ ...slot, from: `0x${"0".repeat(40)}` }, TEST_FEE)).toThrow("not usable");
  });
  test("I11 an amount that is no uint256 and a nonce beyond whole numbers are refused, the greatest are not", () => {
    const token = intentFor(PAPER_CHAIN, TOKEN);
    const units = (amount: bigint) => ({ ...token, amountBaseUnits: amount.toString() });
    expect(expectedFields(units(2n ** 256n - 1n), slot, TEST_FEE).data).toMatch(/f{64}$/);
    expect(() => expectedFields(units(2n ** 256n), slot, TEST_FEE)).toThrow("the amount is no uint256");
    const greatest = BigInt(Number.MAX_SAFE_INTEGER);
    const fields = expectedFields(intent, slot, TEST_FEE);
    expect(unsignedTransaction({ ...fields, nonce: greatest }).nonce).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => unsignedTransaction({ ...fields, nonce: greatest + 1n })).toThrow("the nonce is out of range");
  });
});

describe("I5 the signer's own reader", () => {
  let fields: PaymentFields;
  beforeAll(() => {
    fields = expectedFields(intentFor(PAPER_CHAIN, TOKEN), { nonce: "0" }, TEST_FEE);
  });
  const signed = (secret = payer.privateKey) => {
    const transaction = unsignedTransaction(fields);
    transaction.signature = new SigningKey(secret).sign(transaction.unsignedHash);
    return transaction;
  };
  /** The twelve items of EIP-1559, by hand. */
  const items = () => {
    const { signature } = signed();
    const hex = (value: bigint) => {
      const digits = value.toString(16);
      return value === 0n ? "0x" : `0x${digits.length % 2 ? "0" : ""}${digits}`;
    };
    return [
      hex(fields.chainId),
      hex(fields.nonce),
      hex(fields.maxPriorityFeePerGas),
      hex(fields.maxFeePerGas),
      hex(fields.gasLimit),
      fields.to,
      hex(fields.value),
      fields.data,
      [] as string[] | string,
      signature?.yParity === 1 ? "0x01" : "0x",
      signature?.r ?? "0x",
      signature?.s ?? "0x",
    ];
  };
  const encoded = (list: (string | string[])[]) => `0x02${encodeRlp(list).slice(2)}`;

  test("finds every field, the hash and who signed", () => {
    const raw = signed().serialized;
    expect(encoded(items())).toBe(raw);
    expect(readSigned(raw)).toEqual({ ...fields, from: payer.address, txHash: keccak256(raw) });
  });
  // Found by trying: the signatures of these nonces have each parity, a short s and a short r.
  test.each([
    [0, "even"],
    [1, "odd"],
    [280, "a short s"],
    [737, "a short r"],
  ])("recovers whoever signed nonce %i: %s", (nonce, what) => {
    const transaction = unsignedTransaction({ ...fields, nonce: BigInt(nonce) });
    const signature = new SigningKey(payer.privateKey).sign(transaction.unsignedHash);
    transaction.signature = signature;
    expect({
      even: signature.yParity === 0,
      odd: signature.yParity === 1,
      "a short s": signature.s.startsWith("0x00"),
      "a short r": signature.r.startsWith("0x00"),
    }).toMatchObject({ [what]: true });
    expect(readSigned(transaction.serialized)).toMatchObject({ from: payer.address, nonce: BigInt(nonce) });
  });
  test.each([
    ["another type", () => `0x01${encodeRlp(items()).slice(2)}`, "the signed bytes are of another type"],
    ["the type somewhere behind", () => `0x00${encoded(items()).slice(2)}`, "the signed bytes are of another type"],
    ["an item too few", () => encoded(items().slice(0, 11)), "the signed bytes have another shape"],
    ["an item too many", () => encoded([...items(), "0x"]), "the signed bytes have another shape"],
    ["no list at all", () => "0x0285aabbccddee", "the signed bytes have another shape"],
    ["an access list", () => encoded(items().with(8, [USDT])), "the signed bytes hold an access list"],
    ["no access list", () => encoded(items().with(8, "0x")), "the signed bytes hold an access list"],
    ["a list as recipient", () => encoded(items().with(5, [USDT])), "the signed bytes have another shape"],
    ["a list as amount", () => encoded(items().with(6, [])), "the signed bytes have another shape"],
  ])("refuses %s", (_name, raw, why) => {
    expect(() => readSigned(raw())).toThrow(expect.objectContaining(refusing(why)));
  });

  test("names the first field that differs", () => {
    expect(differingField(fields, { ...fields })).toBeNull();
    for (const name of Object.keys(fields) as (keyof typeof fields)[])
      expect(differingField(fields, { ...fields, [name]: typeof fields[name] === "bigint" ? 99n : "0xff" })).toBe(name);
  });
});
