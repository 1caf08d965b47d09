/** Payment keys and device keys on the wire. */
import { asc } from "drizzle-orm";

import { route, type RoutesOf } from "#central/http/route.ts";
import { deviceKeys, signers } from "#central/store/tables.ts";
import { http } from "#shared/contract/http.ts";
import { endorseDeviceKey } from "./endorseDeviceKey.ts";
import { enrolSigner } from "./enrolSigner.ts";
import { registerDeviceKey } from "./registerDeviceKey.ts";
import { signerBookRoutes } from "./signerBookRoutes.ts";
import { toDeviceKey, toSigner } from "./toSigner.ts";

export const signerRoutes: RoutesOf<"signers"> = {
  list: route(http.signers.list, async ({ db }) => {
    const rows = await db.select().from(signers).orderBy(asc(signers.createdAt), asc(signers.id));
    return { items: rows.map(toSigner), nextCursor: null, hasMore: false };
  }),
  enrol: route(http.signers.enrol, (context, { body }) => enrolSigner(context, body)),
  ...signerBookRoutes,
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
