/** The evidence pack of one case as a file (R24.5). What stands in it is checked by scripts/verify, not by this contract. */
import { z } from "#shared/zod.ts";
import { hash } from "./common.ts";

/** `text` is the whole file, byte for byte as it is to be kept; `sha256` of its UTF-8 bytes. */
export const evidenceFile = z.object({
  fileName: z.string().regex(/^evidence-[A-Z0-9-]{1,40}\.json$/),
  text: z.string(),
  sha256: hash,
});
export type EvidenceFile = z.infer<typeof evidenceFile>;
