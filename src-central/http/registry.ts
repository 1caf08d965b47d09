/** Every endpoint of the contract with the function that carries it out, noun by noun. */
import { accessRoutes, authRoutes, sessionRoutes, userRoutes } from "#central/accounts/routes.ts";
import { addressRoutes } from "#central/addresses/routes.ts";
import { applicationRoutes } from "#central/applications/routes.ts";
import { auditRoutes } from "#central/audit/routes.ts";
import { configurationRoutes } from "#central/configuration/routes.ts";
import type { Rooms } from "#central/context.ts";
import { depositRoutes } from "#central/deposits/routes.ts";
import { evidenceRoutes } from "#central/evidence/routes.ts";
import { refundRoutes } from "#central/refunds/routes.ts";
import { screeningRoutes } from "#central/screening/routes.ts";
import { noteRoutes } from "#central/notes/routes.ts";
import { presenceRoutes } from "#central/presence/routes.ts";
import { retentionRoutes } from "#central/retention/routes.ts";
import { deviceKeyRoutes, signerRoutes } from "#central/signers/routes.ts";
import { syncRoutes } from "#central/sync/routes.ts";
import { viewRoutes } from "#central/views/routes.ts";
import { triageRoutes } from "#central/triage/routes.ts";
import { metaRoutes, type ServiceIdentity } from "./metaRoutes.ts";
import type { Route, RoutesOf } from "./route.ts";
import type { http } from "#shared/contract/http.ts";

type Registry = { readonly [Noun in keyof typeof http]: RoutesOf<Noun> };

/** Routes by name ("deposits.cancel"). */
export function allRoutes(rooms: Rooms, identity: ServiceIdentity): ReadonlyMap<string, Route> {
  const registry: Registry = {
    meta: metaRoutes(rooms, identity),
    auth: authRoutes(rooms),
    access: accessRoutes,
    users: userRoutes,
    sessions: sessionRoutes,
    deviceKeys: deviceKeyRoutes,
    signers: signerRoutes,
    applications: applicationRoutes,
    deposits: depositRoutes,
    triage: triageRoutes,
    retention: retentionRoutes,
    screening: screeningRoutes,
    notes: noteRoutes,
    presence: presenceRoutes,
    addresses: addressRoutes,
    configuration: configurationRoutes,
    refunds: refundRoutes,
    audit: auditRoutes,
    evidence: evidenceRoutes,
    sync: syncRoutes,
    views: viewRoutes,
  };
  const routes = new Map<string, Route>();
  for (const [noun, verbs] of Object.entries(registry))
    // Each was checked against its own endpoint where it was written; from here on all are served alike.
    for (const [verb, one] of Object.entries(verbs)) routes.set(`${noun}.${verb}`, one as unknown as Route);
  return routes;
}
