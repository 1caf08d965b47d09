/** Rights of accounts: which may stand together, which changes need a second person, and whom a desk cannot do without (requirements, "Rules"). */
import type { AccountRights } from "#shared/contract/account.ts";
import { effectivePermissions, type Permission, type Role, ROLE_PERMISSIONS } from "./permissions.ts";
import { type SayRule, sayRuleInEnglish } from "./ruleWords.ts";

type Given = { roles: readonly Role[]; grants: readonly Permission[] };

/** The last account that holds one of these is not taken away. */
export const NEEDED_ROLES = ["SUPERVISOR", "EXECUTOR", "ADMIN"] as const satisfies readonly Role[];

/** What administers accounts and configuration; an administrator has nothing else. */
const ADMINISTRATION: ReadonlySet<Permission> = new Set([
  ...ROLE_PERMISSIONS.ADMIN,
  "Users.Read",
  "Configuration.Read",
]);
/** What changes nothing, or only protects records. */
const AUDITING: ReadonlySet<Permission> = new Set([...ROLE_PERMISSIONS.AUDITOR, "Restricted.Read"]);

/** Why these rights cannot stand together, in words for people; null when they can. */
export function whyRightsConflict({ roles, grants }: Given, say: SayRule = sayRuleInEnglish): string | null {
  const all = effectivePermissions(roles, grants);
  const beyond = (allowed: ReadonlySet<Permission>) => all.find((permission) => !allowed.has(permission));
  if (roles.includes("ADMIN")) {
    const found = beyond(ADMINISTRATION);
    if (found !== undefined) return say("rights.admin", { permission: found });
  }
  if (roles.includes("AUDITOR")) {
    const found = beyond(AUDITING);
    if (found !== undefined) return say("rights.auditor", { permission: found });
  }
  if (roles.includes("CLIENT_CHANNEL") && all.length > ROLE_PERMISSIONS.CLIENT_CHANNEL.length)
    return say("rights.channel");
  return null;
}

/** Permissions that the change gives: none when it only takes away. An account that is let in again is given all it has. */
export function permissionsGiven(before: AccountRights, after: AccountRights): Permission[] {
  if (after.disabled) return [];
  const had = new Set(before.disabled ? [] : effectivePermissions(before.roles, before.grants));
  return effectivePermissions(after.roles, after.grants).filter((permission) => !had.has(permission));
}

/** Roles that the account holds before and not after: somebody else must hold them. */
export function neededRolesLost(before: AccountRights, after: AccountRights): Role[] {
  if (before.disabled) return [];
  return NEEDED_ROLES.filter((role) => before.roles.includes(role) && (after.disabled || !after.roles.includes(role)));
}

/** Needs a second person: it gives a permission, or lets somebody in. */
export function needsSecondPerson(before: AccountRights, after: AccountRights): boolean {
  return permissionsGiven(before, after).length > 0 || (before.disabled && !after.disabled);
}
