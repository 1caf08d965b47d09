/** The engine's answers about people and their sessions, over the desk of a page test. */
import type { Account, OpenSession, RightsChange } from "#shared/contract/account.ts";
import type { Person } from "#shared/contract/common.ts";
import type { CallHandlers } from "#shared/contract/ipc.ts";
import type { User } from "#shared/contract/session.ts";
import { needsSecondPerson } from "#shared/domain/rights.ts";
import { AppError } from "#shared/errors.ts";
import { idOf, NOW } from "./ids.ts";

type Staffed = { accounts: Account[]; sessions: OpenSession[] };

export function peopleCalls(desk: Staffed, actor: () => Person): Pick<CallHandlers, "users" | "sessions"> {
  const accountOf = (id: string): Account => {
    const found = desk.accounts.find((one) => one.id === id);
    if (found === undefined) throw new AppError("NOT_FOUND", "no such account");
    return found;
  };
  const decide = (id: string, status: RightsChange["status"]): RightsChange => {
    for (const account of desk.accounts) {
      const change = account.changes.find((one) => one.id === id);
      if (change === undefined) continue;
      Object.assign(change, { status, decidedBy: actor(), decidedAt: NOW });
      if (status === "APPROVED") Object.assign(account, change.after);
      return change;
    }
    throw new AppError("NOT_FOUND", "no such change");
  };
  return {
    users: {
      list: () => structuredClone(desk.accounts),
      create: ({ username, displayName }) => {
        const made = { ...makeAccount({ username, displayName }), id: idOf("user", 40), roles: [], permissions: [] };
        desk.accounts.push(made);
        return made;
      },
      proposeRights: ({ id, roles, grants, disabled, remarks }) => {
        const account = accountOf(id);
        const before = { roles: account.roles, grants: account.grants, disabled: account.disabled };
        const after = { roles, grants, disabled };
        const change = makeChange({
          user: { id, name: account.displayName },
          before,
          after,
          remarks,
          proposedBy: actor(),
        });
        account.changes.unshift(change);
        return needsSecondPerson(before, after) ? change : decide(change.id, "APPROVED");
      },
      approveRights: ({ id }) => decide(id, "APPROVED"),
      rejectRights: ({ id }) => decide(id, "REJECTED"),
      withdrawRights: ({ id }) => decide(id, "WITHDRAWN"),
    },
    sessions: {
      mine: () => desk.sessions,
      endMine: ({ id }) => {
        desk.sessions = desk.sessions.filter((one) => one.id !== id);
        return null;
      },
      ofUser: () => desk.sessions,
      endOfUser: ({ id }) => {
        accountOf(id).openSessions = 0;
        return null;
      },
    },
  };
}

export function makeAccount(change: Partial<Account> = {}): Account {
  return {
    ...{ id: idOf("user", 30), username: "somebody", displayName: "Somebody", roles: ["OPERATOR"], grants: [] },
    ...{ permissions: [], disabled: false, totpEnrolled: false, mustChangePassword: false, lastSignInAt: NOW },
    ...{ openSessions: 1, changes: [], asked: [], version: 1 },
    ...change,
  };
}

export function accountOfUser(user: User, change: Partial<Account> = {}): Account {
  const { id, username, displayName, roles, permissions } = user;
  return makeAccount({ id, username, displayName, roles, permissions, ...change });
}

export function makeChange(change: Partial<RightsChange> = {}): RightsChange {
  const nothing = { roles: [], grants: [], disabled: false };
  return {
    ...{ id: idOf("rights", 1), user: { id: idOf("user", 30), name: "Somebody" }, before: nothing, after: nothing },
    ...{ status: "PROPOSED", proposedBy: { id: idOf("user", 7), name: "Yuen Wai Lam" }, proposedAt: NOW },
    ...{ remarks: "Agreed", decidedBy: null, decidedAt: null, decisionRemarks: null, version: 1 },
    ...change,
  };
}
