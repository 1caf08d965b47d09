/** Proofs of a wallet over the API, on a real chain: texts that are signed, payments that are made, and everything that is nearly right. */
import { Wallet } from "ethers";
import { SiweMessage } from "siwe";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

import { PROOF_WINDOW_MS } from "#central/addresses/openProof.ts";
import { ownershipMessage, readOwnershipMessage } from "#central/addresses/ownershipMessage.ts";
import { expireProofs } from "#central/addresses/settleProof.ts";
import { denylistEntries, denylists } from "#central/store/tables.ts";
import type { AddressProof, WalletAddress } from "#shared/contract/address.ts";
import { toBaseUnits } from "#shared/money.ts";
import { CLIENT, type MoneyWorld, startMoneyWorld } from "#tests/central/refunds/moneyWorld.ts";
import { TEST_NETWORK } from "#tests/support/centralWorld.ts";

type Method = "SIGNED_MESSAGE" | "MICROPAYMENT" | "DOCUMENT";
const STRANGER = 17;

let world: MoneyWorld;
let nextAccount = 30;
/** a wallet that nobody used yet, with its key */
let owner: Wallet;
beforeAll(async () => {
  world = await startMoneyWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  owner = new Wallet(`0x${(nextAccount += 1).toString(16).padStart(64, "7")}`);
});

const add = async (address = owner.address, by = "operator"): Promise<WalletAddress> =>
  (await world.api(by)).call("addresses.add", {
    body: { customerNo: CLIENT.customerNo, network: TEST_NETWORK, address, label: "Another wallet" },
  });
const start = async (address: { id: string; version: number }, method: Method, by = "operator") =>
  (await world.api(by)).call("addresses.startProof", {
    params: { id: address.id },
    ifMatch: address.version,
    body: { method },
  });
const submit = async (proof: AddressProof, body: object) =>
  (await world.api("operator")).send("addresses.submitProof", {
    params: { id: proof.addressId, proofId: proof.id },
    body: body as never,
  });
const read = async (id: string): Promise<WalletAddress> =>
  (await world.api("auditor")).call("addresses.get", { params: { id } });
const proofsOf = async (id: string): Promise<AddressProof[]> =>
  (await (await world.api("auditor")).call("addresses.proofs", { params: { id } })).items;
const actionsOf = async (id: string): Promise<string[]> => {
  const { items } = await (
    await world.api("auditor")
  ).call("audit.list", {
    query: { entity: "address", entityId: id, limit: 50 },
  });
  return items
    .map(({ action }) => action)
    .filter((action) => action.startsWith("address."))
    .toReversed();
};
const fund = async (wallet: Wallet): Promise<void> => {
  await world.chain.receipt(await world.chain.sendNative(STRANGER, wallet.address, 10n ** 18n));
};
/** Pays out of any key, not only out of the dev accounts. */
const payFrom = async (wallet: Wallet, to: string, value: bigint): Promise<string> => {
  const counted = await world.chain.rpc<string>("eth_getTransactionCount", [wallet.address, "pending"]);
  const raw = await wallet.signTransaction({
    type: 2,
    chainId: world.chain.chainId,
    nonce: Number.parseInt(counted, 16),
    gasLimit: 21_000n,
    maxFeePerGas: 20_000_000_000n,
    maxPriorityFeePerGas: 1_000_000_000n,
    to,
    value,
  });
  const hash = await world.chain.rpc<string>("eth_sendRawTransaction", [raw]);
  await world.chain.receipt(hash);
  return hash;
};
const asked = (proof: AddressProof) => {
  if (proof.payment === null) throw new Error("no payment was asked for");
  return { to: proof.payment.destination, value: toBaseUnits(proof.payment.amount, 18) };
};
const countRecords = async (): Promise<number> =>
  (await (await world.api("auditor")).call("deposits.list", { query: { limit: 200 } })).items.length;

