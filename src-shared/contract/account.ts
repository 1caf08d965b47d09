/** Accounts and what they may do: seen by who administers them, changed by two people wherever a right is given. */
import { PERMISSIONS, ROLES } from "#shared/domain/permissions.ts";
import { z } from "#shared/zod.ts";
import { id, openEnum, person, remarks, timestamp, version } from "./common.ts";

/** What an account is allowed to: roles, permissions given one by one, and whether it may sign in at all. */
export const accountRights = z.object({
  roles: z.array(openEnum(ROLES)),
  grants: z.array(openEnum(PERMISSIONS)),
  disabled: z.boolean(),
});
export type AccountRights = z.infer<typeof accountRights>;

export const RIGHTS_CHANGE_STATES = ["PROPOSED", "APPROVED", "REJECTED", "WITHDRAWN"] as const;
/** A change of rights. One that only takes away is APPROVED at once and has no second person. */
export const rightsChange = z.object({
  id,
  user: person,
  before: accountRights,
  after: accountRights,
  status: openEnum(RIGHTS_CHANGE_STATES),
  proposedBy: person,
  proposedAt: timestamp,
  remarks: z.string(),
  decidedBy: person.nullable(),
  decidedAt: timestamp.nullable(),
  decisionRemarks: z.string().nullable(),
  version,
});
export type RightsChange = z.infer<typeof rightsChange>;

export const account = accountRights.extend({
  id,
  username: z.string(),
  displayName: z.string(),
  /** everything that follows from roles and grants */
  permissions: z.array(openEnum(PERMISSIONS)),
  totpEnrolled: z.boolean(),
  mustChangePassword: z.boolean(),
  lastSignInAt: timestamp.nullable(),
  openSessions: z.int().min(0),
  /** newest first */
  changes: z.array(rightsChange),
  /** permissions that the person asked for and does not have */
  asked: z.array(z.object({ permission: openEnum(PERMISSIONS), reason: z.string(), requestedAt: timestamp })),
  version,
});
export type Account = z.infer<typeof account>;

export const newAccountInput = z.strictObject({
  username: z
    .string()
    .trim()
    .regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]{1,59}$/, "letters, digits, dots and dashes"),
  displayName: z.string().trim().min(1).max(80),
  /** for the first sign-in alone: it must be changed then */
  password: z.string().max(200),
});
export const rightsInput = z.strictObject({
  roles: z.array(z.enum(ROLES)).max(ROLES.length),
  grants: z.array(z.enum(PERMISSIONS)).max(PERMISSIONS.length),
  disabled: z.boolean(),
  remarks,
});
export type RightsInput = z.infer<typeof rightsInput>;
export const rightsDecision = z.strictObject({ remarks });

/** A sign-in on a workstation that has not ended. */
export const openSession = z.object({
  id,
  deviceId: id,
  deviceName: z.string(),
  startedAt: timestamp,
  expiresAt: timestamp,
  /** the one that asks */
  own: z.boolean(),
});
export type OpenSession = z.infer<typeof openSession>;
