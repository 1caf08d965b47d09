/** What somebody might try next, on whatever is there: each draw answers a call as his workstation would send it, or null when there is nothing to try it on. */
import type { KeyObject } from "node:crypto";

import { eq } from "drizzle-orm";

import { DAY_MS, later } from "#central/clock.ts";
import type { RefundRow } from "#central/refunds/toRefund.ts";
import * as tables from "#central/store/tables.ts";
import type { HoldResolution } from "#shared/domain/depositHolds.ts";
import type { TestCentral } from "#tests/support/central.ts";
import type { TestClient } from "#tests/support/centralClient.ts";
import { TEST_NETWORK } from "#tests/support/centralWorld.ts";
import { putAddress, putMoney, putRefund } from "./rowsInStatus.ts";

/** A person, with his keys. */
export type Hats = { client: TestClient; privateKey: KeyObject; deviceKeyId: string; signerId: string };
type Slot = typeof tables.refundSlots.$inferSelect;
export type Stage = {
  readonly central: TestCentral;
  readonly db: TestCentral["rooms"]["database"]["db"];
  readonly person: Hats;
  pick<One>(all: readonly One[]): One | undefined;
  below(bound: number): number;
  signDecision(about: RefundRow, decision: "APPROVE" | "REJECT", decidedAt: string): string;
  signVoid(about: RefundRow, slot: Slot, requestedBy: string, decidedAt: string): string;
};
type Call = { name: string; input: object } | null;

const remarks = "one of many";
const on = (name: string, row: { id: string; version: number }, body: object): Call => ({
  name,
  input: { params: { id: row.id }, ifMatch: row.version, body },
});

/** Mostly one of those that fit, sometimes any. */
function choose<Row>({ pick, below }: Stage, rows: readonly Row[], fits: (row: Row) => boolean): Row | undefined {
  return below(8) === 0 ? pick(rows) : pick(rows.filter(fits));
}

async function refundIn(stage: Stage, ...statuses: string[]): Promise<RefundRow | undefined> {
  return choose(stage, await stage.db.select().from(tables.refunds), ({ status }) => statuses.includes(status));
}

const RESOLUTIONS: readonly [status: "ON_HOLD" | "BLOCKED" | "REORG_ALERT", HoldResolution, verb: string][] = [
  ["ON_HOLD", "RELEASE", "releaseHold"],
  ["ON_HOLD", "SUSPENSE", "creditHeld"],
  ["BLOCKED", "UNBLOCK", "unblock"],
  ["REORG_ALERT", "REVERSE_CREDIT", "reverseCredit"],
];