test("W1 W2 W4 W5 R5.4 a text signed by the wallet's own key proves it, and another person puts it on the list", async () => {
  const address = await add();
  expect(address).toMatchObject({ status: "NOT_VERIFIED", method: null });
  const proof = await start(address, "SIGNED_MESSAGE");
  expect(proof).toMatchObject({ state: "OPEN", payment: null, startedBy: { name: "Olivia Operator" } });
  expect(proof.message).toContain(owner.address);
  expect(proof.message).toContain(`I am client ${CLIENT.customerNo}`);
  const answer = await submit(proof, { signature: await owner.signMessage(proof.message ?? "") });
  expect(answer).toMatchObject({ status: 200, body: { status: "PENDING_WHITELIST_APPROVAL" } });
  const pending = await read(address.id);
  const verified = await (
    await world.api("supervisor")
  ).call("addresses.approve", {
    params: { id: address.id },
    ifMatch: pending.version,
    body: { remarks: "Called back" },
  });
  expect(verified).toMatchObject({ status: "VERIFIED", verifiedBy: { name: "Sam Supervisor" } });
  expect(await actionsOf(address.id)).toEqual([
    "address.added",
    "address.proof_started",
    "address.proof_ok",
    "address.whitelisted",
  ]);
  expect(await proofsOf(address.id)).toMatchObject([{ state: "PASSED", outcome: expect.stringContaining("EIP-191") }]);
});

test("W5 R5.1 the person who asked for the proof cannot decide it", async () => {
  const address = await add();
  const proof = await start(address, "DOCUMENT", "supervisor");
  await submit(proof, { reference: "Vault 7, folder 12" });
  const pending = await read(address.id);
  const answer = await (
    await world.api("supervisor")
  ).send("addresses.approve", { params: { id: address.id }, ifMatch: pending.version, body: { remarks: "Fine" } });
  expect(answer).toMatchObject({ status: 403, body: { code: "SELF_APPROVAL_FORBIDDEN" } });
  const second = await world.api("supervisor2");
  const rejected = await second.call("addresses.reject", {
    params: { id: address.id },
    ifMatch: pending.version,
    body: { remarks: "The folder is empty" },
  });
  expect(rejected.status).toBe("REJECTED");
});

test("W3 R5.4 another key's signature is refused with its cause, a new proof may start at once, and an ended challenge is never good again", async () => {
  const address = await add();
  const first = await start(address, "SIGNED_MESSAGE");
  const stranger = new Wallet(`0x${"5".repeat(64)}`);
  const refused = await submit(first, { signature: await stranger.signMessage(first.message ?? "") });
  expect(refused).toMatchObject({ status: 422, body: { code: "SIGNATURE_MISMATCH" } });
  expect((refused.body as { detail: string }).detail).toContain(stranger.address);
  const back = await read(address.id);
  expect(back.status).toBe("NOT_VERIFIED");
  const good = await owner.signMessage(first.message ?? "");
  expect(await submit(first, { signature: good })).toMatchObject({ status: 422, body: { code: "CHALLENGE_USED" } });

  const second = await start(back, "SIGNED_MESSAGE");
  expect(second.message).not.toBe(first.message);
  // Replayed: right key, right wallet, the other challenge.
  expect(await submit(second, { signature: good })).toMatchObject({ body: { code: "SIGNATURE_MISMATCH" } });
  expect(await actionsOf(address.id)).toEqual([
    "address.added",
    "address.proof_started",
    "address.proof_failed",
    "address.proof_started",
    "address.proof_failed",
  ]);
});

test.each([
  ["no signature at all", () => `0x${"00".repeat(65)}`],
  ["a signature cut short", (good: string) => good.slice(0, -4)],
  ["one bit turned", (good: string) => `${good.slice(0, 20)}${good[20] === "0" ? "1" : "0"}${good.slice(21)}`],
  ["a high s", (good: string) => highS(good)],
])("R5.4 refuses %s", async (_name, spoil) => {
  const proof = await start(await add(), "SIGNED_MESSAGE");
  const answer = await submit(proof, { signature: spoil(await owner.signMessage(proof.message ?? "")) });
  expect(answer).toMatchObject({ status: 422, body: { code: "SIGNATURE_MISMATCH" } });
});

/** The other of the two values that a curve allows; EIP-2 takes the low one only. */
function highS(signature: string): string {
  const order = BigInt("0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");
  const s = (order - BigInt(`0x${signature.slice(66, 130)}`)).toString(16).padStart(64, "0");
  const v = signature.slice(130) === "1b" ? "1c" : "1b";
  return `${signature.slice(0, 66)}${s}${v}`;
}

test("R5.4 a contract wallet's signature is asked of its contract (EIP-1271)", async () => {
  const contract = await world.chain.deploy("Owner1271", [owner.address]);
  const address = await add(contract);
  const proof = await start(address, "SIGNED_MESSAGE");
  const stranger = new Wallet(`0x${"6".repeat(64)}`);
  expect(await submit(proof, { signature: await stranger.signMessage(proof.message ?? "") })).toMatchObject({
    body: { code: "SIGNATURE_MISMATCH" },
  });
  const again = await start(await read(address.id), "SIGNED_MESSAGE");
  const answer = await submit(again, { signature: await owner.signMessage(again.message ?? "") });
  expect(answer).toMatchObject({ status: 200, body: { status: "PENDING_WHITELIST_APPROVAL" } });
  expect((await read(address.id)).proof).toContain("EIP-1271");
});

