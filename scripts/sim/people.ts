/** What people do, through the product's own operations: ask for refunds, decide on them, execute them; in good faith, at their own pace, now and then twice. */
import type { MemoryCentral } from "#central/books/memory/MemoryCentral.ts";
import type { RefundRow } from "#central/refunds/toRefund.ts";
import { approveRefund, rejectRefund } from "#main/refunds/decideRefund.ts";
import { releaseHold, withdrawRefund } from "#main/refunds/endRefund.ts";
import { requestRefund } from "#main/refunds/requestRefund.ts";
import type { ExecutionReview } from "#shared/contract/executionReview.ts";
import type { Attempt } from "#shared/contract/refund.ts";
import { moneyMayMove } from "#shared/domain/refundMachine.ts";
import { isAppError } from "#shared/errors.ts";
import { fromBaseUnits, toBaseUnits } from "#shared/money.ts";
import { PASSWORD, PIN } from "./cast.ts";
import type { Dice } from "./dice.ts";
import type { Repairs } from "./repairs.ts";
import type { Scheduler } from "./scheduler.ts";
import type { Workstation } from "./workstation.ts";

export type People = {
  /** Everybody goes about his work from now on. */
  begin(): void;
  /** No new requests: what is open is brought to its end. */
  onlyFinish(): void;
  finishing(): boolean;
};

export type PeopleWorld = {
  scheduler: Scheduler;
  dice: Dice;
  central: MemoryCentral;
  makers: readonly Workstation[];
  approvers: readonly Workstation[];
  executors: readonly Workstation[];
  /** how many times longer than usual executors wait */
  leisure(): number;
  /** how often one sends a payment again by hand */
  byHand(): number;
  repairs: Repairs;
  /** the review as the executor sees it, before he confirms it: false, he does not */
  looksRight(review: ExecutionReview): boolean;
  /** Who pays by hand says so to those who decide. */
  isPaidElsewhere(depositId: string): boolean;
  /** an answer to a command: null when it was carried out, else the error's code */
  told(command: string, code: string | null): void;
  broken(what: string, error: unknown): void;
};

/** A refund that cannot be executed now is left alone for so long. */
const LATER_MS = 120_000;
const WAITS_MS = { maker: 10_000, approver: 8_000, executor: 7_000 } as const;

