/** Payment keys and device keys on the wire. */
import { asc } from "drizzle-orm";

import { route, routeAfter, type RoutesOf } from "#central/http/route.ts";
import { asked } from "#central/refunds/Asked.ts";
import { compareEverywhere, compareKey, compareProposed } from "#central/refunds/keyFindings.ts";
import { deviceKeys, signers } from "#central/store/tables.ts";
import { http } from "#shared/contract/http.ts";
import { approveSigner, retireSigner } from "./decideSigner.ts";
import { endorseDeviceKey } from "./endorseDeviceKey.ts";
import { enrolSigner } from "./enrolSigner.ts";
import { registerDeviceKey } from "./registerDeviceKey.ts";
import { approveSettlement, proposeSettlement } from "./settleKey.ts";
import { toDeviceKey, toSigner } from "./toSigner.ts";

export const signerRoutes: RoutesOf<"signers"> = {
  list: route(http.signers.list, async ({ db }) => {
    const rows = await db.select().from(signers).orderBy(asc(signers.createdAt), asc(signers.id));
    return { items: rows.map(toSigner), nextCursor: null, hasMore: false };
  }),
  enrol: route(http.signers.enrol, (context, { body }) => enrolSigner(context, body)),
  approve: route(http.signers.approve, (context, { params, body, ifMatch }) =>
    approveSigner(context, { ...params, ...body, version: ifMatch }),
  ),
  retire: routeAfter(
    http.signers.retire,
    ({ rooms }, { params }) => asked(() => compareEverywhere(rooms, params.id)),
    (context, { params, body, ifMatch }, look) => retireSigner(context, { ...params, ...body, version: ifMatch }, look),
  ),
  compare: routeAfter(
    http.signers.compare,
    ({ rooms }, { params, query }) => compareKey(rooms, { ...params, ...query }),
    async (_context, _input, found) => found,
  ),
  proposeSettlement: routeAfter(
    http.signers.proposeSettlement,
    ({ rooms }, { params, body }) => asked(() => compareKey(rooms, { ...params, ...body })),
    (context, { params, body, ifMatch }, look) =>
      proposeSettlement(context, { ...params, ...body, version: ifMatch }, look),
  ),
  approveSettlement: routeAfter(
    http.signers.approveSettlement,
    ({ rooms }, { params }) => asked(() => compareProposed(rooms, params.id)),
    (context, { params, body, ifMatch }, look) =>
      approveSettlement(context, { ...params, ...body, version: ifMatch }, look),
  ),
};

export const deviceKeyRoutes: RoutesOf<"deviceKeys"> = {
  list: route(http.deviceKeys.list, async ({ db }) => {
    const rows = await db.select().from(deviceKeys).orderBy(asc(deviceKeys.createdAt), asc(deviceKeys.id));
    return { items: rows.map(toDeviceKey), nextCursor: null, hasMore: false };
  }),
  register: route(http.deviceKeys.register, (context, { body }) => registerDeviceKey(context, body)),
  endorse: route(http.deviceKeys.endorse, (context, { params, body, ifMatch }) =>
    endorseDeviceKey(context, { ...params, ...body, version: ifMatch }),
  ),
};
