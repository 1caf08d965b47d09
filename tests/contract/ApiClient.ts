/**
 * A client of its own for the contract tests: `fetch` and the contract, nothing of the product's client or service.
 * Every answer is checked: a success must parse as its endpoint says, a refusal must be an RFC 9457 problem.
 */
import { expect } from "vitest";
import { type Problem, problem } from "#shared/contract/common.ts";
import {
  allEndpoints,
  API_BASE,
  type BodyInputOf,
  type Endpoint,
  type ParamsOf,
  type QueryInputOf,
  type ResponseOf,
} from "#shared/contract/http.ts";
import { ERROR_STATUS, type ErrorCode } from "#shared/errors.ts";

export type Request<E extends Endpoint> = {
  params?: NonNullable<ParamsOf<E>>;
  query?: NonNullable<QueryInputOf<E>>;
  body?: NonNullable<BodyInputOf<E>>;
  /** the version that was seen */
  ifMatch?: number;
  /** null: no Idempotency-Key; left out: a fresh one where the endpoint needs it */
  key?: string | null;
  headers?: Readonly<Record<string, string>>;
};
/** For requests that are wrong on purpose. */
export type AnyRequest = {
  params?: Readonly<Record<string, unknown>>;
  query?: Readonly<Record<string, unknown>>;
  body?: unknown;
  ifMatch?: number;
  key?: string | null;
  headers?: Readonly<Record<string, string>>;
};
export type Answer = { status: number; headers: Headers; body: unknown };
export type Success<E extends Endpoint> = { value: ResponseOf<E>; headers: Headers };

const NAMES = new Map(allEndpoints().map(({ name, endpoint }) => [endpoint, name]));

export class ApiClient {
  readonly url: string;
  #token: string | null;
  readonly #renew: (() => Promise<string>) | null;
  /** names of the endpoints that answered as the contract says; shared with the clients made by `as` */
  readonly answered: Set<string>;

  constructor(
    url: string,
    token: string | null = null,
    answered: Set<string> = new Set(),
    renew: (() => Promise<string>) | null = null,
  ) {
    this.url = url;
    this.#token = token;
    this.#renew = renew;
    this.answered = answered;
  }

  /** `renew` gives another token when this one has lapsed: on a slow machine a suite takes longer than a token lives. */
  as(token: string | null, renew: (() => Promise<string>) | null = null): ApiClient {
    return new ApiClient(this.url, token, this.answered, renew);
  }

  /** value of the header */
  get authorization(): string {
    return `Bearer ${this.#token ?? ""}`;
  }

  /** Sends it as it is; nothing is expected of the answer. A service that says "wait" is waited for, as every client must. */
  async ask(endpoint: Endpoint, request: AnyRequest = {}): Promise<Answer> {
    const headers: Record<string, string> = { accept: "application/json", ...request.headers };
    const asMyself = this.#token !== null && headers["authorization"] === undefined;
    if (request.body !== undefined) headers["content-type"] ??= "application/json";
    if (request.ifMatch !== undefined) headers["if-match"] = `"${request.ifMatch}"`;
    const key = request.key === undefined && endpoint.idempotent ? crypto.randomUUID() : request.key;
    if (key) headers["idempotency-key"] = key;
    for (let renewed = false; ;) {
      if (asMyself) headers["authorization"] = this.authorization;
      const response = await fetch(`${this.url}${API_BASE}${pathOf(endpoint, request)}`, {
        method: endpoint.method,
        headers,
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      });
      const text = await response.text();
      const body: unknown = text === "" ? null : JSON.parse(text);
      const answer = { status: response.status, headers: response.headers, body };
      const code = (body as { code?: unknown } | null)?.code;
      if (code === "TOKEN_EXPIRED" && asMyself && this.#renew !== null && !renewed) {
        this.#token = await this.#renew();
        renewed = true;
        continue;
      }
      if (code !== "RATE_LIMITED") return answer;
      expectProblem(answer, "RATE_LIMITED", endpoint.path);
      const seconds = Number.parseInt(response.headers.get("retry-after") ?? "", 10);
      expect(seconds, "429 says when to come again").toBeGreaterThan(0);
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    }
  }

  /** The endpoint's own success, parsed. */
  async ok<const E extends Endpoint>(endpoint: E, request: Request<E> = {}): Promise<ResponseOf<E>> {
    return (await this.answer(endpoint, request)).value;
  }

  /** As ok(), with the headers. */
  async answer<const E extends Endpoint>(endpoint: E, request: Request<E> = {}): Promise<Success<E>> {
    return this.accept(endpoint, await this.ask(endpoint, request));
  }

  /** Checks an answer to be this endpoint's success. */
  accept<const E extends Endpoint>(endpoint: E, { status, headers, body }: Answer): Success<E> {
    const name = NAMES.get(endpoint) ?? endpoint.path;
    expect(status, `${name} answered ${JSON.stringify(body)}`).toBe(endpoint.status);
    if (endpoint.response === null) expect(body, `${name} has no body`).toBeNull();
    else expect(headers.get("content-type"), name).toMatch(/^application\/json\b/);
    if (endpoint.method !== "GET" && endpoint.auth === "session")
      expect(headers.get("x-feed-seq"), `${name} says how far the feed is`).toMatch(/^\d+$/);
    const value = (endpoint.response?.parse(body) ?? null) as ResponseOf<E>;
    const version = (value as { version?: unknown } | null)?.version;
    if (typeof version === "number") expect(headers.get("etag"), `${name} names the version`).toBe(`"${version}"`);
    this.answered.add(name);
    return { value, headers };
  }
}

/** A refusal with exactly this code, in the form of RFC 9457. */
export async function expectRefused(
  api: ApiClient,
  endpoint: Endpoint,
  request: AnyRequest,
  code: ErrorCode,
): Promise<Problem> {
  return expectProblem(await api.ask(endpoint, request), code, NAMES.get(endpoint) ?? endpoint.path);
}

export function expectProblem({ status, headers, body }: Answer, code: ErrorCode, what: string): Problem {
  const found = problem.safeParse(body);
  expect(found.success, `${what} answered ${status} ${JSON.stringify(body)}, expected ${code}`).toBe(true);
  const refusal = found.data as Problem;
  expect({ code: refusal.code, status }, `${what}: ${refusal.detail}`).toEqual({ code, status: ERROR_STATUS[code] });
  expect(refusal.status).toBe(status);
  expect(headers.get("content-type"), what).toMatch(/^application\/problem\+json\b/);
  expect(headers.get("x-request-id"), `${what}: the reference is in the header too`).toBe(refusal.traceId);
  return refusal;
}

function pathOf(endpoint: Endpoint, { params = {}, query = {} }: AnyRequest): string {
  const path = endpoint.path.replaceAll(/:(\w+)/g, (_whole, name: string) => encodeURIComponent(String(params[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) search.append(name, String(one));
  const text = search.toString();
  return text === "" ? path : `${path}?${text}`;
}
