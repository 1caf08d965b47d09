import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { decryptKeystoreJson, Transaction, verifyMessage } from "ethers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { intentHashOf, type RefundIntent, signerProofText } from "#shared/domain/intent.ts";
import { buildUnsigned, decodeSigned } from "#main/chain/payment.ts";
import { silentLog } from "#main/log/Log.ts";
// Makes ethers use Node's scrypt, which does not block the test for seconds.
import "#main/signer/keys.ts";
import type { CreatedKey, SignRequest } from "#main/signer/protocol.ts";
import { signPayment } from "#main/signer/signPayment.ts";
import { createSignerHost } from "#main/signer/signerHost.ts";
import { FULL_COST } from "#main/world/stretch.ts";
import { openVault } from "#main/signer/vault.ts";
import { machineTimer } from "#main/world/thisMachine.ts";
import { intentFor, TEST_FEE } from "#tests/main/chain/payments.ts";
import { startTestChain, type TestChain } from "#tests/support/chain.ts";
import { approvalOf, endorsementOf, makeApprover, pinned, sha256 } from "./approvers.ts";
import { nodeSigner } from "./nodeSigner.ts";
import { CHEAP_COST, signerHere } from "./signerHere.ts";

const PIN = "246813";
const EXECUTOR = "01890000-0000-7000-8000-00000000000e";
const WORKSTATION = "01890000-0000-7000-8000-00000000000f";
const first = makeApprover(1);
const second = makeApprover(2);
const stranger = makeApprover(3);

/** The signer's code in this process, for refusals by the dozen. */
const host = createSignerHost({ spawn: signerHere, timer: machineTimer, log: silentLog });
const children: ChildProcess[] = [];
const output: string[] = [];
/** The signer as it runs in the product, except that Node starts it and not Electron. */
const processHost = createSignerHost({
  spawn: nodeSigner((child) => {
    children.push(child);
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (part) => output.push(String(part)));
  }),
  timer: machineTimer,
  log: silentLog,
});

let chain: TestChain;
let key: CreatedKey;
let processKey: CreatedKey;
beforeAll(async () => {
  chain = await startTestChain();
  const request = {
    pin: PIN,
    executorId: EXECUTOR,
    workstationId: WORKSTATION,
    pinned: [pinned(first), pinned(second)],
  };
  [key, processKey] = await Promise.all([host.create(request), processHost.create(request)]);
});
afterAll(() => chain.stop());

type Changes = { intent?: Partial<RefundIntent>; request?: Partial<Omit<SignRequest, "kind">> };

function requestFor(
  { intent: intentChanges = {}, request = {} }: Changes = {},
  { address, vault } = key,
): Omit<SignRequest, "kind"> {
  const intent = intentFor(chain, intentChanges);
  const slot = { chainId: intent.chainId, from: address, nonce: "0" };
  return {
    pin: PIN,
    vault,
    intent,
    intentHash: intentHashOf(intent, sha256),
    approvals: [approvalOf(first, intent)],
    voiding: null,
    endorsements: [],
    slot,
    fee: TEST_FEE,
    unsigned: buildUnsigned(intent, slot, TEST_FEE),
    ...request,
  };
}

const signHere = (request: Omit<SignRequest, "kind">) => signPayment({ kind: "sign", ...request }, CHEAP_COST);

const refusal = (code: string, words: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(words) });

test("scrypt at its full cost guards vault and backup: about 0.4 s and 128 MiB a guess", async () => {
  expect(FULL_COST).toEqual({ N: 131_072, r: 8, p: 1 });
  const { Crypto } = JSON.parse(processKey.backup) as { Crypto: { kdfparams: object } };
  expect(Crypto.kdfparams).toMatchObject({ n: 131_072, r: 8, p: 1 });
  expect((await openVault(processKey.vault, PIN, FULL_COST)).header.address).toBe(processKey.address);
  await expect(openVault(processKey.vault, PIN, CHEAP_COST)).rejects.toMatchObject({ code: "SIGNER_PIN_WRONG" });
  const cheaper = { backup: key.backup, pin: PIN, address: key.address };
  await expect(processHost.proveBackup(cheaper)).rejects.toMatchObject({ code: "SIGNER_REFUSED" });
});

