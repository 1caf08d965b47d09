/** An exported audit log of invented events, made by the product's own functions. */
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { type AuditBody, eventHash, FIRST_PREV_HASH } from "#central/audit/eventHash.ts";
import { sha256, sha256OfHex } from "#central/sha256.ts";
import { canonicalJson } from "#shared/canonicalJson.ts";
import type { AuditEvent, AuditHead } from "#shared/contract/audit.ts";
import { auditHeadText, rangeOfEvents } from "#shared/domain/auditHead.ts";
import { inclusionPath, rootOf, treeLevels } from "#shared/merkle.ts";

export type LogSigner = { publicKey: string; sign: (text: string) => string };

export function makeLogSigner(): LogSigner {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const { x } = publicKey.export({ format: "jwk" });
  return {
    publicKey: Buffer.from(x ?? "", "base64url").toString("hex"),
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString("hex"),
  };
}

export function chainOf(bodies: readonly Omit<AuditBody, "seq">[]): AuditEvent[] {
  let prevHash = FIRST_PREV_HASH;
  return bodies.map((given, index) => {
    const body = { ...given, seq: index + 1 };
    const hash = eventHash(prevHash, body, sha256);
    const event = { ...body, prevHash, hash };
    prevHash = hash;
    return event;
  });
}

export function headOf(events: readonly AuditEvent[], signer: LogSigner, at = "2026-11-22T10:00:00.000Z"): AuditHead {
  const hashes = events.map(({ hash }) => hash);
  const statement = {
    type: "deposit-desk/audit-head/1" as const,
    size: events.length,
    rootHash: rootOf(rangeOfEvents(0, hashes, sha256OfHex), sha256OfHex),
    chainHash: hashes.at(-1) ?? FIRST_PREV_HASH,
    at,
    publicKey: signer.publicKey,
  };
  return { ...statement, signature: signer.sign(auditHeadText(statement)) };
}

export function exportOf(events: readonly AuditEvent[], head: AuditHead): string {
  const levels = treeLevels(
    events.map(({ hash }) => hash),
    sha256OfHex,
  );
  const lines = events.map((event, index) => canonicalJson({ event, proof: inclusionPath(levels, index) }));
  return `${[canonicalJson({ type: "deposit-desk/audit-export/1", head }), ...lines].join("\n")}\n`;
}

/** `count` events that look like work; the same for the same number. */
export function madeBodies(count: number): Omit<AuditBody, "seq">[] {
  return Array.from({ length: count }, (_, index) => ({
    id: uuidOf(`event ${index}`),
    at: new Date(Date.UTC(2026, 10, 20, 2, 0, index)).toISOString(),
    actor: { id: uuidOf(`actor ${index % 3}`), name: `Person ${index % 3}`, role: "OPERATOR" },
    workstationId: uuidOf("workstation"),
    appVersion: "1.0.0",
    sessionId: null,
    action: index % 4 === 0 ? "deposit.cancelled" : "refund.approved",
    entity: index % 4 === 0 ? "deposit" : "refund",
    entityId: uuidOf(`entity ${index % 5}`),
    entityNo: `DP-20261120-${index}`,
    fromStatus: "A",
    toStatus: "B",
    before: { status: "A", amount: "1.5" },
    after: { status: "B", amount: "1.5", evidence: { nodes: "3", é: "ü" } },
    remarks: "Duplicate user request",
    reasonCode: null,
    requestId: `request-${index}`,
  }));
}

function uuidOf(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
