/** What happened before the demo began: a plan of records and how each ended. Pure; nothing is asked, nothing is written. */
import type { HoldReason } from "#shared/domain/statuses.ts";
import { DAY_MS, later, MINUTE_MS, msOf, type Instant } from "#central/clock.ts";
import { DEMO_CURRENCIES, type DemoCurrency, type DemoCustomer } from "./demoDirectory.ts";
import { drawFrom, type Draw } from "./draw.ts";

export type Outcome =
  | { status: "CREDITED"; refund: "NONE" | "REJECTED" | "WITHDRAWN" | "EXPIRED" }
  | { status: "REFUNDED"; adjusted: boolean; noticeOpen: boolean }
  | { status: "ON_HOLD"; reason: HoldReason }
  | { status: "BLOCKED" | "REORG_ALERT" | "UNDER_REVIEW" | "CANCELLED" | "DELETED" | "EXPIRED" | "FAILED" };

export type PlannedRecord = {
  customer: DemoCustomer;
  currency: DemoCurrency;
  /** base units */
  declared: bigint;
  /** base units that arrived; null when nothing did */
  received: bigint | null;
  source: string;
  requestedAt: Instant;
  /** when the transfer's block was mined; null when nothing arrived */
  minedAt: Instant | null;
  outcome: Outcome;
};

export const HISTORY_DAYS = 45;
export const HISTORY_RECORDS = 1_900;
/** Transfers share blocks, several a day, so that the chain stays small. */
const BLOCKS = 420;

export const arrived = (outcome: Outcome): boolean =>
  !["CANCELLED", "DELETED", "EXPIRED", "FAILED", "REORG_ALERT"].includes(outcome.status);

/** In order of request. `until` is the moment at which history ends and the live demo begins. Every ending occurs from about 400 records on. */
export function planHistory(
  customers: readonly DemoCustomer[],
  until: Instant,
  count: number = HISTORY_RECORDS,
): PlannedRecord[] {
  const draw = drawFrom("history");
  const first = msOf(until) - HISTORY_DAYS * 24 * 60 * MINUTE_MS;
  const step = (HISTORY_DAYS * 24 * 60 * MINUTE_MS - 20 * MINUTE_MS) / BLOCKS;
  const records: PlannedRecord[] = [];
  for (let index = 0; index < count; index += 1) {
    const block = Math.floor((index * BLOCKS) / count);
    const minedAt = later(until, first + Math.floor(block * step) - msOf(until));
    const customer = customers[draw.below(customers.length)] as DemoCustomer;
    const currency = draw.pick([
      DEMO_CURRENCIES[0],
      DEMO_CURRENCIES[0],
      DEMO_CURRENCIES[1],
      DEMO_CURRENCIES[2],
    ]) as DemoCurrency;
    const drawn = outcomeOf(index, count, customer, draw);
    // Nothing expires before its waiting week is over.
    const outcome: Outcome =
      drawn.status === "EXPIRED" && msOf(until) - msOf(minedAt) < 8 * DAY_MS
        ? { status: "CREDITED", refund: "NONE" }
        : drawn;
    const declared = amountOf(currency, draw);
    const mismatch = outcome.status === "ON_HOLD" && outcome.reason === "AMOUNT_MISMATCH";
    records.push({
      customer,
      currency,
      declared,
      received: arrived(outcome) ? (mismatch ? declared - declared / 50n : declared) : null,
      source:
        outcome.status === "CANCELLED" ||
        outcome.status === "DELETED" ||
        (outcome.status === "ON_HOLD" && outcome.reason === "UNVERIFIED_ADDRESS")
          ? customer.unverifiedWallet
          : customer.wallet,
      requestedAt: later(minedAt, -(4 + draw.below(55)) * MINUTE_MS - draw.below(60_000)),
      minedAt: arrived(outcome) ? minedAt : null,
      outcome,
    });
  }
  return records.sort((a, b) => msOf(a.requestedAt) - msOf(b.requestedAt));
}

function amountOf(currency: DemoCurrency, draw: Draw): bigint {
  const unit = 10n ** BigInt(currency.decimals);
  const round = draw.chance(35);
  const whole = BigInt(currency.low + draw.below(currency.high - currency.low));
  if (round) return (whole - (whole % (whole > 1000n ? 500n : 1n))) * unit || unit;
  return whole * unit + BigInt(draw.below(currency.steps)) * currency.step;
}

/** Exact small numbers of the rare endings, spread over time; the rest by share. */
function outcomeOf(index: number, count: number, customer: DemoCustomer, draw: Draw): Outcome {
  if (!customer.travelRuleComplete) return { status: "ON_HOLD", reason: "TRAVEL_RULE_MISSING" };
  if (index % 633 === 400) return { status: "REORG_ALERT" };
  if (index % 211 === 70) return { status: "BLOCKED" };
  if (index % 97 === 20)
    return {
      status: "ON_HOLD",
      reason: draw.pick(["AMOUNT_MISMATCH", "UNVERIFIED_ADDRESS", "SCREENING_ALERT"] as const),
    };
  if (index % 41 === 7) return { status: "REFUNDED", adjusted: index % 3 === 0, noticeOpen: index > count - 130 };
  if (index % 127 === 30)
    return { status: "CREDITED", refund: draw.pick(["REJECTED", "WITHDRAWN", "EXPIRED"] as const) };
  const share = draw.below(100);
  if (share < 11) return { status: "CANCELLED" };
  if (share < 17) return { status: "EXPIRED" };
  if (share < 20) return { status: "DELETED" };
  if (share < 22) return { status: "FAILED" };
  return { status: "CREDITED", refund: "NONE" };
}
