/**
 * What people do when the chain is ahead of the books of a payment key: one looks at what it did, writes a payment down as that of its refund or proposes to
 * settle the rest, another agrees; and a key whose next slot nobody can use is taken out of use. All of it through the product's own operations.
 */
import type { MemoryCentral } from "#central/books/memory/MemoryCentral.ts";
import type { SignerRow } from "#central/signers/toSigner.ts";
import { adoptPayment } from "#main/refunds/withholdRefund.ts";
import { retireSigningKey } from "#main/signingKey/retireSigningKey.ts";
import { approveSettlement, compareKey, proposeSettlement } from "#main/signingKey/settleKey.ts";
import type { Desk } from "#main/session/Desk.ts";
import type { KeyComparison, ProposedSettlement } from "#shared/contract/signer.ts";
import { PASSWORD } from "./cast.ts";
import { accountOf } from "./chain/blockTree.ts";
import type { SimChain } from "./chain/simChain.ts";
import type { Dice } from "./dice.ts";
import type { Workstation } from "./workstation.ts";

export type KeyAccounts = {
  /** Something that this person can do about a key that the books do not explain; null when they explain every one. */
  settle(station: Workstation): Act | null;
  /** The nonce of this refund went to a payment of exactly this refund that nobody registered: it is written down. */
  adoptLost(station: Workstation, refundId: string): Act | null;
  /** The key is taken out of use; its executor gets another one, at once unless his journal has to be replaced first. */
  retire(station: Workstation, executor: Workstation, journal?: "KEEPS_IT"): Act | null;
};
export type Act = { command: string; run: () => unknown };
type Finding = KeyComparison["findings"][number];

const ADOPTABLE: ReadonlySet<string> = new Set(["APPROVED", "NONCE_LOST"]);
const ENDED: ReadonlySet<string> = new Set([
  "EXPIRED",
  "REJECTED",
  "WITHDRAWN",
  "COMPLETED",
  "FAILED_ON_CHAIN",
  "VOID",
]);

