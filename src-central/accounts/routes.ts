import { personOf, type Rooms } from "#central/context.ts";
import { route, routeAfter, type RoutesOf } from "#central/http/route.ts";
import { http } from "#shared/contract/http.ts";
import { changePassword, checkNewPassword } from "./changePassword.ts";
import { login, proveWhoSignsIn } from "./login.ts";
import { approveRights, proposeRights, rejectRights, withdrawRights } from "./changeRights.ts";
import { createAccount, hashFirstPassword } from "./createAccount.ts";
import { listAccounts, requireAccount } from "./listAccounts.ts";
import { endOwnSession, endSessionsOf, openSessionsOf } from "./openSessions.ts";
import { readUser } from "./readUser.ts";
import { refresh } from "./refresh.ts";
import { requestAccess } from "./requestAccess.ts";
import { endSession } from "./sessions.ts";
import { issueStepUp, proveAgain } from "./stepUp.ts";

/** The rooms, because issuing tokens needs the signing key, which no other command gets. */
export function authRoutes(rooms: Rooms): RoutesOf<"auth"> {
  const { login: signIn, refresh: renew, logout, me, password, stepUp } = http.auth;
  return {
    login: routeAfter(signIn, proveWhoSignsIn, (context, { body }, user) => login(context, rooms, user, body)),
    refresh: routeAfter(renew, refresh, async (_context, _input, tokens) => tokens),
    logout: route(logout, async (context) => {
      await endSession(context, personOf(context).sessionId, "LOGOUT");
      return null;
    }),
    me: route(me, (context) => readUser(context.db, personOf(context).userId)),
    password: routeAfter(password, checkNewPassword, async (context, _input, passwordHash) => {
      await changePassword(context, passwordHash);
      return null;
    }),
    stepUp: routeAfter(stepUp, proveAgain, (context, { body }) => issueStepUp(context, body)),
  };
}

export const accessRoutes = {
  request: route(http.access.request, (context, { body }) => requestAccess(context, body)),
} satisfies RoutesOf<"access">;

/** All lists are short and come whole. */
const whole = <Item>(items: Item[]) => ({ items, nextCursor: null, hasMore: false });

export const userRoutes = {
  list: route(http.users.list, async (context) => whole(await listAccounts(context))),
  create: routeAfter(http.users.create, hashFirstPassword, (context, { body }, hash) =>
    createAccount(context, body, hash),
  ),
  proposeRights: route(http.users.proposeRights, (context, { params, body, ifMatch }) =>
    proposeRights(context, params.id, body, ifMatch),
  ),
  approveRights: route(http.users.approveRights, (context, { params, body, ifMatch }) =>
    approveRights(context, { ...params, ...body, version: ifMatch }),
  ),
  rejectRights: route(http.users.rejectRights, (context, { params, body, ifMatch }) =>
    rejectRights(context, { ...params, ...body, version: ifMatch }),
  ),
  withdrawRights: route(http.users.withdrawRights, (context, { params, body, ifMatch }) =>
    withdrawRights(context, { ...params, ...body, version: ifMatch }),
  ),
} satisfies RoutesOf<"users">;

export const sessionRoutes = {
  mine: route(http.sessions.mine, async (context) => whole(await openSessionsOf(context, personOf(context).userId))),
  endMine: route(http.sessions.endMine, async (context, { params }) => {
    await endOwnSession(context, params.id);
    return null;
  }),
  ofUser: route(http.sessions.ofUser, async (context, { params }) => {
    await requireAccount(context, params.id);
    return whole(await openSessionsOf(context, params.id));
  }),
  endOfUser: route(http.sessions.endOfUser, async (context, { params, body }) => {
    await endSessionsOf(context, params.id, body.remarks);
    return null;
  }),
} satisfies RoutesOf<"sessions">;
