/** The limits that people agreed on, kept by every refund: who must approve it, what it may cost, how fast a key may begin payments. */
import type { MemoryCentral, MemoryTables } from "#central/books/memory/MemoryCentral.ts";
import type { PaymentLimits } from "#shared/contract/configuration.ts";
import type { Findings } from "./Findings.ts";

type RefundRow = MemoryTables["refunds"];
type SlotRow = MemoryTables["slots"];

export type LimitChecks = {
  /** a refund as it was requested, under the limits of that moment */
  requested(refund: RefundRow): void;
  /** how many people have to approve it; of the moment at which it was requested */
  needed(refund: RefundRow): number;
  slotGiven(slot: SlotRow): void;
};

export function createLimitChecks(world: {
  central: () => MemoryCentral;
  findings: Findings;
  inForce: (currency: string) => PaymentLimits;
}): LimitChecks {
  const { findings } = world;
  const neededOf = new Map<string, number>();

  function unitsOf(amount: string, decimals: number): bigint {
    const [whole = "0", fraction = ""] = amount.split(".");
    return BigInt(whole + fraction.padEnd(decimals, "0"));
  }

  function approvalsUnder({ approvalBands, largeAmount }: PaymentLimits, refund: RefundRow): number {
    const { amountBaseUnits, decimals } = refund.intent;
    const isAbove = (amount: string) => BigInt(amountBaseUnits) > unitsOf(amount, decimals);
    const asked = approvalBands.filter(({ above }) => isAbove(above)).map(({ approvals }) => approvals);
    return Math.max(1, isAbove(largeAmount) ? 2 : 1, ...asked);
  }

  return {
    needed: ({ id }) => neededOf.get(id) ?? 1,
    requested(refund) {
      const limits = world.inForce(refund.currency);
      const needed = approvalsUnder(limits, refund);
      neededOf.set(refund.id, needed);
      if (refund.intent.requiredApprovals !== needed)
        findings.report(
          "LIMITS",
          `${refund.refundNo} asks for ${refund.intent.requiredApprovals} approvals, not ${needed}`,
        );
      if (refund.intent.feeCapWei !== limits.feeCapWei)
        findings.report("LIMITS", `${refund.refundNo} may cost ${refund.intent.feeCapWei}, not ${limits.feeCapWei}`);
    },
    slotGiven({ refundId, signerId }) {
      const { refunds, slots } = world.central().state;
      const refund = refunds.get(refundId);
      if (refund === undefined) return;
      const { paymentsPerSignerAndDay, amountPerSignerAndDay } = world.inForce(refund.currency);
      // No world lasts for a day, so that every slot of the key counts.
      const begun = [...slots.values()]
        .filter((slot) => slot.signerId === signerId)
        .flatMap((slot) => refunds.get(slot.refundId) ?? [])
        .filter(({ currency }) => currency === refund.currency);
      if (begun.length > paymentsPerSignerAndDay)
        findings.report(
          "LIMITS",
          `${refund.refundNo} is payment ${begun.length} of its key; ${paymentsPerSignerAndDay} are the most`,
        );
      if (amountPerSignerAndDay === null) return;
      const sum = begun.reduce((units, { intent }) => units + BigInt(intent.amountBaseUnits), 0n);
      if (sum > unitsOf(amountPerSignerAndDay, refund.intent.decimals))
        findings.report(
          "LIMITS",
          `with ${refund.refundNo} its key has begun ${sum} base units; ${amountPerSignerAndDay} is the most`,
        );
    },
  };
}
