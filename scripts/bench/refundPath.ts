/**
 * B19. One approved payment of the workstation: nodes checked, signed, durable, sent, answer kept. Floor: ethers signs, one commit that has reached the
 * disk, one question to the node. Left out of both: the central service's acknowledgement, and the stretching of the PIN, which is costly on purpose.
 * Before anything is measured: at the moment at which bytes reach the node, the journal's file holds them, registered.
 */
import { join } from "node:path";
import Database from "better-sqlite3";
import { Transaction, Wallet } from "ethers";
import { intentHashOf } from "#shared/domain/intent.ts";
import { sha256 } from "#central/sha256.ts";
import { type Chain, createChain } from "#main/chain/chain.ts";
import { connectNode } from "#main/chain/transport.ts";
import { silentLog } from "#main/log/Log.ts";
import type { SignRequest } from "#main/signer/protocol.ts";
import { signPayment } from "#main/signer/signPayment.ts";
import { sealVault } from "#main/signer/vault.ts";
import { openEncrypted } from "#main/store/openEncrypted.ts";
import { machineClock } from "#main/world/thisMachine.ts";
import { intentFor, TEST_FEE } from "#tests/main/chain/payments.ts";
import { openTestJournal, type TestJournal } from "#tests/main/journal/openTestJournal.ts";
import { approvalOf, makeApprover, pinned } from "#tests/main/signer/approvers.ts";
import { CHEAP_COST } from "#tests/main/signer/signerHere.ts";
import { startTestChain, type TestChain } from "#tests/support/chain.ts";
import type { Benchmark } from "./Benchmark.ts";
import { compare, costOf } from "./rounds.ts";

const PAYMENTS_A_ROUND = 20;
const PIN = "246813";
const EXECUTOR = "01890000-0000-7000-8000-00000000000e";
/** dev accounts: who pays in the product's way, and who in the floor's */
const [PAYER, FLOOR_PAYER, PAYEE] = [2, 3, 20];

type Payment = { request: SignRequest; refundNo: string };

export const refundPath: Benchmark = {
  id: "B19",
  what: "sign, keep and send a payment",
  gate: false,
  async run(world) {
    const chain = await startTestChain();
    const test = openTestJournal(machineClock);
    const plain = new Database(join(world.scratch("floor"), "floor.db"));
    try {
      plain.pragma("journal_mode=WAL");
      plain.pragma("synchronous=FULL");
      plain.exec("CREATE TABLE attempts (tx_hash TEXT PRIMARY KEY, signed_tx TEXT NOT NULL)");
      const desk = openDesk(chain, test);
      const make = await paymentsOf(chain, test);
      await desk.pay(make(), { watched: true });
      const send = rawSender(chain, plain);
      const { value, floor, ratio, note } = await compare(
        world.rounds,
        async () => {
          const payments = Array.from({ length: PAYMENTS_A_ROUND }, make);
          return costOf(async () => {
            for (const payment of payments) await desk.pay(payment, { watched: false });
          });
        },
        () =>
          costOf(async () => {
            for (let number = 0; number < PAYMENTS_A_ROUND; number += 1) await send();
          }),
      );
      desk.close();
      const each = ({ cpuMs }: { cpuMs: number }) => cpuMs / PAYMENTS_A_ROUND;
      const what = "a payment, durable before it is sent";
      return [{ what, unit: "CPU ms", value: each(value), floor: each(floor), ratio, target: 1.5, note }];
    } finally {
      plain.close();
      test.remove();
      await chain.stop();
    }
  },
};

