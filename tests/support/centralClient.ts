/** A typed client for tests: endpoints by name, input and answer as the contract has them. */
import { randomUUID } from "node:crypto";

import type { Problem } from "#shared/contract/common.ts";
import {
  allEndpoints,
  API_BASE,
  type BodyInputOf,
  type Endpoint,
  type http,
  type ParamsOf,
  type QueryInputOf,
  type ResponseOf,
} from "#shared/contract/http.ts";
import type { User } from "#shared/contract/session.ts";

type Http = typeof http;
/** "deposits.cancel" and all the others. */
export type EndpointName = {
  [Noun in keyof Http & string]: `${Noun}.${keyof Http[Noun] & string}`;
}[keyof Http & string];
type EndpointOf<Name extends EndpointName> = Name extends `${infer Noun extends keyof Http & string}.${infer Verb}`
  ? Verb extends keyof Http[Noun]
    ? Http[Noun][Verb] extends infer E extends Endpoint
      ? E
      : never
    : never
  : never;

type Part<Key extends string, Value> = [Value] extends [null] ? { [K in Key]?: never } : { [K in Key]?: Value };
/** All parts may be left out, so that tests can send what is wrong. */
export type CallInput<Name extends EndpointName> = Part<"params", ParamsOf<EndpointOf<Name>>> &
  Part<"query", QueryInputOf<EndpointOf<Name>>> &
  Part<"body", BodyInputOf<EndpointOf<Name>>> & {
    /** the version that was seen */
    ifMatch?: number | undefined;
    /** Idempotency-Key; a new one by default, none with null */
    key?: string | null;
    headers?: Record<string, string>;
  };

export type RawAnswer = { status: number; headers: Headers; body: unknown };

/** A refusal of the service, thrown by `call`. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly status: number;
  readonly problem: Problem;
  readonly code: string;

  constructor(status: number, problem: Problem) {
    super(`${status} ${problem.code}: ${problem.detail}`);
    this.status = status;
    this.problem = problem;
    this.code = problem.code;
  }
}

const ENDPOINTS = new Map(allEndpoints().map(({ name, endpoint }) => [name, endpoint]));

export type TestClient = {
  readonly user: User;
  readonly deviceId: string;
  accessToken: string;
  refreshToken: string;
  /** The answer's body; throws Refused. */
  call<Name extends EndpointName>(name: Name, input?: CallInput<Name>): Promise<ResponseOf<EndpointOf<Name>>>;
  /** The whole answer, refused or not. */
  send<Name extends EndpointName>(name: Name, input?: CallInput<Name>): Promise<RawAnswer>;
  /** The refusal, or null when it was carried out. */
  refusal<Name extends EndpointName>(name: Name, input?: CallInput<Name>): Promise<Problem | null>;
  /** A step-up by password for one action. */
  stepUp(purpose: { action: string; resourceId: string; intentHash?: string }): Promise<string>;
};

type Loose = {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  ifMatch?: number;
  key?: string | null;
  headers?: Record<string, string>;
};

/** One request as the contract describes it, to any service. */
export async function sendTo(
  url: string,
  name: EndpointName,
  input: Loose = {},
  token: string | null = null,
): Promise<RawAnswer> {
  const endpoint = ENDPOINTS.get(name);
  if (!endpoint) throw new Error(`There is no endpoint ${name}`);
  const path = endpoint.path.replaceAll(/:(\w+)/g, (_all, key: string) =>
    encodeURIComponent(String(input.params?.[key])),
  );
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(input.query ?? {}))
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) query.append(key, String(one));
  const headers: Record<string, string> = { ...input.headers };
  if (token !== null) headers["authorization"] ??= `Bearer ${token}`;
  if (input.body !== undefined) headers["content-type"] ??= "application/json";
  if (endpoint.idempotent && input.key !== null) headers["idempotency-key"] ??= input.key ?? randomUUID();
  if (input.ifMatch !== undefined) headers["if-match"] ??= `"${input.ifMatch}"`;
  const answer = await fetch(`${url}${API_BASE}${path}${query.size > 0 ? `?${query}` : ""}`, {
    method: endpoint.method,
    headers,
    ...(input.body !== undefined && {
      body: typeof input.body === "string" ? input.body : JSON.stringify(input.body),
    }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text === "" ? null : (JSON.parse(text) as unknown) };
}

/** Signs in and answers a client that does everything as this person. */
export async function signIn(
  url: string,
  credentials: { username: string; password: string; deviceId?: string; totpCode?: string },
): Promise<TestClient> {
  const { deviceId = randomUUID(), ...rest } = credentials;
  const login = await sendTo(url, "auth.login", { body: { ...rest, deviceId, deviceName: "Test workstation" } });
  if (login.status !== 200) throw new Refused(login.status, login.body as Problem);
  const { user, accessToken, refreshToken } = login.body as { user: User; accessToken: string; refreshToken: string };

  const client: TestClient = {
    user,
    deviceId,
    accessToken,
    refreshToken,
    send: (name, input) => sendTo(url, name, input as Loose, client.accessToken),
    async call(name, input) {
      const { status, body } = await client.send(name, input);
      if (status >= 400) throw new Refused(status, body as Problem);
      return body as never;
    },
    async refusal(name, input) {
      const { status, body } = await client.send(name, input);
      return status >= 400 ? (body as Problem) : null;
    },
    async stepUp(purpose) {
      const { stepUpToken } = await client.call("auth.stepUp", {
        body: { method: "PASSWORD", code: credentials.password, ...purpose } as BodyInputOf<Http["auth"]["stepUp"]>,
      });
      return stepUpToken;
    },
  };
  return client;
}
