import { Interface, getCreateAddress, parseUnits } from "ethers";

import { type DevAccount, type DevAccountRole, devAccounts } from "./devAccounts.ts";
import type { JsonRpc } from "./jsonRpc.ts";
import { awaitReceipt } from "./receipt.ts";
import { type ContractName, artifacts } from "./tokens/artifacts.ts";

const DEMO_TOKEN_SYMBOLS = ["USDT", "HKDX"] as const;
export type DemoTokenSymbol = (typeof DEMO_TOKEN_SYMBOLS)[number];

export interface DemoToken {
  address: string;
  decimals: number;
}

/** The demo tokens' whole units each account starts with. The deployer keeps none. */
const START_UNITS: Record<DevAccountRole, string> = {
  deployer: "0",
  faucet: "1000000000",
  treasury: "100000000",
  customer: "1000000",
};

/** Where the demo tokens are on every dev chain: the deployer's first two contracts. */
export function demoTokens(): Record<DemoTokenSymbol, DemoToken> {
  const from = deployer().address;
  return {
    USDT: { address: getCreateAddress({ from, nonce: 0 }), decimals: 6 },
    HKDX: { address: getCreateAddress({ from, nonce: 1 }), decimals: 18 },
  };
}

/** Deploys both tokens and hands out the first balances. Only for a chain whose deployer has sent nothing yet. */
export async function deployDemoTokens(rpc: JsonRpc): Promise<void> {
  const tokens = demoTokens();
  const usdt = creationCode("UsdtLike", holdings(tokens.USDT.decimals));
  const hkdx = creationCode("StdToken", ["Demo HKD Token", "HKDX", ...holdings(tokens.HKDX.decimals)]);
  for (const [index, data] of [usdt, hkdx].entries()) {
    const symbol = DEMO_TOKEN_SYMBOLS[index] ?? "USDT";
    const hash = await rpc<string>("eth_sendTransaction", [{ from: deployer().address, data }]);
    const { contractAddress, status } = await awaitReceipt(rpc, hash);
    if (status !== "0x1" || contractAddress?.toLowerCase() !== tokens[symbol].address.toLowerCase()) {
      throw new Error(`${symbol} was deployed at ${contractAddress} (status ${status}), not at its known address.`);
    }
  }
}

/** True when both tokens' code is in place. */
export async function hasDemoTokens(rpc: JsonRpc): Promise<boolean> {
  const codes = await Promise.all(
    Object.values(demoTokens()).map(({ address }) => rpc<string>("eth_getCode", [address, "latest"])),
  );
  return codes.every((code) => code !== "0x");
}

/** The data of a transaction that creates one of the compiled contracts. */
export function creationCode(name: ContractName, args: readonly unknown[]): string {
  const { abi, bytecode } = artifacts.contracts[name];
  return bytecode + new Interface(abi).encodeDeploy(args).slice(2);
}

function deployer(): DevAccount {
  const found = devAccounts().find(({ role }) => role === "deployer");
  if (!found) throw new Error("There is no deployer among the dev accounts.");
  return found;
}

function holdings(decimals: number): [string[], bigint[]] {
  const holders = devAccounts().filter(({ role }) => role !== "deployer");
  return [holders.map(({ address }) => address), holders.map(({ role }) => parseUnits(START_UNITS[role], decimals))];
}
