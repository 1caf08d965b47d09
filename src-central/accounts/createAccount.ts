/** An administrator adds an account. It has no right at all until two people give it one, and a new password at its first sign-in. */
import { eq } from "drizzle-orm";

import type { Context } from "#central/context.ts";
import type { Outside } from "#central/http/route.ts";
import { users } from "#central/store/tables.ts";
import type { Account } from "#shared/contract/account.ts";
import type { BodyOf, http } from "#shared/contract/http.ts";
import { AppError } from "#shared/errors.ts";
import { createUser } from "./createUser.ts";
import { readAccount } from "./listAccounts.ts";
import { whyWeak } from "./whyWeak.ts";

type Input = BodyOf<typeof http.users.create>;

/** Before the transaction, because hashing is slow. Throws CODE_EXISTS, PASSWORD_WEAK. Answers the hash. */
export async function hashFirstPassword({ rooms }: Outside, { body }: { body: Input }): Promise<string> {
  const username = body.username.toLowerCase();
  const [taken] = await rooms.database.db.select({ id: users.id }).from(users).where(eq(users.username, username));
  if (taken) throw new AppError("CODE_EXISTS", `The user name "${username}" is taken`);
  const weak = whyWeak(body.password, [body.username, body.displayName]);
  if (weak !== null) throw new AppError("PASSWORD_WEAK", weak);
  return rooms.passwords.hash(body.password);
}

export async function createAccount(context: Context, body: Input, passwordHash: string): Promise<Account> {
  const { username, displayName } = body;
  const id = await createUser(context, { username, displayName, passwordHash, roles: [], mustChangePassword: true });
  return readAccount(context, id);
}
