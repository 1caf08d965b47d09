/** Evidence files stay where they are; the request holds their names and SHA-256, so that the evidence can be matched later (R18.2). */
import type { IdentityCheck } from "#shared/contract/refund.ts";

export type Attachment = IdentityCheck["attachments"][number];
export const MOST_ATTACHMENTS = 20;
/** bytes; a scan is smaller, and a larger file would be read into memory whole */
export const LARGEST_ATTACHMENT = 50_000_000;

export type Digest = (algorithm: "SHA-256", data: ArrayBuffer) => Promise<ArrayBuffer>;

export async function hashFile(
  file: { name: string; arrayBuffer: () => Promise<ArrayBuffer> },
  digest: Digest,
): Promise<Attachment> {
  const bytes = new Uint8Array(await digest("SHA-256", await file.arrayBuffer()));
  return {
    name: file.name.slice(0, 200),
    sha256: [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(""),
  };
}

/** Adds without doubles: the same content under two names is one attachment. May be more than a request takes. */
export function addAttachments(present: readonly Attachment[], added: readonly Attachment[]): Attachment[] {
  const all = [...present];
  for (const one of added) if (!all.some((other) => other.sha256 === one.sha256)) all.push(one);
  return all;
}
