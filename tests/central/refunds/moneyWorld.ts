/**
 * A chain, a central service on it, its watcher under the test's hand, and the people of a refund with their keys:
 * everything from a client's request to a completed payment, over the API alone.
 */
import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";

import { keccak256, Wallet } from "ethers";

import { transferCall } from "#central/chain/erc20.ts";
import { type RoundReport } from "#central/watcher/runRound.ts";
import { startWatcher, type Watcher } from "#central/watcher/startWatcher.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import type { Attempt, Claim, Refund } from "#shared/contract/refund.ts";
import type { DeviceKey, Tokens } from "#shared/contract/session.ts";
import type { Signer } from "#shared/contract/signer.ts";
import { decisionText, endorsementText, signerProofText, type VoidStatement, voidText } from "#shared/domain/intent.ts";
import { toBaseUnits } from "#shared/money.ts";
import { startTestCentral, type TestCentral, type TestCentralOptions } from "#tests/support/central.ts";
import { signIn, type TestClient } from "#tests/support/centralClient.ts";
import { passwordOf, TEST_CUSTOMERS, TEST_NETWORK } from "#tests/support/centralWorld.ts";
import { startTestChain, type TestChain } from "#tests/support/chain.ts";

export const CLIENT = TEST_CUSTOMERS[0];
export const UNVERIFIED_CLIENT = TEST_CUSTOMERS[1];
/** dev accounts that hold these wallets */
export const CLIENT_INDEX = 10;
export const UNVERIFIED_INDEX = 11;

export type Approver = { client: TestClient; key: DeviceKey; privateKey: KeyObject };
export type Executor = { client: TestClient; wallet: Wallet; signer: Signer };
export type SignOverrides = Partial<{
  chainId: number;
  nonce: number;
  to: string;
  data: string;
  value: bigint;
  gasLimit: bigint;
  maxFeePerGas: bigint;
  maxPriorityFeePerGas: bigint;
  type: number;
  wallet: Wallet;
}>;

export type MoneyWorld = Awaited<ReturnType<typeof startMoneyWorld>>;