describe("a signing key", () => {
  test("is made with a proof, a vault that tells no key, and a backup that opens", async () => {
    const proofText = signerProofText({ address: key.address, userId: EXECUTOR, workstationId: WORKSTATION });
    expect(verifyMessage(proofText, key.proof)).toBe(key.address);
    expect(host.header(key.vault)).toEqual({
      address: key.address,
      executorId: EXECUTOR,
      pinned: [pinned(first), pinned(second)],
    });
    // Windows keeps at most 2,560 bytes in one keychain entry.
    expect(key.vault.length).toBeLessThan(2_000);
    expect(await host.proveBackup({ backup: key.backup, pin: PIN, address: key.address })).toEqual({
      address: key.address,
    });
    await expect(host.proveBackup({ backup: key.backup, pin: "864213", address: key.address })).rejects.toMatchObject({
      code: "SIGNER_PIN_WRONG",
    });
    await expect(host.proveBackup({ backup: key.backup, pin: PIN, address: chain.account(3).address })).rejects.toEqual(
      refusal("SIGNER_REFUSED", /another key/),
    );
    const greedy = JSON.parse(key.backup) as { Crypto: { kdfparams: { n: number } } };
    greedy.Crypto.kdfparams.n = 2 ** 25;
    await expect(
      host.proveBackup({ backup: JSON.stringify(greedy), pin: PIN, address: key.address }),
    ).rejects.toMatchObject({ code: "SIGNER_REFUSED" });
  });

  test.each([
    "12345",
    "111111",
    "123456",
    "987654",
    "890123",
    "112233",
    "121212",
    "12341234",
    "qwerty",
    "2468ac",
    "abcdef",
  ])("refuses the weak PIN %s", async (pin) => {
    const made = host.create({ pin, executorId: EXECUTOR, workstationId: WORKSTATION, pinned: [] });
    // 2468ac has no row in it: digits and letters are spaced differently.
    if (pin === "2468ac") expect((await made).address).toMatch(/^0x/);
    else await expect(made).rejects.toMatchObject({ code: "SIGNER_PIN_WEAK" });
  });

  test("a wrong PIN opens nothing", async () => {
    await expect(host.sign(requestFor({ request: { pin: "246814" } }))).rejects.toMatchObject({
      code: "SIGNER_PIN_WRONG",
    });
  });

  test.each(["address", "executorId", "pinned"] as const)(
    "a vault whose %s was changed does not open",
    async (field) => {
      const vault = JSON.parse(key.vault) as { header: Record<string, unknown> };
      vault.header[field] = {
        address: key.address,
        executorId: WORKSTATION,
        pinned: [pinned(first), pinned(stranger)],
      }[field];
      if (field === "address") vault.header[field] = chain.account(5).address;
      const request = requestFor();
      const slot = { ...request.slot, from: vault.header["address"] as string };
      await expect(host.sign({ ...request, slot, vault: JSON.stringify(vault) })).rejects.toMatchObject({
        code: "SIGNER_PIN_WRONG",
      });
    },
  );
});

