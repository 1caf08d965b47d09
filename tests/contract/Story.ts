/**
 * What people and clients do with the service, each step one call: for the suites that tell a whole story.
 * It knows the service by its contract only; customers, wallets and currencies are those that it finds there.
 */
import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { type HDNodeWallet, Transaction, Wallet } from "ethers";
import { expect } from "vitest";
import type { Application } from "#shared/contract/application.ts";
import type { Currency } from "#shared/contract/currency.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import { type BodyInputOf, http } from "#shared/contract/http.ts";
import type { Attempt, Claim, Refund } from "#shared/contract/refund.ts";
import type { STEP_UP_ACTIONS } from "#shared/contract/session.ts";
import type { DepositStatus, RefundStatus } from "#shared/domain/statuses.ts";
import { decisionText, endorsementText, signerProofText, voidText } from "#shared/domain/intent.ts";
import { toBaseUnits } from "#shared/money.ts";
import { erc20, type TestChain } from "#tests/support/chain.ts";
import { until } from "#tests/support/until.ts";
import type { Desk, Somebody } from "./Contracted.ts";

type RefundBody = BodyInputOf<typeof http.deposits.requestRefund>;
/** An approver with his key of this workstation. */
export type Approver = { person: Somebody; keyId: string; privateKey: KeyObject; publicKey: string };
/** An executor with his payment key. */
export type Payer = { person: Somebody; signerId: string; wallet: HDNodeWallet };
export type Signed = { signedTx: string; txHash: string };

/** 120,000 gas at up to 50 gwei */
const TRANSFER_FEES = { gas: "0x1d4c0", maxFeePerGas: "0xba43b7400", maxPriorityFeePerGas: "0x3b9aca00" };
const WAIT_MS = 25_000;
/** Enough for a few payments of every currency. */
const FLOAT_UNITS = 50_000n;
/** dev account that the tests take money from */
const FAUCET = 1;

export class Story {
  readonly desk: Desk;
  readonly chain: TestChain;
  /** of all stories: two suites that ask for the same amount have asked for a duplicate */
  static #serial = 0;

  constructor(desk: Desk) {
    expect(desk.chain, "this story needs a chain").not.toBeNull();
    this.desk = desk;
    this.chain = desk.chain as TestChain;
  }

  /** A client's request like one that was credited before, of an amount that nobody asked for before. */
  async request(currency: string, change: Partial<BodyInputOf<typeof http.applications.submit>> = {}) {
    const like = await this.creditedRecord(currency);
    const body = {
      clientRequestId: crypto.randomUUID(),
      customerNo: like.customerNo,
      securitiesAccount: like.securitiesAccount,
      currency,
      network: like.network,
      amount: this.freshAmount(currency),
      sourceAddress: like.sourceAddress,
      destinationAddress: like.destinationAddress,
      ...change,
    };
    return { body, application: await this.submit(body) };
  }

  submit(body: BodyInputOf<typeof http.applications.submit>): Promise<Application> {
    return this.desk.holder("Application.Submit").api.ok(http.applications.submit, { body });
  }

  /** The record of a client's request, with its address Verified. */
  async newRecord(currency: string): Promise<Deposit> {
    const { application } = await this.request(currency);
    expect(application.flags).toEqual([]);
    return this.deposit(application.depositId ?? "");
  }

  /** A record in "Wallet Address Under Verification": its client pays from a wallet that nobody has verified. */
  async newRecordUnderVerification(currency: string): Promise<Deposit> {
    const { application } = await this.request(currency, { sourceAddress: Wallet.createRandom().address });
    expect(application.flags).toEqual([]);
    const record = await this.deposit(application.depositId ?? "");
    expect(record.status).toBe("WALLET_ADDRESS_UNDER_VERIFICATION");
    return record;
  }

  /** A record whose money came and was credited. */
  async newCredited(currency: string): Promise<Deposit> {
    const record = await this.newRecord(currency);
    await this.chain.receipt(await this.pay(record));
    await this.chain.mine(record.confirmations.required);
    return this.depositIn(record.id, "CREDITED");
  }

