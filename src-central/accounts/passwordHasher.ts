/** Passwords at rest: argon2id (security, "Accounts"). */
import { hash, verify } from "@node-rs/argon2";

export type PasswordHasher = {
  hash(password: string): Promise<string>;
  /** as slow for an unknown account (`encoded` null) as for a known one */
  verify(encoded: string | null, password: string): Promise<boolean>;
};

export type HashCost = { memoryKiB: number; passes: number };
/** 71 ms on the reference machine. */
export const FULL_COST: HashCost = { memoryKiB: 64 * 1024, passes: 3 };

export function argon2Hasher(cost: HashCost = FULL_COST): PasswordHasher {
  const options = { memoryCost: cost.memoryKiB, timeCost: cost.passes, parallelism: 1 };
  // The same cost as a real one, of a password that nobody has.
  let decoy: Promise<string> | null = null;
  return {
    hash: (password) => hash(password, options),
    async verify(encoded, password) {
      decoy ??= hash("no account has this password", options);
      const fits = await verify(encoded ?? (await decoy), password);
      return encoded !== null && fits;
    },
  };
}
