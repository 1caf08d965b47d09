/**
 * What went wrong at a node, without what must not be told: ethers puts the node's whole URL (with its API key), the
 * raw transaction and even mistyped keys into its errors, so that none of them leaves this room.
 */
import { WireFault } from "./transport.ts";

export type NodeFault = {
  /** ANSWERED: the node itself refused. NOT_SENT: nothing left this machine. LOST: everything else; the node may have got it. */
  kind: "ANSWERED" | "NOT_SENT" | "LOST";
  /** the node's own words or ours, at most 200 characters */
  text: string;
  /** JSON-RPC error code of an answer */
  rpcCode: number | null;
  /** revert data of a call, 0x-hex */
  data: string | null;
};

type RpcError = { code: number; message: string; data: unknown };

/** Reads every place in which ethers keeps the node's words: `error` (not recognised), `info.error` and once `info.info.error` (recognised), and the body of an HTTP error. */
export function nodeFault(error: unknown): NodeFault {
  const answered = rpcErrorOf(error);
  if (answered) {
    return {
      kind: "ANSWERED",
      text: redactNodeText(answered.message),
      rpcCode: answered.code,
      data: revertData(answered.data) ?? revertData(field(error, "data")),
    };
  }
  const named = field(error, "code");
  const code = typeof named === "string" ? named : "";
  if (error instanceof WireFault) return fault("LOST", error.message);
  // Errors that ethers throws before anything is sent, and addresses at which nobody listens (chain page, "Transport faults").
  if (code === "INVALID_ARGUMENT" || code === "BAD_DATA") return fault("NOT_SENT", "the request could not be formed");
  if (code === "ECONNREFUSED") return fault("NOT_SENT", "connection refused");
  if (code === "ENOTFOUND") return fault("NOT_SENT", "host not found");
  if (code === "SERVER_ERROR") return fault("LOST", `HTTP ${httpStatus(error)}`);
  if (code === "UNSUPPORTED_OPERATION") return fault("LOST", "the answer is no JSON");
  return fault("LOST", /^[A-Z][A-Z0-9_]{2,40}$/.test(code) ? code : "no usable answer");
}

/** Node text for logs and the central service: no URL, no long hex (raw bytes, keys, hashes). */
export function redactNodeText(text: string): string {
  return text
    .replace(/\b[a-z][a-z0-9+.-]*:\/\/\S+/gi, "(url)")
    .replace(/\b(0x)?[0-9a-f]{48,}\b/gi, "(hex)")
    .replace(/\p{Cc}+/gu, " ")
    .slice(0, 200);
}

function fault(kind: NodeFault["kind"], text: string): NodeFault {
  return { kind, text, rpcCode: null, data: null };
}

function rpcErrorOf(error: unknown): RpcError | null {
  const info = field(error, "info");
  return (
    asRpcError(field(error, "error")) ??
    asRpcError(field(info, "error")) ??
    asRpcError(field(field(info, "info"), "error")) ??
    asRpcError(field(parsed(field(info, "responseBody")), "error"))
  );
}

function asRpcError(value: unknown): RpcError | null {
  const code = field(value, "code");
  const message = field(value, "message");
  if (typeof code !== "number" || typeof message !== "string") return null;
  return { code, message, data: field(value, "data") };
}

/** Nodes put the revert data at `data`, `data.data` or `data.originalError.data`. */
function revertData(value: unknown, depth = 0): string | null {
  if (typeof value === "string") return /^0x([0-9a-f]{2})*$/i.test(value) ? value.toLowerCase() : null;
  if (depth > 2) return null;
  return revertData(field(value, "data"), depth + 1) ?? revertData(field(value, "originalError"), depth + 1);
}

function httpStatus(error: unknown): string {
  const status = field(field(error, "response"), "statusCode");
  return typeof status === "number" ? String(status) : "error";
}

function parsed(text: unknown): unknown {
  if (typeof text !== "string") return null;
  try {
    return JSON.parse(text);
  } catch {
    // An HTML page of a proxy is an answer too: it just holds no node's words.
    return null;
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
