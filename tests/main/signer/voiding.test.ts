/** F25 in the signer: a slot is used up without paying only on another person's signed word for exactly this slot (I3, I4, I5). */
import { Transaction } from "ethers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { intentHashOf, type RefundIntent, type VoidStatement } from "#shared/domain/intent.ts";
import { chooseReplacementFee } from "#main/chain/fees.ts";
import { buildUnsigned, buildVoid } from "#main/chain/payment.ts";
import { createKey } from "#main/signer/keys.ts";
import type { CreatedKey, SignRequest } from "#main/signer/protocol.ts";
import { signPayment } from "#main/signer/signPayment.ts";
import { intentFor, TEST_FEE } from "#tests/main/chain/payments.ts";
import { startTestChain, type TestChain } from "#tests/support/chain.ts";
import { endorsementOf, makeApprover, pinned, sha256, voidingOf } from "./approvers.ts";

const PIN = "246813";
const EXECUTOR = "01890000-0000-7000-8000-00000000000e";
const WORKSTATION = "01890000-0000-7000-8000-00000000000f";
const approver = makeApprover(1);
const stranger = makeApprover(3);

let chain: TestChain;
let key: CreatedKey;
beforeAll(async () => {
  chain = await startTestChain();
  key = await createKey({
    kind: "create",
    pin: PIN,
    executorId: EXECUTOR,
    workstationId: WORKSTATION,
    pinned: [pinned(approver)],
  });
}, 60_000);
afterAll(() => chain.stop());

type Changes = {
  intent?: Partial<RefundIntent>;
  statement?: Partial<VoidStatement>;
  request?: Partial<Omit<SignRequest, "kind">>;
};

/** Nobody's approval of the payment is in it: it may have lapsed or been rejected long ago. */
function requestFor({ intent: changes = {}, statement = {}, request = {} }: Changes = {}): SignRequest {
  const intent = intentFor(chain, changes);
  const slot = { chainId: intent.chainId, from: key.address, nonce: "7" };
  return {
    kind: "sign",
    pin: PIN,
    vault: key.vault,
    intent,
    intentHash: intentHashOf(intent, sha256),
    approvals: [],
    voiding: voidingOf(approver, intent, slot, statement),
    endorsements: [],
    slot,
    fee: TEST_FEE,
    unsigned: buildVoid(slot, TEST_FEE),
    ...request,
  };
}

test("I5 signs nothing but nothing: from the paying address to itself, on the slot", async () => {
  const { raw, txHash } = await signPayment(requestFor());
  const signed = Transaction.from(raw);
  expect(signed).toMatchObject({ from: key.address, to: key.address, value: 0n, data: "0x", nonce: 7, hash: txHash });
});

describe("I3, I4 refuses", () => {
  const cases: [string, Changes][] = [
    ["an approval of another slot", { statement: { nonce: "8" } }],
    ["an approval of another paying address", { statement: { from: "0x52908400098527886E0F7030069857D2E4169EE7" } }],
    ["an approval on another chain", { statement: { chainId: 1 } }],
    ["an approval of another content", { statement: { intentHash: "0".repeat(64) } }],
    ["an approval of another refund", { statement: { refundId: EXECUTOR } }],
    ["one person who asked and approved", { statement: { requestedBy: approver.userId } }],
    ["an executor who is the maker", { intent: { requestedBy: EXECUTOR } }],
  ];
  test.each(cases)("%s", async (_what, changes) => {
    await expect(signPayment(requestFor(changes))).rejects.toMatchObject({ code: "SIGNER_REFUSED" });
  });

  test("a stranger's key, until a pinned key vouches for it", async () => {
    const by = (intent: RefundIntent, slot: SignRequest["slot"]) => voidingOf(stranger, intent, slot);
    const base = requestFor();
    const voiding = by(base.intent as RefundIntent, base.slot);
    await expect(signPayment({ ...base, voiding })).rejects.toMatchObject({ code: "SIGNER_REFUSED" });
    const endorsements = [endorsementOf(stranger, approver)];
    await expect(signPayment({ ...base, voiding, endorsements })).resolves.toMatchObject({ raw: expect.any(String) });
  });

  test("I5 a payment that was shown as a void, and a void that was shown as a payment", async () => {
    const base = requestFor();
    const paying = buildUnsigned(base.intent as RefundIntent, base.slot, base.fee);
    await expect(signPayment({ ...base, unsigned: paying })).rejects.toMatchObject({ code: "SIGNER_REFUSED" });
    // Without the void's approval the payment's own approvals are needed, and there are none.
    await expect(signPayment({ ...base, voiding: null, unsigned: paying })).rejects.toMatchObject({
      code: "SIGNER_REFUSED",
    });
  });

  test("a fee above the approved cap", async () => {
    const fee = { ...TEST_FEE, maxFeePerGasWei: `${TEST_FEE.maxFeePerGasWei}000000` };
    const base = requestFor();
    await expect(signPayment({ ...base, fee, unsigned: buildVoid(base.slot, fee) })).rejects.toMatchObject({
      code: "SIGNER_REFUSED",
    });
  });
});

describe("F24 the fee of a replacement", () => {
  const quote = { baseFeeWei: 10n, tipWei: 1n };
  const outbid = { maxFeePerGasWei: "1001", maxPriorityFeePerGasWei: "81" };

  test("is an eighth above the highest before, rounded up, or today's where that is more", () => {
    expect(chooseReplacementFee(quote, { gasLimit: "21000", maxFeePerGasWei: "5000" }, outbid)).toEqual({
      gasLimit: "21000",
      maxFeePerGasWei: "1127",
      maxPriorityFeePerGasWei: "92",
    });
    const risen = chooseReplacementFee(
      { baseFeeWei: 1_000n, tipWei: 200n },
      { gasLimit: "21000", maxFeePerGasWei: "5000" },
      outbid,
    );
    expect(risen).toMatchObject({ maxFeePerGasWei: "4200", maxPriorityFeePerGasWei: "200" });
  });

  test("FEE_ABOVE_CAP with words when the approved cap leaves no room", () => {
    const choose = () => chooseReplacementFee(quote, { gasLimit: "21000", maxFeePerGasWei: "1126" }, outbid);
    expect(choose).toThrow(/leaves no room/);
  });
});
