/** A real chain, a real central service and its people, with refunds on the way: what the execution tests begin with. */
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Deposit } from "#shared/contract/deposit.ts";
import type { Attempt, Refund } from "#shared/contract/refund.ts";
import { toBaseUnits } from "#shared/money.ts";
import { startWatcher } from "#central/watcher/startWatcher.ts";
import { type Approver, approvalOf, makeApprover, voidingOf } from "#tests/main/signer/approvers.ts";
import { startTestCentral, type TestCentral, type TestCentralOptions } from "#tests/support/central.ts";
import type { TestClient } from "#tests/support/centralClient.ts";
import { goodApplication, passwordOf, TEST_CUSTOMERS } from "#tests/support/centralWorld.ts";
import { startTestChain, type TestChain } from "#tests/support/chain.ts";
import { type Desk, type DeskOptions, openDesk } from "./openDesk.ts";

export const PIN = "246813";
/** dev accounts of the test world */
const CLIENT_WALLET = 10;
const DEPOSIT_WALLET = 20;
const TREASURY = 2;

export type Currency = "ETH" | "USDT" | "HKDX";
export const DECIMALS: Record<Currency, number> = { ETH: 18, USDT: 6, HKDX: 18 };

type Signatory = { client: TestClient; key: Approver };

export type MoneyWorld = {
  chain: TestChain;
  central: TestCentral;
  /** the client's own verified wallet, to which refunds go */
  payee: string;
  /** reads the chain's news into the central service */
  watch(): Promise<void>;
  credited(currency: Currency, amount: string): Promise<Deposit>;
  requested(currency: Currency, amount: string): Promise<Refund>;
  /** a refund of this record to the client's wallet */
  requestedOf(deposit: Deposit, amount: string): Promise<Refund>;
  approve(refund: Refund): Promise<Refund>;
  /** requested and approved by as many as it needs */
  approved(currency: Currency, amount: string): Promise<Refund>;
  /** withholding it asked for by the executor, and approved by a supervisor with his key */
  withholdable(id: string): Promise<Refund>;
  /** closed as unpaid by a supervisor */
  closeUnpaid(id: string): Promise<Refund>;
  refund(id: string): Promise<Refund>;
  /** a fresh workstation of the executor, with an approved, funded, backed-up key */
  newDesk(overrides?: Partial<DeskOptions>): Promise<{ options: DeskOptions; address: string; backup: string }>;
  claimInput(
    refund: Refund,
    purpose?: Attempt["kind"],
  ): { id: string; version: number; purpose: Attempt["kind"]; proof: string; idempotencyKey: string };
  /** what the payee has, in base units */
  paid(currency: Currency): Promise<bigint>;
  stop(): Promise<void>;
};

