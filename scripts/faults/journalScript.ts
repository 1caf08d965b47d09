/**
 * What a workstation does with its money journal, as a list of steps that depend on nothing but a seed: refunds that are signed, registered, sent, reported,
 * refused, taken over and settled, and the program's own ends and starts in between.
 */
import type { RefundIntent } from "#shared/domain/intent.ts";
import type { Journal } from "#main/store/journal.ts";
import { createDice, type Dice } from "#tests/main/support/seededRandom.ts";

/** null: the journal is closed and opened again */
export type JournalStep = { name: string; run: ((journal: Journal) => void) | null };

export type JournalScript = {
  steps: JournalStep[];
  /** Everything that the journal knows and that this script decided. */
  digest(journal: Journal): string;
};

export function journalScript(seed: number, refunds: number): JournalScript {
  const dice = createDice(seed);
  const steps: JournalStep[] = [];
  const [refundIds, hashes]: [string[], string[]] = [[], []];
  const from = `0x${dice.hex(40)}`;
  const add = (name: string, run: JournalStep["run"]) => void steps.push({ name, run });
  add("backup proven", (journal) => journal.rememberBackupProof(from));
  for (let nonce = 0; nonce < refunds; nonce += 1) {
    const life = lifeOf(dice, from, nonce);
    refundIds.push(life.refundId);
    hashes.push(life.txHash);
    for (const step of life.steps) {
      steps.push(step);
      if (dice.chance(0.15)) add("closed and opened", null);
    }
  }
  return {
    steps,
    digest: (journal) =>
      JSON.stringify([
        journal.verifyAudit(),
        journal.isBackupProven(from),
        journal.pinTries(from),
        refundIds.map((id) => journal.execution(id)),
        hashes.map((hash) => {
          const attempt = journal.attempt(hash);
          return attempt && { ...attempt, registerKey: null };
        }),
        hashes.map((hash) => journal.unreported(hash).map(({ node, result }) => [node, result])),
        journal.openAttempts().length,
      ]),
  };
}

function lifeOf(dice: Dice, from: string, nonce: number): { refundId: string; txHash: string; steps: JournalStep[] } {
  const refundId = dice.uuid();
  const refundNo = `RF-20261122-${String(nonce + 1).padStart(6, "0")}`;
  const slot = { chainId: 31337, from, nonce: String(nonce) };
  const intentHash = dice.hex(64);
  const txHash = `0x${dice.hex(64)}`;
  const bytes = {
    txHash,
    refundId,
    kind: "PAYMENT" as const,
    intent: intentOf(dice, refundId, refundNo),
    intentHash,
    signedTx: `0x${dice.hex(260)}`,
  };
  const signed = (fencingToken: number, leaseId = dice.uuid(), executorId = dice.uuid()) => ({
    ...bytes,
    executorId,
    lease: { leaseId, fencingToken },
  });
  const steps: JournalStep[] = [];
  const add = (name: string, run: (journal: Journal) => void) => void steps.push({ name, run });
  add("slot pinned", (journal) => journal.pinSlot({ refundId, refundNo, slot }, intentHash));
  if (dice.chance(0.2)) add("taken over", (journal) => journal.recordForeign(bytes));
  else {
    const [first, second] = [signed(1), signed(2)];
    add("PIN tried", (journal) => journal.savePinTries(from, { failures: 1, lastAt: nonce }));
    add("PIN right", (journal) => journal.savePinTries(from, { failures: 0, lastAt: nonce }));
    add("signed", (journal) => journal.recordSigned(first));
    if (dice.chance(0.3)) {
      add("refused", (journal) => journal.markOrphan(txHash, "LEASE_LOST"));
      add("signed again", (journal) => journal.recordSigned(second));
    }
    add("registered", (journal) => journal.markRegistered(txHash));
  }
  const result = dice.pick(["ACCEPTED", "ALREADY_KNOWN", "UNKNOWN", "REJECTED"] as const);
  add("sent", (journal) => journal.recordBroadcast(txHash, [{ node: "node-1", result, error: null }]));
  add("reported", (journal) => {
    const [first] = journal.unreported(txHash);
    if (first) journal.markReported(first.id);
  });
  if (dice.chance(0.7)) add("settled", (journal) => journal.settle(txHash, "paid"));
  return { refundId, txHash, steps };
}

function intentOf(dice: Dice, refundId: string, refundNo: string): RefundIntent {
  return {
    version: 1,
    refundId,
    refundNo,
    depositId: dice.uuid(),
    recordNo: "DP-20261122-000001",
    depositVersion: 4,
    customerNo: "C10001",
    kind: "CUSTOMER_REQUEST",
    network: "DEVNET",
    chainId: 31337,
    genesisHash: `0x${dice.hex(64)}`,
    currency: "ETH",
    asset: "NATIVE",
    contractAddress: null,
    decimals: 18,
    to: `0x${dice.hex(40)}`,
    amount: "1.5",
    amountBaseUnits: "1500000000000000000",
    feeCapWei: "5000000000000000",
    adjustmentReason: null,
    remainder: null,
    reason: "Client asked for it",
    identityCheckHash: dice.hex(64),
    requestedBy: dice.uuid(),
    requiredApprovals: 1,
    configVersion: 1,
  };
}
