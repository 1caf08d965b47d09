/**
 * Somebody has a payment key outside of the program, restored from its backup, and pays by hand what waits here: rightly signed, to the right client, and the
 * books know nothing of it. So do books that were restored from a backup of their own.
 */
import { Transaction } from "ethers";
import type { MemoryCentral } from "#central/books/memory/MemoryCentral.ts";
import { transferCall } from "#central/chain/erc20.ts";
import { PAYMENT_KEYS, type PaymentKey } from "./cast.ts";
import { NATIVE_GAS, TOKEN_GAS } from "./chain/blockTree.ts";
import { readTransaction } from "./chain/readTransaction.ts";
import type { SimChain } from "./chain/simChain.ts";
import { CHAIN_ID, RpcRefusal, type SimNode } from "./chain/simNode.ts";
import type { Dice } from "./dice.ts";

export type Elsewhere = {
  pay(): void;
  /** the bytes that were sent, as the chain has them */
  readonly sent: ReadonlySet<string>;
  readonly paidDeposits: ReadonlySet<string>;
};

type Refund = MemoryCentral["state"]["refunds"] extends ReadonlyMap<string, infer Row> ? Row : never;
type Fees = { maxFeePerGas: bigint; maxPriorityFeePerGas: bigint };

const GWEI = 1_000_000_000n;
/** Nobody can be about to begin these: they have to be approved first, and by then the chain tells of the payment. */
const NOT_YET_APPROVED: ReadonlySet<string> = new Set(["PENDING_APPROVAL", "ON_HOLD"]);
const WAITING: ReadonlySet<string> = new Set(["BROADCAST_UNKNOWN", "BROADCAST", "DROPPED"]);

export function createElsewhere(world: {
  dice: Dice;
  central: () => MemoryCentral;
  chain: SimChain;
  nodes: readonly SimNode[];
}): Elsewhere {
  const { dice, chain, nodes } = world;
  const sent = new Set<string>();
  const paidDeposits = new Set<string>();
  const books = () => world.central().state;

  function send({ key }: PaymentKey, { intent, depositId }: Refund, nonce: number, fees: Fees): void {
    const { to, contractAddress, amountBaseUnits } = intent;
    const units = BigInt(amountBaseUnits);
    const transaction = Transaction.from({
      ...{ type: 2, chainId: CHAIN_ID, nonce, ...fees },
      ...(contractAddress === null
        ? { to, value: units, gasLimit: NATIVE_GAS }
        : { to: contractAddress, value: 0n, data: transferCall(to, units), gasLimit: TOKEN_GAS * 2n }),
    });
    transaction.signature = key.sign(transaction.unsignedHash);
    sent.add(transaction.serialized);
    paidDeposits.add(depositId);
    for (const node of nodes)
      try {
        node.answer("eth_sendRawTransaction", [transaction.serialized], false);
      } catch (error) {
        // Something dearer waits in its place, or it is mined already: then this one is never heard of again.
        if (!(error instanceof RpcRefusal)) throw error;
      }
  }

  /** Of a key with nothing begun: who pays by hand does not take a nonce that the program may be about to use. */
  function beforeApproval(): void {
    const waiting = [...books().refunds.values()].filter(
      ({ status, depositId }) => NOT_YET_APPROVED.has(status) && !paidDeposits.has(depositId),
    );
    const keys = [...books().signers.values()].flatMap((signer) => {
      const key = PAYMENT_KEYS.find(({ signerId }) => signerId === signer.id);
      const next = Math.max(
        ...nodes.map((node) => Number(node.answer("eth_getTransactionCount", [signer.address, "pending"], true))),
      );
      const isFree = [...books().slots.values()].every(({ signerId, nonce }) => signerId !== signer.id || nonce < next);
      return signer.status === "APPROVED" && key !== undefined && isFree ? [{ key, next }] : [];
    });
    if (waiting.length === 0 || keys.length === 0) return;
    const { key, next } = dice.pick(keys);
    send(key, dice.pick(waiting), next, { maxFeePerGas: chain.baseFee * 3n, maxPriorityFeePerGas: GWEI });
  }

  /** In the place of the payment that waits, and dearer: whichever of the two is mined, there is one. */
  function onItsSlot(): void {
    const waiting = [...books().attempts.values()].filter(({ refundId, kind, signedTx }) => {
      const refund = books().refunds.get(refundId);
      const known = nodes.some((node) => node.has(readTransaction(signedTx).hash));
      return kind !== "VOID" && refund?.voiding === null && WAITING.has(refund.status) && known;
    });
    if (waiting.length === 0) return;
    const { refundId, signedTx } = dice.pick(waiting);
    const refund = books().refunds.get(refundId) as Refund;
    const { from, nonce, maxFeePerGas, maxTip } = readTransaction(signedTx);
    const key = PAYMENT_KEYS.find(({ address }) => address.toLowerCase() === from) as PaymentKey;
    if ([...chain.waiting.values()].every((one) => one.from !== from || one.nonce !== nonce)) return;
    send(key, refund, nonce, { maxFeePerGas: maxFeePerGas * 2n, maxPriorityFeePerGas: maxTip * 2n });
  }

  return {
    sent,
    paidDeposits,
    pay: () => (dice.chance(0.35) ? onItsSlot() : beforeApproval()),
  };
}