  /** The newest record in Credited with this currency, with no refund running. */
  async creditedRecord(currency: string): Promise<Deposit> {
    const query = { status: "CREDITED", currency, limit: 200 } as const;
    const { items } = await this.desk.holder("Deposit Records").api.ok(http.deposits.list, { query });
    const found = items.find(({ activeRefundId, refundOnly }) => activeRefundId === null && !refundOnly);
    expect(found, `there is a credited record in ${currency}`).toBeDefined();
    return found as Deposit;
  }

  /** The client's transfer for a record; answers its hash. Mined at once unless the chain's mining is paused. */
  async pay(record: Deposit): Promise<string> {
    return this.chain.rpc<string>("eth_sendTransaction", [await this.transferOf(record)]);
  }

  /** The transfer with every field fixed, so that it has the same hash when it is sent once more. */
  async transferOf(record: Deposit): Promise<Record<string, string>> {
    const { contractAddress, decimals } = await this.currency(record.currency);
    const value = toBaseUnits(record.declaredAmount, decimals);
    const { sourceAddress: from, destinationAddress: to } = record;
    await this.chain.rpc("anvil_impersonateAccount", [from]);
    await this.chain.rpc("anvil_setBalance", [from, hex(value + 10n ** 20n)]);
    const nonce = await this.chain.rpc<string>("eth_getTransactionCount", [from, "pending"]);
    if (contractAddress !== null) {
      const data = erc20.encodeFunctionData("transfer", [from, value]);
      await this.chain.receipt(await this.chain.send(FAUCET, { to: contractAddress, data }));
    }
    const call =
      contractAddress === null
        ? { to, value: hex(value) }
        : { to: contractAddress, data: erc20.encodeFunctionData("transfer", [to, value]) };
    return { from, nonce, ...TRANSFER_FEES, ...call };
  }

  async currency(code: string): Promise<Currency> {
    const { items } = await this.desk.holder(null).api.ok(http.configuration.currencies);
    const found = items.find((one) => one.code === code);
    expect(found, `the currency ${code}`).toBeDefined();
    return found as Currency;
  }

  deposit(id: string): Promise<Deposit> {
    return this.desk.holder("Deposit Records").api.ok(http.deposits.get, { params: { id } });
  }

  refund(id: string): Promise<Refund> {
    return this.desk.holder("Refund").api.ok(http.refunds.get, { params: { id } });
  }

  depositIn(id: string, status: DepositStatus): Promise<Deposit> {
    return until(`the record is ${status}`, WAIT_MS, async () => {
      const record = await this.deposit(id);
      return record.status === status ? record : `it is ${record.status} ${record.holdReason ?? ""}`;
    });
  }

  refundIn(id: string, status: RefundStatus): Promise<Refund> {
    return until(`the refund is ${status}`, WAIT_MS, async () => {
      const refund = await this.refund(id);
      return refund.status === status ? refund : `it is ${refund.status}`;
    });
  }

  /** The Verified address of a record's client: back to where the money came from. */
  async refundAddressId(record: Deposit): Promise<string> {
    const query = { customerNo: record.customerNo, network: record.network, status: "VERIFIED" } as const;
    const { items } = await this.desk.holder("Deposit Records").api.ok(http.addresses.list, { query });
    // One that was proven just now waits a day before anything is paid to it.
    const usable = items.find(({ cooldownUntil }) => cooldownUntil === null || Date.parse(cooldownUntil) < Date.now());
    expect(usable, `${record.customerNo} has an address that may be paid`).toBeDefined();
    return usable?.id ?? "";
  }

  async refundBody(record: Deposit, change: Partial<RefundBody> = {}): Promise<RefundBody> {
    return {
      kind: "CUSTOMER_REQUEST",
      refundAddressId: await this.refundAddressId(record),
      network: record.network,
      amount: record.creditedAmount ?? record.declaredAmount,
      adjustmentReason: null,
      remainder: null,
      reason: "The client asked for the deposit back",
      identityCheck: {
        method: "CALL_BACK",
        reference: "call 4711",
        askedBy: record.customerName,
        basis: "Called back on the number on file; the client named the deposit and the address",
        checkedBy: "Cheung Mei Yan",
        checkedAt: new Date(Date.now() - 60_000).toISOString(),
        addressConfirmed: true,
        noThirdParty: true,
        attachments: [],
      },
      ...change,
    };
  }

