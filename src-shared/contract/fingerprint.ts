/** A fingerprint of everything the processes say to each other, so that nobody changes the contract without saying so in version.ts. */
import { canonicalJson, type Sha256 } from "#shared/canonicalJson.ts";
import { refundIntent } from "#shared/domain/intent.ts";
import { z } from "#shared/zod.ts";
import { allEndpoints } from "./http.ts";
import { allCalls, allEvents } from "./ipc.ts";

const schemaOf = (schema: z.ZodType | null, io: "input" | "output") =>
  schema === null ? null : z.toJSONSchema(schema, { io, unrepresentable: "any" });

/** First 12 hex digits of SHA-256 over the JSON Schemas of every endpoint, call and event, and of the intent. */
export function contractFingerprint(sha256: Sha256): string {
  const endpoints = allEndpoints().map(({ name, endpoint }) => ({
    name,
    method: endpoint.method,
    path: endpoint.path,
    permission: endpoint.permission,
    idempotent: endpoint.idempotent,
    ifMatch: endpoint.ifMatch,
    errors: [...endpoint.errors],
    input: [endpoint.params, endpoint.query, endpoint.body].map((schema) => schemaOf(schema, "input")),
    output: schemaOf(endpoint.response, "input"),
  }));
  const bridge = allCalls().map(({ noun, verb, call }) => ({
    name: `${noun}.${verb}`,
    input: schemaOf(call.input, "input"),
  }));
  const notices = allEvents().map(({ noun, verb }) => `${noun}.${verb}`);
  const text = canonicalJson(
    JSON.parse(JSON.stringify({ endpoints, bridge, notices, intent: schemaOf(refundIntent, "input") })),
  );
  return sha256(text).slice(0, 12);
}
