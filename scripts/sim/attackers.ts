/**
 * People with an account and bad manners: they use the API without the program, with whatever keys they have. Every try is one that the central
 * service must refuse; if it does not, the checks see what came of it.
 */
import { Transaction } from "ethers";
import type { MemoryCentral } from "#central/books/memory/MemoryCentral.ts";
import type { RefundRow } from "#central/refunds/toRefund.ts";
import { transferCall } from "#central/chain/erc20.ts";
import type { Endpoint } from "#shared/contract/http.ts";
import { http } from "#shared/contract/http.ts";
import { decisionText, voidText } from "#shared/domain/intent.ts";
import type { Permission } from "#shared/domain/permissions.ts";
import { isAppError } from "#shared/errors.ts";
import type { Remote } from "#main/remote/Remote.ts";
import { EVERYBODY, EXECUTORS, type Member, ONLOOKER, PASSWORD, PAYMENT_KEYS, type PaymentKey } from "./cast.ts";
import type { Dice } from "./dice.ts";
import type { Scheduler } from "./scheduler.ts";
import { CHAIN_ID } from "./chain/simNode.ts";
import type { Trick } from "./themes.ts";
import type { Workstation } from "./workstation.ts";

export type Attackers = { tryOnce(): void };

type Lock = { leaseId: string; fencingToken: number };
type Rival = { member: Member; remote: Remote };

