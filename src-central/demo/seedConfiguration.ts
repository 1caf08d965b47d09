/** The demo's networks, currencies, customers, wallets and screening list. */
import type { Currency, Network } from "#shared/contract/currency.ts";
import {
  currencies,
  currencyVersions,
  customers,
  denylistEntries,
  denylists,
  depositAddresses,
  networks,
  securitiesAccounts,
  walletAddresses,
} from "#central/store/tables.ts";
import { toCurrency, toNetwork } from "#central/configuration/toCurrency.ts";
import { DAY_MS, later, type Instant } from "#central/clock.ts";
import { newId, type Context } from "#central/context.ts";
import { parseAddress } from "#central/chain/parseAddress.ts";
import { DEMO_CURRENCIES, DEMO_DENIED_ADDRESS, DEMO_NETWORK, type DemoCustomer } from "./demoDirectory.ts";
import type { DemoPeople } from "./demoPeople.ts";
import { insertMany } from "./insertMany.ts";
import { seedOpenProofs } from "./openProofs.ts";

export type DemoChain = { chainId: number; genesisHash: string; tokens: Readonly<Record<string, string>> };

/** 0.006 ETH: a token transfer at 50 gwei, twice over. */
const FEE_CAP_WEI = "6000000000000000";

export async function seedNetwork(
  context: Context,
  chain: DemoChain,
  since: Instant,
): Promise<{ network: Network; currencies: Map<string, Currency> }> {
  const stamp = { createdAt: since, updatedAt: since, version: 1 };
  const [network] = await context.db
    .insert(networks)
    .values({
      ...stamp,
      id: newId(context),
      code: DEMO_NETWORK,
      name: "Local test chain",
      chainId: chain.chainId,
      genesisHash: chain.genesisHash,
      nativeSymbol: "ETH",
      requiredConfirmations: 12,
      finality: "DEPTH",
      finalityDepth: 24,
      explorerTxUrl: null,
      explorerAddressUrl: null,
      feeCapWei: FEE_CAP_WEI,
      enabled: true,
    })
    .returning();
  const rows = await context.db
    .insert(currencies)
    .values(
      DEMO_CURRENCIES.map((one) => ({
        ...stamp,
        id: newId(context),
        code: one.code,
        name: one.name,
        network: DEMO_NETWORK,
        kind: one.kind,
        contractAddress: one.kind === "NATIVE" ? null : (chain.tokens[one.code] ?? null),
        decimals: one.decimals,
        displayDecimals: one.displayDecimals,
        minDeposit: one.minDeposit,
        confirmationBands: [],
        mismatchTolerance: one.tolerance,
        waitingWindowHours: 168,
        largeAmount: one.largeAmount,
        depositEnabled: true,
        refundEnabled: true,
        proofPerDeposit: false,
        effectiveFrom: since,
      })),
    )
    .returning();
  await context.db
    .insert(currencyVersions)
    .values(rows.map((row) => ({ currencyId: row.id, version: 1, rules: toCurrency(row), recordedAt: since })));
  return { network: toNetwork(network as never), currencies: new Map(rows.map((row) => [row.code, toCurrency(row)])) };
}

/** Answers the id of each customer's verified wallet. */
export async function seedCustomers(
  context: Context,
  all: readonly DemoCustomer[],
  people: DemoPeople,
  { since, until }: { since: Instant; until: Instant },
): Promise<Map<string, string>> {
  await insertMany(
    context,
    customers,
    all.map((one) => ({
      customerNo: one.customerNo,
      name: one.name,
      travelRuleComplete: one.travelRuleComplete,
      createdAt: since,
    })),
  );
  await insertMany(
    context,
    securitiesAccounts,
    all.map((one) => ({ account: one.securitiesAccount, customerNo: one.customerNo })),
  );
  await insertMany(
    context,
    depositAddresses,
    all.map((one) => ({
      id: newId(context),
      network: DEMO_NETWORK,
      address: one.depositAddress,
      addressKey: one.depositAddress.toLowerCase(),
      customerNo: one.customerNo,
      createdAt: since,
    })),
  );
  const ids = new Map<string, string>();
  const supervisor = people.of("supervisor");
  const adder = people.of("operator");
  const wallets = all.flatMap((one) => {
    const common = (address: string) => ({
      customerNo: one.customerNo,
      customerName: one.name,
      network: DEMO_NETWORK,
      address,
      addressKey: address.toLowerCase(),
      edgeKey: `${address.slice(2, 6)}${address.slice(-4)}`.toLowerCase(),
      lookalikeOf: [],
      createdAt: since,
      updatedAt: people.verifiedAt,
      version: 4,
      addedById: adder.id,
      requestedBy: { id: adder.id, name: adder.name },
    });
    const verified = {
      ...common(one.wallet),
      id: newId(context),
      label: "Main wallet",
      status: "VERIFIED" as const,
      method: "SIGNED_MESSAGE" as const,
      proof: "Signed message, EIP-191",
      verifiedBy: { id: supervisor.id, name: supervisor.name },
      verifiedAt: people.verifiedAt,
      expiresAt: later(people.verifiedAt, 365 * DAY_MS),
    };
    const second = {
      ...common(one.unverifiedWallet),
      id: newId(context),
      label: "Second wallet",
      status: "VERIFICATION_IN_PROGRESS" as const,
      method: "MICROPAYMENT" as const,
      version: 2,
    };
    ids.set(one.customerNo, verified.id);
    return [verified, second];
  });
  for (const wallet of wallets) await context.db.insert(walletAddresses).values(wallet);
  const depositAddress = new Map(all.map((one) => [one.customerNo, one.depositAddress]));
  const waiting = wallets.filter(({ status }) => status === "VERIFICATION_IN_PROGRESS");
  await seedOpenProofs(
    context,
    waiting.map((wallet) => ({ ...wallet, depositAddress: depositAddress.get(wallet.customerNo) ?? "" })),
    until,
  );
  await context.db.insert(denylists).values({ listVersion: "demo-1", publishedAt: since });
  await context.db.insert(denylistEntries).values({
    listVersion: "demo-1",
    addressKey: parseAddress(DEMO_DENIED_ADDRESS).toLowerCase(),
    reason: "Demo entry",
  });
  return ids;
}
