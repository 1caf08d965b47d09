/**
 * The closed list of error codes, for the wire (RFC 9457 problems), for IPC and for the screen.
 * A new code does not compile in the renderer until it has an operator's words.
 */

/** code -> HTTP status when the central service answers with it; 0 = never on the wire, only inside a workstation. */
export const ERROR_STATUS = {
  // requests in general
  VALIDATION_FAILED: 400,
  IDEMPOTENCY_KEY_REQUIRED: 400,
  NOT_FOUND: 404,
  IDEMPOTENCY_IN_PROGRESS: 409,
  VERSION_MISMATCH: 412,
  PAYLOAD_TOO_LARGE: 413,
  IDEMPOTENCY_KEY_REUSED: 422,
  CLIENT_UPGRADE_REQUIRED: 426,
  IF_MATCH_REQUIRED: 428,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  SERVICE_UNAVAILABLE: 503,
  // accounts
  INVALID_CREDENTIALS: 401,
  TOTP_REQUIRED: 401,
  TOTP_INVALID: 401,
  TOKEN_EXPIRED: 401,
  TOKEN_INVALID: 401,
  REFRESH_INVALID: 401,
  REFRESH_REUSED: 401,
  STEP_UP_FAILED: 401,
  PERMISSION_DENIED: 403,
  STEP_UP_REQUIRED: 403,
  DEVICE_NOT_ENROLLED: 403,
  ACCOUNT_LOCKED: 423,
  PASSWORD_WEAK: 422,
  ALREADY_GRANTED: 409,
  SELF_GRANT_FORBIDDEN: 403,
  LAST_HOLDER: 409,
  RIGHTS_CONFLICT: 422,
  RIGHTS_STATE: 409,
  // applications and records
  DUPLICATE_REQUEST: 409,
  APPLICATION_STATE: 409,
  APPLICATION_NOT_DELETABLE: 409,
  DEPOSIT_STATE: 409,
  WORK_CLAIMED: 409,
  DEPOSIT_NOT_CANCELLABLE: 409,
  TRANSFER_SEEN: 409,
  CHECKS_NOT_PASSED: 409,
  CHAIN_UNAVAILABLE: 503,
  // addresses
  ADDRESS_INVALID: 422,
  ADDRESS_CHECKSUM_INVALID: 422,
  ADDRESS_FORBIDDEN: 422,
  ADDRESS_STATE: 409,
  SIGNATURE_MISMATCH: 422,
  CHALLENGE_USED: 422,
  CHALLENGE_EXPIRED: 422,
  WRONG_SENDER: 422,
  WRONG_AMOUNT: 422,
  // refunds
  DEPOSIT_NOT_CREDITED: 409,
  REFUND_ALREADY_OPEN: 409,
  REFUND_STATE: 409,
  REFUND_DISABLED: 422,
  REFUND_ADDRESS_NOT_VERIFIED: 422,
  ADDRESS_NOT_THIS_CUSTOMER: 422,
  ADDRESS_IN_COOLDOWN: 422,
  NETWORK_MISMATCH: 422,
  AMOUNT_INVALID: 422,
  AMOUNT_EXCEEDS_DEPOSIT: 422,
  ADJUSTMENT_REASON_REQUIRED: 422,
  REMAINDER_REQUIRED: 422,
  IDENTITY_CHECK_INCOMPLETE: 422,
  SCREENING_HIT: 422,
  SCREENING_LIST_STALE: 409,
  SCREENING_LIST_MISSING: 409,
  SELF_APPROVAL_FORBIDDEN: 403,
  ALREADY_DECIDED: 409,
  INTENT_MISMATCH: 422,
  SIGNATURE_INVALID: 422,
  DEVICE_KEY_UNKNOWN: 422,
  DEVICE_KEY_STATE: 409,
  SELF_ENDORSEMENT_FORBIDDEN: 403,
  APPROVAL_EXPIRED: 410,
  EXECUTOR_IS_REQUESTER: 403,
  EXECUTOR_IS_APPROVER: 403,
  REFUND_CLAIMED: 409,
  LEASE_LOST: 409,
  SIGNER_NOT_APPROVED: 409,
  SIGNER_STATE: 409,
  SIGNER_HAS_OPEN_SLOTS: 409,
  NONCE_AHEAD: 409,
  VELOCITY_CAP: 429,
  SIGNED_TX_MISMATCH: 422,
  TX_HASH_MISMATCH: 409,
  TX_MAY_STILL_CONFIRM: 409,
  REORG_DETECTED: 409,
  CONFIRMATIONS_INSUFFICIENT: 409,
  // configuration
  CONFIGURATION_STATE: 409,
  LIMITS_UNSOUND: 422,
  CONFIGURATION_UNSOUND: 422,
  CODE_EXISTS: 409,
  CONTRACT_IMMUTABLE: 422,
  DECIMALS_IMMUTABLE: 422,
  // sync
  SYNC_RESET_REQUIRED: 410,
  CURSOR_INVALID: 400,
  // inside a workstation only
  INPUT_INVALID: 0,
  SENDER_REFUSED: 0,
  NOT_SIGNED_IN: 0,
  OFFLINE: 0,
  TIMEOUT: 0,
  OFFLINE_ACCESS_OVER: 0,
  RESPONSE_INVALID: 0,
  CONFIG_INVALID: 0,
  KEYCHAIN_UNAVAILABLE: 0,
  KEYCHAIN_SECRET_MISSING: 0,
  CACHE_KEY_WRONG: 0,
  CACHE_DAMAGED: 0,
  CACHE_FROM_FUTURE: 0,
  DISK_FULL: 0,
  JOURNAL_UNAVAILABLE: 0,
  NODE_UNREACHABLE: 0,
  NODE_QUORUM_LOST: 0,
  NODE_WRONG_CHAIN: 0,
  FEE_ABOVE_CAP: 0,
  BALANCE_TOO_LOW: 0,
  SIMULATION_FAILED: 422,
  LOG_BROKEN: 0,
  REVIEW_CHANGED: 0,
  REVIEW_NOT_CONFIRMED: 0,
  SIGNER_NOT_ENROLLED: 0,
  SIGNER_PIN_WRONG: 0,
  SIGNER_PIN_WEAK: 0,
  SIGNER_REFUSED: 0,
  SIGNER_CRASHED: 0,
  BROADCAST_UNKNOWN: 0,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;
export const ERROR_CODES = Object.keys(ERROR_STATUS) as ErrorCode[];

export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(ERROR_STATUS, text);
}

