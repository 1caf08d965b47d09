/**
 * The wire itself: the only file that knows axios. Answers bytes and a status, or throws a TransportFault that holds nothing of the request
 * (axios errors carry the headers, and with them the token). A simulator puts its own network in this place.
 */
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Readable } from "node:stream";
import type { TLSSocket } from "node:tls";
import axios, { type AxiosInstance } from "axios";

export type WireRequest = {
  method: "GET" | "POST" | "PUT" | "DELETE";
  url: string;
  headers: Record<string, string>;
  body?: string;
  timeoutMs: number;
  /** a connection of its own, so that a stale kept-alive one can never eat a request that must not be repeated */
  ownConnection?: boolean;
  signal?: AbortSignal | undefined;
  /** a good answer's bytes are left as they came, compressed or not; its headers tell */
  packed?: boolean;
};
export type WireAnswer = { status: number; headers: Record<string, string>; bytes: Uint8Array };

export type Transport = {
  send(request: WireRequest): Promise<WireAnswer>;
  /** text of a server-sent event stream as it arrives; ends when the connection does, throws a TransportFault when it breaks */
  stream(request: Omit<WireRequest, "body" | "ownConnection">): Promise<AsyncIterable<string>>;
  /** common name of the service's certificate; null without TLS or before the first answer */
  certificate(): string | null;
  close(): void;
};

export class TransportFault extends Error {
  override readonly name = "TransportFault";
  readonly kind: "NETWORK" | "TIMEOUT" | "CERTIFICATE" | "TOO_LARGE" | "STATUS";
  readonly status: number | null;
  constructor(kind: TransportFault["kind"], message: string, status: number | null = null) {
    super(message);
    this.kind = kind;
    this.status = status;
  }
}

const LARGEST_ANSWER_BYTES = 20 * 1024 * 1024;
const LARGEST_REQUEST_BYTES = 2 * 1024 * 1024;
const TLS = { minVersion: "TLSv1.2" } as const;

export function createTransport(): Transport {
  const kept = {
    httpAgent: new HttpAgent({ keepAlive: true }),
    httpsAgent: new HttpsAgent({ keepAlive: true, ...TLS }),
  };
  const own = {
    httpAgent: new HttpAgent({ keepAlive: false }),
    httpsAgent: new HttpsAgent({ keepAlive: false, ...TLS }),
  };
  const client: AxiosInstance = axios.create({
    adapter: "http",
    proxy: false,
    maxRedirects: 0,
    maxContentLength: LARGEST_ANSWER_BYTES,
    maxBodyLength: LARGEST_REQUEST_BYTES,
    validateStatus: () => true,
    transformRequest: [(data: unknown) => data],
    transformResponse: [(data: unknown) => data],
  });
  let certificate: string | null = null;

  return {
    async send({ method, url, headers, body, timeoutMs, ownConnection, signal, packed }) {
      try {
        const answer = await client.request<Buffer>({
          method,
          url,
          // Without it axios would call a request without a body a form.
          ...(body === undefined ? { headers: { ...headers, "content-type": false } } : { headers, data: body }),
          timeout: timeoutMs,
          responseType: "arraybuffer",
          decompress: packed !== true,
          ...(ownConnection === true ? own : kept),
          ...(signal === undefined ? {} : { signal }),
        });
        certificate = certificateOf(answer.request) ?? certificate;
        return { status: answer.status, headers: plainHeaders(answer.headers), bytes: answer.data };
      } catch (error) {
        throw transportFault(error);
      }
    },
    async stream({ method, url, headers, timeoutMs, signal }) {
      try {
        const answer = await client.request<Readable>({
          method,
          url,
          headers,
          responseType: "stream",
          // The head of the answer must come in time; how long the stream lives is the watchdog's business.
          timeout: 0,
          signal: signal === undefined ? AbortSignal.timeout(timeoutMs) : signal,
          ...own,
        });
        if (answer.status !== 200) {
          answer.data.destroy();
          throw new TransportFault("STATUS", `the stream was answered with ${answer.status}`, answer.status);
        }
        return chunks(answer.data);
      } catch (error) {
        throw transportFault(error);
      }
    },
    certificate: () => certificate,
    close() {
      for (const agent of [kept.httpAgent, kept.httpsAgent, own.httpAgent, own.httpsAgent]) agent.destroy();
    },
  };
}

async function* chunks(stream: Readable): AsyncGenerator<string> {
  stream.setEncoding("utf8");
  try {
    for await (const chunk of stream) yield String(chunk);
  } catch (error) {
    throw transportFault(error);
  }
}

function transportFault(error: unknown): TransportFault {
  if (error instanceof TransportFault) return error;
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
  const message = error instanceof Error ? error.message : "";
  if (code === "ECONNABORTED" || code === "ETIMEDOUT" || code === "ERR_CANCELED")
    return new TransportFault("TIMEOUT", `no answer in time (${code})`);
  if (/maxContentLength|maxBodyLength/.test(message)) return new TransportFault("TOO_LARGE", "the answer is too large");
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code))
    return new TransportFault("CERTIFICATE", `its certificate was not accepted (${code})`);
  return new TransportFault("NETWORK", `no connection (${code || "unknown"})`);
}

function plainHeaders(headers: object): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) if (typeof value === "string") plain[name.toLowerCase()] = value;
  return plain;
}

function certificateOf(request: unknown): string | null {
  const socket = (request as { socket?: Partial<TLSSocket> } | null)?.socket;
  if (socket?.encrypted !== true || socket.getPeerCertificate === undefined) return null;
  const subject = socket.getPeerCertificate().subject as { CN?: string } | undefined;
  return subject?.CN ?? null;
}
