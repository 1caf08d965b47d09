import { createHash, hash } from "node:crypto";

import type { Sha256 } from "#shared/canonicalJson.ts";
import type { HashHex } from "#shared/merkle.ts";

/** SHA-256 of UTF-8 text, 64 lower-case hex digits. */
export const sha256: Sha256 = (text) => hash("sha256", text, "hex");

/** SHA-256 of bytes that are given as hex digits. */
export const sha256OfHex: HashHex = (hex) => createHash("sha256").update(hex, "hex").digest("hex");
