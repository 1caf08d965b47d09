/**
 * People who agree on the limits of refunds while refunds are under way: one proposes, another decides, some try both. What they agreed on is kept beside
 * the books, so that the checks need not ask those what holds.
 */
import type { MemoryCentral } from "#central/books/memory/MemoryCentral.ts";
import type { ConfigurationVersion, PaymentLimits } from "#shared/contract/configuration.ts";
import { type Endpoint, http } from "#shared/contract/http.ts";
import { isAppError } from "#shared/errors.ts";
import { LARGE, NETWORK } from "./deposits.ts";
import type { Dice } from "./dice.ts";
import type { Scheduler } from "./scheduler.ts";

/** of one payment, until people agree on another */
export const FEE_CAP_WEI = "20000000000000000";
export const PAYMENTS_A_DAY = 100;

export type Limits = {
  /** The next thing that somebody does about limits. */
  act(): void;
  /** what holds at this moment for refunds in this currency */
  inForce(currency: string): PaymentLimits;
};

const STARTING: PaymentLimits = {
  feeCapWei: FEE_CAP_WEI,
  approvalBands: [],
  largeAmount: LARGE,
  paymentsPerSignerAndDay: PAYMENTS_A_DAY,
  amountPerSignerAndDay: null,
};

export function createLimits(world: {
  scheduler: Scheduler;
  dice: Dice;
  central: () => MemoryCentral;
  told(command: string, code: string | null): void;
  broken(what: string, error: unknown): void;
}): Limits {
  const { scheduler, dice } = world;
  const agreed: { currency: string; fromMs: number; number: number; limits: PaymentLimits }[] = [];
  const waiting = new Map<string, Proposal>();

  /** The first one proposes, the other one decides. */
  let known: readonly [Person, Person] | null = null;
  function people(): readonly [Person, Person] {
    const permissions = ["Configuration.Propose", "Configuration.Approve"] as const;
    const { person } = world.central();
    known ??= [person({ name: "Supervisor A", permissions }), person({ name: "Supervisor B", permissions })];
    return known;
  }

  async function call<E extends Endpoint>(what: string, person: Person, endpoint: E, input: object) {
    try {
      const answer = await world.central().call(person, endpoint, { params: null, ifMatch: null, ...input } as never);
      world.told(what, null);
      return answer as unknown as ConfigurationVersion;
    } catch (error) {
      if (isAppError(error)) world.told(what, error.code);
      else world.broken(what, error);
      return null;
    }
  }

  function drawn(): PaymentLimits {
    return {
      feeCapWei: dice.pick([FEE_CAP_WEI, "10000000000000000"]),
      approvalBands: dice.pick([[], [{ above: "10", approvals: 2 }], BANDS]),
      largeAmount: LARGE,
      paymentsPerSignerAndDay: dice.pick([2, 5, PAYMENTS_A_DAY]),
      amountPerSignerAndDay: dice.pick([null, "90", "200"]),
    };
  }

  async function propose(currency: string): Promise<void> {
    const later = new Date(scheduler.now() + dice.below(180_000)).toISOString();
    const effectiveFrom = dice.pick([null, later, later]);
    const payload = drawn();
    const body = { kind: "PAYMENT_LIMITS", network: NETWORK, currency, payload, effectiveFrom, remarks: "so" };
    const version = await call("propose limits", people()[0], http.configuration.propose, { body });
    if (version !== null) waiting.set(currency, { version, limits: payload });
  }

  async function decide(currency: string, { version, limits }: Proposal): Promise<void> {
    const { id, number } = version;
    const input = { params: { id }, ifMatch: version.version, body: { remarks: "agreed" } };
    const way = dice.pick(["approve", "approve", "approve oneself", "reject", "withdraw"] as const);
    const person = way === "approve" || way === "reject" ? people()[1] : people()[0];
    const decided = await call(
      `${way} limits`,
      person,
      http.configuration[way === "approve oneself" ? "approve" : way],
      input,
    );
    if (decided === null) return;
    waiting.delete(currency);
    if (way !== "approve") return;
    const fromMs = Math.max(scheduler.now(), Date.parse(version.effectiveFrom ?? "1970-01-01T00:00:00Z"));
    agreed.push({ currency, fromMs, number, limits });
  }

  return {
    act() {
      const currency = dice.pick(["ETH", "USDT"]);
      const proposal = waiting.get(currency);
      void (proposal === undefined ? propose(currency) : decide(currency, proposal));
    },
    inForce(currency) {
      const [last] = agreed
        .filter((one) => one.currency === currency && one.fromMs <= scheduler.now())
        .toSorted((one, other) => other.fromMs - one.fromMs || other.number - one.number);
      return last?.limits ?? STARTING;
    },
  };
}

type Proposal = { version: ConfigurationVersion; limits: PaymentLimits };
type Person = Parameters<MemoryCentral["call"]>[0];
const BANDS = [
  { above: "10", approvals: 2 },
  { above: "40", approvals: 3 },
];
