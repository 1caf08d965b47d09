/**
 * What people do with payments that do not end by themselves: they raise a fee, withhold a payment in two steps, close one whose nonce is lost, and take a key out of
 * use whose slot nobody can use any more (keyAccounts.ts). Through the product's own operations.
 */
import type { MemoryCentral } from "#central/books/memory/MemoryCentral.ts";
import type { RefundRow } from "#central/refunds/toRefund.ts";
import { approveVoid, closeUnpaid, dropVoid, requestVoid } from "#main/refunds/withholdRefund.ts";
import type { Attempt } from "#shared/contract/refund.ts";
import { PASSWORD } from "./cast.ts";
import { accountOf } from "./chain/blockTree.ts";
import type { SimChain } from "./chain/simChain.ts";
import type { Dice } from "./dice.ts";
import type { KeyAccounts } from "./keyAccounts.ts";
import type { Workstation } from "./workstation.ts";

export type Repairs = {
  /** something that this person can do for a payment that is stuck; null when there is nothing, or he does not feel like it */
  decide(station: Workstation): { command: string; run: () => unknown } | null;
  /** which second transaction this executor would sign now */
  toSign(station: Workstation): { refund: RefundRow; purpose: Attempt["kind"] } | null;
};

const WAITING: ReadonlySet<string> = new Set(["BROADCAST", "DROPPED"]);
const UNMINED: ReadonlySet<string> = new Set(["SIGNED", "BROADCAST_UNKNOWN", "BROADCAST", "DROPPED"]);
const ENDED_UNSIGNED: ReadonlySet<string> = new Set(["EXPIRED", "REJECTED", "WITHDRAWN"]);

