/** Accounts, sessions, devices and their keys. */
import { PERMISSIONS, ROLES } from "#shared/domain/permissions.ts";
import { z } from "#shared/zod.ts";
import { hash, id, openEnum, person, timestamp, version } from "./common.ts";

export const ENVIRONMENTS = ["PRODUCTION", "UAT", "TEST"] as const;
export const environment = z.enum(ENVIRONMENTS);
export type Environment = z.infer<typeof environment>;

/** Who runs the service: the head of what is printed for customers. */
export const organisation = z.object({
  name: z.string().min(1).max(120),
  /** one to a line */
  address: z.array(z.string().max(120)).max(6),
});
export type Organisation = z.infer<typeof organisation>;

export const meta = z.object({
  apiVersion: z.string(),
  contractVersion: z.int(),
  serverVersion: z.string(),
  minClientVersion: z.string(),
  serverTime: timestamp,
  feedId: id,
  environment,
  /** shown on the environment tab, for example "hk-prod-1" */
  environmentName: z.string(),
  features: z.array(z.string()),
  organisation: organisation.optional(),
  /** how long a workstation may show its copy without the service; 0: not at all; not said: there is no unlocking without it */
  offlineGraceMinutes: z.int().min(0).max(20_160).optional(),
});

export const health = z.object({ status: z.enum(["OK", "DEGRADED"]), db: z.enum(["OK", "DOWN"]), headSeq: z.int() });

export const user = z.object({
  id,
  username: z.string(),
  displayName: z.string(),
  roles: z.array(openEnum(ROLES)),
  permissions: z.array(openEnum(PERMISSIONS)),
  locale: z.string(),
  totpEnrolled: z.boolean(),
  mustChangePassword: z.boolean(),
  /** names for "contact an administrator" */
  administrators: z.array(z.string()),
});
export type User = z.infer<typeof user>;

export const loginInput = z.strictObject({
  username: z.string().trim().min(1).max(80),
  password: z.string().min(1).max(200),
  deviceId: id,
  deviceName: z.string().min(1).max(80),
  totpCode: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
});

export const tokens = z.object({
  accessToken: z.string(),
  accessExpiresAt: timestamp,
  refreshToken: z.string(),
  refreshExpiresAt: timestamp,
});
export type Tokens = z.infer<typeof tokens>;

export const loginOutput = tokens.extend({ session: z.object({ id }), user });
export const refreshInput = z.strictObject({ refreshToken: z.string().min(1), deviceId: id });
export const passwordInput = z.strictObject({ currentPassword: z.string(), newPassword: z.string().max(200) });

export const STEP_UP_ACTIONS = [
  "refund.approve",
  "refund.reject",
  "refund.claim",
  "refund.approve-void",
  "refund.close-unpaid",
  "refund.adopt",
  "signer.approve",
  "signer.settle",
  "device-key.endorse",
  "audit.accept-head",
] as const;
export const stepUpInput = z.strictObject({
  method: z.enum(["PASSWORD", "TOTP"]),
  code: z.string().min(1).max(200),
  action: z.enum(STEP_UP_ACTIONS),
  resourceId: id,
  intentHash: hash.optional(),
});
export type StepUpInput = z.infer<typeof stepUpInput>;
/** Single use, five minutes, bound to action, resource and intent. */
export const stepUpOutput = z.object({ stepUpToken: z.string(), expiresAt: timestamp });

export const accessRequestInput = z.strictObject({
  permission: z.enum(PERMISSIONS),
  reason: z.string().trim().min(3).max(500),
});
export const accessRequest = z.object({
  id,
  permission: openEnum(PERMISSIONS),
  reason: z.string(),
  requestedAt: timestamp,
});

export const DEVICE_KEY_STATUSES = ["PENDING", "ACTIVE", "REVOKED"] as const;
/** Ed25519 public key, raw 32 bytes as 64 hex digits. */
export const deviceKey = z.object({
  id,
  user: person,
  deviceId: id,
  deviceName: z.string(),
  publicKey: hash,
  status: openEnum(DEVICE_KEY_STATUSES),
  /** the first set has no endorsement: the signer's owner compares fingerprints at enrolment */
  endorsement: z.object({ endorserKeyId: id, signature: z.string(), by: person, at: timestamp }).nullable(),
  createdAt: timestamp,
  version,
});
export type DeviceKey = z.infer<typeof deviceKey>;
export const deviceKeyInput = z.strictObject({ deviceId: id, deviceName: z.string().min(1).max(80), publicKey: hash });
export const endorseInput = z.strictObject({
  endorserKeyId: id,
  signature: z.string().regex(/^[0-9a-f]{128}$/),
  stepUpToken: z.string(),
});
