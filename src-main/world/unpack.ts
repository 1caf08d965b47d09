/** Compressed answers, unpacked where they are read: a page of rows in the worker, so that the window's process only passes it on. */
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { AppError } from "#shared/errors.ts";

/** An answer's body as it came over the wire. `encoding`: its content-encoding, null for none. */
export type Packed = { bytes: Uint8Array; encoding: string | null };

/** What `unpack` reads. */
export const ACCEPTED_ENCODINGS = "br, gzip";
const LARGEST_BYTES = 20 * 1024 * 1024;
const LIMITS = { maxOutputLength: LARGEST_BYTES, chunkSize: 1024 * 1024 };

/** Throws RESPONSE_INVALID for what is damaged, packed in another way or far too large. */
export function unpack({ bytes, encoding }: Packed): Uint8Array {
  try {
    switch (encoding) {
      case null:
      case "identity":
        return bytes;
      case "br":
        return brotliDecompressSync(bytes, LIMITS);
      case "gzip":
        return gunzipSync(bytes, LIMITS);
    }
  } catch (cause) {
    throw new AppError("RESPONSE_INVALID", "The central service sent a page that cannot be unpacked", { cause });
  }
  throw new AppError("RESPONSE_INVALID", "The central service packed a page in a way that was not asked for");
}
