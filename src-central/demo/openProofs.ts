/** The demo's second wallets: a small payment was asked for, and none has come yet. */
import { later, DAY_MS, HOUR_MS, type Instant } from "#central/clock.ts";
import { type Context, newId } from "#central/context.ts";
import { addressProofs } from "#central/store/tables.ts";
import { fromBaseUnits } from "#shared/money.ts";
import { DEMO_NETWORK } from "./demoDirectory.ts";

/** Longer than a real one: whoever opens the demo days later still finds them. */
const WINDOW_MS = 60 * DAY_MS;
const SMALLEST_WEI = 100_000_000_000_000n;
const STEP_WEI = 1_000_000_000n;

type Waiting = {
  id: string;
  addressKey: string;
  depositAddress: string;
  requestedBy: { id: string; name: string };
};

export async function seedOpenProofs(context: Context, wallets: readonly Waiting[], until: Instant): Promise<void> {
  const startedAt = later(until, -HOUR_MS);
  for (const [index, { id, addressKey, depositAddress, requestedBy }] of wallets.entries())
    await context.db.insert(addressProofs).values({
      id: newId(context),
      addressId: id,
      network: DEMO_NETWORK,
      method: "MICROPAYMENT",
      state: "OPEN",
      sourceKey: addressKey,
      currency: "ETH",
      // Each another one, as it would be drawn.
      amount: fromBaseUnits(SMALLEST_WEI + BigInt(7_919 * (index + 1)) * STEP_WEI, 18),
      destination: depositAddress,
      destinationKey: depositAddress.toLowerCase(),
      startedBy: requestedBy,
      startedAt,
      expiresAt: later(startedAt, WINDOW_MS),
      version: 1,
    });
}
