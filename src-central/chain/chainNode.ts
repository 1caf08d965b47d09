/** One JSON-RPC node. Plain answers, no cache, no batch, no retry of its own, and its URL in no error. */
import { FetchRequest, JsonRpcProvider, Network } from "ethers";
import { AppError } from "#shared/errors.ts";
import { boundedHttp } from "./boundedHttp.ts";
import { NodeRefusal } from "./nodeRefusal.ts";

export type ChainNode = {
  /** host and port */
  readonly name: string;
  /** Throws NodeRefusal for a JSON-RPC error, AppError CHAIN_UNAVAILABLE for everything else. */
  ask(method: string, params: readonly unknown[]): Promise<unknown>;
  close(): void;
};

/**
 * ethers under the settings that the measurements force: a static network (else it prints a line a second while the
 * node is down), batches of one, no cache (250 ms of it gave a stale nonce), a deadline of our own (its is 300 s).
 */
export function chainNode(url: string, options: { chainId: number; timeoutMs: number }): ChainNode {
  const name = nodeName(url);
  const request = new FetchRequest(url);
  request.timeout = options.timeoutMs;
  request.setThrottleParams({ maxAttempts: 2 });
  request.getUrlFunc = boundedHttp();
  const network = Network.from(options.chainId);
  const provider = new JsonRpcProvider(request, network, {
    staticNetwork: network,
    batchMaxCount: 1,
    cacheTimeout: -1,
  });
  return {
    name,
    async ask(method, params) {
      try {
        const answer: unknown = await provider.send(method, [...params]);
        return answer;
      } catch (error) {
        throw translate(name, method, error);
      }
    },
    close: () => provider.destroy(),
  };
}

/** Host and port of a node's URL; path, query and user part may hold a key. Throws CONFIG_INVALID when it is no http URL. */
export function nodeName(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol))
    throw new AppError("CONFIG_INVALID", "A chain node is given as a URL that begins with http:// or https://");
  return parsed.host;
}

type EthersError = {
  code?: unknown;
  error?: unknown;
  info?: { error?: unknown };
  response?: { statusCode?: unknown };
};

/** The node's own words sit at `error` for what ethers could not classify and at `info.error` for the rest: both are read. */
function translate(name: string, method: string, thrown: unknown): Error {
  const error = (typeof thrown === "object" && thrown !== null ? thrown : {}) as EthersError;
  const refusal = refusalOf(error.error) ?? refusalOf(error.info?.error);
  if (refusal) return refusal;
  // Never the message itself: ethers puts the whole URL and the payload into it. No `cause` either, for the same reason.
  return new AppError("CHAIN_UNAVAILABLE", `Node ${name} gave no answer to ${method}: ${kindOf(error, thrown)}`);
}

function refusalOf(body: unknown): NodeRefusal | null {
  if (typeof body !== "object" || body === null || !("code" in body) || typeof body.code !== "number") return null;
  const message = "message" in body && typeof body.message === "string" ? body.message : "no words";
  const data = "data" in body ? revertData(body.data) : null;
  return new NodeRefusal(body.code, message.slice(0, 300), data);
}

function revertData(data: unknown): string | null {
  if (typeof data === "string") return /^0x[0-9a-fA-F]*$/.test(data) ? data : null;
  if (typeof data === "object" && data !== null && "data" in data) return revertData(data.data);
  return null;
}

function kindOf(error: EthersError, thrown: unknown): string {
  const status = error.response?.statusCode;
  if (typeof status === "number") return `HTTP ${status}`;
  const name = thrown instanceof Error ? thrown.name : "";
  if (name === "TimeoutError" || name === "AbortError" || error.code === "TIMEOUT") return "timeout";
  const cause = thrown instanceof Error && thrown.cause instanceof Error ? (thrown.cause as { code?: unknown }) : {};
  for (const code of [cause.code, error.code]) if (typeof code === "string") return code.slice(0, 40);
  return "unreadable answer";
}