  async requestRefund(maker: Somebody, record: Deposit, change: Partial<RefundBody> = {}): Promise<Refund> {
    const body = await this.refundBody(record, change);
    return maker.api.ok(http.deposits.requestRefund, { params: { id: record.id }, ifMatch: record.version, body });
  }

  async newApprover(person: Somebody): Promise<Approver> {
    const { privateKey, publicKey } = generateKeyPairSync("ed25519");
    const raw = Buffer.from(publicKey.export({ format: "jwk" }).x ?? "", "base64url").toString("hex");
    const body = { deviceId: person.deviceId, deviceName: "contract tests", publicKey: raw };
    const key = await person.api.ok(http.deviceKeys.register, { body });
    return { person, keyId: key.id, privateKey, publicKey: raw };
  }

  /** As an approver vouches for another's key. */
  async endorse(by: Approver, other: { id: string; publicKey: string; user: { id: string }; version: number }) {
    const text = endorsementText({
      type: "deposit-desk/device-key-endorsement/1",
      deviceKeyId: other.id,
      publicKey: other.publicKey,
      userId: other.user.id,
      endorserKeyId: by.keyId,
    });
    const signature = sign(null, Buffer.from(text), by.privateKey).toString("hex");
    const stepUpToken = await this.stepUp(by.person, "device-key.endorse", other.id);
    return {
      params: { id: other.id },
      ifMatch: other.version,
      body: { endorserKeyId: by.keyId, signature, stepUpToken },
    };
  }

  async stepUp(
    { api, password }: Somebody,
    action: (typeof STEP_UP_ACTIONS)[number],
    resourceId: string,
    intentHash?: string,
  ): Promise<string> {
    const body = { method: "PASSWORD", code: password, action, resourceId, ...(intentHash && { intentHash }) } as const;
    return (await api.ok(http.auth.stepUp, { body })).stepUpToken;
  }

  /** What an approver sends: signed with his device key, over exactly this intent. */
  async decision(approver: Approver, refund: Refund, decision: "APPROVE" | "REJECT", comment: string) {
    const { person, keyId: deviceKeyId, privateKey } = approver;
    const decidedAt = new Date().toISOString();
    const { id, intentHash, version: ifMatch } = refund;
    const text = decisionText({
      type: "deposit-desk/refund-decision/1",
      refundId: id,
      intentHash,
      decision,
      userId: person.user.id,
      deviceKeyId,
      decidedAt,
    });
    const signature = sign(null, Buffer.from(text), privateKey).toString("hex");
    const action = decision === "APPROVE" ? "refund.approve" : "refund.reject";
    const stepUpToken = await this.stepUp(person, action, id, intentHash);
    return { params: { id }, ifMatch, body: { comment, intentHash, decidedAt, stepUpToken, deviceKeyId, signature } };
  }

  async approve(approver: Approver, refund: Refund): Promise<Refund> {
    const request = await this.decision(approver, refund, "APPROVE", "compared and correct");
    return approver.person.api.ok(http.refunds.approve, request);
  }

  /** A payment key, approved and with money of every currency. */
  async newPayer(person: Somebody, approvedBy: Somebody): Promise<Payer> {
    const wallet = Wallet.createRandom();
    const { deviceId: workstationId, user } = person;
    const { address } = wallet;
    const proof = await wallet.signMessage(signerProofText({ address, userId: user.id, workstationId }));
    const body = { address, networks: ["DEVNET"], workstationId, workstationName: "contract tests", proof };
    const enrolled = await person.api.ok(http.signers.enrol, { body });
    expect(enrolled.status).toBe("PENDING_APPROVAL");
    const stepUpToken = await this.stepUp(approvedBy, "signer.approve", enrolled.id);
    const params = { id: enrolled.id };
    const approval = { params, ifMatch: enrolled.version, body: { stepUpToken } };
    expect((await approvedBy.api.ok(http.signers.approve, approval)).status).toBe("APPROVED");
    await this.chain.receipt(await this.chain.sendNative(FAUCET, address, 1_000n * 10n ** 18n));
    for (const symbol of ["USDT", "HKDX"] as const) {
      const units = FLOAT_UNITS * 10n ** BigInt((await this.currency(symbol)).decimals);
      await this.chain.receipt(await this.chain.sendToken(symbol, FAUCET, address, units));
    }
    return { person, signerId: enrolled.id, wallet };
  }

