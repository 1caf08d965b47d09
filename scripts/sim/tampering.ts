/**
 * A central service that lies to a workstation, or somebody between (fault matrix, row 24): amounts, payees, slots, approvals and bytes are changed
 * in what it answers, with hashes made anew to fit. The books themselves stay honest, so that every lie can be told from the truth.
 */
import { createHash } from "node:crypto";
import { getAddress, SigningKey, Transaction } from "ethers";
import type { MemoryCentral } from "#central/books/memory/MemoryCentral.ts";
import type { Claim, Refund } from "#shared/contract/refund.ts";
import { intentHashOf, type RefundIntent } from "#shared/domain/intent.ts";
import type { Dice } from "./dice.ts";
import type { Tamper } from "./themes.ts";
import type { Weather } from "./weather.ts";

const THIEF = getAddress(`0x${"0bad".repeat(10)}`);
const OF_A_CLAIM = ["content", "slot", "limits", "approvals", "payer"] as const satisfies readonly Tamper[];
const THIEFS_KEY = new SigningKey(`0x${"66".repeat(32)}`);

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

export function createTampering(world: {
  dice: Dice;
  weather: Weather;
  central: MemoryCentral;
  /** whether the journal of this workstation knows the slot of this refund */
  hasPinned: (workstationId: string, refundId: string) => boolean;
}) {
  const { dice, weather, central } = world;
  /** told once, a lie is kept up: the refund looks the same from every side */
  const lies = new Map<string, (intent: RefundIntent) => RefundIntent>();

  const CHANGES: readonly ((intent: RefundIntent) => RefundIntent)[] = [
    (intent) => ({ ...intent, to: THIEF }),
    (intent) => ({ ...intent, amount: "9000", amountBaseUnits: (9_000n * 10n ** BigInt(intent.decimals)).toString() }),
    (intent) => ({ ...intent, requiredApprovals: 1, requestedBy: dice.uuid() }),
    (intent) => ({ ...intent, feeCapWei: `${intent.feeCapWei}000` }),
  ];

  function lied(refund: Refund): Refund {
    const change = lies.get(refund.id);
    if (change === undefined) return refund;
    const intent = change(refund.intent);
    return {
      ...refund,
      intent,
      intentHash: intentHashOf(intent, sha256),
      refundAddress: intent.to,
      amount: intent.amount,
      requestedBy: { ...refund.requestedBy, id: intent.requestedBy },
      requiredApprovals: intent.requiredApprovals,
    };
  }

  function claim(claimed: Claim): Claim {
    const { tampers } = weather;
    if (claimed.refund.voiding?.approval != null && tampers.includes("word") && dice.chance(0.5))
      return { ...claimed, refund: { ...claimed.refund, voiding: forgedWord(claimed.refund.voiding) } };
    const able = OF_A_CLAIM.filter((one) => tampers.includes(one));
    if (able.length === 0) return claimed;
    switch (dice.pick(able)) {
      case "content": {
        // Only of this answer: what was shown before was the truth.
        const intent = dice.pick(CHANGES)(claimed.intent);
        return { ...claimed, intent, intentHash: intentHashOf(intent, sha256) };
      }
      case "slot":
        // A second slot for a refund that this workstation knows already; of a first one nobody could tell.
        return world.hasPinned(claimed.lease.workstationId, claimed.refund.id)
          ? { ...claimed, slot: { ...claimed.slot, nonce: (BigInt(claimed.slot.nonce) + 1n).toString() } }
          : claimed;
      case "limits":
        return { ...claimed, limits: { ...claimed.limits, maxFeePerGasWei: `${claimed.limits.maxFeePerGasWei}000` } };
      case "approvals":
        return { ...claimed, refund: { ...claimed.refund, approvals: forged(claimed.refund) } };
      case "payer":
        return { ...claimed, slot: { ...claimed.slot, from: THIEF } };
    }
  }

  function forgedWord(voiding: NonNullable<Refund["voiding"]>): Refund["voiding"] {
    return { ...voiding, approval: voiding.approval && { ...voiding.approval, signature: dice.hex(128) } };
  }

  function forged({ approvals }: Refund): Refund["approvals"] {
    return dice.chance(0.5) ? [] : approvals.map((one) => ({ ...one, signature: dice.hex(128) }));
  }

  function hashBehind(refundId: string, told: string | undefined): string | undefined {
    return lies.has(refundId) ? central.state.refunds.get(refundId)?.intentHash : told;
  }

  function tamper(name: string, body: unknown): unknown {
    if (weather.tampering === 0) {
      lies.clear();
      return body;
    }
    const changes = (what: Tamper) => now && weather.tampers.includes(what);
    const now = dice.chance(weather.tampering);
    switch (name) {
      case "refunds.get": {
        const refund = body as Refund;
        if (changes("refund") && refund.status === "APPROVED") lies.set(refund.id, dice.pick(CHANGES));
        return lied(refund);
      }
      case "refunds.claim": {
        const claimed = body as Claim;
        if (lies.has(claimed.refund.id)) {
          const refund = lied(claimed.refund);
          lies.delete(refund.id);
          return { ...claimed, refund, intent: refund.intent, intentHash: refund.intentHash };
        }
        return now ? claim(claimed) : claimed;
      }
      case "refunds.attempts": {
        if (!changes("bytes")) return body;
        const page = body as { items: { signedTx: string; txHash: string }[] };
        return { ...page, items: page.items.map((item) => ({ ...item, ...otherBytes() })) };
      }
      case "addresses.get":
        return changes("address") ? { ...(body as object), address: THIEF } : body;
      default:
        return body;
    }
  }

  return { tamper, hashBehind };

  /** Bytes that are no payment of ours at all. */
  function otherBytes(): { signedTx: string; txHash: string } {
    const transaction = Transaction.from({
      type: 2,
      chainId: 31_337,
      nonce: dice.below(1_000),
      to: THIEF,
      value: 1n,
      gasLimit: 21_000n,
      maxFeePerGas: 10n ** 11n,
      maxPriorityFeePerGas: 1n,
    });
    transaction.signature = THIEFS_KEY.sign(transaction.unsignedHash);
    return { signedTx: transaction.serialized, txHash: String(transaction.hash) };
  }
}
