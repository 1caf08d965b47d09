export type JsonRpc = <T = unknown>(method: string, params?: readonly unknown[]) => Promise<T>;

/** A node's own refusal, with its code and text untouched. */
export class JsonRpcError extends Error {
  readonly code: number;
  readonly data: unknown;

  constructor(method: string, error: { code: number; message: string; data?: unknown }) {
    super(`${method}: ${error.message} (${error.code})`);
    this.name = "JsonRpcError";
    this.code = error.code;
    this.data = error.data;
  }
}

/** Plain JSON-RPC over fetch: no cache, no batch, no retry, so that a test sees what the node really says. */
export function jsonRpc(url: string, timeoutMs = 15_000): JsonRpc {
  let id = 0;
  return async <T>(method: string, params: readonly unknown[] = []): Promise<T> => {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ jsonrpc: "2.0", id: ++id, method, params }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const answer = (await response.json()) as {
      result?: T;
      error?: { code: number; message: string; data?: unknown };
    };
    if (answer.error) throw new JsonRpcError(method, answer.error);
    return answer.result as T;
  };
}
