/** Accounts from a file, for a service that starts for the first time and for tests: `--accounts FILE`. */
import { readFile } from "node:fs/promises";

import { eq } from "drizzle-orm";

import { asSystem, type Rooms } from "#central/context.ts";
import { users } from "#central/store/tables.ts";
import { PERMISSIONS, ROLES } from "#shared/domain/permissions.ts";
import { AppError } from "#shared/errors.ts";
import { z } from "#shared/zod.ts";
import { createUser } from "./createUser.ts";

const account = z.strictObject({
  username: z.string().trim().min(1).max(80),
  displayName: z.string().trim().min(1).max(80),
  password: z.string().min(1).max(200),
  roles: z.array(z.enum(ROLES)),
  grants: z.array(z.enum(PERMISSIONS)).optional(),
  locale: z.string().max(20).optional(),
  totpSecret: z
    .string()
    .regex(/^[A-Z2-7]{16,}$/)
    .optional(),
});
const accountsFile = z.array(account);
export type AccountsFile = z.infer<typeof accountsFile>;

/** Throws CONFIG_INVALID with what is wrong and where. No password is ever in the message. */
export async function readAccountsFile(path: string): Promise<AccountsFile> {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new AppError("CONFIG_INVALID", `The accounts file ${path} cannot be read`, { cause });
  });
  const parsed = accountsFile.safeParse(jsonOf(text, path));
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join(".") || "the file"}: ${issue.message}`);
  throw new AppError("CONFIG_INVALID", `The accounts file ${path} is not right: ${wrong.join("; ")}`);
}

function jsonOf(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, in which passwords stand.
    throw new AppError("CONFIG_INVALID", `The accounts file ${path} is not JSON`);
  }
}

/** Creates those that are missing; an account that exists stays as it is. Answers how many were created. */
export async function loadAccounts(rooms: Rooms, accounts: AccountsFile): Promise<number> {
  let created = 0;
  for (const { password, username, displayName, roles, grants, locale, totpSecret } of accounts) {
    const [known] = await rooms.database.db
      .select({ id: users.id })
      .from(users)
      .where(eq(users.username, username.toLowerCase()));
    if (known) continue;
    const passwordHash = await rooms.passwords.hash(password);
    await asSystem(rooms, (context) =>
      createUser(context, {
        username,
        displayName,
        passwordHash,
        roles,
        ...(grants && { grants }),
        ...(locale !== undefined && { locale }),
        ...(totpSecret !== undefined && { totpSecret }),
      }),
    );
    created += 1;
  }
  return created;
}
