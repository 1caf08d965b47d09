/** Signed bytes against what was approved, field by field (R21.5). The workstation's signer does the same; neither trusts the other. */
import type { DecodedPayment } from "#central/chain/decodeSignedTransaction.ts";
import { sameAddress } from "#shared/domain/addresses.ts";
import type { RefundIntent } from "#shared/domain/intent.ts";
import { AppError } from "#shared/errors.ts";
import type { SlotRow } from "./toRefund.ts";

/** A payment: exactly what was approved. Throws SIGNED_TX_MISMATCH with one entry for every field that differs, and both values of it. */
export function compareAttempt(
  decoded: DecodedPayment,
  intent: RefundIntent,
  slot: SlotRow,
  claimedHash: string,
): void {
  refuse([...compareSlot(decoded, intent, slot, claimedHash), ...comparePayment(decoded, intent)]);
}

/** F36: as compareAttempt, of bytes that are mined already. What they cost is spent; only what they are counts. */
export function compareFound(decoded: DecodedPayment, intent: RefundIntent, slot: SlotRow, claimedHash: string): void {
  refuse([...compareIdentity(decoded, intent, slot, claimedHash), ...comparePayment(decoded, intent)]);
}

/** F25: the slot is used up and nobody is paid: nothing, natively, from the paying address to itself. Throws SIGNED_TX_MISMATCH. */
export function compareVoid(decoded: DecodedPayment, intent: RefundIntent, slot: SlotRow, claimedHash: string): void {
  refuse([
    ...compareSlot(decoded, intent, slot, claimedHash),
    compare("asset", decoded.contractAddress ?? "native", "native"),
    compare("to", decoded.to, slot.fromAddress),
    compare("amount", decoded.value.toString(), "0"),
  ]);
}

type Difference = { field: string; words: string } | null;

function comparePayment(decoded: DecodedPayment, intent: RefundIntent): Difference[] {
  return [
    compare("asset", decoded.contractAddress ?? "native", intent.contractAddress ?? "native"),
    compare("to", decoded.to, intent.to),
    compare("amount", decoded.value.toString(), intent.amountBaseUnits),
  ];
}

function compareIdentity(
  decoded: DecodedPayment,
  intent: RefundIntent,
  slot: SlotRow,
  claimedHash: string,
): Difference[] {
  return [
    compare("txHash", decoded.hash, claimedHash),
    compare("chainId", decoded.chainId.toString(), String(intent.chainId)),
    compare("from", decoded.from, slot.fromAddress),
    compare("nonce", decoded.nonce.toString(), slot.nonce.toString()),
  ];
}

function compareSlot(decoded: DecodedPayment, intent: RefundIntent, slot: SlotRow, claimedHash: string): Difference[] {
  return [
    ...compareIdentity(decoded, intent, slot, claimedHash),
    decoded.maxFeeWei > BigInt(intent.feeCapWei)
      ? {
          field: "fee",
          words: `the fee could cost ${decoded.maxFeeWei} wei, more than the approved ${intent.feeCapWei}`,
        }
      : null,
  ];
}

function refuse(found: readonly Difference[]): void {
  const differing = found.filter((one) => one !== null);
  const [first] = differing;
  if (first === undefined) return;
  throw new AppError("SIGNED_TX_MISMATCH", `The signed bytes are refused (${first.field}): ${first.words}`, {
    extra: {
      errors: differing.map(({ field, words }) => ({ pointer: `/signedTx/${field}`, code: "MISMATCH", detail: words })),
    },
  });
}

function compare(field: string, signed: string, approved: string): Difference {
  const same = /^0x[0-9a-fA-F]{40}$/.test(approved) ? sameAddress(signed, approved) : signed === approved;
  return same ? null : { field, words: `${signed} is signed, ${approved} is approved` };
}
