/** What leaves a workstation, what its signer signs, and what its journal says, looked at from outside while it happens. */
import type { MemoryCentral, MemoryTables } from "#central/books/memory/MemoryCentral.ts";
import type { SignedPayment, SignRequest } from "#main/signer/protocol.ts";
import type { Transaction } from "#scripts/sim/chain/blockTree.ts";
import { readTransaction } from "#scripts/sim/chain/readTransaction.ts";
import type { SimNode } from "#scripts/sim/chain/simNode.ts";
import { FINAL_DEPTH } from "#scripts/sim/deposits.ts";
import type { Workstation } from "#scripts/sim/workstation.ts";
import type { BookChecks } from "./bookChecks.ts";
import { isDeviceSignature } from "#main/signer/deviceSignature.ts";
import { decisionText } from "#shared/domain/intent.ts";
import type { Findings } from "./Findings.ts";
import { A_MOMENT_MS, type Witness } from "./witness.ts";

export type DeskChecks = {
  /** I2: bytes on their way from a workstation to a node */
  sent(station: Workstation, raw: string): void;
  /** bytes on their way from the service to a node */
  sentByService(raw: string): void;
  signed(station: Workstation, request: SignRequest, payment: SignedPayment, contactMs: number): void;
  wrote(station: Workstation, what: string, txHash: string): void;
  /** whatever this workstation signed before is unknown to it, and it may go on: a world that is worse than the program */
  forgot(station: Workstation): void;
};

function paysTheIntent(said: Transaction, intent: MemoryTables["refunds"]["intent"]): boolean {
  const payee = said.transfer?.to ?? said.to;
  const units = said.transfer?.units ?? said.value;
  const contract = said.transfer === null ? null : said.to;
  return (
    payee === intent.to.toLowerCase() &&
    units === BigInt(intent.amountBaseUnits) &&
    contract === (intent.contractAddress?.toLowerCase() ?? null)
  );
}

function paysNobody({ to, from, value, data }: Transaction): boolean {
  return to === from && value === 0n && data === "0x";
}

/** From the last answer of the service to the signature, with a slow signer between. */
const CONTACT_MS = 60_000;
const LEASE_MS = 60_000;
const ENDED_UNSIGNED: ReadonlySet<string> = new Set(["EXPIRED", "REJECTED", "WITHDRAWN"]);
/** The signer itself takes its time. */
const SIGNATURE_MS = 1_000;