export const DRAWS: Readonly<Record<string, (stage: Stage) => Promise<Call>>> = {
  async requestRefund({ central, db }) {
    const row = await central.asSystem((context) => putMoney(context, "CREDITED", null));
    const [wallet] = await db
      .select()
      .from(tables.walletAddresses)
      .where(eq(tables.walletAddresses.status, "VERIFIED"));
    return on("deposits.requestRefund", row, {
      ...{ kind: "CUSTOMER_REQUEST", refundAddressId: wallet?.id, network: TEST_NETWORK, amount: "1" },
      ...{ adjustmentReason: null, remainder: null, reason: remarks },
      identityCheck: {
        ...{ method: "CALL_BACK", reference: "file 1", askedBy: "the client", basis: "asked in writing" },
        ...{ checkedBy: "the desk", checkedAt: central.clock.now(), addressConfirmed: true, noThirdParty: true },
        attachments: [],
      },
    });
  },
  approveRefund: (stage) => decide(stage, "APPROVE"),
  rejectRefund: (stage) => (stage.below(4) === 0 ? decide(stage, "REJECT") : Promise.resolve(null)),
  async claim(stage) {
    const { client, signerId } = stage.person;
    const about = await refundIn(stage, "APPROVED");
    if (about === undefined || signerId === "") return null;
    const stepUpToken = await client.stepUp({
      ...{ action: "refund.claim", resourceId: about.id, intentHash: about.intentHash },
    });
    return on("refunds.claim", about, { workstationId: client.deviceId, signerId, purpose: "PAYMENT", stepUpToken });
  },
  async requestVoid(stage) {
    const fresh = () =>
      stage.central.asSystem((context) =>
        putRefund(context, "BROADCAST", { maker: crypto.randomUUID(), voiding: true }),
      );
    const { id } = await fresh();
    await stage.db.update(tables.refunds).set({ voiding: null }).where(eq(tables.refunds.id, id));
    return on("refunds.requestVoid", { id, version: 1 }, { reason: remarks });
  },
  async approveVoid(stage) {
    const { client, deviceKeyId } = stage.person;
    const all = await stage.db.select().from(tables.refunds);
    const about = choose(stage, all, ({ voiding }) => voiding !== null && voiding.approval === null);
    if (about === undefined || about.voiding === null || deviceKeyId === "") return null;
    const [slot] = await stage.db.select().from(tables.refundSlots).where(eq(tables.refundSlots.refundId, about.id));
    if (slot === undefined) return null;
    const decidedAt = stage.central.clock.now();
    const signature = stage.signVoid(about, slot, about.voiding.requestedBy.id, decidedAt);
    const stepUpToken = await client.stepUp({
      ...{ action: "refund.approve-void", resourceId: about.id, intentHash: about.intentHash },
    });
    return on("refunds.approveVoid", about, { comment: "", decidedAt, stepUpToken, deviceKeyId, signature });
  },
  async proposeHold(stage) {
    const [status, resolutionCode] = stage.pick(RESOLUTIONS) as (typeof RESOLUTIONS)[number];
    const row = await stage.central.asSystem((context) => putMoney(context, status, null));
    return on("deposits.proposeHold", row, { resolutionCode, remarks, evidence: ["L-1"] });
  },
  async followHold(stage) {
    const open = (await stage.db.select().from(tables.holdProposals)).filter(({ decidedAt }) => decidedAt === null);
    const proposal = stage.pick(open);
    const verb = RESOLUTIONS.find(([, resolution]) => resolution === proposal?.resolution)?.[2];
    if (proposal === undefined || verb === undefined) return null;
    const [row] = await stage.db.select().from(tables.deposits).where(eq(tables.deposits.id, proposal.depositId));
    return row === undefined ? null : on(`deposits.${verb}`, row, { remarks });
  },
  async startProof({ central }) {
    const row = await central.asSystem((context) => putAddress(context, "NOT_VERIFIED"));
    return on("addresses.startProof", row, { method: "DOCUMENT" });
  },
  async submitProof(stage) {
    const open = (await stage.db.select().from(tables.addressProofs)).filter(({ state }) => state === "OPEN");
    const proof = stage.pick(open);
    if (proof === undefined) return null;
    const params = { id: proof.addressId, proofId: proof.id };
    return { name: "addresses.submitProof", input: { params, body: { reference: remarks } } };
  },
  async whitelist(stage) {
    const all = await stage.db.select().from(tables.walletAddresses);
    const row = choose(stage, all, ({ status }) => status === "PENDING_WHITELIST_APPROVAL");
    return row === undefined ? null : on("addresses.approve", row, { remarks });
  },
  async approveKey(stage) {
    const row = choose(
      stage,
      await stage.db.select().from(tables.signers),
      ({ status }) => status === "PENDING_APPROVAL",
    );
    if (row === undefined) return null;
    const stepUpToken = await stage.person.client.stepUp({ action: "signer.approve", resourceId: row.id });
    return on("signers.approve", row, { stepUpToken });
  },
  async proposeSettlement(stage) {
    const row = choose(stage, await stage.db.select().from(tables.signers), ({ status }) => status === "APPROVED");
    return row === undefined
      ? null
      : on("signers.proposeSettlement", row, { network: TEST_NETWORK, below: "5", remarks });
  },
  async approveSettlement(stage) {
    const row = choose(stage, await stage.db.select().from(tables.signers), ({ settlement }) => settlement !== null);
    if (row === undefined) return null;
    const stepUpToken = await stage.person.client.stepUp({ action: "signer.settle", resourceId: row.id });
    return on("signers.approveSettlement", row, { stepUpToken });
  },
  async proposeList({ central, below }) {
    const [publishedAt, goodUntil] = [later(central.clock.now(), -1), later(central.clock.now(), 30 * DAY_MS)];
    const entries = [{ address: `0xd${below(1_000_000).toString(16).padStart(39, "0")}`, reason: "" }];
    return {
      name: "screening.propose",
      input: { body: { source: remarks, publishedAt, goodUntil, entries, remarks } },
    };
  },
  async decideList(stage) {
    const all = await stage.db.select().from(tables.denylists);
    const row = choose(stage, all, ({ status }) => status === "PROPOSED");
    return row === undefined ? null : on(`screening.${stage.pick(["approve", "approve", "reject"])}`, row, { remarks });
  },
  async proposeLimits({ below }) {
    const payload = {
      ...{ feeCapWei: `${1 + below(9)}000000000000000`, approvalBands: [], largeAmount: `${40 + below(99)}` },
      ...{ paymentsPerSignerAndDay: 1 + below(99), amountPerSignerAndDay: null },
    };
    const about = { kind: "PAYMENT_LIMITS", network: TEST_NETWORK, currency: "ETH", effectiveFrom: null };
    return { name: "configuration.propose", input: { body: { ...about, payload, remarks } } };
  },
  async approveLimits(stage) {
    const all = await stage.db.select().from(tables.configurationVersions);
    const row = choose(stage, all, ({ status }) => status === "PROPOSED");
    return row === undefined
      ? null
      : on(`configuration.${stage.pick(["approve", "approve", "reject"])}`, row, { remarks });
  },
  async placeLegalHold({ central }) {
    const row = await central.asSystem((context) => putMoney(context, "CREDITED", null));
    return on("retention.placeHold", row, { reason: remarks });
  },
  async askLift(stage) {
    const all = await stage.db.select().from(tables.legalHolds);
    const row = choose(stage, all, ({ liftedAt, lift }) => liftedAt === null && lift === null);
    return row === undefined ? null : on("retention.askLift", row, { remarks });
  },
  async approveLift(stage) {
    const all = await stage.db.select().from(tables.legalHolds);
    const row = choose(stage, all, ({ liftedAt, lift }) => liftedAt === null && lift !== null);
    return row === undefined ? null : on("retention.approveLift", row, { remarks });
  },
};

async function decide(stage: Stage, decision: "APPROVE" | "REJECT"): Promise<Call> {
  const { client, deviceKeyId } = stage.person;
  const about = await refundIn(stage, "PENDING_APPROVAL");
  if (about === undefined || deviceKeyId === "") return null;
  const decidedAt = stage.central.clock.now();
  const stepUpToken = await client.stepUp({
    action: decision === "APPROVE" ? "refund.approve" : "refund.reject",
    ...{ resourceId: about.id, intentHash: about.intentHash },
  });
  const signature = stage.signDecision(about, decision, decidedAt);
  const body = { comment: remarks, intentHash: about.intentHash, decidedAt, stepUpToken, deviceKeyId, signature };
  return on(decision === "APPROVE" ? "refunds.approve" : "refunds.reject", about, body);
}
