/** The stretching of a signing PIN is there to be slow (0.4 s and 128 MiB a try). Under faults a payment is made thousands of times; everything else stays as it is. */
import type * as Crypto from "node:crypto";
import { createRequire, syncBuiltinESMExports } from "node:module";

export function installCheapStretching(): void {
  const crypto = createRequire(import.meta.url)("node:crypto") as typeof Crypto;
  Object.assign(crypto, {
    scrypt(secret: Uint8Array, salt: Uint8Array, bytes: number, _cost: unknown, done: (e: null, key: Buffer) => void) {
      const key = crypto.createHash("sha512").update(secret).update(salt).digest().subarray(0, bytes);
      queueMicrotask(() => done(null, Buffer.from(key)));
    },
  });
  syncBuiltinESMExports();
}
