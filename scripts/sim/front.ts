/**
 * The door of the central service: what comes over the wire is parsed by the contract, carried out by the service's own operations, and answered in
 * the contract's words. In place of the HTTP server alone; everything behind it is the service's.
 */
import type { MemoryCentral } from "#central/books/memory/MemoryCentral.ts";
import type { PersonActor } from "#central/context.ts";
import { toDeposit } from "#central/deposits/toDeposit.ts";
import { parseIfMatch, parseInput } from "#central/http/parseInput.ts";
import { problemOf, statusOf } from "#central/http/problem.ts";
import { toDeviceKey, toSigner } from "#central/signers/toSigner.ts";
import { toWalletAddress } from "#central/addresses/toWalletAddress.ts";
import type { STEP_UP_ACTIONS } from "#shared/contract/session.ts";
import { API_BASE, type Endpoint, http } from "#shared/contract/http.ts";
import { AppError, isAppError } from "#shared/errors.ts";
import type { WireAnswer, WireRequest } from "#main/remote/transport.ts";
import { PASSWORD } from "./cast.ts";

export type Front = { serve(request: WireRequest): Promise<WireAnswer> };

type Asked = {
  name: string;
  endpoint: Endpoint;
  params: Record<string, string>;
  actor: PersonActor;
  query: unknown;
  body: unknown;
  ifMatch: number | null;
  idempotencyKey: string | undefined;
};

const NAMED: Record<string, Record<string, Endpoint>> = {
  auth: { stepUp: http.auth.stepUp },
  deviceKeys: { list: http.deviceKeys.list, register: http.deviceKeys.register },
  signers: {
    list: http.signers.list,
    compare: http.signers.compare,
    retire: http.signers.retire,
    proposeSettlement: http.signers.proposeSettlement,
    approveSettlement: http.signers.approveSettlement,
  },
  deposits: { get: http.deposits.get, requestRefund: http.deposits.requestRefund },
  addresses: { get: http.addresses.get },
  refunds: http.refunds,
};

const ROUTES = Object.entries(NAMED).flatMap(([noun, verbs]) =>
  Object.entries(verbs).map(([verb, endpoint]) => {
    const names: string[] = [];
    const pattern = `${API_BASE}${endpoint.path}`.replace(/:(\w+)/g, (_, name: string) => {
      names.push(name);
      return "([^/?]+)";
    });
    return { name: `${noun}.${verb}`, endpoint, names, pattern: new RegExp(`^${pattern}(?:\\?.*)?$`) };
  }),
);

export function createFront(rooms: {
  central: MemoryCentral;
  /** by token */
  actors: ReadonlyMap<string, PersonActor>;
  /** a fault that nobody threw on purpose */
  broken: (what: string, error: unknown) => void;
  /** somebody between who changes answers */
  tamper: (name: string, body: unknown) => unknown;
  /** who lies about a content also takes the proof that a person gave for it */
  hashBehind: (refundId: string, told: string | undefined) => string | undefined;
}): Front {
  const { central, actors, broken, tamper } = rooms;

  function find(request: WireRequest): Asked {
    const path = request.url.slice(request.url.indexOf(API_BASE));
    for (const { name, endpoint, names, pattern } of ROUTES) {
      const match = endpoint.method === request.method ? pattern.exec(path) : null;
      if (match === null) continue;
      const actor = actors.get((request.headers["authorization"] ?? "").replace("Bearer ", ""));
      if (actor === undefined) throw new AppError("TOKEN_INVALID", "Nobody is signed in with this token");
      if (endpoint.permission !== null && !actor.permissions.has(endpoint.permission))
        throw new AppError("PERMISSION_DENIED", "Not yours to do");
      const raw = Object.fromEntries(names.map((one, index) => [one, decodeURIComponent(match[index + 1] as string)]));
      const body: unknown = request.body === undefined ? undefined : JSON.parse(request.body);
      const query = Object.fromEntries(new URLSearchParams(path.split("?")[1] ?? ""));
      const parsed = parseInput(endpoint, { params: raw, query, body });
      return {
        name,
        endpoint,
        actor,
        params: raw,
        query: parsed.query,
        body: parsed.body,
        ifMatch: endpoint.ifMatch ? parseIfMatch(request.headers["if-match"]) : null,
        idempotencyKey: request.headers["idempotency-key"],
      };
    }
    throw new AppError("NOT_FOUND", "There is no such endpoint");
  }

  async function carryOut(asked: Asked): Promise<unknown> {
    const { name, endpoint, actor, params, query, body, ifMatch, idempotencyKey } = asked;
    const { state } = central;
    switch (name) {
      case "auth.stepUp": {
        const { code, action, resourceId, intentHash } = body as StepUpBody;
        if (code !== PASSWORD) throw new AppError("STEP_UP_FAILED", "Not the password");
        const truth = rooms.hashBehind(resourceId, intentHash);
        const purpose = { action, resourceId, ...(truth !== undefined && { intentHash: truth }) };
        const stepUpToken = await central.stepUp(actor, purpose);
        return { stepUpToken, expiresAt: "2999-01-01T00:00:00.000Z" };
      }
      case "deviceKeys.list":
        return page([...state.deviceKeys.values()].map(toDeviceKey));
      case "deviceKeys.register": {
        const { publicKey } = body as { publicKey: string };
        const known = [...state.deviceKeys.values()].find((key) => key.publicKey === publicKey);
        if (known === undefined) throw new AppError("DEVICE_KEY_STATE", "Nobody enrols in this world");
        return toDeviceKey(known);
      }
      case "signers.list":
        return page([...state.signers.values()].map(toSigner));
      case "deposits.get":
        return toDeposit(found(state.deposits.get(params["id"] as string)));
      case "addresses.get":
        return toWalletAddress(found(state.addresses.get(params["id"] as string)));
      default: {
        const input = { params, query, body, ifMatch, ...(idempotencyKey !== undefined && { idempotencyKey }) };
        return central.call(actor, endpoint, input as never);
      }
    }
  }

  return {
    async serve(request) {
      try {
        const asked = find(request);
        const answer = await carryOut(asked);
        return answerOf(asked.endpoint.status, tamper(asked.name, answer));
      } catch (error) {
        if (!isAppError(error)) broken(`${request.method} ${request.url}`, error);
        const refusal = isAppError(error) ? error : new AppError("INTERNAL", "Something went wrong");
        return answerOf(statusOf(refusal), problemOf(refusal, "00000000-0000-4000-8000-000000000000", request.url));
      }
    },
  };
}

type StepUpBody = {
  code: string;
  action: (typeof STEP_UP_ACTIONS)[number];
  resourceId: string;
  intentHash?: string;
};

function answerOf(status: number, body: unknown): WireAnswer {
  return { status, headers: {}, bytes: Buffer.from(JSON.stringify(body), "utf8") };
}

function page<Item>(items: Item[]) {
  return { items, nextCursor: null, hasMore: false };
}

function found<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new AppError("NOT_FOUND", "There is no such thing");
  return row;
}
