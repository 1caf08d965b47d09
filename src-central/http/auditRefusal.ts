/** Refused commands are events too: who tried what, and why it was refused (state machines 3.4). */
import { appendEvent } from "#central/audit/appendEvent.ts";
import { type Actor, contextOf, type Rooms } from "#central/context.ts";
import { inTransaction } from "#central/store/inTransaction.ts";
import type { Endpoint } from "#shared/contract/http.ts";
import type { AppError, ErrorCode } from "#shared/errors.ts";

/** Faults of the request or of the moment, by which nobody tried anything. */
const NO_ATTEMPT: ReadonlySet<ErrorCode> = new Set([
  "VALIDATION_FAILED",
  "IDEMPOTENCY_KEY_REQUIRED",
  "IDEMPOTENCY_IN_PROGRESS",
  "IDEMPOTENCY_KEY_REUSED",
  "IF_MATCH_REQUIRED",
  "PAYLOAD_TOO_LARGE",
  "CLIENT_UPGRADE_REQUIRED",
  "RATE_LIMITED",
  "TOKEN_EXPIRED",
  "TOKEN_INVALID",
  "INTERNAL",
  "SERVICE_UNAVAILABLE",
]);

const ENTITY_OF_NOUN: Record<string, string> = {
  deposits: "deposit",
  refunds: "refund",
  applications: "application",
  addresses: "address",
  signers: "signer",
  deviceKeys: "deviceKey",
  auth: "session",
  users: "user",
  sessions: "session",
};

export type Refusal = {
  name: string;
  endpoint: Endpoint;
  actor: Actor;
  requestId: string;
  entityId: string | null;
  error: AppError;
};

/** In a transaction of its own, because the command's was rolled back. A read is logged only when the right was lacking (R3.3). */
export async function auditRefusal(rooms: Rooms, refusal: Refusal): Promise<void> {
  const { name, endpoint, actor, requestId, entityId, error } = refusal;
  if (actor.kind === "SYSTEM" || NO_ATTEMPT.has(error.code)) return;
  if (endpoint.method === "GET" && error.code !== "PERMISSION_DENIED") return;
  const noun = name.split(".")[0] ?? name;
  await inTransaction(rooms.database, (db) =>
    appendEvent(contextOf(rooms, db, actor, requestId), {
      action: `${name}.refused`,
      entity: ENTITY_OF_NOUN[noun] ?? noun,
      entityId,
      reasonCode: error.code,
      after: { code: error.code, message: error.message },
    }),
  );
}
