/** Signed bytes at the moment at which the service takes them: under a live lock, on the refund's one slot, and exactly what people agreed to (I1, I2, I4, I5, I9, I13). */
import type { Change, MemoryCentral, MemoryTables } from "#central/books/memory/MemoryCentral.ts";
import { isDeviceSignature } from "#main/signer/deviceSignature.ts";
import type { Mined } from "#scripts/sim/chain/blockTree.ts";
import { readTransaction } from "#scripts/sim/chain/readTransaction.ts";
import { voidText } from "#shared/domain/intent.ts";
import type { Findings, InvariantId } from "./Findings.ts";

type RefundRow = MemoryTables["refunds"];
type AttemptRow = MemoryTables["attempts"];

/** Signed and in no block: only such a payment takes a second transaction on its slot. */
const UNMINED: ReadonlySet<string> = new Set(["SIGNED", "BROADCAST_UNKNOWN", "BROADCAST", "DROPPED"]);
const ENDED_UNSIGNED: ReadonlySet<string> = new Set(["EXPIRED", "REJECTED", "WITHDRAWN"]);

export type AttemptChecks = {
  /** `refundBefore`: the refund as it was before the transaction, null when that did not change it */
  stored(
    change: Pick<Extract<Change, { table: "attempts" }>, "before" | "after">,
    refundBefore: RefundRow | null,
  ): void;
  withheldByTwo(refund: RefundRow): void;
  registered: ReadonlySet<string>;
  refundOf: ReadonlyMap<string, string>;
};