export function createPeople(world: PeopleWorld): People {
  const { scheduler, dice, central } = world;
  let finishing = false;
  const notBefore = new Map<string, number>();
  const refunds = () => [...central.state.refunds.values()];

  async function give(command: string, run: () => unknown): Promise<boolean> {
    try {
      await run();
      world.told(command, null);
      return true;
    } catch (error) {
      if (isAppError(error)) world.told(command, error.code);
      else world.broken(command, error);
      return false;
    }
  }

  /** Now and then the page is older than the books. */
  const seen = (version: number) => (dice.chance(0.05) ? Math.max(1, version - 1) : version);

  function ask(station: Workstation): void {
    const program = station.program();
    if (program === null || finishing) return;
    const ready = [...central.state.deposits.values()].filter(
      ({ status, activeRefundId }) => status === "CREDITED" && (activeRefundId === null || dice.chance(0.05)),
    );
    if (ready.length === 0) return;
    const deposit = dice.pick(ready);
    const address = [...central.state.addresses.values()].find(({ customerNo }) => customerNo === deposit.customerNo);
    if (address === undefined) return;
    const whole = deposit.creditedAmount ?? deposit.declaredAmount;
    const part = dice.chance(0.2) ? fromBaseUnits(toBaseUnits(whole, 18) / 2n, 18) : whole;
    const amount = dice.chance(0.02) ? fromBaseUnits(toBaseUnits(whole, 18) * 2n, 18) : part;
    const wish = {
      depositId: deposit.id,
      version: seen(deposit.version),
      idempotencyKey: dice.uuid(),
      kind: "CUSTOMER_REQUEST" as const,
      refundAddressId: address.id,
      network: deposit.network,
      amount,
      adjustmentReason: amount === whole ? null : "The client asked for this much",
      remainder: amount === whole ? null : ("STAYS_CREDITED" as const),
      reason: "The client asked for the money back",
      identityCheck: {
        method: "CALL_BACK" as const,
        reference: "call 4711",
        askedBy: "the client",
        basis: "known voice, right answers",
        checkedBy: station.member.name,
        checkedAt: new Date(scheduler.now() - 60_000).toISOString(),
        addressConfirmed: true as const,
        noThirdParty: true as const,
        attachments: [],
      },
    };
    const send = () => give("request", () => requestRefund(program.desk, wish));
    void send();
    if (dice.chance(0.1)) void send();
  }

  function decide(station: Workstation): void {
    const program = station.program();
    if (program === null) return;
    const repair = world.repairs.decide(station);
    if (repair !== null) {
      void give(repair.command, repair.run);
      return;
    }
    const held = refunds().filter(({ status }) => status === "ON_HOLD");
    if (held.length > 0 && dice.chance(0.5)) {
      const { id, version } = dice.pick(held);
      const wish = { id, version, remarks: "The cause is gone", idempotencyKey: dice.uuid() };
      void give("release hold", () => releaseHold(program.desk, wish));
      return;
    }
    const pending = refunds().filter(({ status }) => status === "PENDING_APPROVAL");
    if (pending.length === 0) return;
    const { id, version, intentHash, requestedById, depositId } = dice.pick(pending);
    const wish = {
      id,
      version: seen(version),
      intentHash,
      comment: "Checked against the file",
      proof: PASSWORD,
      idempotencyKey: dice.uuid(),
    };
    const mayEnd = !world.isPaidElsewhere(depositId);
    if (requestedById === station.member.id && dice.chance(0.3) && mayEnd)
      void give("withdraw", () =>
        withdrawRefund(program.desk, { id, version, remarks: "Not needed", idempotencyKey: wish.idempotencyKey }),
      );
    else if (!finishing && dice.chance(0.05) && mayEnd) void give("reject", () => rejectRefund(program.desk, wish));
    else void give("approve", () => approveRefund(program.desk, wish));
  }

  function execute(station: Workstation): void {
    const program = station.program();
    if (program === null) return;
    if (station.journalRefused()) return;
    const { execution, owner } = program;
    const left = leftBehind();
    if (left !== null) {
      void give("rebroadcast", () => execution.rebroadcast({ id: left.id }));
      return;
    }
    if (dice.chance(world.byHand())) {
      const sent = refunds().filter(({ status }) => moneyMayMove(status) || status === "COMPLETED");
      if (sent.length > 0) {
        const { id } = dice.pick(sent);
        void give("rebroadcast", () => execution.rebroadcast({ id }));
        return;
      }
    }
    const next = world.repairs.toSign(station) ?? toPay(station);
    if (next === null) return;
    const { purpose } = next;
    const { id, version } = next.refund;
    const wish = { id, version: seen(version), purpose, proof: PASSWORD, idempotencyKey: dice.uuid() };
    void give("claim", async () => {
      const review = await execution.claim(wish);
      const blocked = review.preflight.some(({ ok }) => !ok);
      if (blocked) notBefore.set(id, scheduler.now() + LATER_MS);
      // Some try all the same what the program has told them not to.
      if ((blocked && !dice.chance(0.1)) || !world.looksRight(review)) {
        await execution.releaseClaim({ id });
        return;
      }
      // Some think for longer than the lock holds; the program renews it meanwhile.
      const thinksMs = dice.chance(0.2) ? dice.below(90_000) : dice.below(8_000);
      scheduler.after(thinksMs, `${station.member.name} decides`, () => confirm(station, id, review), owner);
    });
  }

  /** What was registered and never sent by a workstation whose journal cannot be trusted: any executor sends it. */
  function leftBehind(): RefundRow | null {
    if (!world.executors.some((one) => one.journalRefused())) return null;
    return refunds().find(({ status }) => status === "SIGNED" || status === "DROPPED") ?? null;
  }

  function toPay(station: Workstation): { refund: RefundRow; purpose: Attempt["kind"] } | null {
    const ready = refunds().filter(
      (refund) =>
        (notBefore.get(refund.id) ?? 0) <= scheduler.now() &&
        (refund.status === "APPROVED" ||
          // One's own review is open, or was before a crash; some try it with others' too.
          (refund.status === "SIGNING" && dice.chance(refund.leaseHolder?.id === station.member.id ? 0.2 : 0.1))),
    );
    return ready.length === 0 ? null : { refund: dice.pick(ready), purpose: "PAYMENT" };
  }

  /** Confirmed again while it is under way, it waits for the first time, which is the one that counts then. */
  async function confirmed(station: Workstation, id: string, command: string, run: () => unknown): Promise<void> {
    const { underWay } = station;
    const own = underWay.get(id) ?? { confirmedMs: scheduler.now(), times: 0 };
    underWay.set(id, own);
    own.times += 1;
    await give(command, run);
    own.times -= 1;
    if (own.times === 0 && underWay.get(id) === own) underWay.delete(id);
  }

  function confirm(station: Workstation, id: string, review: ExecutionReview): void {
    const program = station.program();
    if (program === null) return;
    const { execution } = program;
    if (!finishing && dice.chance(0.1)) {
      void give("release", () => execution.releaseClaim({ id }));
      return;
    }
    const wish = {
      id,
      reviewDigest: review.reviewDigest,
      lastSix: review.to.transaction.slice(-6),
      pin: !finishing && dice.chance(0.03) ? "000000" : PIN,
    };
    void confirmed(station, id, "execute", () => execution.execute(wish));
    if (dice.chance(0.1)) void confirmed(station, id, "execute again", () => execution.execute(wish));
  }

  function goOn(station: Workstation, role: keyof typeof WAITS_MS, act: (station: Workstation) => void): void {
    const wait = WAITS_MS[role] * (role === "executor" && !finishing ? world.leisure() : 1);
    scheduler.after(wait / 2 + dice.below(wait), `${station.member.name} acts`, () => {
      act(station);
      goOn(station, role, act);
    });
  }

  return {
    begin() {
      for (const station of world.makers) goOn(station, "maker", ask);
      for (const station of world.approvers) goOn(station, "approver", decide);
      for (const station of world.executors) goOn(station, "executor", execute);
    },
    finishing: () => finishing,
    onlyFinish() {
      finishing = true;
    },
  };
}