export function createAttackers(world: {
  scheduler: Scheduler;
  dice: Dice;
  central: MemoryCentral;
  stations: readonly Workstation[];
  tricks: readonly Trick[];
  told(command: string, code: string | null): void;
  broken(what: string, error: unknown): void;
}): Attackers {
  const { dice, central } = world;
  /** locks as somebody once heard of them */
  const heard: { refundId: string; leaseId: string; fencingToken: number }[] = [];

  const refunds = (...statuses: string[]): RefundRow[] =>
    [...central.state.refunds.values()].filter(({ status }) => statuses.length === 0 || statuses.includes(status));
  const one = <T>(list: readonly T[]): T | null => (list.length === 0 ? null : dice.pick(list));

  /** Anybody's session, the onlooker's too. */
  function rival(having?: Permission): Rival | null {
    const able = ({ member, program }: Workstation) =>
      program() !== null && (having === undefined || member.permissions.includes(having));
    const station = one(world.stations.filter(able));
    const remote = station?.program()?.remote;
    return station === null || remote === undefined ? null : { member: station.member, remote };
  }

  async function send<E extends Endpoint>(
    what: string,
    { remote }: Rival,
    endpoint: E,
    args: object,
  ): Promise<unknown> {
    try {
      const answer = await remote.call(endpoint, { idempotencyKey: dice.uuid(), ...args } as never);
      world.told(`attack ${what}`, null);
      return answer;
    } catch (error) {
      if (isAppError(error)) world.told(`attack ${what}`, error.code);
      else world.broken(`attack ${what}`, error);
      return null;
    }
  }

  async function prove(
    by: Rival,
    action: "refund.approve" | "refund.claim" | "refund.approve-void",
    refund: RefundRow,
  ): Promise<string | null> {
    const body = {
      method: "PASSWORD" as const,
      code: PASSWORD,
      action,
      resourceId: refund.id,
      intentHash: refund.intentHash,
    };
    const answer = (await send("step-up", by, http.auth.stepUp, { body })) as { stepUpToken: string } | null;
    return answer?.stepUpToken ?? null;
  }

  /** An approval that is wrong in one way or in none. */
  async function approve(): Promise<void> {
    const refund = one(refunds("PENDING_APPROVAL"));
    const by = rival();
    if (refund === null || by === null) return;
    const stepUpToken = await prove(by, "refund.approve", refund);
    if (stepUpToken === null) return;
    const wrong = dice.pick(["nothing", "key", "hash", "signature", "decision"] as const);
    const key = wrong === "key" ? dice.pick(EVERYBODY) : by.member;
    const intentHash = wrong === "hash" ? dice.hex(64) : refund.intentHash;
    const decidedAt = new Date(world.scheduler.now()).toISOString();
    const signature = key.signStatement(
      decisionText({
        type: "deposit-desk/refund-decision/1",
        refundId: refund.id,
        intentHash,
        decision: wrong === "decision" ? "REJECT" : "APPROVE",
        userId: by.member.id,
        deviceKeyId: key.deviceKeyId,
        decidedAt,
      }),
    );
    await send(`approve with a wrong ${wrong}`, by, http.refunds.approve, {
      params: { id: refund.id },
      ifMatch: central.state.refunds.get(refund.id)?.version ?? 1,
      body: {
        comment: "",
        intentHash,
        decidedAt,
        stepUpToken,
        deviceKeyId: key.deviceKeyId,
        signature: wrong === "signature" ? dice.hex(128) : signature,
      },
    });
  }

  /** A claim with anybody's key from anywhere, and then bytes that are wrong in one way. */
  async function claim(): Promise<void> {
    const refund = one(refunds("APPROVED", "SIGNING"));
    const index = dice.below(EXECUTORS.length);
    const station = world.stations.find(({ member }) => member.id === EXECUTORS[index]?.id);
    const remote = station?.program()?.remote;
    if (refund === null || station === undefined || remote === undefined) return;
    const by: Rival = { member: station.member, remote };
    const stepUpToken = await prove(by, "refund.claim", refund);
    if (stepUpToken === null) return;
    const key = dice.chance(0.8) ? (PAYMENT_KEYS[index] as PaymentKey) : dice.pick(PAYMENT_KEYS);
    const claimed = (await send("claim", by, http.refunds.claim, {
      params: { id: refund.id },
      ifMatch: central.state.refunds.get(refund.id)?.version ?? 1,
      body: { workstationId: by.member.workstationId, signerId: key.signerId, stepUpToken },
    })) as { lease: { leaseId: string; fencingToken: number }; slot: { nonce: string } } | null;
    if (claimed === null) return;
    heard.push({ refundId: refund.id, ...claimed.lease });
    // Long thought over: the lock may have lapsed by then, and somebody else may have it.
    const waitsMs = dice.pick([dice.below(200_000), dice.below(5_000), 60_000 + dice.below(20_000)]);
    const { lease, slot } = claimed;
    const go = (label: string, afterMs: number, fees?: object) =>
      world.scheduler.after(afterMs, label, () => void register(by, key, refund, lease, slot.nonce, fees));
    go("attacker registers", waitsMs);
    if (dice.chance(0.3)) go("attacker registers again", waitsMs + 1_000, someFees());
  }

  async function register(
    by: Rival,
    key: PaymentKey,
    refund: RefundRow,
    { leaseId, fencingToken }: Lock,
    nonce: string,
    fees?: object,
  ): Promise<void> {
    const wrong = dice.pick([
      "nothing",
      "nothing",
      "nothing",
      "amount",
      "payee",
      "nonce",
      "payer",
      "fee",
      "hash",
    ] as const);
    const payer = wrong === "payer" ? dice.pick(PAYMENT_KEYS) : key;
    const { raw, hash } = bytes(refund, payer, nonce, wrong, fees);
    const txHash = wrong === "hash" ? `0x${dice.hex(64)}` : hash;
    const kind = dice.chance(0.1) ? dice.pick(["FEE_BUMP", "VOID"] as const) : ("PAYMENT" as const);
    await send(`register a wrong ${wrong}`, by, http.refunds.registerAttempt, {
      params: { id: refund.id },
      body: { leaseId, fencingToken, kind, signedTx: raw, txHash },
    });
  }

  function bytes(
    refund: RefundRow,
    key: PaymentKey,
    nonce: string,
    wrong: string,
    fees: object = { gasLimit: 80_000n, maxFeePerGas: 60n * 10n ** 9n, maxPriorityFeePerGas: 10n ** 9n },
  ): { raw: string; hash: string } {
    const { intent } = refund;
    const units = BigInt(intent.amountBaseUnits) * (wrong === "amount" ? 2n : 1n);
    const to = wrong === "payee" ? `0x${"ad".repeat(20)}` : intent.to.toLowerCase();
    const token = intent.contractAddress;
    return signed(key, {
      nonce: Number(nonce) + (wrong === "nonce" ? 1 : 0),
      to: token === null ? to : token.toLowerCase(),
      value: token === null ? units : 0n,
      data: token === null ? "0x" : transferCall(to, units),
      ...fees,
      ...(wrong === "fee" && { maxFeePerGas: 10n ** 13n }),
    });
  }

  function signed(key: PaymentKey, fields: object): { raw: string; hash: string } {
    const transaction = Transaction.from({ type: 2, chainId: CHAIN_ID, ...fields });
    transaction.signature = key.key.sign(transaction.unsignedHash);
    return { raw: transaction.serialized, hash: String(transaction.hash) };
  }

  /** Somebody's lock, old or new, in one's own hands. */
  async function useLock(): Promise<void> {
    const anybody = rival();
    const live = refunds("SIGNING").flatMap(({ id, leaseId, fencingToken }) =>
      leaseId === null ? [] : [{ refundId: id, leaseId, fencingToken }],
    );
    heard.push(...live.slice(0, 1));
    const lock = one([...live, ...heard]);
    const refund = lock === null ? undefined : central.state.refunds.get(lock.refundId);
    // Often by who holds the lock now, with one that he held before.
    const holder = world.stations.find(({ member }) => member.workstationId === refund?.leaseWorkstationId);
    const remote = holder?.program()?.remote;
    const by =
      holder !== undefined && remote !== undefined && dice.chance(0.6) ? { member: holder.member, remote } : anybody;
    if (by === null || lock === null || refund === undefined) return;
    const { leaseId, fencingToken } = lock;
    const input = { params: { id: refund.id }, body: { leaseId, fencingToken } };
    const what = dice.pick(["renew", "renew", "release", "register", "register"] as const);
    if (what === "renew") await send("renew a lock", by, http.refunds.renewLease, input);
    else if (what === "release") await send("release a lock", by, http.refunds.releaseLease, input);
    else if (refund.status !== "SIGNING" && dice.chance(0.5)) {
      const key = PAYMENT_KEYS.find(({ signerId }) => signerId === central.state.slots.get(refund.id)?.signerId);
      if (key !== undefined) await registerSecond(by, key, refund, lock);
    } else {
      const slot = central.state.slots.get(refund.id);
      const key = PAYMENT_KEYS.find(({ signerId }) => signerId === slot?.signerId);
      if (slot !== undefined && key !== undefined) await register(by, key, refund, lock, slot.nonce.toString());
    }
  }

  /** A refund of somebody else's money, or to somebody else's address. */
  async function request(): Promise<void> {
    const by = rival();
    const deposit = one([...central.state.deposits.values()]);
    const address = one([...central.state.addresses.values()]);
    if (by === null || deposit === null || address === null) return;
    await send("request", by, http.deposits.requestRefund, {
      params: { id: deposit.id },
      ifMatch: deposit.version,
      body: {
        kind: "CUSTOMER_REQUEST",
        refundAddressId: dice.chance(0.5)
          ? address.id
          : ([...central.state.addresses.values()].find(({ customerNo }) => customerNo === deposit.customerNo)?.id ??
            address.id),
        network: deposit.network,
        amount: dice.pick([deposit.declaredAmount, "1", "1000"]),
        adjustmentReason: "because",
        remainder: "STAYS_CREDITED",
        reason: "because",
        identityCheck: {
          method: "CALL_BACK",
          reference: "none",
          askedBy: "nobody",
          basis: "none",
          checkedBy: ONLOOKER.name,
          checkedAt: new Date(world.scheduler.now()).toISOString(),
          addressConfirmed: true,
          noThirdParty: true,
          attachments: [],
        },
      },
    });
  }

  /** News of payments that nobody made. */
  async function report(): Promise<void> {
    const by = rival(dice.chance(0.7) ? "Refund.Execute" : undefined);
    const attempt = one([...central.state.attempts.values()].slice(dice.chance(0.5) ? -3 : 0));
    const refund = one(refunds());
    if (by === null || refund === null) return;
    const txHash = attempt === null || dice.chance(0.1) ? `0x${dice.hex(64)}` : attempt.txHash;
    const id = attempt !== null && dice.chance(0.9) ? attempt.refundId : refund.id;
    if (dice.chance(0.5))
      await send("report a broadcast", by, http.refunds.reportBroadcast, {
        params: { id, txHash },
        body: { result: dice.pick(["ACCEPTED", "UNKNOWN", "REJECTED"] as const), node: "mine", error: null },
      });
    else
      await send("report a payment", by, http.refunds.reportObservation, {
        params: { id, txHash },
        body: {
          // At a height that nobody has yet, no other block contradicts it.
          blockNumber: String(dice.pick([dice.below(60), 1_000_000])),
          blockHash: `0x${dice.hex(64)}`,
          confirmations: dice.pick([1, 99]),
          receiptStatus: 1,
          transfer: null,
          feeWei: "1",
          node: "mine",
        },
      });
  }

  /** Withholds by himself what needs two people, in whatever step it is. */
  async function withhold(): Promise<void> {
    const refund =
      one(refunds("SIGNED", "BROADCAST_UNKNOWN", "BROADCAST", "DROPPED")) ??
      one(refunds("EXPIRED", "REJECTED").filter(({ id }) => central.state.slots.has(id)));
    const by = dice.chance(0.1) ? rival() : rival("Refund.Execute");
    if (refund === null || by === null) return;
    const target = { params: { id: refund.id }, ifMatch: central.state.refunds.get(refund.id)?.version ?? 1 };
    if (refund.voiding === null)
      return void (await send("ask to withhold", by, http.refunds.requestVoid, {
        ...target,
        body: { reason: "why not" },
      }));
    if (refund.voiding.approval !== null) return registerReplacement(refund);
    const asker = world.stations.find(({ member }) => member.id === refund.voiding?.requestedBy.id);
    const remote = asker?.program()?.remote;
    const same = asker !== undefined && remote !== undefined ? { member: asker.member, remote } : by;
    await approveWithholding(dice.chance(0.5) ? same : by, refund);
  }

  /** Also by the person who asked for it, and with a word that is not his. */
  async function approveWithholding(by: Rival, refund: RefundRow): Promise<void> {
    const slot = central.state.slots.get(refund.id);
    if (slot === undefined || refund.voiding === null) return;
    const stepUpToken = await prove(by, "refund.approve-void", refund);
    if (stepUpToken === null) return;
    const decidedAt = new Date(world.scheduler.now()).toISOString();
    const { id: userId, deviceKeyId } = by.member;
    const text = voidText({
      type: "deposit-desk/refund-void/1",
      refundId: refund.id,
      intentHash: refund.intentHash,
      chainId: slot.chainId,
      from: slot.fromAddress,
      nonce: slot.nonce.toString(),
      requestedBy: refund.voiding.requestedBy.id,
      userId,
      deviceKeyId,
      decidedAt,
    });
    const signature = dice.chance(0.3) ? dice.hex(128) : by.member.signStatement(text);
    await send("approve withholding", by, http.refunds.approveVoid, {
      params: { id: refund.id },
      ifMatch: central.state.refunds.get(refund.id)?.version ?? 1,
      body: { comment: "", decidedAt, stepUpToken, deviceKeyId, signature },
    });
  }

  /** Claims the slot for a second transaction, and registers one that is wrong in one way or in none. */
  async function registerReplacement(refund: RefundRow): Promise<void> {
    const slot = central.state.slots.get(refund.id);
    const index = PAYMENT_KEYS.findIndex(({ signerId }) => signerId === slot?.signerId);
    const station = world.stations.find(({ member }) => member.id === EXECUTORS[index % EXECUTORS.length]?.id);
    const remote = station?.program()?.remote;
    const key = PAYMENT_KEYS[index];
    if (slot === undefined || key === undefined || station === undefined || remote === undefined) return;
    const by: Rival = { member: station.member, remote };
    const stepUpToken = await prove(by, "refund.claim", refund);
    if (stepUpToken === null) return;
    const purpose = dice.pick(["FEE_BUMP", "VOID"] as const);
    const claimed = (await send("claim a replacement", by, http.refunds.claim, {
      params: { id: refund.id },
      ifMatch: central.state.refunds.get(refund.id)?.version ?? 1,
      body: { workstationId: by.member.workstationId, signerId: key.signerId, stepUpToken, purpose },
    })) as { lease: Lock } | null;
    if (claimed !== null) await registerSecond(by, key, refund, claimed.lease);
  }

  async function registerSecond(by: Rival, key: PaymentKey, refund: RefundRow, lock: Lock): Promise<void> {
    const slot = central.state.slots.get(refund.id);
    if (slot === undefined) return;
    const kind = dice.pick(["FEE_BUMP", "VOID"] as const);
    const { raw, hash } =
      kind === "VOID" && dice.chance(0.7)
        ? signed(key, { ...someFees(), nonce: Number(slot.nonce), to: key.address, value: 0n, data: "0x" })
        : bytes(refund, key, slot.nonce.toString(), "nothing", someFees());
    const { leaseId, fencingToken } = lock;
    await send(`register a ${kind}`, by, http.refunds.registerAttempt, {
      params: { id: refund.id },
      body: { leaseId, fencingToken, kind, signedTx: raw, txHash: hash },
    });
  }

  /** Often too low to be worth more than what is registered already. */
  function someFees() {
    const maxFeePerGas = dice.pick([20n, 60n, 200n]) * 10n ** 9n;
    return { gasLimit: 80_000n, maxFeePerGas, maxPriorityFeePerGas: dice.pick([1n, 3n]) * 10n ** 9n };
  }

  const TRIES: Record<Trick, () => Promise<void>> = {
    approve,
    claim,
    "use lock": useLock,
    request,
    report,
    withhold,
  };
  return {
    tryOnce: () => void TRIES[dice.pick(world.tricks)](),
  };
}