export function createAttemptChecks(world: {
  central: () => MemoryCentral;
  findings: Findings;
  now: () => string;
  /** what has to hold for every refund that goes on towards a payment */
  approvedEnough: (refund: RefundRow) => void;
  stillPayable: (refund: RefundRow) => void;
  /** a majority of nodes has something that fits in this slot, or had it a moment ago */
  isMined: (slot: MemoryTables["slots"], fits: (mined: Mined) => boolean) => boolean;
}): AttemptChecks {
  const registered = new Set<string>();
  const refundOf = new Map<string, string>();
  const books = () => world.central().state;
  const must = (holds: boolean, invariant: InvariantId, text: () => string): void => {
    if (!holds) world.findings.report(invariant, text());
  };
  const name = (refund: RefundRow) => `${refund.refundNo} (${refund.status})`;

  function underItsLock(attempt: AttemptRow, refund: RefundRow): void {
    must(
      attempt.fencingToken === refund.fencingToken && attempt.by.id === refund.leaseHolder?.id,
      "I13",
      () => `bytes of ${name(refund)} were registered under a stale lock`,
    );
    must(
      refund.leaseExpiresAt !== null && refund.leaseExpiresAt > world.now(),
      "I13",
      () => `bytes of ${name(refund)} were registered under a lapsed lock`,
    );
  }

  /** F36: no lock is held for what was found; instead it is mined already, pays exactly this refund, and somebody other than its maker says so. */
  function found(attempt: AttemptRow, refund: RefundRow): void {
    const slot = books().slots.get(refund.id);
    const mined = slot !== undefined && world.isMined(slot, (one) => one.transaction.hash === attempt.txHash);
    must(mined, "I8", () => `a payment of ${name(refund)} is written down that is not on the chain`);
    must(
      attempt.by.id !== refund.requestedById,
      "I3",
      () => `a payment of ${name(refund)} is written down by who requested it`,
    );
    onItsSlot(refund, attempt, "ANY_FEE");
    paysTheIntent(refund, attempt.signedTx);
    if (attempt.kind === "PAYMENT") world.approvedEnough(refund);
  }

  function onItsSlot(refund: RefundRow, { signedTx, txHash }: AttemptRow, fee: "APPROVED_FEE" | "ANY_FEE"): void {
    const slot = books().slots.get(refund.id);
    const said = readTransaction(signedTx);
    must(said.hash === txHash, "I5", () => `the registered bytes of ${name(refund)} have another hash`);
    must(
      slot !== undefined && said.from === slot.fromAddress.toLowerCase() && BigInt(said.nonce) === slot.nonce,
      "I9",
      () => `the registered bytes of ${name(refund)} are not on its slot`,
    );
    must(
      fee === "ANY_FEE" || said.gasLimit * said.maxFeePerGas <= BigInt(refund.intent.feeCapWei),
      "I5",
      () => `the registered bytes of ${name(refund)} may cost more than the approved cap`,
    );
  }

  function paysTheIntent(refund: RefundRow, raw: string): void {
    const { intent } = refund;
    const said = readTransaction(raw);
    const token = intent.contractAddress?.toLowerCase() ?? null;
    const to = intent.to.toLowerCase();
    const units = BigInt(intent.amountBaseUnits);
    const effect =
      token === null
        ? said.to === to && said.value === units && said.data === "0x"
        : said.to === token && said.value === 0n && said.transfer?.to === to && said.transfer.units === units;
    must(effect, "I5", () => `the registered bytes of ${name(refund)} pay something else than was approved`);
  }

  function paysNobody(refund: RefundRow, raw: string): void {
    const said = readTransaction(raw);
    must(
      said.to === said.from && said.value === 0n && said.data === "0x",
      "I5",
      () => `what should withhold ${name(refund)} moves something`,
    );
  }

  /** Two people's word for exactly this slot, the second one's signed. */
  function withheldByTwo(refund: RefundRow): void {
    const slot = books().slots.get(refund.id);
    const { requestedBy, approval } = refund.voiding ?? {};
    const key = approval == null ? undefined : books().deviceKeys.get(approval.deviceKeyId);
    const signed =
      approval != null &&
      slot !== undefined &&
      key?.userId === approval.by.id &&
      key.status === "ACTIVE" &&
      isDeviceSignature(
        voidText({
          type: "deposit-desk/refund-void/1",
          refundId: refund.id,
          intentHash: refund.intentHash,
          chainId: slot.chainId,
          from: slot.fromAddress,
          nonce: slot.nonce.toString(),
          requestedBy: requestedBy?.id ?? "",
          userId: approval.by.id,
          deviceKeyId: approval.deviceKeyId,
          decidedAt: approval.decidedAt,
        }),
        key.publicKey,
        approval.signature,
      );
    must(signed, "I4", () => `${name(refund)} is withheld without a second person's signed word`);
    must(approval?.by.id !== requestedBy?.id, "I3", () => `${name(refund)} is withheld by one person alone`);
  }

  /** F24 to F26: only what is in no block is replaced, by something that nodes prefer, and nothing goes back once it is withheld. */
  function replaces(attempt: AttemptRow, before: RefundRow, others: readonly AttemptRow[]): void {
    const slotAlone = ENDED_UNSIGNED.has(before.status) && others.every(({ kind }) => kind === "VOID");
    const unmined = UNMINED.has(before.status);
    must(
      attempt.kind === "VOID" ? unmined || slotAlone : unmined,
      "I7",
      () => `${name(before)} took a ${attempt.kind}`,
    );
    const said = readTransaction(attempt.signedTx);
    for (const { signedTx } of others) {
      const other = readTransaction(signedTx);
      must(
        said.maxFeePerGas * 10n >= other.maxFeePerGas * 11n && said.maxTip * 10n >= other.maxTip * 11n,
        "L2",
        () => `a replacement of ${name(before)} is not worth more than what it replaces`,
      );
    }
    must(
      attempt.kind === "VOID" || others.every(({ kind }) => kind !== "VOID"),
      "I4",
      () => `the fee of ${name(before)} is raised although it is withheld`,
    );
  }

  return {
    registered,
    refundOf,
    withheldByTwo,
    stored({ before, after }, refundBefore) {
      if (before !== null) {
        must(
          before.signedTx === after.signedTx && before.txHash === after.txHash,
          "I2",
          () => "registered bytes changed",
        );
        return;
      }
      registered.add(after.signedTx);
      const refund = books().refunds.get(after.refundId) as RefundRow;
      refundOf.set(after.txHash, refund.id);
      const from = refundBefore ?? refund;
      if (from.status === "APPROVED" || from.status === "NONCE_LOST") return found(after, refund);
      underItsLock(after, from);
      onItsSlot(refund, after, "APPROVED_FEE");
      const others = [...books().attempts.values()].filter(
        ({ refundId, id }) => refundId === refund.id && id !== after.id,
      );
      if (after.kind === "PAYMENT")
        must(others.length === 0, "I1", () => `${name(refund)} has a second payment registered`);
      else replaces(after, from, others);
      if (after.kind === "VOID") {
        paysNobody(refund, after.signedTx);
        withheldByTwo(refund);
        return;
      }
      world.approvedEnough(refund);
      world.stillPayable(refund);
      paysTheIntent(refund, after.signedTx);
    },
  };
}
