/**
 * Permissions and roles. The first four carry the guide's names exactly (guide "Prerequisites"); the finer rights are ours.
 * Source: requirements "Roles and permissions".
 */

export const GUIDE_PERMISSIONS = ["Deposit Application", "Deposit Records", "Cancel", "Refund"] as const;
export type GuidePermission = (typeof GUIDE_PERMISSIONS)[number];

export const FINER_PERMISSIONS = [
  "Application.Decide",
  "Application.Submit",
  "Refund.Request",
  "Refund.Approve",
  "Refund.Execute",
  "Refund.VoidApprove",
  "Hold.Propose",
  "Hold.Decide",
  "Record.Review",
  "View.Share",
  "Restricted.Read",
  "Address.Add",
  "Address.Decide",
  "Configuration.Read",
  "Configuration.Propose",
  "Configuration.Approve",
  "Notice.Read",
  "Notice.Record",
  "Export",
  "Evidence",
  "Audit.Own",
  "Audit.Team",
  "Audit.All",
  "Audit.Configuration",
  "Users.Read",
  "Users.Manage",
  "Signer.Read",
  "Signer.Enrol",
  "Signer.Approve",
  "Signer.Propose",
  "Retention.Hold",
  "Retention.Manage",
] as const;

export const PERMISSIONS = [...GUIDE_PERMISSIONS, ...FINER_PERMISSIONS] as const;
export type Permission = (typeof PERMISSIONS)[number];

export const ROLES = ["OPERATOR", "SUPERVISOR", "EXECUTOR", "AUDITOR", "ADMIN", "CLIENT_CHANNEL"] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_LABELS: Record<Role, string> = {
  OPERATOR: "Operator",
  SUPERVISOR: "Supervisor",
  EXECUTOR: "Executor",
  AUDITOR: "Auditor",
  ADMIN: "Admin",
  CLIENT_CHANNEL: "Client channel",
};

/** The matrix of "Roles and permissions". CLIENT_CHANNEL is the technical account through which clients' requests arrive. */
export const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  OPERATOR: [
    "Deposit Application",
    "Application.Decide",
    "Deposit Records",
    "Cancel",
    "Refund",
    "Refund.Request",
    "Hold.Propose",
    "Record.Review",
    "Address.Add",
    "Notice.Read",
    "Notice.Record",
    "Export",
    "Audit.Own",
  ],
  SUPERVISOR: [
    "Deposit Application",
    "Application.Decide",
    "Deposit Records",
    "Cancel",
    "Refund",
    "Refund.Approve",
    "Refund.VoidApprove",
    "Hold.Propose",
    "Hold.Decide",
    "Record.Review",
    "View.Share",
    "Address.Add",
    "Address.Decide",
    "Configuration.Propose",
    "Configuration.Approve",
    "Notice.Read",
    "Notice.Record",
    "Export",
    "Evidence",
    "Audit.Team",
    "Signer.Read",
    "Signer.Approve",
  ],
  EXECUTOR: [
    "Deposit Records",
    "Record.Review",
    "Refund",
    "Refund.Execute",
    "Audit.Own",
    "Signer.Read",
    "Signer.Enrol",
  ],
  AUDITOR: [
    "Deposit Application",
    "Deposit Records",
    "Refund",
    "Configuration.Read",
    "Notice.Read",
    "Export",
    "Evidence",
    "Audit.All",
    "Users.Read",
    "Signer.Read",
    "Retention.Hold",
  ],
  ADMIN: [
    "Configuration.Propose",
    "Configuration.Approve",
    "Audit.Configuration",
    "Users.Read",
    "Users.Manage",
    "Signer.Read",
    "Signer.Propose",
    "Retention.Manage",
  ],
  CLIENT_CHANNEL: ["Application.Submit"],
};

/** Giving one of the guide's permissions alone also gives the right that is part of it (requirements, decisions 2 and 7). */
const INCLUDED_IN_GRANT: Partial<Record<Permission, readonly Permission[]>> = {
  "Deposit Application": ["Application.Decide"],
  Refund: ["Refund.Request"],
};

/** Everything a person may do: the union of the roles and of permissions granted one by one. */
export function effectivePermissions(roles: readonly Role[], grants: readonly Permission[]): Permission[] {
  const held = new Set<Permission>();
  for (const role of roles) for (const permission of ROLE_PERMISSIONS[role]) held.add(permission);
  for (const grant of grants) {
    held.add(grant);
    for (const included of INCLUDED_IN_GRANT[grant] ?? []) held.add(included);
  }
  return PERMISSIONS.filter((permission) => held.has(permission));
}

/** Whom to ask, as the end of "contact an administrator". */
export function administratorNames(administrators: readonly string[]): string {
  return administrators.length === 0 ? "" : `: ${administrators.join(", ")}`;
}

/** The wording of a missing permission (R3.4), in English. */
export function missingPermissionText(permission: string, administrators: readonly string[]): string {
  return `You lack the permission "${permission}". Contact an administrator${administratorNames(administrators)}.`;
}