describe("R21.5 I5 signing exactly what was approved", () => {
  test.each([
    ["native coin", {}],
    ["a token", { asset: "ERC20" as const }],
  ])("%s: the bytes decode to the intent, on the slot, from this key", async (_name, overrides) => {
    const token = "asset" in overrides ? { contractAddress: chain.tokens.USDT.address, decimals: 6 } : {};
    const request = requestFor({ intent: { ...overrides, ...token } });
    const signed = await host.sign(request);
    const intent = request.intent as RefundIntent;
    expect(decodeSigned(signed.raw)).toMatchObject({
      chainId: intent.chainId,
      nonce: "0",
      to: intent.to,
      contractAddress: intent.contractAddress,
      amountBaseUnits: intent.amountBaseUnits,
      fee: TEST_FEE,
      from: key.address,
      txHash: signed.txHash,
      unsigned: request.unsigned,
    });
    expect(Transaction.from(signed.raw).hash).toBe(signed.txHash);
    // Signing again gives the same bytes, so that a repeated signature is no second payment.
    expect(await host.sign(request)).toEqual(signed);
  });

  const other = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
  test.each<[string, (request: Omit<SignRequest, "kind">) => Omit<SignRequest, "kind">, RegExp]>([
    ["intent: recipient", (r) => withIntent(r, { to: other }), /not the approved one/],
    ["intent: amount", (r) => withIntent(r, { amountBaseUnits: "1250001" }), /not the approved one/],
    ["intent: amount as text", (r) => withIntent(r, { amount: "2" }), /not the approved one/],
    ["intent: chain", (r) => withIntent(r, { chainId: 1 }), /not the approved one/],
    ["intent: fee cap", (r) => withIntent(r, { feeCapWei: "99000000000000000000" }), /not the approved one/],
    ["intent: needed approvals", (r) => withIntent(r, { requiredApprovals: 2 }), /not the approved one/],
    ["intent: an extra field", (r) => ({ ...r, intent: { ...(r.intent as object), bonus: 1 } }), /not one/],
    ["intent hash", (r) => ({ ...r, intentHash: "ab".repeat(32) }), /not the approved one/],
    ["slot: chain", (r) => ({ ...r, slot: { ...r.slot, chainId: 1 } }), /another chain/],
    ["slot: from", (r) => ({ ...r, slot: { ...r.slot, from: other } }), /another key/],
    ["slot: nonce", (r) => ({ ...r, slot: { ...r.slot, nonce: "1" } }), /not what was approved/],
    ["fee: gas limit", (r) => ({ ...r, fee: { ...r.fee, gasLimit: "120001" } }), /not what was approved/],
    [
      "fee: most per gas",
      (r) => ({ ...r, fee: { ...r.fee, maxFeePerGasWei: "20000000001" } }),
      /not what was approved/,
    ],
    ["fee: tip", (r) => ({ ...r, fee: { ...r.fee, maxPriorityFeePerGasWei: "2" } }), /not what was approved/],
    [
      "fee: above the cap",
      (r) => ({ ...r, fee: { ...r.fee, maxFeePerGasWei: "83333333334" } }),
      /above the approved cap/,
    ],
    [
      "fee: tip above the most",
      (r) => ({ ...r, fee: { ...r.fee, maxPriorityFeePerGasWei: "20000000001" } }),
      /tip is above/,
    ],
    ["fee: gas below any payment", (r) => ({ ...r, fee: { ...r.fee, gasLimit: "20999" } }), /too low/],
    ["shown bytes: recipient", (r) => shown(r, { to: other }), /not what was approved/],
    ["shown bytes: amount", (r) => shown(r, { amountBaseUnits: "1" }), /not what was approved/],
    ["shown bytes: none", (r) => ({ ...r, unsigned: "0x02" }), /not what was approved/],
  ])("refuses a changed %s", async (_name, change, words) => {
    await expect(signHere(change(requestFor()))).rejects.toEqual(refusal("SIGNER_REFUSED", words));
  });

  test.each<[string, Partial<RefundIntent>, RegExp]>([
    ["an amount that contradicts its base units", { amount: "1.5" }, /contradict/],
    ["nothing", { amount: "0", amountBaseUnits: "0" }, /contradict/],
    ["a native payment with a contract", { contractAddress: other }, /asset and contract/],
    ["a wrong checksum", { to: "0xf39fd6e51aad88F6F4ce6aB8827279cffFb92266" }, /checksum/],
    ["the zero address", { to: `0x${"0".repeat(40)}` }, /not usable/],
  ])("refuses, even when approved, %s", async (_name, overrides, words) => {
    const intent = intentFor(chain, overrides);
    const request = requestFor();
    await expect(
      signHere({
        ...request,
        intent,
        intentHash: intentHashOf(intent, sha256),
        approvals: [approvalOf(first, intent)],
        voiding: null,
      }),
    ).rejects.toEqual(refusal("SIGNER_REFUSED", words));
  });

  test("refuses to pay the token's contract, or itself", async () => {
    const token = chain.tokens.USDT.address;
    await expect(
      signHere(requestFor({ intent: { asset: "ERC20", contractAddress: token, decimals: 6, to: token } })),
    ).rejects.toEqual(refusal("SIGNER_REFUSED", /own contract/));
    await expect(signHere(requestFor({ intent: { to: key.address } }))).rejects.toEqual(
      refusal("SIGNER_REFUSED", /paying address itself/),
    );
  });

  function withIntent(request: Omit<SignRequest, "kind">, changes: Partial<RefundIntent>) {
    return { ...request, intent: { ...(request.intent as RefundIntent), ...changes } };
  }
  function shown(request: Omit<SignRequest, "kind">, changes: Partial<RefundIntent>) {
    return { ...request, unsigned: buildUnsigned(intentFor(chain, changes), request.slot, request.fee) };
  }
});