export function createDeskChecks(world: {
  central: MemoryCentral;
  books: BookChecks;
  findings: Findings;
  witness: Witness;
  nodes: readonly SimNode[];
  now: () => number;
}): DeskChecks {
  const { central, books, findings, witness, nodes, now } = world;
  /** hashes that a journal was given, by workstation and paying address */
  const signedHere = new Map<string, Set<string>>();

  /**
   * At most one workstation signs per slot at a time: nobody else holds the lock, and this workstation was granted it after its person had confirmed, and not longer ago than
   * a lock lasts. What happens to the lock behind its back it cannot know, and a stopped process not how late it is: those bytes are refused when they are registered.
   */
  function underItsLock(station: Workstation, refund: MemoryTables["refunds"]): void {
    const { member, underWay } = station;
    const { leaseExpiresAt, leaseWorkstationId, refundNo } = refund;
    const expiresMs = leaseExpiresAt === null ? 0 : Date.parse(leaseExpiresAt);
    if (leaseWorkstationId !== null && leaseWorkstationId !== member.workstationId && expiresMs > now())
      findings.report("I13", `${member.name} signs ${refundNo} while another workstation holds its lock`);
    const confirmed = underWay.get(refund.id)?.confirmedMs;
    if (confirmed === undefined) findings.report("I5", `${member.name} signs ${refundNo} and nobody confirmed it`);
    const granted = books.lockGrantedMs(refund.id, member.workstationId);
    if (granted < (confirmed ?? 0))
      findings.report("I13", `${member.name} signs ${refundNo} without having asked for its lock again`);
    else if (station.ranSince(granted) > LEASE_MS + SIGNATURE_MS)
      findings.report("I13", `${member.name} signs ${refundNo} after its lock had lapsed`);
  }

  /** What the signer was shown as approvals are words of different people for this content, each with his own key. */
  function isApproved({ approvals }: SignRequest, refund: MemoryTables["refunds"]): boolean {
    const people = new Set<string>();
    for (const { userId, deviceKeyId, decidedAt, signature } of approvals) {
      const key = central.state.deviceKeys.get(deviceKeyId);
      const text = decisionText({
        type: "deposit-desk/refund-decision/1",
        refundId: refund.id,
        intentHash: refund.intentHash,
        decision: "APPROVE",
        userId,
        deviceKeyId,
        decidedAt,
      });
      if (key?.userId === userId && isDeviceSignature(text, key.publicKey, signature)) people.add(userId);
    }
    return people.size >= refund.intent.requiredApprovals && people.size === approvals.length;
  }

  /** Everything that was ever signed here with this key is in the journal with which it goes on (fault 6, "a journal that cannot be trusted"). */
  function journalIsWhole({ member, disk }: Workstation, from: string): void {
    for (const txHash of signedHere.get(`${member.workstationId} ${from}`) ?? [])
      if (disk().prepare("SELECT 1 FROM attempts WHERE tx_hash = ?").get(txHash) === undefined)
        findings.report("I14", `${member.name} signs with a journal that lacks what was signed there before`);
  }

  return {
    forgot({ member }) {
      for (const key of signedHere.keys()) if (key.startsWith(member.workstationId)) signedHere.delete(key);
    },
    sent(station, raw) {
      const { name } = station.member;
      const disk = station.disk();
      const row = disk.prepare("SELECT state FROM attempts WHERE signed_tx = ?").get(raw) as
        | { state: string }
        | undefined;
      if (row === undefined) findings.report("I2", `${name} sends bytes that are not in the journal`);
      else if (row.state === "signed" || row.state === "orphan")
        findings.report("I2", `${name} sends bytes that the journal has as ${row.state}`);
      if (!books.registered.has(raw)) findings.report("I2", `${name} sends bytes that the service does not have`);
      if (disk.pragma("synchronous", { simple: true }) !== 2)
        findings.report("I2", `the journal of ${name} does not wait for the disk`);
    },
    sentByService(raw) {
      if (!books.registered.has(raw)) findings.report("I2", "the service sends bytes that were never registered");
    },
    signed(station, request, { raw }, contactMs) {
      const { name } = station.member;
      if (station.ranSince(contactMs) > CONTACT_MS)
        findings.report("I6", `${name} signs without contact with the service`);
      const { refundId } = request.intent as { refundId: string };
      const refund = central.state.refunds.get(refundId);
      if (refund === undefined) {
        findings.report("I4", `${name} signs for a refund that does not exist`);
        return;
      }
      const { intent } = refund;
      const said = readTransaction(raw);
      const asAgreed = request.voiding === null ? paysTheIntent(said, intent) : paysNobody(said);
      if (!asAgreed) findings.report("I5", `${name} signs something else than was approved for ${refund.refundNo}`);
      const { approval } = refund.voiding ?? {};
      const word = request.voiding?.approval;
      if (word !== undefined && (approval == null || approval.signature !== word.signature))
        findings.report("I4", `${name} withholds ${refund.refundNo} and nobody approved that`);
      if (request.voiding === null && !isApproved(request, refund))
        findings.report("I4", `${name} signs ${refund.refundNo} on approvals that nobody gave`);
      if (said.gasLimit * said.maxFeePerGas > BigInt(intent.feeCapWei))
        findings.report("I5", `${name} signs a fee above the cap of ${refund.refundNo}`);
      const pinned = station.disk().prepare("SELECT nonce FROM executions WHERE refund_id = ?").get(refundId) as
        | { nonce: string }
        | undefined;
      if (pinned?.nonce !== String(said.nonce))
        findings.report("I9", `${name} signs on another slot than its journal pinned for ${refund.refundNo}`);
      underItsLock(station, refund);
      journalIsWhole(station, said.from);
      const wrong = nodes.filter(({ lie, lieSince }) => lie === "wrong chain" && now() - lieSince > A_MOMENT_MS);
      if (wrong.length * 2 > nodes.length) findings.report("I20", `${name} signs while its nodes are of another chain`);
    },
    wrote(station, what, txHash) {
      const disk = station.disk();
      const row = disk.prepare("SELECT signed_tx, refund_id, kind FROM attempts WHERE tx_hash = ?").get(txHash) as
        | { signed_tx: string; refund_id: string; kind: string }
        | undefined;
      if (row === undefined) {
        findings.report("I2", `the journal of ${station.member.name} does not have what it was told to keep`);
        return;
      }
      if (what === "signed") {
        const place = `${station.member.workstationId} ${readTransaction(row.signed_tx).from}`;
        signedHere.set(place, (signedHere.get(place) ?? new Set()).add(txHash));
      }
      if (what === "registered" && !books.registered.has(row.signed_tx))
        findings.report("I2", `${station.member.name} takes bytes for registered that the service does not have`);
      if (!what.startsWith("settled")) return;
      const { from, nonce } = readTransaction(row.signed_tx);
      const final = witness.agrees(from, nonce, FINAL_DEPTH, () => true);
      const refund = central.state.refunds.get(row.refund_id);
      // What pays nobody and belongs to a refund that ended unsigned decides nothing.
      const decidesNothing = row.kind === "VOID" && ENDED_UNSIGNED.has(refund?.status ?? "");
      if (!final && refund?.finalAt === null && !decidesNothing)
        findings.report("L4", `${station.member.name} stops following ${refund.refundNo} before its slot is final`);
    },
  };
}
