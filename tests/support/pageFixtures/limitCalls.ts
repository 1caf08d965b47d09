/** The engine's answers about limits, over the desk of a page test. */
import type { Person } from "#shared/contract/common.ts";
import type { LimitsVersion, CurrencyLimits } from "#shared/contract/configuration.ts";
import type { CallHandlers } from "#shared/contract/ipc.ts";
import { AppError } from "#shared/errors.ts";
import { idOf, NOW } from "./ids.ts";

export const USDT_LIMITS: CurrencyLimits = {
  network: "DEVNET",
  currency: "USDT",
  inForce: {
    number: 0,
    limits: {
      feeCapWei: "6000000000000000",
      approvalBands: [{ above: "50000", approvals: 2 }],
      largeAmount: "100000",
      paymentsPerSignerAndDay: 50,
      amountPerSignerAndDay: null,
    },
  },
  versions: [],
};

export function limitCalls(desk: { limits: CurrencyLimits[] }, actor: () => Person): CallHandlers["limits"] {
  const decide = (id: string, status: LimitsVersion["status"]): LimitsVersion => {
    for (const one of desk.limits) {
      const at = one.versions.findIndex((version) => version.id === id);
      const found = one.versions[at];
      if (found === undefined) continue;
      const decided = { ...found, status, decidedBy: actor(), decidedAt: NOW, effectiveFrom: NOW };
      one.versions[at] = decided;
      if (status === "APPROVED") one.inForce = { number: found.number, limits: found.payload };
      return decided;
    }
    throw new AppError("NOT_FOUND", "no such version");
  };
  return {
    list: () => structuredClone(desk.limits),
    propose: ({ network, currency, payload, remarks, effectiveFrom }) => {
      const one = desk.limits.find((limits) => limits.network === network && limits.currency === currency);
      if (one === undefined) throw new AppError("NOT_FOUND", "no such currency");
      const proposed = makeVersion({ network, currency, payload, remarks, effectiveFrom, proposedBy: actor() });
      one.versions.unshift(proposed);
      return proposed;
    },
    approve: ({ id }) => decide(id, "APPROVED"),
    reject: ({ id }) => decide(id, "REJECTED"),
    withdraw: ({ id }) => decide(id, "WITHDRAWN"),
  };
}

export function makeVersion(change: Partial<LimitsVersion> = {}): LimitsVersion {
  return {
    id: idOf("limits", 1),
    kind: "PAYMENT_LIMITS",
    network: "DEVNET",
    currency: "USDT",
    number: 1,
    payload: USDT_LIMITS.inForce.limits,
    status: "PROPOSED",
    proposedBy: { id: idOf("user", 3), name: "Ho Chi Fung" },
    proposedAt: NOW,
    remarks: "The network became dearer",
    decidedBy: null,
    decidedAt: null,
    decisionRemarks: null,
    effectiveFrom: null,
    version: 1,
    ...change,
  };
}
