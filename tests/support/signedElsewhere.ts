/** A payment key used outside the program: whoever has its vault and the PIN can sign on any computer, and the books know nothing of it. */
import { hexlify, Transaction, Wallet } from "ethers";
import type { Signer } from "#shared/contract/signer.ts";
import { loadKeytar } from "#main/keychain/loadKeytar.ts";
import { DEMO_SIGNING_PIN } from "#main/session/demoAccounts.ts";
import { openVault } from "#main/signer/vault.ts";
import type { Desk } from "#tests/support/desk.ts";

const GAS = 21_000n;

export type Elsewhere = {
  /** how many transactions of the key are mined */
  used(): Promise<bigint>;
  /** Signs a transfer of coins and gives it to the chain. `feeWei`: per gas, of which all is the tip. */
  send(transfer: { nonce: bigint; to: string; value: bigint; feeWei: bigint }): Promise<void>;
};

/** With the demo's key of this address. */
export async function signElsewhere({ services, witness, workstation }: Desk, address: string): Promise<Elsewhere> {
  const { items } = await witness.get<{ items: Signer[] }>("/signers");
  const signer = items.find((one) => one.address === address);
  if (signer === undefined) throw new Error(`there is no payment key ${address}`);
  const keyring = await loadKeytar();
  const vault = await keyring.getPassword(workstation.keychainService, `signing-key:${signer.executor.id}`);
  const { privateKey } = await openVault(vault ?? "", DEMO_SIGNING_PIN);
  const wallet = new Wallet(hexlify(privateKey));
  const chainId = BigInt(await services.chainRpc<string>("eth_chainId", []));
  return {
    used: async () => BigInt(await services.chainRpc<string>("eth_getTransactionCount", [address, "latest"])),
    async send({ nonce, to, value, feeWei }) {
      const fees = { maxFeePerGas: feeWei, maxPriorityFeePerGas: feeWei };
      const transaction = Transaction.from({
        type: 2,
        chainId,
        nonce: Number(nonce),
        to,
        value,
        gasLimit: GAS,
        ...fees,
      });
      await services.chainRpc("eth_sendRawTransaction", [await wallet.signTransaction(transaction)]);
    },
  };
}
