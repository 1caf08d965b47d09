import { appendEvent } from "#central/audit/appendEvent.ts";
import { type Context, newId, now } from "#central/context.ts";
import { isUniqueViolation } from "#central/store/inTransaction.ts";
import { users } from "#central/store/tables.ts";
import type { Permission, Role } from "#shared/domain/permissions.ts";
import { AppError } from "#shared/errors.ts";
import { writeRights } from "./rights.ts";

export type NewUser = {
  username: string;
  displayName: string;
  /** of rooms.passwords.hash(), made before the transaction because it is slow on purpose */
  passwordHash: string;
  roles: readonly Role[];
  grants?: readonly Permission[];
  locale?: string;
  totpSecret?: string;
  mustChangePassword?: boolean;
};

/** A personal account. Throws VALIDATION_FAILED when the user name is taken. Answers its id. */
export async function createUser(context: Context, user: NewUser): Promise<string> {
  const id = newId(context);
  const at = now(context);
  const username = user.username.trim().toLowerCase();
  try {
    await context.db.insert(users).values({
      id,
      username,
      displayName: user.displayName,
      passwordHash: user.passwordHash,
      locale: user.locale ?? "en",
      totpSecret: user.totpSecret ?? null,
      mustChangePassword: user.mustChangePassword ?? false,
      createdAt: at,
      updatedAt: at,
    });
  } catch (error) {
    if (isUniqueViolation(error, "users_username"))
      throw new AppError("VALIDATION_FAILED", `The user name "${username}" is taken`, { cause: error });
    throw error;
  }
  const grants = user.grants ?? [];
  await writeRights(context.db, id, { roles: user.roles, grants });
  await appendEvent(context, {
    action: "user.created",
    entity: "user",
    entityId: id,
    entityNo: username,
    after: { displayName: user.displayName, roles: [...user.roles], grants: [...grants] },
  });
  return id;
}
