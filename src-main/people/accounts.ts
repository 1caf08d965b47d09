/** Accounts, their rights and their sessions, as the central service has them; nothing of it is kept on this workstation. */
import type { Account, OpenSession, RightsChange } from "#shared/contract/account.ts";
import { http } from "#shared/contract/http.ts";
import type { CallParsed, Calls } from "#shared/contract/ipc.ts";
import type { Desk } from "#main/session/Desk.ts";

type Users = Calls["users"];
type Sessions = Calls["sessions"];

export async function listAccounts(desk: Desk): Promise<Account[]> {
  return (await desk.remote.call(http.users.list, {})).items;
}

/** Throws CODE_EXISTS, PASSWORD_WEAK. */
export function createAccount(desk: Desk, { idempotencyKey, ...body }: CallParsed<Users["create"]>): Promise<Account> {
  return desk.once.run(idempotencyKey, {
    prepare: async () => ({ idempotencyKey, body }),
    send: (request) => desk.remote.call(http.users.create, request),
  });
}

/** Throws SELF_GRANT_FORBIDDEN, RIGHTS_CONFLICT, RIGHTS_STATE, LAST_HOLDER, VERSION_MISMATCH. */
export function proposeRights(
  desk: Desk,
  { id, version, idempotencyKey, ...body }: CallParsed<Users["proposeRights"]>,
): Promise<RightsChange> {
  return desk.once.run(idempotencyKey, {
    prepare: async () => ({ params: { id }, ifMatch: version, idempotencyKey, body }),
    send: (request) => desk.remote.call(http.users.proposeRights, request),
  });
}

/** Throws SELF_APPROVAL_FORBIDDEN, SELF_GRANT_FORBIDDEN, RIGHTS_STATE, LAST_HOLDER, VERSION_MISMATCH; PERMISSION_DENIED for another's withdrawal. */
export function decideRights(
  desk: Desk,
  verb: "approveRights" | "rejectRights" | "withdrawRights",
  { id, version, remarks, idempotencyKey }: CallParsed<Users["approveRights"]>,
): Promise<RightsChange> {
  return desk.once.run(idempotencyKey, {
    prepare: async () => ({ params: { id }, ifMatch: version, idempotencyKey, body: { remarks } }),
    send: (request) => desk.remote.call(http.users[verb], request),
  });
}

export async function listOwnSessions(desk: Desk): Promise<OpenSession[]> {
  return (await desk.remote.call(http.sessions.mine, {})).items;
}

/** Throws NOT_FOUND. */
export function endOwnSession(desk: Desk, { id, idempotencyKey }: CallParsed<Sessions["endMine"]>): Promise<null> {
  return desk.once.run(idempotencyKey, {
    prepare: async () => ({ params: { id }, idempotencyKey }),
    send: (request) => desk.remote.call(http.sessions.endMine, request),
  });
}

/** Throws NOT_FOUND. */
export async function listSessionsOf(desk: Desk, { id }: CallParsed<Sessions["ofUser"]>): Promise<OpenSession[]> {
  return (await desk.remote.call(http.sessions.ofUser, { params: { id } })).items;
}

/** Throws NOT_FOUND. */
export function endSessionsOf(
  desk: Desk,
  { id, remarks, idempotencyKey }: CallParsed<Sessions["endOfUser"]>,
): Promise<null> {
  return desk.once.run(idempotencyKey, {
    prepare: async () => ({ params: { id }, idempotencyKey, body: { remarks } }),
    send: (request) => desk.remote.call(http.sessions.endOfUser, request),
  });
}
