/**
 * Crypto that costs milliseconds, remembered by its input: hashes, signatures and their checks are pure, and a simulation asks the same ones again
 * and again. The stretching of a signing PIN is replaced, because its only purpose is to be slow. Everything else is the real thing.
 */
import type * as Crypto from "node:crypto";
import { createRequire, syncBuiltinESMExports } from "node:module";
import { keccak256, type Signature, type SignatureLike, SigningKey } from "ethers";

const MOST_REMEMBERED = 50_000;

type Memory<Value> = { get(key: string, make: () => Value): Value; put(key: string, value: Value): void };

function createMemory<Value>(): Memory<Value> {
  const known = new Map<string, Value>();
  const put = (key: string, value: Value): void => {
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(key, value);
  };
  return {
    put,
    get(key, make) {
      const value = known.get(key);
      if (value !== undefined) return value;
      const made = make();
      put(key, made);
      return made;
    },
  };
}

let installed = false;

/** Once in a thread. */
export function installCheapCrypto(): void {
  if (installed) return;
  installed = true;
  rememberHashes();
  rememberPayments();
  rememberApprovals();
}

function rememberHashes(): void {
  const hashes = createMemory<string>();
  const real = keccak256._;
  keccak256.register((data) => hashes.get(Buffer.from(data).toString("latin1"), () => `0x${hexOf(real(data))}`));
}

function rememberPayments(): void {
  const recovered = createMemory<string>();
  const signed = createMemory<Signature>();
  const recover = SigningKey.recoverPublicKey.bind(SigningKey);
  const sign = Object.getOwnPropertyDescriptor(SigningKey.prototype, "sign")?.value as (digest: string) => Signature;
  const keyOf = (digest: unknown, signature: SignatureLike): string => {
    const { r, s, v, yParity } = signature as { r: string; s: string; v?: number; yParity?: number };
    return `${String(digest)} ${r} ${s} ${yParity ?? (v === 27 ? 0 : 1)}`;
  };
  SigningKey.recoverPublicKey = (digest, signature) =>
    recovered.get(keyOf(digest, signature), () => recover(digest, signature));
  SigningKey.prototype.sign = function signOnce(this: SigningKey, digest) {
    return signed.get(`${this.privateKey} ${String(digest)}`, () => {
      const made = sign.call(this, String(digest));
      // Whoever recovers it finds this key: that is what a signature is.
      recovered.put(keyOf(digest, made), this.publicKey);
      return made;
    });
  };
}

function rememberApprovals(): void {
  const crypto = createRequire(import.meta.url)("node:crypto") as typeof Crypto;
  const { createHash, createPublicKey, verify } = crypto;
  const keys = createMemory<Crypto.KeyObject>();
  const names = new WeakMap<object, string>();
  const verdicts = createMemory<boolean>();
  Object.assign(crypto, {
    createPublicKey(input: { key?: { x?: string } }): Crypto.KeyObject {
      const x = input.key?.x;
      if (typeof x !== "string") return createPublicKey(input as never);
      return keys.get(x, () => {
        const key = createPublicKey(input as never);
        names.set(key, x);
        return key;
      });
    },
    verify(algorithm: null, data: Buffer, key: Crypto.KeyObject, signature: Buffer): boolean {
      const name = names.get(key);
      if (name === undefined) return verify(algorithm, data, key, signature);
      const asked = `${name} ${signature.toString("latin1")} ${data.toString("latin1")}`;
      return verdicts.get(asked, () => verify(algorithm, data, key, signature));
    },
    scrypt(secret: Uint8Array, salt: Uint8Array, bytes: number, _cost: unknown, done: ScryptDone): void {
      const key = createHash("sha512").update(secret).update(salt).digest().subarray(0, bytes);
      queueMicrotask(() => done(null, Buffer.from(key)));
    },
  });
  syncBuiltinESMExports();
}

type ScryptDone = (error: null, key: Buffer) => void;

function hexOf(data: unknown): string {
  return typeof data === "string" ? data.replace(/^0x/, "") : Buffer.from(data as Uint8Array).toString("hex");
}
