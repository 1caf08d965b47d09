/** Deposits of clients: transfers that arrive on the chain, are credited after enough confirmations, and may be taken back by a reorganisation. Stands in for the service's deposit watcher. */
import { getAddress } from "ethers";
import type { MemoryCentral } from "#central/books/memory/MemoryCentral.ts";
import { lockDeposit } from "#central/deposits/loadDeposit.ts";
import { moveDeposit } from "#central/deposits/moveDeposit.ts";
import { holdRefundsOf } from "#central/refunds/holdRefunds.ts";
import { SYSTEM } from "#shared/domain/machine.ts";
import { fromBaseUnits } from "#shared/money.ts";
import type { Transaction } from "./chain/blockTree.ts";
import type { SimChain } from "./chain/simChain.ts";
import { TOKEN } from "./chain/simNode.ts";
import type { Dice } from "./dice.ts";
import type { Scheduler } from "./scheduler.ts";

export const NETWORK = "DEVNET";
export const REQUIRED = 3;
/** no reorganisation of these worlds reaches deeper than six blocks */
export const FINAL_DEPTH = 8;
/** above it two people approve and a third executes */
export const LARGE = "50";
const RECEIVING = `0x${"dd".repeat(20)}`;

export type Client = { readonly customerNo: string; readonly address: string; readonly key: string };

export function createClients(dice: Dice, count: number): Client[] {
  return Array.from({ length: count }, (_, index) => {
    const key = `0x${dice.hex(39)}1`;
    return { customerNo: `C${String(index).padStart(4, "0")}`, address: getAddress(key), key };
  });
}

export type Deposits = {
  /** the next client's transfer is on its way; false when there is no further client */
  arrive(): boolean;
  /** What the deposit watcher does in a round. */
  follow(): Promise<void>;
  clients: readonly Client[];
};

type Incoming = { client: Client; transaction: Transaction; amount: string; token: boolean; depositId: string | null };

export function createDeposits(world: {
  scheduler: Scheduler;
  dice: Dice;
  chain: SimChain;
  central: MemoryCentral;
  clients: readonly Client[];
  tokens: number;
  /** share of deposits above the limit from which two people approve */
  large: number;
  /** how long the watcher needs to notice a lost deposit, in milliseconds */
  lagMs: () => number;
}): Deposits {
  const { dice, chain, central, clients } = world;
  const incoming: Incoming[] = [];

  const missingSince = new Map<string, number>();

  function isDue(id: string): boolean {
    const since = missingSince.get(id) ?? world.scheduler.now();
    missingSince.set(id, since);
    return world.scheduler.now() - since >= world.lagMs();
  }

  async function lost(id: string): Promise<void> {
    await central.asSystem(async (context) => {
      const deposit = await lockDeposit(context, id);
      if (deposit.status !== "CREDITED") return;
      await moveDeposit(context, deposit, "D19", { facts: { blockOrphaned: true }, mover: SYSTEM });
      await holdRefundsOf(context, id, "DEPOSIT_NOT_CREDITED");
    });
  }

  async function healed(id: string, blockNumber: number, blockHash: string): Promise<void> {
    await central.asSystem(async (context) => {
      const deposit = await lockDeposit(context, id);
      if (deposit.status !== "REORG_ALERT") return;
      const confirmations = { ...deposit.confirmations, blockNumber: String(blockNumber), blockHash };
      await moveDeposit(context, deposit, "D20", {
        facts: { confirmationsReached: true, blockCanonical: true },
        mover: SYSTEM,
        patch: { confirmations },
      });
    });
  }

  function credit(one: Incoming, blockNumber: number, blockHash: string): void {
    const { client, transaction, amount, token } = one;
    const at = new Date(world.scheduler.now()).toISOString();
    central.put.address({ network: NETWORK, address: client.address, customerNo: client.customerNo });
    const row = central.put.deposit({
      network: NETWORK,
      currency: token ? "USDT" : "ETH",
      customerNo: client.customerNo,
      declaredAmount: amount,
      receivedAmount: amount,
      creditedAmount: amount,
      sourceAddress: client.address,
      destinationAddress: getAddress(RECEIVING),
      txHash: transaction.hash,
      transferTxHash: transaction.hash,
      status: "CREDITED",
      creditedAt: at,
      confirmations: {
        current: REQUIRED,
        required: REQUIRED,
        blockNumber: String(blockNumber),
        blockHash,
        observedAt: at,
        orphanedAt: null,
      },
    });
    one.depositId = row.id;
  }

  return {
    clients,
    arrive() {
      const client = clients[incoming.length];
      if (client === undefined) return false;
      const token = dice.chance(world.tokens);
      const whole = dice.chance(world.large) ? dice.between(51, 80) : dice.between(1, 50);
      const units = BigInt(whole) * 10n ** (token ? 6n : 18n) + BigInt(dice.below(1_000));
      const transaction: Transaction = {
        hash: `0x${dice.hex(64)}`,
        raw: "0x",
        from: client.key,
        to: token ? TOKEN : RECEIVING,
        nonce: 0,
        value: token ? 0n : units,
        data: token ? `0xa9059cbb${"0".repeat(24)}${RECEIVING.slice(2)}${units.toString(16).padStart(64, "0")}` : "0x",
        gasLimit: 100_000n,
        maxFeePerGas: 10n ** 15n,
        maxTip: 10n ** 9n,
        transfer: token ? { to: RECEIVING, units } : null,
      };
      incoming.push({ client, transaction, amount: fromBaseUnits(units, token ? 6 : 18), token, depositId: null });
      chain.offer(transaction);
      return true;
    },
    async follow() {
      for (const one of incoming) {
        const mined = chain.truth.mined(one.transaction.hash);
        if (mined === null && !chain.waiting.has(one.transaction.hash)) chain.offer(one.transaction);
        const deep = mined !== null && chain.truth.confirmations(mined) >= REQUIRED;
        if (one.depositId === null) {
          if (mined !== null && deep && mined.status === 1) credit(one, mined.block.number, mined.block.hash);
          continue;
        }
        const row = central.state.deposits.get(one.depositId);
        if (row === undefined) continue;
        const missing = mined?.block.hash !== row.confirmations.blockHash;
        if (!missing) missingSince.delete(row.id);
        if (row.status === "CREDITED" && missing) {
          if (isDue(row.id)) await lost(row.id);
        } else if (row.status === "REORG_ALERT" && mined !== null && deep && mined.status === 1)
          await healed(row.id, mined.block.number, mined.block.hash);
      }
    },
  };
}
