import type { ErrorBody, ErrorCode } from "#shared/errors.ts";

/** A refused call, as the hooks throw it. `body` is what the engine answered, unchanged. */
export class CallError extends Error {
  override readonly name = "CallError";
  readonly body: ErrorBody;

  constructor(body: ErrorBody) {
    super(body.message);
    this.body = body;
  }

  get code(): ErrorCode {
    return this.body.code;
  }
}

/** The body of whatever a hook threw; anything that is no CallError is a fault of the page itself. */
export function errorBodyOf(error: unknown): ErrorBody {
  if (error instanceof CallError) return error.body;
  return { code: "INTERNAL", message: error instanceof Error ? error.message : String(error), retryable: false };
}