describe("I3 I4 R20a.1 only what really was approved: a central service that lies gets no signature", () => {
  const large = { requiredApprovals: 2 };
  test("two trusted people are enough for two", async () => {
    const request = requestFor({ intent: large });
    const intent = request.intent as RefundIntent;
    const signed = await host.sign({ ...request, approvals: [approvalOf(first, intent), approvalOf(second, intent)] });
    expect(decodeSigned(signed.raw).to).toBe(intent.to);
  });

  test("a key that a pinned key vouched for counts, through a chain of such words", async () => {
    const intent = intentFor(chain);
    const next = makeApprover(4);
    const request = { ...requestFor(), approvals: [approvalOf(next, intent)] };
    const chainOfWords = [endorsementOf(next, stranger), endorsementOf(stranger, first)];
    await host.sign({ ...request, endorsements: chainOfWords });
    await expect(host.sign({ ...request, endorsements: chainOfWords.slice(0, 1) })).rejects.toMatchObject({
      code: "SIGNER_REFUSED",
    });
  });

  type Case = [string, (intent: RefundIntent) => Partial<SignRequest>, Partial<RefundIntent>?];
  const sameUser = makeApprover(9, first.userId);
  test.each<Case>([
    ["no approval at all", () => ({ approvals: [] })],
    ["too few approvals", (i) => ({ approvals: [approvalOf(first, i)] }), large],
    ["one person twice", (i) => ({ approvals: [approvalOf(first, i), approvalOf(first, i)] }), large],
    ["a key nobody pinned", (i) => ({ approvals: [approvalOf(stranger, i)] })],
    [
      "a pinned key's id with another person's name",
      (i) => ({ approvals: [{ ...approvalOf(first, i), userId: stranger.userId }] }),
    ],
    ["a forged signature", (i) => ({ approvals: [{ ...approvalOf(first, i), signature: "0".repeat(128) }] })],
    [
      "a stranger's signature under a pinned key's id",
      (i) => ({ approvals: [{ ...approvalOf(stranger, i), userId: first.userId, deviceKeyId: first.deviceKeyId }] }),
    ],
    ["an approval of another intent", (i) => ({ approvals: [approvalOf(first, i, { intentHash: "cd".repeat(32) })] })],
    ["an approval of another refund", (i) => ({ approvals: [approvalOf(first, i, { refundId: WORKSTATION })] })],
    ["a rejection passed off as an approval", (i) => ({ approvals: [approvalOf(first, i, { decision: "REJECT" })] })],
    [
      "a changed time of decision",
      (i) => ({ approvals: [{ ...approvalOf(first, i), decidedAt: "2026-11-22T11:00:00.000Z" }] }),
    ],
    [
      "one false approval among enough good ones",
      (i) => ({ approvals: [approvalOf(first, i), approvalOf(stranger, i)] }),
    ],
    [
      "a forged endorsement",
      (i) => ({
        approvals: [approvalOf(stranger, i)],
        endorsements: [{ ...endorsementOf(stranger, first), signature: "1".repeat(128) }],
      }),
    ],
    [
      "someone vouching for a second key of his own",
      (i) => ({ approvals: [approvalOf(sameUser, i)], endorsements: [endorsementOf(sameUser, first)] }),
    ],
    [
      "an endorsement that replaces a pinned key",
      (i) => ({
        approvals: [approvalOf({ ...stranger, userId: second.userId, deviceKeyId: second.deviceKeyId }, i)],
        endorsements: [endorsementOf({ ...stranger, userId: second.userId, deviceKeyId: second.deviceKeyId }, first)],
      }),
    ],
    [
      "the maker approving his own request",
      (i) => ({ approvals: [approvalOf(first, i)] }),
      { requestedBy: first.userId },
    ],
    ["the maker executing his own request", (i) => ({ approvals: [approvalOf(first, i)] }), { requestedBy: EXECUTOR }],
  ])("refuses %s", async (_name, lie, overrides = {}) => {
    const request = requestFor({ intent: overrides });
    const lied = { ...request, ...lie(request.intent as RefundIntent) };
    await expect(signHere(lied)).rejects.toMatchObject({ code: "SIGNER_REFUSED" });
  });

  test("F13 above the large-amount limit the executor is no approver", async () => {
    const asApprover = makeApprover(7, EXECUTOR);
    const own = await host.create({
      pin: PIN,
      executorId: EXECUTOR,
      workstationId: WORKSTATION,
      pinned: [pinned(first), pinned(asApprover)],
    });
    const sign = (requiredApprovals: number) => {
      const intent = intentFor(chain, { requiredApprovals });
      const slot = { chainId: intent.chainId, from: own.address, nonce: "0" };
      const approvals = [approvalOf(first, intent), approvalOf(asApprover, intent)];
      const unsigned = buildUnsigned(intent, slot, TEST_FEE);
      return signHere({
        ...requestFor({ request: { slot, unsigned } }),
        vault: own.vault,
        intent,
        intentHash: intentHashOf(intent, sha256),
        approvals,
      });
    };
    await expect(sign(2)).rejects.toMatchObject({ code: "SIGNER_REFUSED" });
    // Below it two-person mode is allowed.
    expect((await sign(1)).raw).toMatch(/^0x02/);
  });
});

