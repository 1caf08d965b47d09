/** People, their roles, sessions, and proofs of who they are. No password, token or secret stands here in clear text, except the TOTP seed and the token-signing key, which must be used. */
import type { AccountRights, RightsChange } from "#shared/contract/account.ts";
import type { Person } from "#shared/contract/common.ts";
import type { Permission, Role } from "#shared/domain/permissions.ts";
import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";

import { instant } from "./columns.ts";

export const users = pgTable(
  "users",
  {
    id: uuid().primaryKey(),
    /** lower case */
    username: text().notNull(),
    displayName: text().notNull(),
    /** argon2id, encoded with its parameters */
    passwordHash: text().notNull(),
    locale: text().notNull().default("en"),
    totpSecret: text(),
    /** last 30-second step that was used: one use per step */
    totpLastStep: integer(),
    mustChangePassword: boolean().notNull().default(false),
    disabled: boolean().notNull().default(false),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    /** counts changes of rights, so that nobody decides on rights that he did not see */
    version: integer().notNull().default(1),
  },
  (table) => [uniqueIndex("users_username").on(table.username)],
);

export const userRoles = pgTable(
  "user_roles",
  {
    userId: uuid()
      .notNull()
      .references(() => users.id),
    role: text().$type<Role>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.role] })],
);

/** Permissions given one by one, beside the roles (R3.1: each can be given alone). */
export const userGrants = pgTable(
  "user_grants",
  {
    userId: uuid()
      .notNull()
      .references(() => users.id),
    permission: text().$type<Permission>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.permission] })],
);

/** Changes of rights: what gives a right waits for a second person. What was proposed is never edited. */
export const rightsChanges = pgTable(
  "rights_changes",
  {
    id: uuid().primaryKey(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    /** the account's version that was seen */
    basedOn: integer().notNull(),
    before: jsonb().$type<AccountRights>().notNull(),
    after: jsonb().$type<AccountRights>().notNull(),
    status: text().$type<RightsChange["status"]>().notNull(),
    proposedBy: jsonb().$type<Person>().notNull(),
    proposedAt: instant().notNull(),
    remarks: text().notNull(),
    decidedBy: jsonb().$type<Person>(),
    decidedAt: instant(),
    decisionRemarks: text(),
    version: integer().notNull(),
  },
  (table) => [
    index("rights_changes_user").on(table.userId),
    // One at a time: who approves sees the only one that waits.
    uniqueIndex("rights_changes_open")
      .on(table.userId)
      .where(sql`${table.status} = 'PROPOSED'`),
  ],
);

/** One sign-in on one workstation; also the family of its refresh tokens. */
export const sessions = pgTable(
  "sessions",
  {
    id: uuid().primaryKey(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    deviceId: uuid().notNull(),
    deviceName: text().notNull(),
    createdAt: instant().notNull(),
    /** absolute end, whatever is refreshed */
    expiresAt: instant().notNull(),
    revokedAt: instant(),
    revokedReason: text(),
  },
  (table) => [index("sessions_user").on(table.userId)],
);

export const refreshTokens = pgTable(
  "refresh_tokens",
  {
    tokenHash: text().primaryKey(),
    sessionId: uuid()
      .notNull()
      .references(() => sessions.id),
    createdAt: instant().notNull(),
    /** a second use of a used token revokes the whole session */
    usedAt: instant(),
  },
  (table) => [index("refresh_tokens_session").on(table.sessionId)],
);

export const stepUps = pgTable("step_ups", {
  tokenHash: text().primaryKey(),
  userId: uuid().notNull(),
  sessionId: uuid().notNull(),
  method: text().notNull(),
  action: text().notNull(),
  resourceId: uuid().notNull(),
  intentHash: text(),
  createdAt: instant().notNull(),
  expiresAt: instant().notNull(),
  usedAt: instant(),
});

/** Wrong passwords and codes in a row, per account and workstation, so that an outsider cannot lock a person out everywhere. */
export const loginFailures = pgTable(
  "login_failures",
  {
    /** user name as typed, lower case, known or not */
    account: text().notNull(),
    deviceId: uuid().notNull(),
    failures: integer().notNull(),
    lastFailedAt: instant().notNull(),
    lockedUntil: instant(),
  },
  (table) => [primaryKey({ columns: [table.account, table.deviceId] })],
);

export const accessRequests = pgTable("access_requests", {
  id: uuid().primaryKey(),
  userId: uuid()
    .notNull()
    .references(() => users.id),
  permission: text().$type<Permission>().notNull(),
  reason: text().notNull(),
  requestedAt: instant().notNull(),
});

/** The Ed25519 key that signs access tokens, made on the first start. */
export const tokenKeys = pgTable("token_keys", {
  id: uuid().primaryKey(),
  privateJwk: jsonb().$type<Record<string, string>>().notNull(),
  createdAt: instant().notNull(),
});

/** Answers to commands, so that a repeated command is not carried out twice (API contract, "Idempotency-Key"). */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    userId: uuid().notNull(),
    key: uuid().notNull(),
    /** SHA-256 of method, path and canonical body */
    fingerprint: text().notNull(),
    endpoint: text().notNull(),
    /** null while the command is being carried out */
    status: integer(),
    headers: jsonb().$type<Record<string, string>>(),
    body: jsonb().$type<unknown>(),
    createdAt: instant().notNull(),
    /** after it a command without an answer counts as crashed and may be carried out again: its transaction was rolled back */
    runningUntil: instant().notNull(),
    /** the keys of a refund's execution are never forgotten */
    keptForEver: boolean().notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.key] }),
    index("idempotency_keys_created").on(table.createdAt),
  ],
);
