/** The engine's answers about limits and rules, over the desk of a page test. */
import type { Person } from "#shared/contract/common.ts";
import type {
  ConfigurationVersion,
  CurrencyLimits,
  CurrencyVersion,
  LimitsVersion,
  NetworkVersion,
  RulesHistory,
} from "#shared/contract/configuration.ts";
import type { Currency, Network } from "#shared/contract/currency.ts";
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

type Configured = { limits: CurrencyLimits[]; rules: RulesHistory; networks: Network[]; currencies: Currency[] };

export function limitCalls(desk: Configured, actor: () => Person): CallHandlers["limits"] {
  return {
    list: () => structuredClone(desk.limits),
    propose: ({ network, currency, payload, remarks, effectiveFrom }) => {
      const one = desk.limits.find((limits) => limits.network === network && limits.currency === currency);
      if (one === undefined) throw new AppError("NOT_FOUND", "no such currency");
      const proposed = makeVersion({ network, currency, payload, remarks, effectiveFrom, proposedBy: actor() });
      one.versions.unshift(proposed);
      return proposed;
    },
  };
}

export function configurationCalls(desk: Configured, actor: () => Person): CallHandlers["configuration"] {
  const decide = (id: string, status: LimitsVersion["status"]): ConfigurationVersion => {
    const lists: { versions: ConfigurationVersion[] }[] = [
      ...desk.limits,
      ...desk.rules.networks,
      ...desk.rules.currencies,
    ];
    for (const one of lists) {
      const at = one.versions.findIndex((version) => version.id === id);
      const found = one.versions[at];
      if (found === undefined) continue;
      const decided = { ...found, status, decidedBy: actor(), decidedAt: NOW, effectiveFrom: NOW };
      one.versions[at] = decided;
      if (status === "APPROVED") takeEffect(one, decided);
      return decided;
    }
    throw new AppError("NOT_FOUND", "no such version");
  };
  return {
    list: () => ({ networks: desk.networks, currencies: desk.currencies }),
    history: () => structuredClone(desk.rules),
    proposeCurrency: ({ network, currency, payload, remarks, effectiveFrom }) => {
      const head = { network, currency, remarks, effectiveFrom, proposedBy: actor(), id: idOf("rules", 1) };
      const proposed: CurrencyVersion = { ...makeVersion(), ...head, kind: "CURRENCY", payload };
      desk.rules.currencies.find((one) => one.currency === currency)?.versions.unshift(proposed);
      return proposed;
    },
    proposeNetwork: ({ network, payload, remarks, effectiveFrom }) => {
      const head = { network, currency: "ALL", remarks, effectiveFrom, proposedBy: actor(), id: idOf("rules", 2) };
      const proposed: NetworkVersion = { ...makeVersion(), ...head, kind: "NETWORK", payload };
      desk.rules.networks.find((one) => one.network === network)?.versions.unshift(proposed);
      return proposed;
    },
    approve: ({ id }) => decide(id, "APPROVED"),
    reject: ({ id }) => decide(id, "REJECTED"),
    withdraw: ({ id }) => decide(id, "WITHDRAWN"),
  };
}

function takeEffect(one: object, { number, payload }: ConfigurationVersion): void {
  if ("rules" in payload) Object.assign(one, { rules: payload.rules, appliedNumber: number, version: number + 1 });
  else Object.assign(one, { inForce: { number, limits: payload } });
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