export function createRepairs(world: {
  dice: Dice;
  central: MemoryCentral;
  chain: SimChain;
  executors: readonly Workstation[];
  accounts: KeyAccounts;
  /** how often people withhold a payment for no reason that a program could see; probability per look */
  withholding: () => number;
  /** how often they raise the fee of one that waits, and of one that no node knows; probability per look */
  raising: () => number;
  helping: () => number;
  /** how deep a block is that nothing takes back */
  final: number;
}): Repairs {
  const { dice, central, chain, executors, accounts } = world;
  const { state } = central;

  const attemptsOf = ({ id }: Pick<RefundRow, "id">) =>
    [...state.attempts.values()].filter(({ refundId }) => refundId === id);
  const refunds = (fits: (refund: RefundRow) => boolean) => [...state.refunds.values()].filter(fits);
  const isWithheld = (refund: RefundRow) => attemptsOf(refund).some(({ kind }) => kind === "VOID");
  const isDead = (refund: RefundRow) =>
    ENDED_UNSIGNED.has(refund.status) && state.slots.has(refund.id) && attemptsOf(refund).length === 0;

  /** Its nonce was used by something else, for good: nothing can be signed for this slot any more. */
  function isGone(refund: RefundRow): boolean {
    const slot = state.slots.get(refund.id);
    const deep = chain.truth.blockAt(chain.truth.head().number - world.final);
    return (
      slot !== undefined &&
      deep !== null &&
      BigInt(accountOf(deep.state, slot.fromAddress.toLowerCase()).nonce) > slot.nonce
    );
  }

  function withhold(station: Workstation) {
    const desk = station.program()?.desk;
    const mayAsk = station.member.permissions.includes("Refund.Execute");
    if (desk === undefined || !mayAsk) return null;
    const wanted = refunds(
      (refund) =>
        refund.voiding === null &&
        ((isDead(refund) && !isGone(refund)) || (UNMINED.has(refund.status) && dice.chance(world.withholding()))),
    );
    if (wanted.length === 0) return null;
    const { id, version } = dice.pick(wanted);
    const wish = { id, version, reason: "The client withdrew", idempotencyKey: dice.uuid() };
    return { command: "ask to withhold", run: () => requestVoid(desk, wish) };
  }

  function answerVoiding(station: Workstation) {
    const desk = station.program()?.desk;
    const asked = refunds((refund) => refund.voiding !== null && refund.voiding.approval === null);
    if (desk === undefined || asked.length === 0) return null;
    const { id, version } = dice.pick(asked);
    const idempotencyKey = dice.uuid();
    if (dice.chance(0.1))
      return {
        command: "drop withholding",
        run: () => dropVoid(desk, { id, version, remarks: "Paid after all", idempotencyKey }),
      };
    if (!station.member.permissions.includes("Refund.VoidApprove")) return null;
    const wish = { id, version, comment: "Agreed", proof: PASSWORD, idempotencyKey };
    return { command: "approve withholding", run: () => approveVoid(desk, wish) };
  }

  function close(station: Workstation) {
    const desk = station.program()?.desk;
    const lost = refunds(({ status }) => status === "NONCE_LOST");
    if (desk === undefined || lost.length === 0 || !station.member.permissions.includes("Refund.Approve")) return null;
    const { id, version } = dice.pick(lost);
    const adoption = accounts.adoptLost(station, id);
    if (adoption !== null) return adoption;
    const wish = {
      id,
      version,
      evidence: "The other transaction is final",
      proof: PASSWORD,
      idempotencyKey: dice.uuid(),
    };
    return { command: "close unpaid", run: () => closeUnpaid(desk, wish) };
  }

  /** A key whose next slot was used up by a stranger before anything was signed is taken out of use, once nothing of it is under way; its executor gets another one. */
  function replaceKey(station: Workstation) {
    for (const executor of executors) {
      const signer = executor.paymentKey === null ? undefined : state.signers.get(executor.paymentKey.signerId);
      if (signer?.status !== "APPROVED") continue;
      const slots = [...state.slots.values()].filter(({ signerId }) => signerId === signer.id);
      const begun = slots.flatMap(({ refundId }) => state.refunds.get(refundId) ?? []);
      const running = begun.some(({ status, finalAt }) => finalAt === null && !ENDED_UNSIGNED.has(status));
      if (running || !begun.some((refund) => isDead(refund) && isGone(refund))) continue;
      return accounts.retire(station, executor);
    }
    return null;
  }

  /** Nothing is signed with a journal that cannot be trusted: its key is taken out of use once nothing of it is open, and only then a new journal begins, with another key. */
  function replaceJournal(station: Workstation) {
    for (const executor of executors) {
      const signer = state.signers.get(executor.paymentKey?.signerId ?? "");
      if (!executor.journalRefused() || signer === undefined) continue;
      if (signer.status !== "RETIRED") return accounts.retire(station, executor, "KEEPS_IT");
      return {
        command: `${executor.member.name} begins a new journal`,
        run: () => {
          executor.beginNewJournal();
          executor.takeNextKey();
          executor.start();
        },
      };
    }
    return null;
  }

  return {
    decide(station) {
      for (const way of [
        close,
        answerVoiding,
        withhold,
        () => accounts.settle(station) ?? replaceJournal(station) ?? replaceKey(station),
      ]) {
        const found = dice.chance(0.5) ? way(station) : null;
        if (found !== null) return found;
      }
      return null;
    },
    toSign(station) {
      const mine = (refund: RefundRow) => state.slots.get(refund.id)?.signerId === station.paymentKey?.signerId;
      const voids = refunds((refund) => refund.voiding?.approval != null && mine(refund) && !isWithheld(refund)).filter(
        (refund) => UNMINED.has(refund.status) || isDead(refund),
      );
      if (voids.length > 0 && dice.chance(0.7)) return { refund: dice.pick(voids), purpose: "VOID" };
      const stuck = refunds(
        (refund) =>
          WAITING.has(refund.status) &&
          mine(refund) &&
          dice.chance(refund.status === "DROPPED" ? world.helping() : world.raising()),
      );
      return stuck.length > 0 ? { refund: dice.pick(stuck), purpose: "FEE_BUMP" } : null;
    },
  };
}
