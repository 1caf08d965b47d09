/** The small world in which tests begin: people, one network, three currencies, two clients. All invented. */
import { demoTokens } from "#scripts/chain/demoTokens.ts";
import { devAccounts } from "#scripts/chain/devAccounts.ts";
import { createUser } from "#central/accounts/createUser.ts";
import { addAddress } from "#central/addresses/addAddress.ts";
import { completeProof, startProof, whitelistAddress } from "#central/addresses/verifyAddress.ts";
import { addNetwork } from "#central/configuration/saveNetwork.ts";
import { addCurrency } from "#central/configuration/saveCurrency.ts";
import { type Context, newId, now, type PersonActor } from "#central/context.ts";
import { customers, denylists, depositAddresses, securitiesAccounts } from "#central/store/tables.ts";
import { effectivePermissions, type Role } from "#shared/domain/permissions.ts";

export const TEST_USERS: readonly { username: string; displayName: string; roles: Role[] }[] = [
  { username: "operator", displayName: "Olivia Operator", roles: ["OPERATOR"] },
  { username: "operator2", displayName: "Oscar Operator", roles: ["OPERATOR"] },
  { username: "supervisor", displayName: "Sam Supervisor", roles: ["SUPERVISOR"] },
  { username: "supervisor2", displayName: "Sue Supervisor", roles: ["SUPERVISOR"] },
  { username: "executor", displayName: "Erik Executor", roles: ["EXECUTOR"] },
  { username: "auditor", displayName: "Ada Auditor", roles: ["AUDITOR"] },
  { username: "admin", displayName: "Anna Admin", roles: ["ADMIN"] },
  { username: "client-channel", displayName: "Client channel", roles: ["CLIENT_CHANNEL"] },
];
export const passwordOf = (username: string): string => `test-${username}`;

export const TEST_NETWORK = "DEVNET";
export const REQUIRED_CONFIRMATIONS = 3;
export const FINALITY_DEPTH = 6;
/** of no real chain; with a chain behind it the service gets that chain's own */
const NO_GENESIS = `0x${"0".repeat(64)}`;

const address = (index: number) => devAccounts()[index]?.address ?? "";

/** `wallet`: the client's own, dev account 10 and 11. `depositAddress`: the broker's for this client, dev account 20 and 21. */
export const TEST_CUSTOMERS = [
  {
    customerNo: "C10001",
    name: "Chan Tai Man",
    securitiesAccount: "S-10001",
    wallet: address(10),
    depositAddress: address(20),
    verified: true,
  },
  {
    customerNo: "C10002",
    name: "Wong Siu Ming",
    securitiesAccount: "S-10002",
    wallet: address(11),
    depositAddress: address(21),
    verified: false,
  },
] as const;

export async function seedTestWorld(
  context: Context,
  hashPassword: (password: string) => Promise<string>,
): Promise<void> {
  const people = new Map<string, PersonActor>();
  for (const { username, displayName, roles } of TEST_USERS) {
    const passwordHash = await hashPassword(passwordOf(username));
    const userId = await createUser(context, { username, displayName, passwordHash, roles });
    people.set(username, {
      kind: "PERSON",
      userId,
      name: displayName,
      role: roles.join("+"),
      permissions: new Set(effectivePermissions(roles, [])),
      sessionId: newId(context),
      workstationId: newId(context),
      appVersion: null,
    });
  }
  await seedConfiguration(context);
  const as = (username: string): Context => ({ ...context, actor: people.get(username) ?? context.actor });
  for (const client of TEST_CUSTOMERS) {
    const { customerNo, name, securitiesAccount: account, wallet, depositAddress, verified } = client;
    await context.db.insert(customers).values({ customerNo, name, createdAt: now(context) });
    await context.db.insert(securitiesAccounts).values({ account, customerNo });
    await context.db.insert(depositAddresses).values({
      id: newId(context),
      network: TEST_NETWORK,
      address: depositAddress,
      addressKey: depositAddress.toLowerCase(),
      customerNo,
      createdAt: now(context),
    });
    const { id } = await addAddress(context, {
      customerNo,
      network: TEST_NETWORK,
      address: wallet,
      label: "Own wallet",
    });
    if (!verified) continue;
    await startProof(as("operator"), id, "SIGNED_MESSAGE");
    await completeProof(context, id, { valid: true, proof: "signed message of 2026-11-20" });
    await whitelistAddress(as("supervisor"), id, { cooldownMs: 0 });
  }
}

async function seedConfiguration(context: Context): Promise<void> {
  // Older than every list of a test; without one nobody is clear.
  await context.db.insert(denylists).values({ listVersion: "first", publishedAt: "2026-01-01T00:00:00.000Z" });
  await addNetwork(context, {
    code: TEST_NETWORK,
    name: "Local test chain",
    chainId: 31337,
    genesisHash: NO_GENESIS,
    nativeSymbol: "ETH",
    requiredConfirmations: REQUIRED_CONFIRMATIONS,
    finality: "DEPTH",
    finalityDepth: FINALITY_DEPTH,
    explorerTxUrl: null,
    explorerAddressUrl: null,
    feeCapWei: "20000000000000000",
    enabled: true,
  });
  const tokens = demoTokens();
  const shared = {
    network: TEST_NETWORK,
    confirmationBands: [],
    mismatchTolerance: "0",
    waitingWindowHours: 168,
    depositEnabled: true,
    refundEnabled: true,
    proofPerDeposit: false,
    effectiveFrom: now(context),
  };
  await addCurrency(context, {
    ...shared,
    code: "ETH",
    name: "Ether",
    kind: "NATIVE",
    contractAddress: null,
    decimals: 18,
    displayDecimals: 8,
    minDeposit: "0.01",
    largeAmount: "40",
  });
  await addCurrency(context, {
    ...shared,
    code: "USDT",
    name: "Tether USD",
    kind: "ERC20",
    contractAddress: tokens.USDT.address,
    decimals: 6,
    displayDecimals: 6,
    minDeposit: "10",
    largeAmount: "100000",
  });
  await addCurrency(context, {
    ...shared,
    code: "HKDX",
    name: "Hong Kong Dollar Token",
    kind: "ERC20",
    contractAddress: tokens.HKDX.address,
    decimals: 18,
    displayDecimals: 8,
    minDeposit: "100",
    largeAmount: "800000",
  });
}

/** A request of the first client that passes every check; amounts differ per call, so that none is another's twin. */
let amounts = 0;
export function goodApplication() {
  amounts += 1;
  const [client] = TEST_CUSTOMERS;
  return {
    clientRequestId: `request-${amounts}-${process.pid}`,
    customerNo: client.customerNo,
    securitiesAccount: client.securitiesAccount as string,
    currency: "USDT",
    network: TEST_NETWORK,
    amount: `${1000 + amounts}.5`,
    sourceAddress: client.wallet,
    destinationAddress: client.depositAddress,
  };
}

/** As goodApplication, of the client whose wallet is not verified: its record waits in "Wallet Address Under Verification". */
export function unverifiedApplication() {
  const [, client] = TEST_CUSTOMERS;
  return {
    ...goodApplication(),
    customerNo: client.customerNo as string,
    securitiesAccount: client.securitiesAccount as string,
    sourceAddress: client.wallet,
    destinationAddress: client.depositAddress,
  };
}
