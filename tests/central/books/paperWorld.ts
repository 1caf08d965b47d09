/** People, keys, an address and deposits for tests of the books, the same on whichever books: every id and time is drawn from what is given. */
import type { Clock } from "#central/clock.ts";
import { later } from "#central/clock.ts";
import type { Books, BookStore } from "#central/books/Books.ts";
import { type CentralOn, centralOn } from "#central/books/memory/centralOn.ts";
import type { MemoryCentral, MemoryCentralOptions } from "#central/books/memory/MemoryCentral.ts";
import { memoryBooks } from "#central/books/memory/memoryBooks.ts";
import { openMemoryCentral } from "#central/books/memory/openMemoryCentral.ts";
import { seedsInto } from "#central/books/memory/seeds.ts";
import { type Actor, type BookContext, bookContextOf, type BookRooms, type PersonActor } from "#central/context.ts";
import type { Random } from "#central/random.ts";
import { sha256 } from "#central/sha256.ts";
import { http } from "#shared/contract/http.ts";
import type { Attempt, Claim, Refund } from "#shared/contract/refund.ts";
import { decisionText, voidText } from "#shared/domain/intent.ts";
import { paperBytes, type PaperChain, paperChain, paperProofs } from "./paperChain.ts";

export const PAPER_NETWORK = "DEVNET";
export const PAYER = `0x${"a1".repeat(20)}`;
export const PAYEE = `0x${"b2".repeat(20)}`;

/** Always the same numbers in the same order (xorshift). */
export function seededRandom(seed: number): Random & { below(bound: number): number } {
  let state = seed | 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  return {
    bytes: (count) => Uint8Array.from({ length: count }, () => next() % 256),
    below: (bound) => next() % bound,
  };
}

export type PaperClock = Clock & { advance(ms: number): void };
export function paperClock(): PaperClock {
  let instant = "2026-11-22T02:00:00.000Z";
  return { now: () => instant, advance: (ms) => void (instant = later(instant, ms)) };
}

export type PaperPeople = Record<"maker" | "approver" | "second" | "executor" | "watcher", PersonActor>;

/** What a world of paper runs on: openMemoryCentral, or the database behind the same operations. */
export type PaperOptions = MemoryCentralOptions & { readonly clock: PaperClock };

export function paperOptions(
  seed = 1,
): PaperOptions & { chain: PaperChain; random: ReturnType<typeof seededRandom>; clock: PaperClock } {
  const chain = paperChain(PAPER_NETWORK);
  const chains = { byNetwork: new Map([[PAPER_NETWORK, chain]]) };
  return { clock: paperClock(), random: seededRandom(seed), sha256, chains, proofs: paperProofs, chain };
}

/** Rows that other rooms would have written. */
export function paperRows(put: MemoryCentral["put"], central: CentralOn, deposits = 3) {
  const people: PaperPeople = {
    maker: central.person({ name: "Maker", permissions: ["Refund.Request"] }),
    approver: central.person({ name: "Approver", permissions: ["Refund.Approve"] }),
    second: central.person({ name: "Second", permissions: ["Refund.Approve", "Refund.VoidApprove"] }),
    executor: central.person({ name: "Executor", permissions: ["Refund", "Refund.Execute"] }),
    watcher: central.person({ name: "Reader", permissions: ["Refund", "Notice.Record"] }),
  };
  const { executor } = people;
  const network = put.network({
    code: PAPER_NETWORK,
    chainId: 31337,
    genesisHash: `0x${"0".repeat(64)}`,
    requiredConfirmations: 3,
    finalityDepth: 6,
  });
  const currency = put.currency({
    code: "ETH",
    network: PAPER_NETWORK,
    kind: "NATIVE",
    decimals: 18,
    largeAmount: "1000",
  });
  const address = put.address({ network: PAPER_NETWORK, address: PAYEE, customerNo: "C10001" });
  const signer = put.signer({
    address: PAYER,
    executorId: executor.userId,
    workstationId: executor.workstationId,
    networks: [PAPER_NETWORK],
  });
  const keys = [people.approver, people.second].map(({ userId }, index) =>
    put.deviceKey({ userId, publicKey: String(index + 1).repeat(64) }),
  );
  const block = { blockNumber: "1", blockHash: `0x${"0".repeat(63)}1` };
  const records = Array.from({ length: deposits }, (_, index) =>
    put.deposit({
      network: PAPER_NETWORK,
      currency: "ETH",
      declaredAmount: index === 1 ? "2000" : "5",
      transferTxHash: `0x${String(index + 1).padStart(64, "d")}`,
      transferLogIndex: -1,
      confirmations: { current: 9, required: 3, ...block, observedAt: null, orphanedAt: null },
    }),
  );
  put.denylist("list-1", [`0x${"66".repeat(20)}`]);
  return { people, network, currency, address, signer, keys, deposits: records };
}

