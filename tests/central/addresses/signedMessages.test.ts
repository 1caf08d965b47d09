/** R5.4: what counts as a signature of a challenge, against vectors of others and against everything that is nearly the challenge. */
import { keccak256, toUtf8Bytes, Wallet } from "ethers";
import { expect, test } from "vitest";

import { type OwnershipClaim, ownershipMessage, readOwnershipMessage } from "#central/addresses/ownershipMessage.ts";
import { recoverSigner } from "#central/chain/recoverSigner.ts";
import { seededRandom } from "#tests/central/books/paperWorld.ts";

const OWNER = new Wallet(`0x${"4".repeat(64)}`);
const CLAIM: OwnershipClaim = {
  proofId: "01939f00-0000-7000-8000-000000000001",
  customerNo: "C-1001",
  address: OWNER.address,
  networkName: "Ethereum",
  chainId: 1,
  nonce: "0123456789abcdef",
  issuedAt: "2026-11-22T02:00:00.000Z",
  expiresAt: "2026-11-24T02:00:00.000Z",
};
const GOOD = ownershipMessage(CLAIM);

test("R5.4 EIP-191: the vector that web3.js publishes with eth.accounts.sign", () => {
  const signature =
    "0xb91467e570a6466aa9e9876cbcd013baba02900b8979d43fe208a4a4f339f5fd6007e74cd82e037b800186422fc2da167c747ef045e5d18a5f5d4300f8e1a0291c";
  expect(recoverSigner("Some data", signature)).toBe("0x2c7536E3605D9C16a7a3D7b1898e529396a65c23");
});

/** go-ethereum, accounts_test.go, TestTextHash: the text under the prefix of EIP-191. */
const HELLO_JOE = "0xa080337ae51c4e064c189e113edd0ba391df9206e2f49db658bb32cf2911730b";

test("R5.4 EIP-191: go-ethereum's vector, signed without our own hashing, and not with one letter changed", () => {
  const { serialized } = OWNER.signingKey.sign(HELLO_JOE);
  expect(recoverSigner("Hello Joe", serialized)).toBe(OWNER.address);
  expect(recoverSigner("Hello joe", serialized)).not.toBe(OWNER.address);
  expect(recoverSigner("Hello Joe", serialized.slice(0, -4))).toBeNull();
  // The bare hash of the text, without the prefix, is what a transaction could be signed as.
  const bare = OWNER.signingKey.sign(keccak256(toUtf8Bytes("Hello Joe"))).serialized;
  expect(recoverSigner("Hello Joe", bare)).not.toBe(OWNER.address);
});

const instead = (from: string, to: string): string => {
  expect(GOOD).toContain(from);
  return GOOD.replace(from, to);
};

test.each<[string, () => string]>([
  ["another domain", () => instead("address-proof.deposit-desk", "address-proof.deposit-desk.example")],
  ["another subject", () => instead("urn:deposit-desk:wallet-address", "urn:deposit-desk:wallet-addresses")],
  ["another nonce", () => ownershipMessage({ ...CLAIM, nonce: "0123456789abcdee" })],
  ["another chain", () => ownershipMessage({ ...CLAIM, chainId: 137 })],
  ["another wallet", () => ownershipMessage({ ...CLAIM, address: new Wallet(`0x${"5".repeat(64)}`).address })],
  ["another client", () => ownershipMessage({ ...CLAIM, customerNo: "C-1002" })],
  [
    "another proof, its text replayed",
    () => ownershipMessage({ ...CLAIM, proofId: "01939f00-0000-7000-8000-000000000002" }),
  ],
  ["an end that is further away", () => ownershipMessage({ ...CLAIM, expiresAt: "2036-11-24T02:00:00.000Z" })],
  ["an earlier issue", () => ownershipMessage({ ...CLAIM, issuedAt: "2025-11-22T02:00:00.000Z" })],
  ["a not-before line", () => instead("\nRequest ID:", "\nNot Before: 2030-01-01T00:00:00.000Z\nRequest ID:")],
  ["lines in another order", () => instead("\nVersion: 1\nChain ID: 1", "\nChain ID: 1\nVersion: 1")],
  ["other line ends", () => GOOD.replaceAll("\n", "\r\n")],
  ["a line more", () => `${GOOD}\nResources:\n- https://deposit-desk.example`],
])("R5.4 a signature of %s is none of the challenge, and the challenge's is none of it", async (_what, make) => {
  const other = make();
  expect(other).not.toBe(GOOD);
  expect(recoverSigner(GOOD, await OWNER.signMessage(other))).not.toBe(OWNER.address);
  expect(recoverSigner(other, await OWNER.signMessage(GOOD))).not.toBe(OWNER.address);
});

test("R5.4 2,000 random changes of a good text: none is the challenge, and none is read as saying more than it says", async () => {
  const random = seededRandom(54);
  const signature = await OWNER.signMessage(GOOD);
  const pieces = ["", " ", "\n", "0", "a", "Z", "\u200b", "\u202e", "é", "\r", ":", "-", "\0"];
  let refused = 0;
  for (let turn = 0; turn < 2_000; turn += 1) {
    const at = random.below(GOOD.length + 1);
    const piece = pieces[random.below(pieces.length)] ?? "";
    const changed = GOOD.slice(0, at) + piece + GOOD.slice(at + random.below(3));
    if (changed === GOOD) continue;
    expect(recoverSigner(changed, signature), JSON.stringify(changed)).not.toBe(OWNER.address);
    let read: ReturnType<typeof readOwnershipMessage>;
    try {
      read = readOwnershipMessage(changed);
    } catch {
      // What cannot be read is accepted nowhere.
      refused += 1;
      continue;
    }
    // Every field that is read stands in the text, letter by letter.
    for (const field of Object.values(read)) expect(changed).toContain(String(field));
  }
  expect(refused).toBeGreaterThan(1_000);
});
