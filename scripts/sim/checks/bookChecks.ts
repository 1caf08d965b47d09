/** The central books after every transaction. Written from the invariants and the tables of the state machines, not from the code that is checked. */
import type { Change, MemoryCentral, MemoryTables } from "#central/books/memory/MemoryCentral.ts";
import type { PaymentLimits } from "#shared/contract/configuration.ts";
import { canonicalJson } from "#shared/canonicalJson.ts";
import { decisionText } from "#shared/domain/intent.ts";
import { isDeviceSignature } from "#main/signer/deviceSignature.ts";
import { accountOf } from "#scripts/sim/chain/blockTree.ts";
import type { SimChain } from "#scripts/sim/chain/simChain.ts";
import { CHAIN_ID, type SimNode, TOKEN } from "#scripts/sim/chain/simNode.ts";
import { REQUIRED } from "#scripts/sim/deposits.ts";
import { createAttemptChecks } from "./attemptChecks.ts";
import { createDepthChecks, paid } from "./depthChecks.ts";
import type { Findings, InvariantId } from "./Findings.ts";
import { createKeyChecks } from "./keyChecks.ts";
import { createLimitChecks } from "./limitChecks.ts";
import { createLogChecks } from "./logChecks.ts";
import type { Witness } from "./witness.ts";

type RefundRow = MemoryTables["refunds"];
type Of<T extends keyof MemoryTables> = Extract<Change, { table: T }>;

const LOCKED: ReadonlySet<string> = new Set(
  "PENDING_APPROVAL APPROVED ON_HOLD SIGNING SIGNED BROADCAST_UNKNOWN BROADCAST CONFIRMING DROPPED NONCE_LOST COMPLETED".split(
    " ",
  ),
);

export type BookChecks = {
  committed(changes: readonly Change[]): void;
  /** raw bytes that the service has */
  registered: ReadonlySet<string>;
  /** refund id of registered bytes, by transaction hash */
  refundOf: ReadonlyMap<string, string>;
  /** when the lock of a refund was last given to a workstation or renewed by it, in milliseconds of the world; 0: never */
  lockGrantedMs(refundId: string, workstationId: string): number;
  /** transactions so far */
  commits(): number;
};

