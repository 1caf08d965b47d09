/** Builders for payments of the test chain. */
import { Transaction, Wallet } from "ethers";
import type { RefundIntent } from "#shared/domain/intent.ts";
import { fromBaseUnits } from "#shared/money.ts";
import type { Fee } from "#main/chain/payment.ts";
import { demoTokens } from "#scripts/chain/demoTokens.ts";
import { devAccounts } from "#scripts/chain/devAccounts.ts";
import type { TestChain } from "#tests/support/chain.ts";

export const TEST_FEE: Fee = {
  gasLimit: "120000",
  maxFeePerGasWei: "20000000000",
  maxPriorityFeePerGasWei: "1000000000",
};

/** What a payment needs to know of its chain. */
export type PaymentChain = Pick<TestChain, "chainId" | "genesisHash" | "tokens" | "account">;

/** A chain that nobody runs, with the addresses and tokens of the dev chain: for tests that only build, sign and read bytes. */
export const PAPER_CHAIN: PaymentChain = {
  chainId: 31337,
  genesisHash: `0x${"9e".repeat(32)}`,
  tokens: demoTokens(),
  account: (index) => devAccounts()[index] ?? fail(index),
};

function fail(index: number): never {
  throw new Error(`there is no dev account ${index}`);
}

/** An intent that is right in every field; what a test wants otherwise it overrides. */
export function intentFor(chain: PaymentChain, overrides: Partial<RefundIntent> = {}): RefundIntent {
  const token = overrides.asset === "ERC20";
  const decimals = overrides.decimals ?? (token ? chain.tokens.USDT.decimals : 18);
  const amountBaseUnits = overrides.amountBaseUnits ?? "1250000";
  return {
    version: 1,
    refundId: "01890000-0000-7000-8000-0000000000f1",
    refundNo: "RF-20261122-000001",
    depositId: "01890000-0000-7000-8000-0000000000d1",
    recordNo: "DP-20261122-000001",
    depositVersion: 4,
    customerNo: "C-1001",
    kind: "CUSTOMER_REQUEST",
    network: "DEVNET",
    chainId: chain.chainId,
    genesisHash: chain.genesisHash,
    currency: token ? "USDT" : "ETH",
    asset: "NATIVE",
    contractAddress: token ? chain.tokens.USDT.address : null,
    decimals,
    to: chain.account(20).address,
    amount: fromBaseUnits(BigInt(amountBaseUnits), decimals),
    amountBaseUnits,
    feeCapWei: "10000000000000000",
    adjustmentReason: null,
    remainder: null,
    reason: "Client asked for it",
    identityCheckHash: "ab".repeat(32),
    requestedBy: "01890000-0000-7000-8000-00000000000a",
    requiredApprovals: 1,
    configVersion: 1,
    ...overrides,
  };
}

/** Signs unsigned bytes with a dev account's key: what the signer process does in the product. */
export async function signWith(chain: PaymentChain, accountIndex: number, unsigned: string): Promise<string> {
  return new Wallet(chain.account(accountIndex).privateKey).signTransaction(Transaction.from(unsigned));
}
