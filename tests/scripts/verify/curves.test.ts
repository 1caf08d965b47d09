/** The checker's own Keccak, curve, RLP and trie against a library that the product uses for the same, on random values. */
import {
  decodeRlp as libraryDecode,
  encodeRlp as libraryEncode,
  keccak256 as libraryHash,
  SigningKey,
  computeAddress,
} from "ethers";
import { expect, test } from "vitest";
import { listTrie } from "#central/chain/patriciaTrie.ts";
import { keccak256 } from "#scripts/verify/keccak.mjs";
import { decodeRlp, encodeRlp } from "#scripts/verify/rlp.mjs";
import { recoverAddress } from "#scripts/verify/secp256k1.mjs";
import { valueInTrie } from "#scripts/verify/trie.mjs";
import { type Dice, makeDice } from "./dice.ts";

const bytes = (dice: Dice, count: number) =>
  Array.from({ length: count }, () => dice.below(256).toString(16).padStart(2, "0")).join("");

test("R24.5 Keccak-256 of every length from 0 to 300 bytes", () => {
  const dice = makeDice(1);
  for (let length = 0; length <= 300; length += 1) {
    const message = bytes(dice, length);
    expect(keccak256(message), `${length} bytes`).toBe(libraryHash(`0x${message}`).slice(2));
  }
});

test("R24.5 the address of whoever signed; another parity, a high s or a wrong r give another or none", () => {
  const dice = makeDice(2);
  for (let round = 0; round < 40; round += 1) {
    const key = new SigningKey(`0x${bytes(dice, 32)}`);
    const hash = bytes(dice, 32);
    const { r, s, yParity } = key.sign(`0x${hash}`);
    const signature = { r: BigInt(r), s: BigInt(s), odd: yParity === 1 };
    const address = computeAddress(key.publicKey).toLowerCase();
    expect(recoverAddress(hash, signature)).toBe(address);
    expect(recoverAddress(hash, { ...signature, odd: yParity === 0 })).not.toBe(address);
    expect(recoverAddress(hash, { ...signature, s: signature.s + 1n })).not.toBe(address);
    expect(recoverAddress(hash, { ...signature, s: 2n ** 256n - signature.s })).toBeNull();
  }
  expect(recoverAddress("00".repeat(32), { r: 0n, s: 1n, odd: false })).toBeNull();
  expect(recoverAddress("00".repeat(32), { r: 5n, s: 1n, odd: false })).toBeNull();
});

test("R24.5 RLP there and back, and nothing but the one right form", () => {
  const dice = makeDice(3);
  type Nested = string | Nested[];
  const made = (depth: number): Nested =>
    depth === 0 || dice.below(3) === 0
      ? bytes(dice, dice.pick([0, 1, 1, 2, 55, 56, 300]))
      : Array.from({ length: dice.below(5) }, () => made(depth - 1));
  const prefixed = (item: Nested): Nested => (typeof item === "string" ? `0x${item}` : item.map(prefixed));
  for (let round = 0; round < 200; round += 1) {
    const item = made(3);
    const encoded = encodeRlp(item);
    expect(`0x${encoded}`).toBe(libraryEncode(prefixed(item)));
    expect(decodeRlp(encoded)).toEqual(item);
    expect(libraryDecode(`0x${encoded}`)).toEqual(prefixed(item));
  }
  for (const wrong of ["", "8100", "b80100", "c1", "c28080ff", "b90000", "8", "zz", "c18100"])
    expect(() => decodeRlp(wrong), wrong).toThrow();
});

test.each([1, 2, 3, 15, 16, 17, 127, 128, 129, 300])(
  "R24.5 every place of a trie of %i is proven, and no other value or place",
  (count) => {
    const dice = makeDice(count);
    const values = Array.from({ length: count }, () => `0x${bytes(dice, 1 + dice.below(120))}`);
    const { root, proofOf } = listTrie(values);
    const bare = (proof: string[]) => proof.map((node) => node.slice(2));
    for (let index = 0; index < count; index += 1 + dice.below(1 + Math.ceil(count / 8))) {
      const proof = bare(proofOf(index));
      expect(valueInTrie(root.slice(2), index, proof)).toBe(values[index]?.slice(2));
      expect(valueInTrie(root.slice(2), index + 1, proof)).not.toBe(values[index]?.slice(2));
      expect(valueInTrie(root.slice(2), index, proof.slice(0, -1))).toBeNull();
      expect(valueInTrie(root.slice(2), index, [...proof, proof[0] as string])).toBeNull();
      expect(valueInTrie("ab".repeat(32), index, proof)).toBeNull();
    }
  },
);

test("R24.5 the root of an empty list, and of the receipts trie's well-known empty block", () => {
  expect(listTrie([]).root).toBe("0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421");
});
