/** What a payment key did that the books do not explain, and the payment that is written down afterwards (F36). On books in memory. */
import { getAddress } from "ethers";
import { beforeEach, describe, expect, test } from "vitest";
import { SYSTEM_ACTOR } from "#central/context.ts";
import type { ChainTransaction } from "#central/chain/ChainReader.ts";
import { compareEverywhere, compareKey, compareProposed, paysExactly } from "#central/refunds/keyFindings.ts";
import { nextNonces, requireNoncesExplained, unexplainedNonces } from "#central/refunds/keyNonces.ts";
import { http } from "#shared/contract/http.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { REFUND_STATUSES } from "#shared/domain/statuses.ts";
import { AppError, isAppError } from "#shared/errors.ts";
import { paperBytes, type PaperPayment } from "#tests/central/books/paperChain.ts";
import { bookWorld, PAPER_NETWORK, PAYEE, PAYER } from "#tests/central/books/paperWorld.ts";

const FOUND = `0x${"9".repeat(64)}`;
const EVIDENCE = "The journal of the pay desk names it";
const OTHER_KEY = `0x${"a2".repeat(20)}`;
const TOKEN = `0x${"70".repeat(20)}`;
let at: ReturnType<typeof bookWorld>;
beforeEach(() => {
  at = bookWorld();
});

const codeOf = async (work: Promise<unknown>): Promise<string | null> =>
  work.then(
    () => null,
    (error: unknown) => {
      if (!isAppError(error)) throw error;
      return error.code;
    },
  );
const approved = async (index = 0): Promise<Refund> => at.world.approve(await at.world.request(index));

/** A payment that is mined, and of which the books know nothing. */
function payUnknown(refund: Refund, change: Partial<PaperPayment> = {}): string {
  const { chain } = at.world;
  const { to, amountBaseUnits } = refund.intent;
  const payment = { hash: FOUND, from: PAYER, to, nonce: 0, value: amountBaseUnits, fee: "12", ...change };
  const bytes = paperBytes(payment);
  chain.signedBytes = async (txHash) => (txHash === payment.hash ? bytes : null);
  chain.send(bytes);
  chain.mine(1);
  return payment.hash;
}

async function adopt(
  refund: Refund,
  change: { txHash?: string; by?: "approver" | "maker"; stepUpToken?: string } = {},
) {
  const { central, people } = at.world;
  const by = people[change.by ?? "approver"];
  const actor = { ...by, permissions: new Set([...by.permissions, "Refund.Approve" as const]) };
  const purpose = { action: "refund.adopt", resourceId: refund.id, intentHash: refund.intentHash } as const;
  return central.call(actor, http.refunds.adopt, {
    params: { id: refund.id },
    ifMatch: refund.version,
    body: {
      txHash: change.txHash ?? FOUND,
      evidence: EVIDENCE,
      stepUpToken: change.stepUpToken ?? (await central.stepUp(actor, purpose)),
    },
  });
}

/** Signed, sent, and overtaken by another transaction on its nonce. */
async function lost(pays: Partial<PaperPayment> | null): Promise<Refund> {
  const { world } = at;
  const claimed = await world.claim(await approved());
  const bytes = world.sign(claimed);
  await world.register(claimed, bytes);
  if (pays === null) world.chain.spend(PAYER);
  else payUnknown(claimed.refund, pays);
  world.chain.mine(3);
  await world.track();
  await world.track();
  const refund = await world.refund(claimed.refund.id);
  expect(refund.status).toBe("NONCE_LOST");
  return refund;
}

