import type { LogKey } from "#central/audit/logKey.ts";
import { canonicalJson, type Sha256 } from "#shared/canonicalJson.ts";
import type { EvidencePack, EvidenceParts } from "./EvidencePack.ts";

/** The file's text: canonical JSON and a line end. */
export function sealPack(parts: EvidenceParts, { logKey, sha256 }: { logKey: LogKey; sha256: Sha256 }): string {
  const hashes = Object.entries(parts).map(([name, part]) => [name, sha256(canonicalJson(part))] as const);
  // Every part's name, as the type of `parts` says.
  const manifest = Object.fromEntries(hashes) as EvidencePack["manifest"];
  const signature = logKey.sign(canonicalJson(manifest));
  const pack: EvidencePack = {
    type: "deposit-desk/evidence-pack/1",
    ...parts,
    manifest,
    seal: { publicKey: logKey.publicKey, signature },
  };
  return `${canonicalJson(pack)}\n`;
}