describe("the process itself", () => {
  test("serves one request, then is gone", async () => {
    children.length = 0;
    const request = requestFor({}, processKey);
    expect(decodeSigned((await processHost.sign(request)).raw)).toMatchObject({ from: processKey.address });
    expect(children).toHaveLength(1);
    const [child] = children;
    if (child!.exitCode === null && child!.signalCode === null)
      await new Promise((resolve) => child!.once("exit", resolve));
    expect(child!.signalCode).toBe("SIGKILL");
  });

  test("a process that dies without an answer is SIGNER_CRASHED", async () => {
    const dying = createSignerHost({
      spawn: () => {
        const child = nodeSigner()();
        return { ...child, post: () => child.end() };
      },
      timer: machineTimer,
      log: silentLog,
    });
    await expect(dying.sign(requestFor({}, processKey))).rejects.toMatchObject({ code: "SIGNER_CRASHED" });
  });

  test("a process that never answers is ended", async () => {
    let fire: () => void = () => undefined;
    const silent = createSignerHost({
      spawn: () => ({ ...nodeSigner()(), post: () => undefined }),
      timer: { after: (_delayMs, run) => ((fire = run), () => undefined) },
      log: silentLog,
    });
    const signing = silent.sign(requestFor());
    fire();
    await expect(signing).rejects.toMatchObject({ code: "SIGNER_CRASHED" });
  });

  test("what is no request is refused, and so is a second question", async () => {
    const child = nodeSigner()();
    const replies: unknown[] = [];
    child.onMessage((message) => replies.push(message));
    const exited = new Promise((resolve) => child.onExit(resolve));
    child.post({ kind: "exportKey", pin: PIN, vault: processKey.vault });
    child.post({ kind: "sign", ...requestFor({}, processKey) });
    await exited;
    expect(replies).toEqual([{ ok: false, error: { code: "SIGNER_REFUSED", message: expect.any(String) } }]);
  });

  test("feature 40 I16 R21.4 no key and no PIN in arguments, environment, output or errors", async () => {
    const secrets = [PIN, await privateKeyOf(processKey.backup)] as const;
    let seen = "";
    const watched = createSignerHost({
      spawn: nodeSigner((child) => {
        for (const stream of [child.stdout, child.stderr]) stream?.on("data", (part) => output.push(String(part)));
        seen += readFileSync(`/proc/${child.pid}/cmdline`, "utf8") + readFileSync(`/proc/${child.pid}/environ`, "utf8");
      }),
      timer: machineTimer,
      log: silentLog,
    });
    const errors: unknown[] = [];
    const remember = (error: unknown) => void errors.push(error);
    await watched.sign(requestFor({}, processKey));
    await watched.sign(requestFor({ request: { pin: "999999" } }, processKey)).catch(remember);
    for (const bad of [{ vault: "{" }, { vault: processKey.vault.replace("sealed", "sealedx") }, { intent: null }])
      await signHere(requestFor({ request: bad }, processKey)).catch(remember);
    const text = seen + output.join("") + errors.map((error) => JSON.stringify([String(error), error])).join("");
    expect(errors).toHaveLength(4);
    expect(output.join("")).toBe("");
    for (const secret of secrets) expect(text).not.toContain(secret);
    expect(key.vault).not.toContain(secrets[1]);
  }, 90_000);
});

/** The backup's key, taken out the way a person would with any wallet. */
async function privateKeyOf(backup: string): Promise<string> {
  return (await decryptKeystoreJson(backup, Buffer.from(PIN))).privateKey.slice(2);
}