describe("F36 a payment that was found is written down", () => {
  test("of an Approved refund: with its slot, its bytes and its hash; the watcher follows it to the end", async () => {
    const refund = await approved();
    expect(refund.expiresAt).not.toBeNull();
    payUnknown(refund);
    const adopted = await adopt(refund);
    expect(adopted).toMatchObject({
      status: "SIGNED",
      txHash: FOUND,
      expiresAt: null,
      slot: { chainId: 31337, from: PAYER, nonce: "0" },
      attempts: [{ kind: "PAYMENT", txHash: FOUND, nonce: "0", maxFeeWei: "252000" }],
    });
    const [slot] = await at.books.slots([refund.id]);
    expect(slot).toEqual({
      refundId: refund.id,
      signerId: at.world.rows.signer.id,
      chainId: 31337,
      fromAddress: PAYER,
      nonce: 0n,
      allocatedAt: at.world.clock.now(),
    });
    expect(at.tables.history.at(-1)).toMatchObject({
      fromStatus: "APPROVED",
      toStatus: "SIGNED",
      remarks: EVIDENCE,
      detail: { txHash: FOUND, nonce: "0", maxFeeWei: "252000", from: PAYER },
    });
    at.world.chain.mine(3);
    await at.world.track();
    expect(await at.world.refund(refund.id)).toMatchObject({ status: "COMPLETED", txHash: FOUND });
    expect(await codeOf(adopt(await at.world.refund(refund.id)))).toBe("REFUND_STATE");
  });

  test("of one whose nonce is lost: a further attempt on the slot it has; F35 follows when the watcher has looked", async () => {
    const refund = await lost({});
    at.world.clock.advance(1_000);
    const adopted = await adopt(refund);
    expect(adopted).toMatchObject({ status: "NONCE_LOST", slot: refund.slot });
    expect(adopted.version).toBe(refund.version + 1);
    expect(adopted.attempts.map(({ kind, txHash }) => [kind, txHash])).toEqual([
      ["PAYMENT", refund.attempts[0]?.txHash],
      ["FEE_BUMP", FOUND],
    ]);
    expect(at.tables.history.at(-1)).toMatchObject({
      action: "refund.payment_found",
      fromStatus: "NONCE_LOST",
      remarks: EVIDENCE,
      detail: { txHash: FOUND, nonce: "0" },
    });
    // Until the watcher has looked its nonce counts as lost; it is written down once all the same.
    expect(await codeOf(adopt(adopted))).toBe("REFUND_STATE");
    expect((await at.world.refund(refund.id)).attempts).toHaveLength(2);
    at.world.chain.mine(3);
    await at.world.track();
    expect(await at.world.refund(refund.id)).toMatchObject({ status: "COMPLETED", txHash: FOUND });
  });

  test("I3 I4 by another than the maker, with a fresh proof, in the version that he saw", async () => {
    const refund = await approved();
    payUnknown(refund);
    expect(await codeOf(adopt(refund, { by: "maker" }))).toBe("SELF_APPROVAL_FORBIDDEN");
    expect(await codeOf(adopt(refund, { stepUpToken: "none" }))).toBe("STEP_UP_REQUIRED");
    expect(await codeOf(adopt({ ...refund, intentHash: "0".repeat(64) }))).toBe("STEP_UP_REQUIRED");
    expect(await codeOf(adopt({ ...refund, version: 1 }))).toBe("VERSION_MISMATCH");
    expect(await at.world.refund(refund.id)).toMatchObject({ status: "APPROVED", slot: null, attempts: [] });
  });

  test("I7 only Approved, or with its nonce lost", async () => {
    const asked = await at.world.request(0);
    expect(await codeOf(adopt(asked))).toBe("REFUND_STATE");
    const claimed = await at.world.claim(await at.world.approve(asked));
    payUnknown(asked);
    expect(await codeOf(adopt(claimed.refund))).toBe("REFUND_STATE");
  });

  test("I8 only what is mined, and whose bytes a node still has", async () => {
    const refund = await approved();
    const { chain } = at.world;
    expect(await codeOf(adopt(refund))).toBe("TX_HASH_MISMATCH");
    payUnknown(refund);
    const { receipt, transaction, signedBytes } = { ...chain };
    for (const gone of [{ receipt: async () => null }, { transaction: async () => null }]) {
      Object.assign(chain, gone);
      expect(await codeOf(adopt(refund))).toBe("TX_HASH_MISMATCH");
      Object.assign(chain, { receipt, transaction });
    }
    chain.signedBytes = async () => null;
    expect(await codeOf(adopt(refund))).toBe("TX_HASH_MISMATCH");
    delete chain.signedBytes;
    expect(await codeOf(adopt(refund))).toBe("TX_HASH_MISMATCH");
    Object.assign(chain, { signedBytes });
    chain.transaction = async () => {
      throw new AppError("CHAIN_UNAVAILABLE", "No node answers");
    };
    expect(await codeOf(adopt(refund))).toBe("CHAIN_UNAVAILABLE");
    chain.transaction = transaction;
    expect(await codeOf(adopt(refund))).toBeNull();
  });

  test.each<[string, Partial<PaperPayment>, string]>([
    ["less than was approved", { value: "1" }, "SIGNED_TX_MISMATCH"],
    ["somebody else", { to: PAYER }, "SIGNED_TX_MISMATCH"],
    ["by a key that is none of ours", { from: OTHER_KEY }, "SIGNER_NOT_APPROVED"],
  ])("I11 I12 never what paid %s", async (_, change, code) => {
    const refund = await approved();
    payUnknown(refund, change);
    expect(await codeOf(adopt(refund))).toBe(code);
  });

  test("never what the nodes show another hash for", async () => {
    const refund = await approved();
    const bytes = paperBytes({ hash: FOUND, from: PAYER, to: PAYEE, nonce: 0, value: refund.intent.amountBaseUnits });
    const real = payUnknown(refund, { hash: `0x${"8".repeat(64)}` });
    at.world.chain.signedBytes = async () => bytes;
    expect(await codeOf(adopt(refund, { txHash: real }))).toBe("SIGNED_TX_MISMATCH");
  });

  test("I8 never what failed on the chain, though its bytes are right", async () => {
    const refund = await approved();
    at.world.chain.spoil(FOUND, { status: 0 });
    payUnknown(refund);
    expect(await codeOf(adopt(refund))).toBe("TX_HASH_MISMATCH");
  });

  test("I1 I9 one payment belongs to one refund, for all that another asks for the same", async () => {
    const { world } = at;
    const first = await approved(0);
    const second = await approved(2);
    expect(second.intent.amountBaseUnits).toBe(first.intent.amountBaseUnits);
    payUnknown(first);
    await adopt(first);
    expect(await codeOf(adopt(second))).toBe("REFUND_STATE");
    expect(await world.refund(second.id)).toMatchObject({ status: "APPROVED", slot: null });
    payUnknown(second, { hash: `0x${"8".repeat(64)}`, nonce: 1 });
    expect(await adopt(second, { txHash: `0x${"8".repeat(64)}` })).toMatchObject({ slot: { nonce: "1" } });
  });
});