export async function startMoneyWorld(options: TestCentralOptions = {}) {
  const chain: TestChain = await startTestChain();
  const central: TestCentral = await startTestCentral({ chainUrl: chain.url, ...options });
  const warnings: string[] = [];
  const watcher: Watcher = startWatcher(central.rooms, {
    timer: { every: () => () => undefined },
    intervalMs: 1_000,
    warn: (line) => void warnings.push(line),
  });
  const clients = new Map<string, Promise<TestClient>>();
  const api = (username: string): Promise<TestClient> => {
    const known = clients.get(username) ?? central.api(username);
    clients.set(username, known);
    return known;
  };
  let requests = 0;

  async function apply(change: Record<string, unknown> = {}): Promise<Deposit> {
    requests += 1;
    const channel = await api("client-channel");
    const application = await channel.call("applications.submit", {
      body: {
        clientRequestId: `money-${requests}`,
        customerNo: CLIENT.customerNo,
        securitiesAccount: CLIENT.securitiesAccount,
        currency: "USDT",
        network: TEST_NETWORK,
        amount: `${2000 + requests}`,
        sourceAddress: CLIENT.wallet,
        destinationAddress: CLIENT.depositAddress,
        ...change,
      } as never,
    });
    if (application.depositId === null) throw new Error(`no record: ${JSON.stringify(application.flags)}`);
    return deposit(application.depositId);
  }

  async function deposit(id: string): Promise<Deposit> {
    return (await api("auditor")).call("deposits.get", { params: { id } });
  }

  async function refund(id: string): Promise<Refund> {
    return (await api("auditor")).call("refunds.get", { params: { id } });
  }

  /** Pays what the record waits for, from its client's wallet; answers the hash of a mined transaction. */
  async function pay(record: Deposit, change: Partial<{ amount: string; from: number; token: "USDT" | "HKDX" }> = {}) {
    const from = change.from ?? (record.customerNo === CLIENT.customerNo ? CLIENT_INDEX : UNVERIFIED_INDEX);
    const symbol = change.token ?? (record.currency as "USDT" | "HKDX" | "ETH");
    const amount = change.amount ?? record.declaredAmount;
    const hash =
      symbol === "ETH"
        ? await chain.sendNative(from, record.destinationAddress, toBaseUnits(amount, 18))
        : await chain.sendToken(
            symbol,
            from,
            record.destinationAddress,
            toBaseUnits(amount, chain.tokens[symbol].decimals),
          );
    await chain.receipt(hash);
    return hash;
  }

  /** Bytes of a payment out of a dev account's wallet, not sent yet: its hash can be declared first, and it can be sent again after a reorganisation. */
  async function bytesFrom(
    index: number,
    payment: { to: string; value: bigint; token?: "USDT" | "HKDX"; contract?: string; nonce?: number; tip?: bigint },
  ): Promise<{ raw: string; hash: string; nonce: number }> {
    const wallet = new Wallet(chain.account(index).privateKey);
    const { to, value, token, tip = 1_000_000_000n } = payment;
    const contract = payment.contract ?? (token === undefined ? null : chain.tokens[token].address);
    const counted = await chain.rpc<string>("eth_getTransactionCount", [wallet.address, "pending"]);
    const nonce = payment.nonce ?? Number.parseInt(counted, 16);
    const raw = await wallet.signTransaction({
      type: 2,
      chainId: chain.chainId,
      nonce,
      gasLimit: 100_000n,
      maxFeePerGas: 20n * tip,
      maxPriorityFeePerGas: tip,
      ...(contract === null ? { to, value } : { to: contract, data: transferCall(to, value), value: 0n }),
    });
    return { raw, hash: keccak256(raw), nonce };
  }

  /** Later. Everybody's session goes on while it can; else he signs in again on the same workstation. */
  async function advance(ms: number): Promise<void> {
    central.clock.advance(ms);
    for (const [username, one] of clients) {
      const client = await one;
      const { deviceId, refreshToken } = client;
      const renewed = await client.send("auth.refresh", { body: { refreshToken, deviceId } });
      const fresh =
        renewed.status === 200
          ? (renewed.body as Tokens)
          : await signIn(central.url, { username, password: passwordOf(username), deviceId });
      client.accessToken = fresh.accessToken;
      client.refreshToken = fresh.refreshToken;
    }
  }

  /** Rounds until the watcher has read everything there is. */
  async function watch(): Promise<RoundReport> {
    for (;;) {
      const [report] = await watcher.runOnce();
      if (!report) throw new Error(`the watcher could not read the chain: ${warnings.at(-1)}`);
      if (report.caughtUp) return report;
    }
  }

  async function mine(blocks: number): Promise<RoundReport> {
    await chain.mine(blocks);
    return watch();
  }

  async function credited(change: Record<string, unknown> = {}): Promise<Deposit> {
    const record = await apply(change);
    await pay(record);
    await mine(3);
    const now = await deposit(record.id);
    if (now.status !== "CREDITED") throw new Error(`${now.recordNo} is ${now.status} (${now.holdReason})`);
    return now;
  }

  /** The client's own wallet, whatever else is registered for him. */
  async function walletOf(customerNo: string): Promise<string> {
    const { items } = await (await api("operator")).call("addresses.list", { query: { customerNo } });
    const wallet = TEST_CUSTOMERS.find((client) => client.customerNo === customerNo)?.wallet;
    const found = items.find(({ address }) => address === wallet);
    if (!found) throw new Error(`${customerNo} has no address`);
    return found.id;
  }

  const refundBody = async (record: Deposit, change: Record<string, unknown> = {}) => ({
    kind: "CUSTOMER_REQUEST" as const,
    refundAddressId: await walletOf(record.customerNo),
    network: record.network,
    amount: record.creditedAmount ?? record.declaredAmount,
    adjustmentReason: null,
    remainder: null,
    reason: "The client asked for the money back",
    identityCheck: {
      method: "CALL_BACK" as const,
      reference: "+852 5555 0101",
      askedBy: "Chan Tai Man",
      basis: "Known voice, correct answers",
      checkedBy: "Olivia Operator",
      checkedAt: central.clock.now(),
      addressConfirmed: true as const,
      noThirdParty: true as const,
      attachments: [],
    },
    ...change,
  });

  async function request(record: Deposit, change: Record<string, unknown> = {}, by = "operator"): Promise<Refund> {
    const fresh = await deposit(record.id);
    return (await api(by)).call("deposits.requestRefund", {
      params: { id: record.id },
      ifMatch: fresh.version,
      body: await refundBody(fresh, change),
    });
  }

  const approvers = new Map<string, Promise<Approver>>();
  function approver(username: string): Promise<Approver> {
    const known = approvers.get(username) ?? makeApprover(username);
    approvers.set(username, known);
    return known;
  }
  async function makeApprover(username: string): Promise<Approver> {
    const client = await api(username);
    const { publicKey, privateKey } = generateKeyPairSync("ed25519");
    const raw = Buffer.from(publicKey.export({ format: "jwk" }).x ?? "", "base64url").toString("hex");
    const key = await client.call("deviceKeys.register", {
      body: { deviceId: client.deviceId, deviceName: "Test workstation", publicKey: raw },
    });
    return { client, key: key.status === "PENDING" ? await endorse(key) : key, privateKey };
  }
  /** A key after the first set: the first supervisor vouches for it with his own. */
  async function endorse(key: DeviceKey): Promise<DeviceKey> {
    const by = await approver("supervisor");
    const text = endorsementText({
      type: "deposit-desk/device-key-endorsement/1",
      deviceKeyId: key.id,
      publicKey: key.publicKey,
      userId: key.user.id,
      endorserKeyId: by.key.id,
    });
    return by.client.call("deviceKeys.endorse", {
      params: { id: key.id },
      ifMatch: key.version,
      body: {
        endorserKeyId: by.key.id,
        signature: sign(null, Buffer.from(text), by.privateKey).toString("hex"),
        stepUpToken: await by.client.stepUp({ action: "device-key.endorse", resourceId: key.id }),
      },
    });
  }

  /** A decision as a workstation would send it; `change` spoils it. */
  async function decision(
    by: Approver,
    about: Refund,
    kind: "APPROVE" | "REJECT",
    change: { comment?: string; signedHash?: string; body?: Record<string, unknown> } = {},
  ) {
    const decidedAt = central.clock.now();
    const text = decisionText({
      type: "deposit-desk/refund-decision/1",
      refundId: about.id,
      intentHash: change.signedHash ?? about.intentHash,
      decision: kind,
      userId: by.client.user.id,
      deviceKeyId: by.key.id,
      decidedAt,
    });
    const stepUpToken = await by.client.stepUp({
      action: kind === "APPROVE" ? "refund.approve" : "refund.reject",
      resourceId: about.id,
      intentHash: about.intentHash,
    });
    return {
      params: { id: about.id },
      ifMatch: about.version,
      body: {
        comment: change.comment ?? "Checked against the file",
        intentHash: about.intentHash,
        decidedAt,
        stepUpToken,
        deviceKeyId: by.key.id,
        signature: sign(null, Buffer.from(text), by.privateKey).toString("hex"),
        ...change.body,
      },
    };
  }

  async function approve(about: Refund, username = "supervisor"): Promise<Refund> {
    const by = await approver(username);
    return by.client.call("refunds.approve", await decision(by, about, "APPROVE"));
  }

  const executors = new Map<string, Promise<Executor>>();
  function executor(username = "executor"): Promise<Executor> {
    const known = executors.get(username) ?? makeExecutor(username);
    executors.set(username, known);
    return known;
  }
  async function makeExecutor(username: string): Promise<Executor> {
    const client = await api(username);
    const wallet = new Wallet(Wallet.createRandom().privateKey);
    const enrolled = await enrol(client, wallet);
    const supervisor = await api("supervisor2");
    const signer = await supervisor.call("signers.approve", {
      params: { id: enrolled.id },
      ifMatch: enrolled.version,
      body: { stepUpToken: await supervisor.stepUp({ action: "signer.approve", resourceId: enrolled.id }) },
    });
    await chain.receipt(await chain.sendNative(2, wallet.address, 10n ** 20n));
    await chain.receipt(await chain.sendToken("USDT", 2, wallet.address, 10n ** 12n));
    await chain.receipt(await chain.sendToken("HKDX", 2, wallet.address, 10n ** 24n));
    return { client, wallet, signer };
  }
  async function enrol(client: TestClient, wallet: Wallet): Promise<Signer> {
    const workstationId = client.deviceId;
    const text = signerProofText({ address: wallet.address, userId: client.user.id, workstationId });
    return client.call("signers.enrol", {
      body: {
        address: wallet.address,
        networks: [TEST_NETWORK],
        workstationId,
        workstationName: "Pay desk",
        proof: await wallet.signMessage(text),
      },
    });
  }

  async function claimBody(by: Executor, about: Refund, purpose: Attempt["kind"] = "PAYMENT") {
    return {
      params: { id: about.id },
      ifMatch: about.version,
      body: {
        workstationId: by.client.deviceId,
        signerId: by.signer.id,
        purpose,
        stepUpToken: await by.client.stepUp({
          action: "refund.claim",
          resourceId: about.id,
          intentHash: about.intentHash,
        }),
      },
    };
  }
  async function claim(about: Refund, username = "executor", purpose: Attempt["kind"] = "PAYMENT"): Promise<Claim> {
    const by = await executor(username);
    return by.client.call("refunds.claim", await claimBody(by, about, purpose));
  }

  /** What a second person's workstation sends to let a slot be used up; `signed` spoils the statement, `body` the request. */
  async function voidApproval(
    by: Approver,
    about: Refund,
    change: { signed?: Partial<VoidStatement>; body?: Record<string, unknown> } = {},
  ) {
    const decidedAt = central.clock.now();
    const { slot, voiding } = about;
    const text = voidText({
      type: "deposit-desk/refund-void/1",
      refundId: about.id,
      intentHash: about.intentHash,
      chainId: slot?.chainId ?? 0,
      from: slot?.from ?? "",
      nonce: slot?.nonce ?? "",
      requestedBy: voiding?.requestedBy.id ?? "",
      userId: by.client.user.id,
      deviceKeyId: by.key.id,
      decidedAt,
      ...change.signed,
    });
    return {
      params: { id: about.id },
      ifMatch: about.version,
      body: {
        comment: "Seen",
        decidedAt,
        stepUpToken: await by.client.stepUp({
          action: "refund.approve-void",
          resourceId: about.id,
          intentHash: about.intentHash,
        }),
        deviceKeyId: by.key.id,
        signature: sign(null, Buffer.from(text), by.privateKey).toString("hex"),
        ...change.body,
      },
    };
  }

  /** Asked for by the executor, approved by a supervisor. */
  async function withholdable(id: string): Promise<Refund> {
    const { client } = await executor();
    const seen = await refund(id);
    const asked = await client.call("refunds.requestVoid", {
      params: { id },
      ifMatch: seen.version,
      body: { reason: "The client changed his mind" },
    });
    const by = await approver("supervisor");
    return by.client.call("refunds.approveVoid", await voidApproval(by, asked));
  }

  /** Claimed, signed and registered: nothing from the paying address to itself, outbidding what is registered. */
  async function voided(about: Refund, change: SignOverrides = {}) {
    const claimed = await claim(about, "executor", "VOID");
    const bytes = await signed(claimed, {
      to: claimed.slot.from,
      value: 0n,
      data: "0x",
      ...outbidding(claimed),
      ...change,
    });
    await register(claimed, bytes, "VOID");
    return { claimed, ...bytes };
  }

  /** An eighth above the highest registered fees, as a workstation chooses them. */
  function outbidding({ outbid }: Claim): SignOverrides {
    if (outbid === null) return {};
    const higher = (fee: string) => (BigInt(fee) * 9n + 7n) / 8n;
    return {
      maxFeePerGas: higher(outbid.maxFeePerGasWei),
      maxPriorityFeePerGas: higher(outbid.maxPriorityFeePerGasWei),
    };
  }

  /** Bytes as the signer makes them from a claim; `change` makes other ones. */
  async function signed(claimed: Claim, change: SignOverrides = {}): Promise<{ signedTx: string; txHash: string }> {
    const { wallet: own } = await executor();
    const { intent, slot, limits } = claimed;
    const { wallet = own, ...fields } = change;
    const call =
      intent.contractAddress === null
        ? { to: intent.to, value: BigInt(intent.amountBaseUnits), data: "0x" }
        : { to: intent.contractAddress, value: 0n, data: transferCall(intent.to, BigInt(intent.amountBaseUnits)) };
    const type = fields.type ?? 2;
    const fee = { maxFeePerGas: 20_000_000_000n, maxPriorityFeePerGas: 1_000_000_000n };
    const signedTx = await wallet.signTransaction({
      type,
      chainId: intent.chainId,
      nonce: Number.parseInt(slot.nonce, 10),
      gasLimit: BigInt(limits.gasLimit),
      ...(type === 2 ? fee : { gasPrice: fee.maxFeePerGas }),
      ...call,
      ...fields,
    });
    return { signedTx, txHash: keccak256(signedTx) };
  }

  function leaseOf({ lease }: Claim) {
    return { leaseId: lease.leaseId, fencingToken: lease.fencingToken };
  }

  async function register(
    claimed: Claim,
    bytes: { signedTx: string; txHash: string },
    kind: Attempt["kind"] = "PAYMENT",
  ) {
    const { client } = await executor();
    // Time stands still here, and attempts are ordered by it.
    central.clock.advance(1);
    return client.call("refunds.registerAttempt", {
      params: { id: claimed.refund.id },
      body: { ...leaseOf(claimed), kind, ...bytes },
    });
  }

  async function report(
    refundId: string,
    txHash: string,
    result: "ACCEPTED" | "ALREADY_KNOWN" | "UNKNOWN" | "REJECTED",
  ): Promise<Refund> {
    const { client } = await executor();
    return client.call("refunds.reportBroadcast", {
      params: { id: refundId, txHash },
      body: { result, node: "node-1", error: result === "UNKNOWN" ? "timeout" : null },
    });
  }

  async function send(signedTx: string): Promise<string> {
    return chain.rpc<string>("eth_sendRawTransaction", [signedTx]);
  }

  /** From a credited record to an approved refund. */
  /** The executor's key pays somebody else with a slot's nonce. */
  async function spendNonce(nonce: string): Promise<void> {
    const { wallet } = await executor();
    const raw = await wallet.signTransaction({
      type: 2,
      chainId: 31337,
      nonce: Number.parseInt(nonce, 10),
      to: chain.account(3).address,
      value: 1n,
      gasLimit: 21_000n,
      maxFeePerGas: 60_000_000_000n,
      maxPriorityFeePerGas: 3_000_000_000n,
    });
    await send(raw);
  }

  async function approved(change: Record<string, unknown> = {}, record?: Deposit): Promise<Refund> {
    return approve(await request(record ?? (await credited()), change));
  }

  /** Up to bytes that are registered and sent, and mined in the newest block; the watcher has not looked yet. */
  async function paid(about?: Refund) {
    const claimed = await claim(about ?? (await approved()));
    const bytes = await signed(claimed);
    await register(claimed, bytes);
    await send(bytes.signedTx);
    await chain.receipt(bytes.txHash);
    return { claimed, ...bytes, id: claimed.refund.id, depositId: claimed.refund.depositId };
  }

  async function stop(): Promise<void> {
    await watcher.stop();
    await central.stop();
    await chain.stop();
  }

  return {
    ...{
      chain,
      central,
      watcher,
      warnings,
      api,
      apply,
      deposit,
      refund,
      pay,
      watch,
      mine,
      credited,
      walletOf,
      bytesFrom,
      advance,
    },
    ...{ refundBody, request, approver, decision, approve, executor, enrol, claimBody, claim, signed, leaseOf },
    ...{ register, report, send, spendNonce, approved, paid, stop, voidApproval, withholdable, voided, outbidding },
  };
}