export type PaperRows = ReturnType<typeof paperRows>;

/** Everything that people do with a refund. */
export function paperWorld(
  central: CentralOn,
  rows: PaperRows,
  { clock, chain }: { clock: PaperClock; chain: PaperChain },
) {
  const { people, address, signer, keys } = rows;
  let hashes = 0;

  /** the deposits' own transfers are mined in block 1 for ever */
  const receipts = chain.receipt.bind(chain);
  chain.receipt = async (txHash) => {
    const deposit = rows.deposits.find(({ transferTxHash }) => transferTxHash === txHash);
    if (deposit === undefined) return receipts(txHash);
    const blockHash = deposit.confirmations.blockHash ?? "";
    return { txHash, blockNumber: 1n, blockHash, status: 1, from: PAYEE, to: PAYER, feeWei: 1n, transfers: [] };
  };

  async function request(index: number, change: { amount?: string; version?: number; by?: PersonActor } = {}) {
    const deposit = rows.deposits[index];
    if (deposit === undefined) throw new Error("There is no such deposit");
    const current = await central.asSystem(({ books }) => books.deposit(deposit.id));
    const amount = change.amount ?? deposit.declaredAmount;
    const adjusted = amount !== deposit.declaredAmount;
    return central.call(change.by ?? people.maker, http.deposits.requestRefund, {
      params: { id: deposit.id },
      ifMatch: change.version ?? current?.version ?? 0,
      body: {
        kind: "CUSTOMER_REQUEST",
        refundAddressId: address.id,
        network: PAPER_NETWORK,
        amount,
        adjustmentReason: adjusted ? "Fees are kept" : null,
        remainder: adjusted ? "FEE" : null,
        reason: "The client asked for it",
        identityCheck: {
          method: "CALL_BACK",
          reference: "+852 5555 0101",
          askedBy: "Client",
          basis: "Known voice",
          checkedBy: "Maker",
          checkedAt: clock.now(),
          addressConfirmed: true,
          noThirdParty: true,
          attachments: [],
        },
      },
    });
  }

  async function decisionOf(refund: Refund, by: PersonActor, decision: "APPROVE" | "REJECT") {
    const key = keys.find(({ userId }) => userId === by.userId);
    const deviceKeyId = key?.id ?? refund.id;
    const text = decisionText({
      type: "deposit-desk/refund-decision/1",
      refundId: refund.id,
      intentHash: refund.intentHash,
      decision,
      userId: by.userId,
      deviceKeyId,
      decidedAt: clock.now(),
    });
    const action = decision === "APPROVE" ? "refund.approve" : "refund.reject";
    return {
      params: { id: refund.id },
      ifMatch: refund.version,
      body: {
        comment: "Checked",
        intentHash: refund.intentHash,
        decidedAt: clock.now(),
        stepUpToken: await central.stepUp(by, { action, resourceId: refund.id, intentHash: refund.intentHash }),
        deviceKeyId,
        signature: `${key?.publicKey}:${text}`,
      },
    };
  }

  const approve = async (refund: Refund, by = people.approver) =>
    central.call(by, http.refunds.approve, await decisionOf(refund, by, "APPROVE"));
  const reject = async (refund: Refund, by = people.approver) =>
    central.call(by, http.refunds.reject, await decisionOf(refund, by, "REJECT"));

  async function claim(refund: Refund, by = people.executor, kind: Attempt["kind"] = "PAYMENT"): Promise<Claim> {
    const purpose = { action: "refund.claim", resourceId: refund.id, intentHash: refund.intentHash } as const;
    return central.call(by, http.refunds.claim, {
      params: { id: refund.id },
      ifMatch: refund.version,
      body: {
        workstationId: by.workstationId,
        signerId: signer.id,
        purpose: kind,
        stepUpToken: await central.stepUp(by, purpose),
      },
    });
  }

  /** Bytes of the claim's payment; `change` makes other ones. */
  function sign({ intent, slot }: Claim, change: { fee?: string; to?: string; value?: string } = {}) {
    hashes += 1;
    const txHash = `0x${hashes.toString(16).padStart(64, "e")}`;
    const { to = intent.to, value = intent.amountBaseUnits, fee = "10" } = change;
    const nonce = Number.parseInt(slot.nonce, 10);
    return { txHash, signedTx: paperBytes({ hash: txHash, from: slot.from, to, nonce, value, fee }) };
  }

  const register = (claimed: Claim, bytes: { txHash: string; signedTx: string }, kind: Attempt["kind"] = "PAYMENT") =>
    central.call(people.executor, http.refunds.registerAttempt, {
      params: { id: claimed.refund.id },
      ifMatch: null,
      body: { leaseId: claimed.lease.leaseId, fencingToken: claimed.lease.fencingToken, kind, ...bytes },
    });

  const report = (id: string, txHash: string, result: "ACCEPTED" | "UNKNOWN" | "REJECTED") =>
    central.call(people.executor, http.refunds.reportBroadcast, {
      params: { id, txHash },
      ifMatch: null,
      body: { result, node: "paper", error: null },
    });

  const leaseOf = ({ lease, refund }: Claim) => ({
    params: { id: refund.id },
    ifMatch: null,
    body: { leaseId: lease.leaseId, fencingToken: lease.fencingToken },
  });
  const release = (claimed: Claim) => central.call(people.executor, http.refunds.releaseLease, leaseOf(claimed));
  const renew = (claimed: Claim) => central.call(people.executor, http.refunds.renewLease, leaseOf(claimed));
  const refund = (id: string) =>
    central.call(people.watcher, http.refunds.get, { params: { id }, body: null, ifMatch: null });
  const withdraw = (about: Refund) =>
    central.call(people.maker, http.refunds.withdraw, {
      params: { id: about.id },
      ifMatch: about.version,
      body: { remarks: "Asked by mistake" },
    });
  const requestVoid = (about: Refund, by = people.executor) =>
    central.call(by, http.refunds.requestVoid, {
      params: { id: about.id },
      ifMatch: about.version,
      body: { reason: "The client called: do not pay" },
    });
  async function approveVoid(about: Refund, by = people.second, comment = "") {
    const key = keys.find(({ userId }) => userId === by.userId);
    const deviceKeyId = key?.id ?? about.id;
    const text = voidText({
      type: "deposit-desk/refund-void/1",
      refundId: about.id,
      intentHash: about.intentHash,
      chainId: about.slot?.chainId ?? 0,
      from: about.slot?.from ?? "",
      nonce: about.slot?.nonce ?? "",
      requestedBy: about.voiding?.requestedBy.id ?? "",
      userId: by.userId,
      deviceKeyId,
      decidedAt: clock.now(),
    });
    const purpose = { action: "refund.approve-void", resourceId: about.id, intentHash: about.intentHash } as const;
    return central.call(by, http.refunds.approveVoid, {
      params: { id: about.id },
      ifMatch: about.version,
      body: {
        comment,
        decidedAt: clock.now(),
        stepUpToken: await central.stepUp(by, purpose),
        deviceKeyId,
        signature: `${key?.publicKey}:${text}`,
      },
    });
  }
  const dropVoid = (about: Refund) =>
    central.call(people.executor, http.refunds.dropVoid, {
      params: { id: about.id },
      ifMatch: about.version,
      body: { remarks: "He called again" },
    });
  async function closeUnpaid(about: Refund, by = people.approver) {
    const purpose = { action: "refund.close-unpaid", resourceId: about.id, intentHash: about.intentHash } as const;
    return central.call(by, http.refunds.closeUnpaid, {
      params: { id: about.id },
      ifMatch: about.version,
      body: { evidence: "Another transaction has the nonce", stepUpToken: await central.stepUp(by, purpose) },
    });
  }
  const track = () => central.trackRefunds(PAPER_NETWORK);

  return {
    ...{ central, rows, people, clock, chain },
    ...{ requestVoid, approveVoid, dropVoid, closeUnpaid },
    ...{ request, decisionOf, approve, reject, claim, sign, register, report, release, renew, refund, withdraw, track },
  };
}

/** All of it in memory. */
export function memoryWorld(seed = 1, options: Partial<MemoryCentralOptions> = {}) {
  const own = paperOptions(seed);
  const central = openMemoryCentral({ ...own, ...options });
  return { ...paperWorld(central, paperRows(central.put, central), own), memory: central };
}

/** In memory too, with the books themselves at hand. `change`: what each transaction finds there instead. */
export function bookWorld(change: (own: Books) => Books = (own) => own) {
  const options = paperOptions();
  const memory = memoryBooks();
  const books: BookStore = { ...memory, transaction: async (work) => memory.transaction((own) => work(change(own))) };
  const central = centralOn(books, options);
  const world = paperWorld(central, paperRows(seedsInto(memory.tables, options), central), options);
  const rooms: BookRooms = { ...options, books, proofs: paperProofs };
  /** An operation alone, in a transaction of its own. */
  const within = async <T>(actor: Actor, work: (context: BookContext) => Promise<T>): Promise<T> =>
    books.transaction((own) => work(bookContextOf(rooms, own, actor, null)));
  return { world, books, rooms, within, tables: memory.tables };
}