describe("fault 17: what the chain counts of a key, against what the books explain", () => {
  const key = (change: object = {}) => ({ ...at.world.rows.signer, ...change });
  const below = (nonce: string) => ({ [PAPER_NETWORK]: { below: nonce } }) as never;
  const chainIs = { network: PAPER_NETWORK, chainId: 31337 };
  const signing = (...nonces: bigint[]) => ({ books: { ...at.books, signedNonces: async () => nonces } });

  test("the next nonce of each key, in their order; of one that no node counts nothing is known", async () => {
    const { chain, rows } = at.world;
    const other = { ...rows.signer, id: "other", address: OTHER_KEY };
    expect(await nextNonces(chain, [rows.signer])).toEqual(new Map());
    const asked: (readonly string[])[] = [];
    chain.nextNonces = async (addresses) => {
      asked.push(addresses);
      return [4n];
    };
    expect(await nextNonces(chain, [])).toEqual(new Map());
    expect(asked).toEqual([]);
    expect(await nextNonces(chain, [rows.signer, other])).toEqual(new Map([[rows.signer.id, 4n]]));
    expect(asked).toEqual([[PAYER, OTHER_KEY]]);
    chain.nextNonces = async () => [4n, 0n];
    expect(await nextNonces(chain, [rows.signer, other])).toEqual(
      new Map([
        [rows.signer.id, 4n],
        ["other", 0n],
      ]),
    );
  });

  test("unexplained: neither registered nor settled, lowest first, a hundred at most", async () => {
    expect(await unexplainedNonces(signing(0n, 2n), key(), chainIs, 5n)).toEqual([1n, 3n, 4n]);
    expect(await unexplainedNonces(signing(0n, 2n), key({ settled: below("4") }), chainIs, 5n)).toEqual([4n]);
    expect(await unexplainedNonces(signing(), key({ settled: below("5") }), chainIs, 5n)).toEqual([]);
    expect(await unexplainedNonces(signing(), key(), { ...chainIs, network: "OTHER" }, 1n)).toEqual([0n]);
    const many = await unexplainedNonces(signing(), key(), chainIs, 101n);
    expect([many.length, many.at(-1)]).toEqual([100, 99n]);
    const asked: unknown[] = [];
    const noting = {
      books: {
        ...at.books,
        signedNonces: async (...of: unknown[]) => {
          asked.push(of);
          return [];
        },
      },
    };
    await unexplainedNonces(noting, key({ settled: below("2") }), chainIs, 5n);
    expect(asked).toEqual([[31337, PAYER, 2n, 5n]]);
  });

  test.each<[string, bigint, bigint | undefined, string | null]>([
    ["everything is explained", 0n, 0n, null],
    ["nothing is known of the other key", 0n, undefined, null],
    ["the chain is ahead of its own key", 1n, 0n, "NONCE_AHEAD"],
    ["the chain is ahead of another key in use", 0n, 1n, "NONCE_AHEAD"],
  ])("I1 nothing is begun unless %s", async (_, nextNonce, otherNext, code) => {
    const { world, within } = at;
    const other = { ...world.rows.signer, id: "other", address: OTHER_KEY, executorName: "Eva" };
    const { id } = await approved();
    const asking = within(SYSTEM_ACTOR, async (context) => {
      const refund = await context.books.refund(id);
      if (!refund) throw new Error("it was just requested");
      const books = { ...context.books, signersInUse: async () => [other, world.rows.signer] };
      const otherNonces = new Map(otherNext === undefined ? [] : [["other", otherNext]]);
      await requireNoncesExplained({ ...context, books }, refund, world.rows.signer, { nextNonce, otherNonces });
    });
    if (code === null) await asking;
    else {
      const whose = nextNonce > 0n ? world.rows.signer.executorName : "Eva";
      await expect(asking).rejects.toMatchObject({
        code,
        message: expect.stringContaining(`the key of ${whose} on ${world.rows.signer.workstationName} (nonce 0)`),
      });
    }
  });

  const compared = async () => compareKey(at.rooms, { id: at.world.rows.signer.id, network: PAPER_NETWORK });
  const counting = (next: bigint) => {
    at.world.chain.nextNonces = async () => [next];
  };

  test("only of a key that there is, on a network of its own", async () => {
    const { signer } = at.world.rows;
    expect(await codeOf(compareKey(at.rooms, { id: "none", network: PAPER_NETWORK }))).toBe("NOT_FOUND");
    expect(await codeOf(compareKey(at.rooms, { id: signer.id, network: "OTHER" }))).toBe("NOT_FOUND");
    expect(await compared()).toEqual({ signerId: signer.id, network: PAPER_NETWORK, next: "0", findings: [] });
  });

  test("I1 what it sent is named with the refunds that it paid exactly, in whichever state may still be paid", async () => {
    const refund = await approved();
    payUnknown(refund);
    counting(1n);
    const { chain } = at.world;
    const found = chain.findByNonce;
    chain.findByNonce = async (address, nonce) => {
      const sent = (await found?.(address, nonce)) ?? null;
      return sent && { ...sent, blockNumber: 2n };
    };
    const value = refund.intent.amountBaseUnits;
    const finding = {
      nonce: "0",
      txHash: FOUND,
      blockNumber: "2",
      succeeded: true,
      payment: { to: PAYEE, contractAddress: null, baseUnits: value },
      refunds: [{ id: refund.id, refundNo: refund.refundNo, status: "APPROVED" }],
    };
    expect(await compared()).toEqual({
      signerId: at.world.rows.signer.id,
      network: PAPER_NETWORK,
      next: "1",
      findings: [finding],
    });
    expect(await compareEverywhere(at.rooms, at.world.rows.signer.id)).toHaveLength(1);
    const listed: string[] = [];
    for (const status of REFUND_STATUSES) {
      await at.books.transaction(async (own) => {
        const row = await own.refund(refund.id);
        if (row) await own.updateRefund(row.id, row.version, { status, version: row.version + 1 });
      });
      const [one] = (await compared()).findings;
      if (one?.refunds.length === 1) listed.push(status);
    }
    expect(listed.toSorted()).toEqual(["APPROVED", "NONCE_LOST", "ON_HOLD", "PENDING_APPROVAL", "SIGNING"]);
  });

  test("what failed, what no node can tell any more, and what paid something else, names no refund", async () => {
    const refund = await approved();
    at.world.chain.spoil(FOUND, { status: 0 });
    payUnknown(refund);
    counting(1n);
    expect((await compared()).findings).toMatchObject([{ txHash: FOUND, succeeded: false, refunds: [] }]);
    const { receipt } = at.world.chain;
    at.world.chain.receipt = async () => null;
    expect((await compared()).findings).toMatchObject([{ txHash: FOUND, succeeded: null, refunds: [] }]);
    at.world.chain.receipt = receipt;
    at.world.chain.findByNonce = async () => null;
    const nothing = { nonce: "0", txHash: null, blockNumber: null, succeeded: null, payment: null, refunds: [] };
    expect((await compared()).findings).toEqual([nothing]);
    delete at.world.chain.findByNonce;
    expect((await compared()).findings).toEqual([nothing]);
  });

  test("a token's payment is named by its payee and its contract; a transaction that makes a contract pays nobody", async () => {
    const call = `0xa9059cbb${PAYEE.slice(2).padStart(64, "0")}${7n.toString(16).padStart(64, "0")}`;
    const sent: ChainTransaction = {
      ...{ hash: FOUND, from: PAYER, to: TOKEN, nonce: 0n, value: 0n, input: call },
      ...{ blockNumber: null, blockHash: null },
    };
    counting(1n);
    at.world.chain.findByNonce = async () => sent;
    expect((await compared()).findings).toMatchObject([
      { blockNumber: null, payment: { to: getAddress(PAYEE), contractAddress: TOKEN, baseUnits: "7" } },
    ]);
    at.world.chain.findByNonce = async () => ({ ...sent, to: null });
    expect((await compared()).findings).toMatchObject([{ payment: null }]);
  });

  test("everywhere: on the networks whose chain is followed; for a proposal: on its network, if there is one", async () => {
    const { signer } = at.world.rows;
    expect(await compareEverywhere(at.rooms, "none")).toEqual([]);
    const rooms = (change: object) => ({
      ...at.rooms,
      books: { ...at.books, signer: async () => ({ ...signer, ...change }) },
    });
    const networks = ["ELSEWHERE", PAPER_NETWORK];
    expect(await compareEverywhere(rooms({ networks }), signer.id)).toMatchObject([{ network: PAPER_NETWORK }]);
    expect(await compareProposed(at.rooms, signer.id)).toBeNull();
    expect(await compareProposed(at.rooms, "none")).toBeNull();
    const settlement = { network: PAPER_NETWORK, below: "1" };
    expect(await compareProposed(rooms({ settlement }), signer.id)).toMatchObject({ network: PAPER_NETWORK });
  });

  test("I11 exactly: payee, amount and asset are the intent's, and it went through", async () => {
    const { intent } = await approved();
    const units = BigInt(intent.amountBaseUnits);
    const native = { to: PAYEE, value: units, input: "0x" };
    const receipt = {
      ...{ txHash: FOUND, blockNumber: 2n, blockHash: "", status: 1 as const, from: PAYER, to: PAYEE, feeWei: 1n },
      transfers: [{ contractAddress: TOKEN, from: PAYER, to: PAYEE, value: units, logIndex: 0 }] as never,
    };
    const pays = (sent: object, seen: object = {}, of: object = {}) =>
      paysExactly({ ...native, ...sent } as never, { ...receipt, ...seen }, { ...intent, ...of }, PAYER);
    expect(pays({})).toBe(true);
    expect(pays({ to: PAYEE.toUpperCase().replace("0X", "0x") })).toBe(true);
    expect(pays({ to: null })).toBe(false);
    expect(pays({ to: PAYER })).toBe(false);
    expect(pays({ value: units + 1n })).toBe(false);
    expect(pays({}, { status: 0 })).toBe(false);
    expect(pays({}, { from: OTHER_KEY })).toBe(false);
    const token = { contractAddress: TOKEN };
    expect(pays({ to: TOKEN, value: 0n }, {}, token)).toBe(true);
    expect(pays({ to: null, value: 0n }, {}, token)).toBe(true);
    expect(pays({ to: TOKEN, value: 0n }, { transfers: [] }, token)).toBe(false);
  });
});