/** Codes after which the same request may simply be sent again (same idempotency key). */
const RETRYABLE: ReadonlySet<ErrorCode> = new Set([
  "IDEMPOTENCY_IN_PROGRESS",
  "RATE_LIMITED",
  "SERVICE_UNAVAILABLE",
  "CHAIN_UNAVAILABLE",
  "OFFLINE",
  "TIMEOUT",
  "NODE_UNREACHABLE",
  "NODE_QUORUM_LOST",
]);

/** One wrong field of an input, with a JSON pointer to it. */
export type FieldProblem = { pointer: string; code: string; detail: string };

/** What an error carries beside its code. Nothing here may hold a secret. */
export type ErrorExtra = {
  /** fields at fault */
  errors?: FieldProblem[];
  /** the fresh representation of the resource (412, some 409) */
  current?: unknown;
  /** who holds the claim (409 REFUND_CLAIMED, WORK_CLAIMED) */
  holder?: string;
  /** the permission that is lacking (403 PERMISSION_DENIED), in the guide's words where it has them */
  missingPermission?: string;
  /** RFC 3339 time from which a locked account may try again (423) */
  unlockAt?: string;
  /** seconds to wait before trying again (429, 503) */
  retryAfterSeconds?: number;
  /** why a sync must start again (410) */
  resetReason?: string;
  /** the central service's reference of the failed request */
  traceId?: string;
};

/** An error that travels as a value: over IPC and, with HTTP fields around it, over the wire. */
export type ErrorBody = { code: ErrorCode; message: string; retryable: boolean } & ErrorExtra;

/**
 * The only error thrown on purpose. `message` is for the log and for people: no secret, key, full address or remark text in it.
 */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly extra: ErrorExtra;

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; retryable?: boolean; extra?: ErrorExtra } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? RETRYABLE.has(code);
    this.extra = options.extra ?? {};
  }

  toBody(): ErrorBody {
    return { code: this.code, message: this.message, retryable: this.retryable, ...this.extra };
  }
}

export function isAppError(error: unknown, code?: ErrorCode): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code);
}

/** An answer that may be a refusal. Everything that crosses IPC has this shape, because Electron drops the fields of thrown errors. */
export type Result<T> = { ok: true; value: T } | { ok: false; error: ErrorBody };

/** For states that cannot be: a broken promise of our own code, never bad input. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`invariant broken: ${message}`);
}