test("W3 R5.4 a challenge that came back too late is refused; housekeeping ends the ones that never came back", async () => {
  const late = await start(await add(), "SIGNED_MESSAGE");
  const signature = await owner.signMessage(late.message ?? "");
  owner = new Wallet(`0x${"8".repeat(64)}`);
  const silent = await start(await add(), "SIGNED_MESSAGE");
  await world.advance(PROOF_WINDOW_MS);
  expect(await submit(late, { signature })).toMatchObject({ status: 422, body: { code: "CHALLENGE_EXPIRED" } });
  expect(await expireProofs(world.central.rooms)).toBe(1);
  for (const { addressId } of [late, silent]) {
    expect((await read(addressId)).status).toBe("NOT_VERIFIED");
    expect(await proofsOf(addressId)).toMatchObject([{ state: "EXPIRED", outcome: expect.stringMatching(/in time/) }]);
  }
});

test("W4 R5.3 exactly the small payment proves the wallet after its confirmations, and makes no deposit record", async () => {
  await fund(owner);
  await world.watch();
  const address = await add();
  const proof = await start(address, "MICROPAYMENT");
  expect(proof.payment).toMatchObject({ currency: "ETH", destination: CLIENT.depositAddress });
  const before = await countRecords();
  const { to, value } = asked(proof);
  const hash = await payFrom(owner, to, value);
  await world.watch();
  expect(await proofsOf(address.id)).toMatchObject([
    { state: "OPEN", txHash: hash, confirmations: { current: 1, required: 3 } },
  ]);
  expect((await read(address.id)).status).toBe("VERIFICATION_IN_PROGRESS");
  await world.mine(2);
  expect(await read(address.id)).toMatchObject({
    status: "PENDING_WHITELIST_APPROVAL",
    proof: expect.stringContaining(hash),
  });
  expect(await countRecords()).toBe(before);
});

test("R5.3 a reorganisation takes the payment back: the proof waits on, and takes it when it is mined again", async () => {
  await fund(owner);
  const address = await add();
  const proof = await start(address, "MICROPAYMENT");
  await world.mine(1);
  const { to, value } = asked(proof);
  await payFrom(owner, to, value);
  await world.watch();
  await world.chain.reorg(1);
  await world.mine(4);
  expect(await proofsOf(address.id)).toMatchObject([{ state: "OPEN", txHash: null, confirmations: null }]);
  await payFrom(owner, to, value);
  await world.mine(3);
  expect((await read(address.id)).status).toBe("PENDING_WHITELIST_APPROVAL");
});

test("W3 R5.3 a wrong amount fails with its cause, and the money gets a record of its own", async () => {
  await fund(owner);
  const address = await add();
  const proof = await start(address, "MICROPAYMENT");
  const before = await countRecords();
  const { to, value } = asked(proof);
  await payFrom(owner, to, value + 1n);
  await world.mine(3);
  expect((await read(address.id)).status).toBe("NOT_VERIFIED");
  expect(await proofsOf(address.id)).toMatchObject([
    { state: "FAILED", outcome: expect.stringMatching(/were asked for/) },
  ]);
  expect(await countRecords()).toBe(before + 1);
});

test("W3 R5.3 a wrong sender fails with its cause, found by the watcher or named by the client", async () => {
  const address = await add();
  const found = await start(address, "MICROPAYMENT");
  const first = asked(found);
  await world.chain.receipt(await world.chain.sendNative(STRANGER, first.to, first.value));
  await world.mine(3);
  expect(await proofsOf(address.id)).toMatchObject([
    { state: "FAILED", outcome: expect.stringMatching(/not from this wallet/) },
  ]);

  const named = await start(await read(address.id), "MICROPAYMENT");
  const second = asked(named);
  const hash = await world.chain.sendNative(STRANGER, second.to, second.value);
  await world.chain.receipt(hash);
  expect(await submit(named, { txHash: hash })).toMatchObject({ status: 422, body: { code: "WRONG_SENDER" } });
  expect(await submit(named, { txHash: hash })).toMatchObject({ body: { code: "CHALLENGE_USED" } });
});