export function createBookChecks(world: {
  central: () => MemoryCentral;
  findings: Findings;
  witness: Witness;
  now: () => string;
  sha256: (text: string) => string;
  nodes: readonly SimNode[];
  chain: SimChain;
  /** the limits that hold at this moment */
  inForce: (currency: string) => PaymentLimits;
}): BookChecks {
  const { findings, now, sha256 } = world;
  const granted = new Map<string, number>();
  let commits = 0;
  const { logged } = createLogChecks(findings);
  const limits = createLimitChecks(world);
  const { needed } = limits;
  const attempts = createAttemptChecks({
    central: world.central,
    findings,
    now,
    approvedEnough,
    stillPayable,
    isMined: ({ fromAddress, nonce }, fits) => world.witness.agrees(fromAddress.toLowerCase(), Number(nonce), 1, fits),
  });
  const { registered, refundOf } = attempts;
  const keys = createKeyChecks({ ...world, registered, paid });
  const { stillThere, nonceLost, released, paidSoDeep } = createDepthChecks({ ...world, registered, refundOf });

  const must = (holds: boolean, invariant: InvariantId, text: () => string): void => {
    if (!holds) findings.report(invariant, text());
  };
  const books = () => world.central().state;
  const name = (refund: RefundRow) => `${refund.refundNo} (${refund.status})`;

  /** Approvals that count for exactly this intent: by whom. */
  function approvers(refund: RefundRow): Set<string> {
    const by = new Set<string>();
    for (const approval of books().approvals.values()) {
      const { refundId, decision, voidedAt, byId, intentHash } = approval;
      if (refundId !== refund.id || decision !== "APPROVE" || voidedAt !== null) continue;
      const key = books().deviceKeys.get(approval.deviceKeyId);
      const text = decisionText({
        type: "deposit-desk/refund-decision/1",
        refundId: refund.id,
        intentHash: refund.intentHash,
        decision: "APPROVE",
        userId: byId,
        deviceKeyId: approval.deviceKeyId,
        decidedAt: approval.decidedAt,
      });
      const good =
        intentHash === refund.intentHash &&
        key?.userId === byId &&
        key.status === "ACTIVE" &&
        isDeviceSignature(text, key.publicKey, approval.signature);
      must(good, "I4", () => `an approval of ${name(refund)} that counts is not its approver's word for this intent`);
      if (good) by.add(byId);
    }
    return by;
  }

  function approvedEnough(refund: RefundRow): void {
    const by = approvers(refund);
    must(by.size >= needed(refund), "I3", () => `${name(refund)} has ${by.size} of ${needed(refund)} approvals`);
    must(!by.has(refund.requestedById), "I3", () => `${name(refund)} was approved by who requested it`);
  }

  function stillPayable(refund: RefundRow): void {
    const address = books().addresses.get(refund.refundAddressId);
    const good =
      address?.status === "VERIFIED" &&
      address.address === refund.intent.to &&
      (address.expiresAt === null || address.expiresAt > now());
    must(good, "I12", () => `${name(refund)} goes to an address that is not verified now`);
    const deposit = books().deposits.get(refund.depositId);
    must(deposit?.status === "CREDITED", "I12", () => `${name(refund)} goes on although its deposit is not Credited`);
  }

  function heldBefore(refund: RefundRow): void {
    for (const { refundId, voidedAt } of books().approvals.values())
      must(
        refundId !== refund.id || voidedAt !== null,
        "I4",
        () => `${name(refund)} begins again with an approval from before its hold`,
      );
  }

  function created(refund: RefundRow): void {
    limits.requested(refund);
    const { intent } = refund;
    const deposit = books().deposits.get(refund.depositId);
    const address = books().addresses.get(refund.refundAddressId);
    must(
      address?.customerNo === deposit?.customerNo,
      "I12",
      () => `${name(refund)} goes to an address of another client`,
    );
    const units = 10n ** BigInt(intent.decimals);
    const [whole = "0", fraction = ""] = (deposit?.creditedAmount ?? "0").split(".");
    const credited = BigInt(whole) * units + BigInt(fraction.padEnd(intent.decimals, "0"));
    must(
      BigInt(intent.amountBaseUnits) > 0n && BigInt(intent.amountBaseUnits) <= credited,
      "I11",
      () => `${name(refund)} is more than was credited`,
    );
    must(intent.refundId === refund.id, "I5", () => `${name(refund)} has the intent of another refund`);
    must(intent.chainId === CHAIN_ID, "I5", () => `${name(refund)} is for another chain`);
    const token = intent.currency === "USDT" ? TOKEN : null;
    must((intent.contractAddress?.toLowerCase() ?? null) === token, "I5", () => `${name(refund)} moves another asset`);
    stillPayable(refund);
  }

  function holdsLock(refund: RefundRow): boolean {
    const ended = refund.status === "FAILED_ON_CHAIN" || refund.status === "VOID";
    return LOCKED.has(refund.status) || (ended && !refund.lockReleased);
  }

  function refundChanged({ before, after }: Of<"refunds">): void {
    const from = before?.status ?? "DRAFT";
    if (before === null || before.intentHash !== after.intentHash || before.intent !== after.intent)
      must(
        sha256(canonicalJson(after.intent)) === after.intentHash &&
          (before === null || before.intentHash === after.intentHash),
        "I4",
        () => `${name(after)} has another content than its hash says`,
      );
    if (before === null) created(after);
    else {
      must(after.version > before.version, "I10", () => `${name(after)} changed without a new version`);
      must(after.fencingToken >= before.fencingToken, "I13", () => `the fencing token of ${name(after)} went back`);
      if (after.leaseId !== null && after.leaseId !== before.leaseId) leased(before, after);
      if (after.leaseId !== null && after.leaseExpiresAt !== before.leaseExpiresAt)
        granted.set(`${after.id} ${after.leaseWorkstationId}`, Date.parse(now()));
      if (after.leaseId !== null && after.leaseId === before.leaseId && after.leaseExpiresAt !== before.leaseExpiresAt)
        must(
          before.leaseExpiresAt !== null && before.leaseExpiresAt > now(),
          "I13",
          () => `the lock of ${name(after)} was renewed after it had lapsed`,
        );
    }
    if (after.voiding?.approval != null && before?.voiding?.approval == null) attempts.withheldByTwo(after);
    if (from !== "APPROVED" && after.status === "APPROVED" && from !== "SIGNING") {
      approvedEnough(after);
      stillPayable(after);
      stillThere(after);
    }
    if (from === "ON_HOLD" && after.status === "PENDING_APPROVAL") heldBefore(after);
    if (from !== "NONCE_LOST" && after.status === "NONCE_LOST") nonceLost(after);
    if (from === "COMPLETED" && after.status !== "COMPLETED")
      must(
        books().deposits.get(after.depositId)?.status !== "REFUNDED",
        "I8",
        () => `the deposit of ${name(after)} stays Refunded`,
      );
    if (from !== "SIGNING" && after.status === "SIGNING") begun(after);
    if (from !== "CONFIRMING" && after.status === "CONFIRMING") paidSoDeep(after, 1);
    if (from !== "COMPLETED" && after.status === "COMPLETED") paidSoDeep(after, REQUIRED);
    if (before?.lockReleased === false && after.lockReleased) released(after);
    if (holdsLock(after) && (before === null || !holdsLock(before)))
      for (const other of books().refunds.values())
        must(
          other.id === after.id || other.depositId !== after.depositId || !holdsLock(other),
          "I1",
          () => `${name(after)} and ${name(other)} are both open for one deposit`,
        );
  }

  function leased(before: RefundRow, after: RefundRow): void {
    must(
      after.fencingToken > before.fencingToken,
      "I13",
      () => `a new lock of ${name(after)} has no new fencing token`,
    );
    const slot = books().slots.get(after.id);
    must(
      slot !== undefined && slot.signerId === after.leaseSignerId,
      "I9",
      () => `${name(after)} is claimed with another key than its slot's`,
    );
    const live = before.leaseExpiresAt !== null && before.leaseExpiresAt > now();
    must(
      !live || before.leaseWorkstationId === after.leaseWorkstationId,
      "I13",
      () => `two workstations hold ${name(after)} at one time`,
    );
  }

  /** Something is mined on it or may be, so that what comes after it need not wait for ever. */
  function isTaken({ refundId, fromAddress, nonce }: MemoryTables["slots"]): boolean {
    const used = accountOf(world.chain.truth.head().state, fromAddress.toLowerCase()).nonce;
    return used > nonce || [...books().attempts.values()].some((attempt) => attempt.refundId === refundId);
  }

  function begun(refund: RefundRow): void {
    approvedEnough(refund);
    stillPayable(refund);
    stillThere(refund);
    const executor = refund.leaseHolder?.id ?? "";
    must(executor !== refund.requestedById, "I3", () => `${name(refund)} is executed by who requested it`);
    must(
      needed(refund) === 1 || !approvers(refund).has(executor),
      "I3",
      () => `${name(refund)} is large and executed by one of its approvers`,
    );
    must(books().slots.has(refund.id), "I9", () => `${name(refund)} is signed without a slot`);
  }

  function slotGiven({ before, after }: Of<"slots">): void {
    must(before === null, "I9", () => `the slot of a refund was changed`);
    for (const other of books().slots.values())
      must(
        other.fromAddress !== after.fromAddress || other.nonce >= after.nonce || isTaken(other),
        "L2",
        () => `nonce ${after.nonce} was given while nothing is signed for ${other.nonce} of the same key`,
      );
    for (const other of books().slots.values())
      must(
        other.refundId === after.refundId ||
          other.nonce !== after.nonce ||
          other.fromAddress.toLowerCase() !== after.fromAddress.toLowerCase(),
        "I9",
        () => `nonce ${after.nonce} was given to two refunds`,
      );
  }

  return {
    registered,
    refundOf,
    lockGrantedMs: (refundId, workstationId) => granted.get(`${refundId} ${workstationId}`) ?? 0,
    commits: () => commits,
    committed(changes) {
      commits += 1;
      const refundsBefore = new Map<string, RefundRow | null>();
      for (const change of changes) if (change.table === "refunds") refundsBefore.set(change.after.id, change.before);
      for (const change of changes) {
        if (change.table === "refunds") refundChanged(change);
        else if (change.table === "slots") {
          slotGiven(change);
          limits.slotGiven(change.after);
        } else if (change.table === "signers") keys.signerChanged(change);
        else if (change.table === "attempts") attempts.stored(change, refundsBefore.get(change.after.refundId) ?? null);
        else if (change.table === "deposits" && change.before?.status !== change.after.status)
          must(
            change.after.status !== "REFUNDED" ||
              [...books().refunds.values()].some(
                ({ depositId, status }) => depositId === change.after.id && status === "COMPLETED",
              ),
            "I8",
            () => `${change.after.recordNo} is Refunded without a completed refund`,
          );
      }
      logged(changes);
    },
  };
}