  async claimRequest(payer: Payer, refund: Refund, purpose: Attempt["kind"] = "PAYMENT") {
    const { person, signerId } = payer;
    const stepUpToken = await this.stepUp(person, "refund.claim", refund.id, refund.intentHash);
    const body = { workstationId: person.deviceId, signerId, stepUpToken, purpose };
    return { params: { id: refund.id }, ifMatch: refund.version, body };
  }

  async claim(payer: Payer, refund: Refund, purpose: Attempt["kind"] = "PAYMENT"): Promise<Claim> {
    return payer.person.api.ok(http.refunds.claim, await this.claimRequest(payer, refund, purpose));
  }

  /** Approved, claimed, signed and registered; no node has it. */
  async registered(payer: Payer, refund: Refund): Promise<{ claim: Claim; bytes: Signed }> {
    const claim = await this.claim(payer, refund);
    const bytes = await this.sign(payer, claim);
    const { leaseId, fencingToken } = claim.lease;
    const body = { leaseId, fencingToken, kind: "PAYMENT" as const, ...bytes };
    await payer.person.api.ok(http.refunds.registerAttempt, { params: { id: refund.id }, body });
    return { claim, bytes };
  }

  /** A second person's word that exactly this slot may be used up without paying. */
  async voidApproval(approver: Approver, refund: Refund) {
    const { person, keyId: deviceKeyId, privateKey } = approver;
    const decidedAt = new Date().toISOString();
    const { id, intentHash, version: ifMatch, slot, voiding } = refund;
    const text = voidText({
      type: "deposit-desk/refund-void/1",
      refundId: id,
      intentHash,
      chainId: slot?.chainId ?? 0,
      from: slot?.from ?? "",
      nonce: slot?.nonce ?? "",
      requestedBy: voiding?.requestedBy.id ?? "",
      userId: person.user.id,
      deviceKeyId,
      decidedAt,
    });
    const signature = sign(null, Buffer.from(text), privateKey).toString("hex");
    const stepUpToken = await this.stepUp(person, "refund.approve-void", id, intentHash);
    return {
      params: { id },
      ifMatch,
      body: { comment: "called back", decidedAt, stepUpToken, deviceKeyId, signature },
    };
  }

  /** The payment of exactly the claimed intent, unless a test asks for another. */
  async sign(
    payer: Payer,
    claim: Pick<Claim, "intent" | "slot" | "limits">,
    change: Partial<{ to: string; value: bigint; nonce: number; tip: bigint }> = {},
  ): Promise<Signed> {
    const { intent, slot, limits } = claim;
    const { to = intent.to, value = BigInt(intent.amountBaseUnits), nonce = Number.parseInt(slot.nonce, 10) } = change;
    const fee = BigInt(limits.maxFeePerGasWei);
    const tip = change.tip ?? 10n ** 9n;
    const transaction = Transaction.from({
      type: 2,
      chainId: slot.chainId,
      nonce,
      gasLimit: BigInt(limits.gasLimit),
      maxFeePerGas: fee,
      maxPriorityFeePerGas: fee < tip ? fee : tip,
      ...(intent.contractAddress === null
        ? { to, value }
        : { to: intent.contractAddress, value: 0n, data: erc20.encodeFunctionData("transfer", [to, value]) }),
    });
    transaction.signature = payer.wallet.signingKey.sign(transaction.unsignedHash);
    return { signedTx: transaction.serialized, txHash: transaction.hash ?? "" };
  }

  /** The currency's smallest usual amount and a little more, never the same twice. */
  freshAmount(currency: string): string {
    Story.#serial += 1;
    return currency === "ETH" ? `1.${String(Story.#serial).padStart(6, "0")}` : `${1000 + Story.#serial}.25`;
  }
}

const hex = (value: bigint): string => `0x${value.toString(16)}`;