/** The money rooms of a workstation, in the order of executeRefund. */
function openDesk(chain: TestChain, test: TestJournal) {
  const network = { code: "DEVNET", chainId: chain.chainId, genesisHash: chain.genesisHash };
  let beforeSending: (raw: string) => void = () => undefined;
  const connect = connectNode();
  const rooms: Chain = createChain({
    nodes: new Map([[network.code, [chain.url]]]),
    clock: machineClock,
    log: silentLog,
    connect(url, chainId) {
      const wire = connect(url, chainId);
      const send = (method: string, params: readonly unknown[]) => {
        if (method === "eth_sendRawTransaction") beforeSending(String(params[0]));
        return wire.send(method, params);
      };
      return { ...wire, send };
    },
  });

  async function pay({ request, refundNo }: Payment, { watched }: { watched: boolean }): Promise<void> {
    const { journal } = test;
    let seen = 0;
    beforeSending = (raw) => {
      if (watched) seen += assertDurable(test, raw);
    };
    await rooms.verify(network);
    const intent = request.intent as Parameters<typeof intentHashOf>[0];
    const { intentHash, slot } = request;
    journal.pinSlot({ refundId: intent.refundId, refundNo, slot }, intentHash);
    const { raw, txHash } = await signPayment(request, CHEAP_COST);
    if (rooms.decodeSigned(raw).unsigned !== request.unsigned) throw new Error("other bytes were signed");
    journal.recordSigned({
      txHash,
      refundId: intent.refundId,
      kind: "PAYMENT",
      intent,
      intentHash,
      signedTx: raw,
      executorId: EXECUTOR,
      lease: { leaseId: EXECUTOR, fencingToken: 1 },
    });
    journal.markRegistered(txHash);
    const answers = await rooms.broadcast(network, raw);
    journal.recordBroadcast(txHash, answers);
    if (!answers.every(({ result }) => result === "ACCEPTED")) throw new Error(`not accepted: ${answers[0]?.error}`);
    if (watched && seen !== 1) throw new Error(`the bytes left ${seen} times`);
  }
  return { pay, close: () => rooms.close() };
}

/** By a connection of its own, which sees only what was committed. */
function assertDurable({ file, key }: TestJournal, raw: string): 1 {
  const store = openEncrypted({ kind: "journal", file, key, synchronous: "FULL", migrationsFolder: null });
  const state = store.sqlite.prepare("SELECT state FROM attempts WHERE signed_tx = ?").pluck().get(raw);
  store.close();
  if (state !== "registered") throw new Error(`bytes left that the journal holds as ${String(state)}`);
  return 1;
}

/** Approved, claimed and reviewed payments, one nonce after another. */
async function paymentsOf(chain: TestChain, { journal }: TestJournal): Promise<() => Payment> {
  const payer = chain.account(PAYER);
  const approver = makeApprover(1);
  const secret = Buffer.from(payer.privateKey.slice(2), "hex");
  const header = { address: payer.address, executorId: EXECUTOR, pinned: [pinned(approver)] };
  const vault = await sealVault(header, secret, PIN, CHEAP_COST);
  const builder = createChain({ nodes: new Map(), clock: machineClock, log: silentLog });
  let nonce = await nonceOf(chain, payer.address);
  return () => {
    const number = String(nonce).padStart(6, "0");
    const intent = intentFor(chain, {
      refundId: `01890000-0000-7000-8000-000000${number}`,
      refundNo: `RF-20261122-${number}`,
      to: chain.account(PAYEE).address,
    });
    const slot = { chainId: chain.chainId, from: payer.address, nonce: String(nonce) };
    nonce += 1;
    const intentHash = intentHashOf(intent, sha256);
    journal.pinSlot({ refundId: intent.refundId, refundNo: intent.refundNo, slot }, intentHash);
    const unsigned = builder.buildUnsigned(intent, slot, TEST_FEE);
    const approvals = [approvalOf(approver, intent)];
    const none = { voiding: null, endorsements: [] };
    const request = {
      kind: "sign",
      pin: PIN,
      vault,
      intent,
      intentHash,
      approvals,
      slot,
      fee: TEST_FEE,
      unsigned,
    } as const;
    return { request: { ...request, ...none }, refundNo: intent.refundNo };
  };
}

function rawSender(chain: TestChain, sqlite: Database.Database): () => Promise<void> {
  const wallet = new Wallet(chain.account(FLOOR_PAYER).privateKey);
  const keep = sqlite.prepare("INSERT INTO attempts (tx_hash, signed_tx) VALUES (?, ?)");
  let nonce: number | null = null;
  return async () => {
    nonce ??= await nonceOf(chain, wallet.address);
    const raw = await wallet.signTransaction({
      type: 2,
      chainId: chain.chainId,
      nonce,
      to: chain.account(PAYEE).address,
      value: 1_250_000n,
      gasLimit: TEST_FEE.gasLimit,
      maxFeePerGas: TEST_FEE.maxFeePerGasWei,
      maxPriorityFeePerGas: TEST_FEE.maxPriorityFeePerGasWei,
    });
    nonce += 1;
    keep.run(Transaction.from(raw).hash, raw);
    await chain.rpc("eth_sendRawTransaction", [raw]);
  };
}

async function nonceOf(chain: TestChain, address: string): Promise<number> {
  return Number.parseInt(await chain.rpc<string>("eth_getTransactionCount", [address, "latest"]), 16);
}