export async function startMoneyWorld(options: Pick<TestCentralOptions, "engine"> = {}): Promise<MoneyWorld> {
  const chain = await startTestChain();
  const central = await startTestCentral({ ...options, chainUrl: chain.url });
  const watcher = startWatcher(central.rooms, {
    timer: { every: () => () => undefined },
    intervalMs: 1_000,
    warn: () => undefined,
  });
  const [operator, clients, auditor] = await Promise.all([
    central.api("operator"),
    central.api("client-channel"),
    central.api("auditor"),
  ]);
  const supervisors: Signatory[] = [];
  for (const username of ["supervisor", "supervisor2"]) {
    const client = await central.api(username);
    const made = makeApprover(supervisors.length + 1, client.user.id);
    const { id } = await client.call("deviceKeys.register", {
      body: { deviceId: client.deviceId, deviceName: "Desk of a supervisor", publicKey: made.publicKey },
    });
    supervisors.push({ client, key: { ...made, deviceKeyId: id } });
  }
  const folders: string[] = [];

  const world: MoneyWorld = {
    chain,
    central,
    payee: TEST_CUSTOMERS[0].wallet,
    async watch() {
      await watcher.runOnce();
    },
    async credited(currency, amount) {
      const application = await clients.call("applications.submit", {
        body: { ...goodApplication(), currency, amount },
      });
      const units = toBaseUnits(amount, DECIMALS[currency]);
      const to = chain.account(DEPOSIT_WALLET).address;
      const hash =
        currency === "ETH"
          ? await chain.sendNative(CLIENT_WALLET, to, units)
          : await chain.sendToken(currency, CLIENT_WALLET, to, units);
      await chain.receipt(hash);
      await chain.mine(8);
      for (let round = 0; round < 5; round += 1) {
        await world.watch();
        const deposit = await operator.call("deposits.get", { params: { id: application.depositId ?? "" } });
        if (deposit.status === "CREDITED") return deposit;
      }
      throw new Error("The deposit was not credited");
    },
    requested: async (currency, amount) => world.requestedOf(await world.credited(currency, amount), amount),
    async requestedOf(deposit, amount) {
      const { items } = await operator.call("addresses.list", { query: { customerNo: deposit.customerNo } });
      const address = items.find(({ status }) => status === "VERIFIED");
      return operator.call("deposits.requestRefund", {
        params: { id: deposit.id },
        ifMatch: deposit.version,
        body: {
          kind: "CUSTOMER_REQUEST",
          refundAddressId: address?.id ?? "",
          network: deposit.network,
          amount,
          adjustmentReason: null,
          remainder: null,
          reason: "Client asked for it",
          identityCheck: {
            method: "CALL_BACK",
            reference: "call 4711",
            askedBy: "the client",
            basis: "asked on the recorded line",
            checkedBy: "Olivia Operator",
            checkedAt: central.clock.now(),
            addressConfirmed: true,
            noThirdParty: true,
            attachments: [],
          },
        },
      });
    },
    async approve(refund) {
      let current = refund;
      for (const { client, key } of supervisors.slice(0, refund.requiredApprovals)) {
        const { deviceKeyId, decidedAt, signature } = approvalOf(key, current.intent, {
          intentHash: current.intentHash,
        });
        const stepUpToken = await client.stepUp({
          action: "refund.approve",
          resourceId: current.id,
          intentHash: current.intentHash,
        });
        current = await client.call("refunds.approve", {
          params: { id: current.id },
          ifMatch: current.version,
          body: { comment: "seen", intentHash: current.intentHash, decidedAt, stepUpToken, deviceKeyId, signature },
        });
      }
      return current;
    },
    approved: async (currency, amount) => world.approve(await world.requested(currency, amount)),
    async withholdable(id) {
      const asking = await central.api("executor");
      const { version } = await world.refund(id);
      const reason = "The client changed his mind";
      const asked = await asking.call("refunds.requestVoid", { params: { id }, ifMatch: version, body: { reason } });
      const [{ client, key }] = supervisors as [Signatory];
      const { slot, intent, intentHash, voiding } = asked;
      if (slot === null || voiding === null) throw new Error("nothing to withhold");
      const { approval } = voidingOf(key, intent, slot, { intentHash, requestedBy: voiding.requestedBy.id });
      const { deviceKeyId, decidedAt, signature } = approval;
      const stepUpToken = await client.stepUp({ action: "refund.approve-void", resourceId: id, intentHash });
      return client.call("refunds.approveVoid", {
        params: { id },
        ifMatch: asked.version,
        body: { comment: "called back", decidedAt, stepUpToken, deviceKeyId, signature },
      });
    },
    async closeUnpaid(id) {
      const [{ client }] = supervisors as [Signatory];
      const { version, intentHash } = await world.refund(id);
      const stepUpToken = await client.stepUp({ action: "refund.close-unpaid", resourceId: id, intentHash });
      return client.call("refunds.closeUnpaid", {
        params: { id },
        ifMatch: version,
        body: { evidence: "The key was used elsewhere", stepUpToken },
      });
    },
    refund: (id) => auditor.call("refunds.get", { params: { id } }),
    async newDesk(overrides = {}) {
      const folder = mkdtempSync(join(tmpdir(), "deposit-desk-money-"));
      folders.push(folder);
      const options: DeskOptions = {
        centralUrl: central.url,
        nodes: [chain.url],
        folder,
        workstationId: randomUUID(),
        username: "executor",
        password: passwordOf("executor"),
        ...overrides,
      };
      const desk = await openDesk({ ...options, nodes: [chain.url] });
      try {
        return { options, ...(await enrolKey(desk)) };
      } finally {
        await desk.close();
      }
    },
    claimInput: ({ id, version }, purpose = "PAYMENT") => ({
      id,
      version,
      purpose,
      proof: passwordOf("executor"),
      idempotencyKey: randomUUID(),
    }),
    paid: (currency) => chain.balanceOf(currency === "ETH" ? "native" : currency, world.payee),
    async stop() {
      await watcher.stop();
      await central.stop();
      await chain.stop();
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    },
  };

  /** Through the product's own operations: enrol, prove the backup, a supervisor approves, the treasury funds. */
  async function enrolKey(desk: Desk): Promise<{ address: string; backup: string }> {
    const { enrol, proveBackup } = desk.handlers.signingKey;
    const trust = supervisors.map(({ key }) => key.deviceKeyId);
    const { signer, backup } = await enrol({ pin: PIN, trust, idempotencyKey: randomUUID() });
    await proveBackup({ backup, pin: PIN });
    const [{ client }] = supervisors as [Signatory];
    const stepUpToken = await client.stepUp({ action: "signer.approve", resourceId: signer.id });
    await client.call("signers.approve", {
      params: { id: signer.id },
      ifMatch: signer.version,
      body: { stepUpToken },
    });
    await chain.receipt(await chain.sendNative(TREASURY, signer.address, toBaseUnits("200", 18)));
    await chain.receipt(await chain.sendToken("USDT", TREASURY, signer.address, toBaseUnits("500000", 6)));
    await chain.receipt(await chain.sendToken("HKDX", TREASURY, signer.address, toBaseUnits("5000000", 18)));
    return { address: signer.address, backup };
  }

  return world;
}

/** Claims, and answers what `execute` needs for exactly this review. */
export async function claimOn(desk: Desk, world: MoneyWorld, refund: Refund, purpose: Attempt["kind"] = "PAYMENT") {
  const review = await desk.handlers.refunds.claim(world.claimInput(refund, purpose));
  const lastSix = review.to.transaction.slice(-6);
  return { review, execute: { id: refund.id, reviewDigest: review.reviewDigest, lastSix, pin: PIN } };
}
