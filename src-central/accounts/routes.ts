import { personOf, type Rooms } from "#central/context.ts";
import { route, routeAfter, type RoutesOf } from "#central/http/route.ts";
import { http } from "#shared/contract/http.ts";
import { changePassword, checkNewPassword } from "./changePassword.ts";
import { login, proveWhoSignsIn } from "./login.ts";
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