export function createKeyAccounts(world: {
  dice: Dice;
  central: MemoryCentral;
  chain: SimChain;
  executors: readonly Workstation[];
  /** bytes that somebody sent with one of our keys outside of the program */
  sentElsewhere: ReadonlySet<string>;
  finishing: () => boolean;
  /** how deep a block is that nothing takes back */
  final: number;
}): KeyAccounts {
  const { dice, central, chain, executors } = world;
  const { state } = central;

  /** From the chain's own count: whether there is anything to look at. The product then says what. */
  function isAhead({ id, addressKey, settled, networks: [network = ""] }: SignerRow): boolean {
    const used = BigInt(accountOf(chain.truth.head().state, addressKey).nonce);
    const from = BigInt(settled[network]?.below ?? "0");
    const signed = [...state.slots.values()].filter(
      ({ signerId, nonce, refundId }) =>
        signerId === id &&
        nonce >= from &&
        nonce < used &&
        [...state.attempts.values()].some((one) => one.refundId === refundId),
    );
    return used - from > BigInt(signed.length);
  }

  const mayDecide = ({ member }: Workstation) => member.permissions.includes("Signer.Approve");

  /** A sensible person settles nothing that reads like a refund which is still to be paid or asked for. */
  function belongsToSomebody({ payment, refunds }: Finding): boolean {
    if (refunds.length > 0) return true;
    const payee = payment?.to.toLowerCase();
    const client = [...state.addresses.values()].find(({ address }) => address.toLowerCase() === payee);
    if (client === undefined) return false;
    const open = [...state.refunds.values()].some(
      ({ status, refundAddressId }) => refundAddressId === client.id && !ENDED.has(status),
    );
    const mayBeAskedFor = [...state.deposits.values()].some(
      ({ customerNo, status }) => customerNo === client.customerNo && status === "CREDITED",
    );
    return open || (mayBeAskedFor && !world.finishing());
  }

  function adopt(station: Workstation, desk: Desk, { txHash, refunds }: Pick<Finding, "txHash" | "refunds">) {
    const [named] = refunds;
    const row = named === undefined ? undefined : state.refunds.get(named.id);
    if (row === undefined || txHash === null || !ADOPTABLE.has(row.status)) return undefined;
    if (row.requestedById === station.member.id && !dice.chance(0.3)) return undefined;
    // Now and then one writes it down at another refund of the list.
    const others = [...state.refunds.values()].filter(({ id, status }) => id !== row.id && status === "APPROVED");
    const { id, version } = others.length > 0 && dice.chance(0.2) ? dice.pick(others) : row;
    const evidence = "Paid by hand; the list of the pay desk names it";
    return adoptPayment(desk, { id, version, txHash, evidence, proof: PASSWORD, idempotencyKey: dice.uuid() });
  }

  async function account(station: Workstation, desk: Desk, { id, version, addressKey, networks }: SignerRow) {
    const [network = ""] = networks;
    const { findings, next } = await compareKey(desk, { id, network });
    const owed = findings.find(({ refunds }) => refunds.length > 0);
    const careless = dice.chance(0.2);
    if (owed !== undefined && !careless) return adopt(station, desk, owed);
    const deep = chain.truth.blockAt(chain.truth.head().number - world.final);
    const final = deep === null ? 0n : BigInt(accountOf(deep.state, addressKey).nonce);
    const stop = findings.find((one) => belongsToSomebody(one) && !(careless && one.refunds.length > 0));
    const settled = findings.filter(
      ({ nonce }) => BigInt(nonce) < final && (stop === undefined || BigInt(nonce) < BigInt(stop.nonce)),
    );
    const last = settled.at(-1);
    if (last === undefined) return undefined;
    const below = dice.chance(0.1) ? BigInt(next) + 1n : BigInt(last.nonce) + 1n;
    const wish = { id, version, network, below: below.toString(), remarks: "Nothing of ours" };
    return proposeSettlement(desk, { ...wish, idempotencyKey: dice.uuid() });
  }

  /** The second person looks, too. What the list names as a refund's the product must refuse; what nobody has asked for yet only a person can know. */
  async function agree(desk: Desk, { id, version }: SignerRow, { network, below }: ProposedSettlement) {
    const { findings } = await compareKey(desk, { id, network });
    const isOwed = (one: Finding) =>
      BigInt(one.nonce) < BigInt(below) && one.refunds.length === 0 && belongsToSomebody(one);
    if (findings.some(isOwed)) return undefined;
    return approveSettlement(desk, { id, version, proof: PASSWORD, idempotencyKey: dice.uuid() });
  }

  /** Where keys are used elsewhere, some want one out of use at once, whatever it is paying. */
  function retireTooSoon(station: Workstation): Act | null {
    if (world.sentElsewhere.size === 0 || dice.chance(0.9)) return null;
    const executor = dice.pick(executors);
    const pays = [...state.slots.values()].some(({ signerId, refundId }) => {
      const refund = state.refunds.get(refundId);
      return signerId === executor.paymentKey?.signerId && refund !== undefined && !ENDED.has(refund.status);
    });
    return pays ? retire(station, executor) : null;
  }

  function retire(station: Workstation, executor: Workstation, journal?: "KEEPS_IT"): Act | null {
    const remote = station.program()?.remote;
    const signer = state.signers.get(executor.paymentKey?.signerId ?? "");
    if (remote === undefined || signer === undefined || !mayDecide(station)) return null;
    const wish = { id: signer.id, version: signer.version, remarks: "Its slot is lost", idempotencyKey: dice.uuid() };
    return {
      command: `retire the key of ${executor.member.name}`,
      run: async () => {
        await retireSigningKey({ remote }, wish);
        if (journal === undefined && executor.paymentKey?.signerId === signer.id) executor.takeNextKey();
      },
    };
  }

  return {
    settle(station) {
      const desk = station.program()?.desk;
      if (desk === undefined || !mayDecide(station)) return null;
      const ahead = [...state.signers.values()].filter((signer) => signer.status === "APPROVED" && isAhead(signer));
      if (ahead.length === 0) return retireTooSoon(station);
      const signer = dice.pick(ahead);
      const { id, settlement, executorId } = signer;
      const executor = executors.find(
        ({ member, paymentKey }) => member.id === executorId && paymentKey?.signerId === id,
      );
      // Some would rather be rid of the key than look at what it did.
      if (executor !== undefined && dice.chance(0.1)) return retire(station, executor);
      const own = settlement?.proposedBy.id === station.member.id || executorId === station.member.id;
      if (settlement !== null && dice.chance(own ? 0.6 : 0.7))
        return {
          command: "approve settlement",
          run: () => agree(desk, signer, settlement),
        };
      return { command: "account for a key", run: () => account(station, desk, signer) };
    },
    adoptLost(station, refundId) {
      const desk = station.program()?.desk;
      const slot = state.slots.get(refundId);
      if (desk === undefined || slot === undefined) return null;
      const spent = chain.truth.spent(slot.fromAddress.toLowerCase(), Number(slot.nonce));
      if (spent === null || !world.sentElsewhere.has(spent.transaction.raw)) return null;
      // Some look no further and try to close it.
      if (dice.chance(0.5)) return null;
      const refunds = [{ id: refundId, refundNo: "", status: "NONCE_LOST" }];
      return { command: "adopt", run: () => adopt(station, desk, { txHash: spent.transaction.hash, refunds }) };
    },
    retire,
  };
}
