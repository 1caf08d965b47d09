/** An error as the log may have it. The database library writes every parameter of a failed query into its message: password hashes, names, remarks. */

export type LoggedError = {
  type: string;
  message: string;
  stack: string;
  code?: string;
  constraint?: string;
  cause?: LoggedError;
};

const DEEPEST = 5;

export function errorForLog(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error))
    return { type: typeof error, message: "something that is no error was thrown", stack: "" };
  const { code, constraint, cause } = error as Error & { code?: unknown; constraint?: unknown };
  return {
    type: error.name,
    message: withoutParameters(error.message),
    stack: withoutParameters(error.stack ?? "").slice(0, 4000),
    ...(typeof code === "string" && { code }),
    ...(typeof constraint === "string" && { constraint }),
    ...(cause !== undefined && depth < DEEPEST && { cause: errorForLog(cause, depth + 1) }),
  };
}

/** "Failed query: update … params: …" without the parameters, which go on to the end of the message (and may span lines). */
function withoutParameters(text: string): string {
  const start = text.indexOf("\nparams: ");
  if (start === -1) return text;
  const frames = text.indexOf("\n    at ", start);
  return text.slice(0, start) + (frames === -1 ? "" : text.slice(frames));
}