test("R5.3 a TXID that no block holds is said to be so, and the proof goes on", async () => {
  const address = await add();
  const proof = await start(address, "MICROPAYMENT");
  expect(await submit(proof, { txHash: `0x${"ab".repeat(32)}` })).toMatchObject({ status: 404 });
  expect(await submit(proof, {})).toMatchObject({ status: 400, body: { code: "VALIDATION_FAILED" } });
  expect((await read(address.id)).status).toBe("VERIFICATION_IN_PROGRESS");
});

test("W2 one proof at a time, started on what the person saw", async () => {
  const address = await add();
  await start(address, "SIGNED_MESSAGE");
  const operator = await world.api("operator");
  const stale = await operator.send("addresses.startProof", {
    params: { id: address.id },
    ifMatch: address.version,
    body: { method: "DOCUMENT" },
  });
  expect(stale).toMatchObject({ status: 412 });
  const twice = await operator.send("addresses.startProof", {
    params: { id: address.id },
    ifMatch: (await read(address.id)).version,
    body: { method: "DOCUMENT" },
  });
  expect(twice).toMatchObject({ status: 409, body: { code: "ADDRESS_STATE" } });
});

test("W9 a revoked address pays nobody any more", async () => {
  const address = await add();
  const proof = await start(address, "DOCUMENT");
  await submit(proof, { reference: "Vault 7, folder 13" });
  const supervisor = await world.api("supervisor");
  const approved = await supervisor.call("addresses.approve", {
    params: { id: address.id },
    ifMatch: (await read(address.id)).version,
    body: { remarks: "Seen" },
  });
  const revoked = await supervisor.call("addresses.revoke", {
    params: { id: address.id },
    ifMatch: approved.version,
    body: { remarks: "The client lost the device" },
  });
  expect(revoked.status).toBe("REVOKED");
});

test("W10 an address on the screening list is rejected when it is added, and when a proof is asked for", async () => {
  const known = await add();
  const listed = new Wallet(`0x${"9".repeat(64)}`);
  await world.central.asSystem(async ({ db }) => {
    const listVersion = "2099-01-01";
    await db.insert(denylists).values({ listVersion, publishedAt: "2099-01-01T00:00:00.000Z" });
    await db
      .insert(denylistEntries)
      .values(
        [known, listed].map(({ address }) => ({ listVersion, addressKey: address.toLowerCase(), reason: "test" })),
      );
  });
  expect((await add(listed.address)).status).toBe("REJECTED");
  const answer = await (
    await world.api("operator")
  ).send("addresses.startProof", { params: { id: known.id }, ifMatch: known.version, body: { method: "DOCUMENT" } });
  expect(answer).toMatchObject({ status: 422, body: { code: "SCREENING_HIT" } });
  expect((await read(known.id)).status).toBe("REJECTED");
});

test("R5.4 the text is strict EIP-4361: an independent parser and verifier agree, also on what is wrong", async () => {
  const claim = {
    proofId: "01939f00-0000-7000-8000-000000000001",
    customerNo: "C-1001 陳大文",
    address: owner.address,
    networkName: "Ethereum",
    chainId: 1,
    nonce: "0123456789abcdef",
    issuedAt: "2026-11-22T02:00:00.000Z",
    expiresAt: "2026-11-24T02:00:00.000Z",
  };
  const text = ownershipMessage(claim);
  expect(readOwnershipMessage(text)).toMatchObject({
    proofId: claim.proofId,
    address: claim.address,
    chainId: 1,
    nonce: claim.nonce,
    expiresAt: claim.expiresAt,
  });
  const signature = await owner.signMessage(text);
  const verified = await new SiweMessage(text).verify(
    { signature, time: "2026-11-23T00:00:00.000Z", nonce: claim.nonce },
    { suppressExceptions: true },
  );
  expect(verified.success).toBe(true);
  const late = await new SiweMessage(text).verify(
    { signature, time: "2026-11-25T00:00:00.000Z" },
    { suppressExceptions: true },
  );
  expect(late.success).toBe(false);
  const damaged = [
    text.replace(owner.address, owner.address.toLowerCase()),
    text.replace("Version: 1", "Version: 2"),
    text.replace("Nonce: 0123456789abcdef", "Nonce: short"),
    text.replace("Chain ID: 1", "Chain ID: one"),
    text.replace("2026-11-24T", "2026-13-24T"),
    text.replace("\n\n", "\n"),
    `${text}\n`,
    text.replace("urn:deposit-desk:wallet-address", "https://deposit-desk.example"),
    text.replace("Expiration Time", "Not After"),
  ];
  for (const one of damaged) expect(() => readOwnershipMessage(one), one).toThrow();
});
