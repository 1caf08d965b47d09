/**
 * What is in flight when the demo begins, made by the service's own operations: records that wait for a wallet's verification, for a transfer or
 * for confirmations, and abnormal applications. Their transfers are sent last; the watcher finds them as it would find anybody's.
 */
import { submitApplication } from "#central/applications/submitApplication.ts";
import { later, MINUTE_MS, type Instant } from "#central/clock.ts";
import { contextOf, SYSTEM_ACTOR, type Rooms } from "#central/context.ts";
import { inTransaction } from "#central/store/inTransaction.ts";
import type { ApplicationInput } from "#shared/contract/application.ts";
import { fromBaseUnits } from "#shared/money.ts";
import { DEMO_CURRENCIES, DEMO_NETWORK, type DemoCurrency, type DemoCustomer } from "./demoDirectory.ts";
import { drawFrom, type Draw } from "./draw.ts";
import { sendTransfer, type Rpc } from "./devnetHistory.ts";

const UNDER_VERIFICATION = 34;
const AWAITING = 16;
const IN_POOL = 12;
const SCENE_MINUTES = 170;

type Submission = {
  at: Instant;
  input: ApplicationInput;
  transfer: { from: string; to: string; contractAddress: string | null; value: bigint } | null;
};

/** Answers when everything is submitted and sent; nothing is mined here. */
export async function playOpeningScene(
  rooms: Rooms,
  rpc: Rpc,
  customers: readonly DemoCustomer[],
  tokens: Readonly<Record<string, string>>,
): Promise<number> {
  const until = rooms.clock.now();
  const submissions = [...ordinary(customers, tokens, until), ...abnormal(customers, until)].sort((a, b) =>
    a.at < b.at ? -1 : 1,
  );
  for (const { at, input } of submissions)
    await inTransaction(rooms.database, (db) =>
      submitApplication(contextOf({ ...rooms, clock: { now: () => at } }, db, SYSTEM_ACTOR, null), input),
    );
  for (const { transfer } of submissions) if (transfer !== null) await sendTransfer(rpc, transfer);
  return submissions.length;
}

function ordinary(
  customers: readonly DemoCustomer[],
  tokens: Readonly<Record<string, string>>,
  until: Instant,
): Submission[] {
  const draw = drawFrom("opening scene");
  const count = UNDER_VERIFICATION + AWAITING + IN_POOL;
  return Array.from({ length: count }, (_, index) => {
    // Customers whose data is complete: their deposits are credited once they are confirmed.
    const customer = draw.pick(customers.filter((one) => one.travelRuleComplete));
    const currency = draw.pick(DEMO_CURRENCIES);
    const value = amountOf(currency, draw);
    const sends = index >= UNDER_VERIFICATION + AWAITING;
    const minutes = sends ? 1 + (index % 3) : 4 + Math.floor((SCENE_MINUTES * (index + 1)) / count);
    return {
      at: later(until, -minutes * MINUTE_MS - draw.below(50_000)),
      input: requestOf(
        customer,
        currency,
        `demo-opening-${index}`,
        fromBaseUnits(value, currency.decimals),
        index < UNDER_VERIFICATION ? customer.unverifiedWallet : customer.wallet,
      ),
      transfer: sends
        ? { from: customer.wallet, to: customer.depositAddress, contractAddress: tokens[currency.code] ?? null, value }
        : null,
    };
  });
}

/** One of each kind of fault that the automatic checks know, and a few more. */
function abnormal(customers: readonly DemoCustomer[], until: Instant): Submission[] {
  const [usdt, , eth] = DEMO_CURRENCIES as [DemoCurrency, DemoCurrency, DemoCurrency];
  const at = (index: number): DemoCustomer => customers[(index * 7) % customers.length] as DemoCustomer;
  const faulty: ApplicationInput[] = [
    { ...requestOf(at(1), usdt, "demo-abnormal-1", "2500", at(1).wallet), currency: "DOGE" },
    { ...requestOf(at(2), usdt, "demo-abnormal-2", "0", at(2).wallet) },
    { ...requestOf(at(3), usdt, "demo-abnormal-3", "4", at(3).wallet) },
    { ...requestOf(at(4), eth, "demo-abnormal-4", "1.5", `${at(4).wallet.slice(0, -1)}`) },
    { ...requestOf(at(5), usdt, "demo-abnormal-5", "12000", at(5).wallet), customerNo: "C-999999" },
    { ...requestOf(at(6), usdt, "demo-abnormal-6", "3100.5", at(6).wallet), destinationAddress: at(9).wallet },
    { ...requestOf(at(7), eth, "demo-abnormal-7", "-3", at(7).wallet) },
    { ...requestOf(at(8), usdt, "demo-abnormal-8", "870", at(8).wallet), network: "OTHERNET" },
  ];
  return faulty.map((input, index) => ({ at: later(until, -(12 + index * 19) * MINUTE_MS), input, transfer: null }));
}

function requestOf(
  customer: DemoCustomer,
  currency: DemoCurrency,
  clientRequestId: string,
  amount: string,
  sourceAddress: string,
): ApplicationInput {
  return {
    clientRequestId,
    customerNo: customer.customerNo,
    securitiesAccount: customer.securitiesAccount,
    currency: currency.code,
    network: DEMO_NETWORK,
    amount,
    sourceAddress,
    destinationAddress: customer.depositAddress,
  };
}

function amountOf(currency: DemoCurrency, draw: Draw): bigint {
  return (
    BigInt(currency.low + draw.below(currency.high - currency.low)) * 10n ** BigInt(currency.decimals) +
    BigInt(draw.below(currency.steps)) * currency.step
  );
}
