/** The OpenAPI 3.1 document of the contract: nothing in it that is not in #shared/contract/http.ts, and always in the same order. */
import { application, applicationInput } from "#shared/contract/application.ts";
import { walletAddress } from "#shared/contract/address.ts";
import { auditEvent } from "#shared/contract/audit.ts";
import { person, problem } from "#shared/contract/common.ts";
import { currency, network } from "#shared/contract/currency.ts";
import { cancelCheck, deposit, timelineEvent } from "#shared/contract/deposit.ts";
import { allEndpoints, API_BASE, type Endpoint, EVENTS_PATH } from "#shared/contract/http.ts";
import { approval, attempt, identityCheck, lease, refund, signedAttempt, slot } from "#shared/contract/refund.ts";
import { deviceKey, meta, tokens, user } from "#shared/contract/session.ts";
import { signer } from "#shared/contract/signer.ts";
import { change } from "#shared/contract/sync.ts";
import { CONTRACT_VERSION } from "#shared/contract/version.ts";
import { refundIntent } from "#shared/domain/intent.ts";
import { ERROR_STATUS, type ErrorCode } from "#shared/errors.ts";
import { z } from "#shared/zod.ts";

type Json = Record<string, unknown>;

/** Shapes that have a name of their own; everything else stands where it is used. */
const NAMED = {
  Application: application,
  ApplicationInput: applicationInput,
  Approval: approval,
  Attempt: attempt,
  AuditEvent: auditEvent,
  CancelCheck: cancelCheck,
  Change: change,
  Currency: currency,
  Deposit: deposit,
  DeviceKey: deviceKey,
  IdentityCheck: identityCheck,
  Lease: lease,
  Meta: meta,
  Network: network,
  Person: person,
  Problem: problem,
  Refund: refund,
  RefundIntent: refundIntent,
  SignedAttempt: signedAttempt,
  Signer: signer,
  Slot: slot,
  TimelineEvent: timelineEvent,
  Tokens: tokens,
  User: user,
  WalletAddress: walletAddress,
} satisfies Record<string, z.ZodType>;

/** What every endpoint may answer. */
const COMMON_ERRORS: readonly ErrorCode[] = ["VALIDATION_FAILED", "RATE_LIMITED", "INTERNAL", "SERVICE_UNAVAILABLE"];
const SESSION_ERRORS: readonly ErrorCode[] = ["TOKEN_EXPIRED", "TOKEN_INVALID", "PERMISSION_DENIED"];
const IDEMPOTENCY_ERRORS: readonly ErrorCode[] = [
  "IDEMPOTENCY_KEY_REQUIRED",
  "IDEMPOTENCY_IN_PROGRESS",
  "IDEMPOTENCY_KEY_REUSED",
];

export function buildOpenApi(): Json {
  const endpoints = allEndpoints();
  const schemaOf = schemasOf(endpoints);
  const paths: Record<string, Json> = {};
  for (const { name, endpoint } of endpoints) {
    const path = `${API_BASE}${endpoint.path.replaceAll(/:(\w+)/g, "{$1}")}`;
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(name, endpoint, schemaOf) };
  }
  paths[`${API_BASE}${EVENTS_PATH}`] = { get: eventStream() };
  return {
    openapi: "3.1.0",
    info: {
      title: "Deposit API",
      version: `v1, contract ${CONTRACT_VERSION}`,
      description:
        "The contract between the central deposit service and its clients. Amounts are decimal strings, times RFC 3339 in UTC.",
    },
    security: [{ accessToken: [] }],
    paths,
    components: {
      securitySchemes: { accessToken: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
      schemas: Object.fromEntries(Object.entries(NAMED).map(([name, schema]) => [name, schemaOf(schema).found])),
    },
  };
}

