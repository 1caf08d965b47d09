import { HDNodeWallet, Mnemonic } from "ethers";

/** The mnemonic every Ethereum development tool ships with. Its keys are public: worthless outside a dev chain. */
export const DEV_MNEMONIC = "test test test test test test test test test test test junk";

/**
 * deployer: created the demo tokens, used for nothing else. faucet: the deep pocket of tests.
 * treasury: funds the product's hot wallets. customer: a depositor's own wallet.
 */
export type DevAccountRole = "deployer" | "faucet" | "treasury" | "customer";

export interface DevAccount {
  address: string;
  privateKey: string;
  role: DevAccountRole;
}

const FIRST_ROLES: readonly DevAccountRole[] = ["deployer", "faucet", "treasury"];

export const DEV_ACCOUNT_COUNT = 32;

let derived: readonly DevAccount[] | undefined;

/** All dev accounts, by index: 0 deployer, 1 faucet, 2 treasury, 3 to 31 customers. m/44'/60'/0'/0/i, as anvil. */
export function devAccounts(): readonly DevAccount[] {
  derived ??= deriveAll();
  return derived;
}

function deriveAll(): readonly DevAccount[] {
  const parent = HDNodeWallet.fromMnemonic(Mnemonic.fromPhrase(DEV_MNEMONIC), "m/44'/60'/0'/0");
  return Array.from({ length: DEV_ACCOUNT_COUNT }, (_, index) => {
    const { address, privateKey } = parent.deriveChild(index);
    return Object.freeze({ address, privateKey, role: FIRST_ROLES[index] ?? "customer" });
  });
}
