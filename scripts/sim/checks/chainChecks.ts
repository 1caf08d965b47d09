/** The chain after every change of it: who was paid what, over the branch that is canonical now (I1), by which bytes (I10). */
import type { MemoryCentral } from "#central/books/memory/MemoryCentral.ts";
import type { Block } from "#scripts/sim/chain/blockTree.ts";
import type { SimChain } from "#scripts/sim/chain/simChain.ts";
import type { Client } from "#scripts/sim/deposits.ts";
import type { BookChecks } from "./bookChecks.ts";
import type { Findings } from "./Findings.ts";

export function createChainChecks(world: {
  chain: SimChain;
  central: MemoryCentral;
  books: BookChecks;
  clients: readonly Client[];
  payers: readonly string[];
  /** bytes that somebody sent with one of our keys outside of the program */
  sentElsewhere: ReadonlySet<string>;
  findings: Findings;
}): { look(): void } {
  const { chain, central, books, findings } = world;
  const payers = new Set(world.payers.map((address) => address.toLowerCase()));
  const payees = new Map(world.clients.map(({ key, customerNo }) => [key, customerNo]));
  let lookedAt: Block | null = null;

  /** Payments to one client on the canonical branch: each client has one deposit. */
  function paymentsTo(key: string): { count: number; units: bigint } {
    let count = 0;
    let units = 0n;
    for (let block: Block | null = chain.truth.head(); block !== null; block = block.parent)
      for (const { transaction, status, logs } of block.mined) {
        if (!payers.has(transaction.from) || status !== 1) continue;
        const moved =
          transaction.transfer === null
            ? transaction.to === key
              ? transaction.value
              : 0n
            : logs.filter((log) => log.to === key).reduce((sum, log) => sum + log.units, 0n);
        if (moved === 0n) continue;
        count += 1;
        units += moved;
      }
    return { count, units };
  }

  return {
    look() {
      const head = chain.truth.head();
      const concerned = new Set<string>();
      for (let block: Block | null = head; block !== null && block !== lookedAt; block = block.parent) {
        for (const { transaction } of block.mined) {
          if (!payers.has(transaction.from)) continue;
          const payee = transaction.transfer?.to ?? transaction.to;
          concerned.add(payee);
          const known = books.registered.has(transaction.raw) || world.sentElsewhere.has(transaction.raw);
          if (transaction.raw !== "0x" && !known)
            findings.report("I10", `the chain holds a payment that was never registered: ${transaction.hash}`);
        }
        if (lookedAt !== null && block.number <= lookedAt.number - 12) break;
      }
      lookedAt = head;
      for (const key of concerned) {
        const customerNo = payees.get(key);
        if (customerNo === undefined) continue;
        const deposit = [...central.state.deposits.values()].find((row) => row.customerNo === customerNo);
        const decimals = deposit?.currency === "USDT" ? 6 : 18;
        const [whole = "0", fraction = ""] = (deposit?.creditedAmount ?? "0").split(".");
        const credited = BigInt(whole + fraction.padEnd(decimals, "0"));
        const { count, units } = paymentsTo(key);
        if (count > 1) findings.report("I1", `${customerNo} was paid ${count} times`);
        if (units > credited) findings.report("I11", `${customerNo} was paid ${units} of ${credited}`);
      }
    },
  };
}