/** Everything in one registry, so that named shapes are referred to and not repeated. */
function schemasOf(endpoints: { name: string; endpoint: Endpoint }[]): SchemaOf {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(NAMED)) registry.add(schema, { id });
  for (const { name, endpoint } of endpoints)
    for (const part of PARTS) {
      const schema = endpoint[part];
      if (schema !== null && !registry.has(schema)) registry.add(schema, { id: `${name}.${part}` });
    }
  const { schemas } = z.toJSONSchema(registry, {
    io: "input",
    unrepresentable: "any",
    uri: (id) => `#/components/schemas/${id}`,
    override: ({ jsonSchema }) => {
      if (jsonSchema.format === "uuid") delete jsonSchema.pattern;
      // What a reader takes for a code it does not know; the service never sends it.
      if (jsonSchema.default === "UNKNOWN") delete jsonSchema.default;
    },
  });
  return (schema) => {
    const { id } = registry.get(schema) ?? { id: "" };
    const { $schema: _dialect, $id: _id, ...found } = schemas[id] as Json;
    return { id, found };
  };
}

type SchemaOf = (schema: z.ZodType) => { id: string; found: Json };
const PARTS = ["params", "query", "body", "response"] as const;

/** A named shape is referred to, any other stands here. */
function usedIn(schemaOf: SchemaOf, schema: z.ZodType): Json {
  const { id, found } = schemaOf(schema);
  return id in NAMED ? { $ref: `#/components/schemas/${id}` } : found;
}

function operationOf(name: string, endpoint: Endpoint, schemaOf: SchemaOf): Json {
  const [noun] = name.split(".");
  const { auth, body, permission, response, status, summary } = endpoint;
  const rights = permission === null ? "any signed-in person" : `permission "${permission}"`;
  return {
    operationId: name,
    tags: [noun],
    summary,
    description: auth === "open" ? "Needs no token." : `Needs ${rights}.`,
    ...(auth === "open" && { security: [] }),
    parameters: parametersOf(endpoint, schemaOf),
    ...(body !== null && {
      requestBody: { required: true, content: { "application/json": { schema: usedIn(schemaOf, body) } } },
    }),
    responses: {
      [status]: {
        description: summary,
        ...(endpoint.method !== "GET" && { headers: { "X-Feed-Seq": { schema: { type: "integer" } } } }),
        ...(response !== null && { content: { "application/json": { schema: usedIn(schemaOf, response) } } }),
      },
      ...problemsOf(endpoint),
    },
  };
}

function parametersOf(endpoint: Endpoint, schemaOf: SchemaOf): Json[] {
  const header = (name: string, required: boolean, schema: Json, description: string) => ({
    name,
    in: "header",
    required,
    description,
    schema,
  });
  return [
    ...(endpoint.params === null ? [] : fieldsOf(schemaOf(endpoint.params).found, "path")),
    ...(endpoint.query === null ? [] : fieldsOf(schemaOf(endpoint.query).found, "query")),
    ...(endpoint.idempotent
      ? [header("Idempotency-Key", true, { type: "string", format: "uuid" }, "Made once per command")]
      : []),
    ...(endpoint.ifMatch ? [header("If-Match", true, { type: "string" }, 'The version that was seen, as "3"')] : []),
    header("X-Request-Id", false, { type: "string" }, "Answered as it came, and as traceId of a problem"),
    header("X-Client-Version", false, { type: "string" }, "Version of the program that asks"),
  ];
}

function fieldsOf(schema: Json, place: "path" | "query"): Json[] {
  const { properties = {}, required = [] } = schema as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(properties).map(([name, field]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: field,
  }));
}

function problemsOf(endpoint: Endpoint): Json {
  const codes = new Set<ErrorCode>([
    ...COMMON_ERRORS,
    ...(endpoint.auth === "session" ? SESSION_ERRORS : []),
    ...(endpoint.idempotent ? IDEMPOTENCY_ERRORS : []),
    ...(endpoint.ifMatch ? (["IF_MATCH_REQUIRED"] as const) : []),
    ...endpoint.errors,
  ]);
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codes) byStatus.set(ERROR_STATUS[code], [...(byStatus.get(ERROR_STATUS[code]) ?? []), code]);
  return Object.fromEntries(
    [...byStatus]
      .toSorted(([left], [right]) => left - right)
      .map(([status, one]) => [
        status,
        {
          description: one.toSorted().join(", "),
          content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
        },
      ]),
  );
}

function eventStream(): Json {
  return {
    operationId: "sync.events",
    tags: ["sync"],
    summary: "Nudges: hello, changed and session; no row data",
    responses: {
      200: { description: "Server-sent events", content: { "text/event-stream": { schema: { type: "string" } } } },
      401: {
        description: "TOKEN_EXPIRED, TOKEN_INVALID",
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}
