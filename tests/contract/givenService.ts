/** A service that is there already: `npm run contract -- URL` names it (scripts/contract.ts). Nothing on it is changed. */
import { ApiClient } from "./ApiClient.ts";
import { type Account, signIn } from "./Contracted.ts";
import { DEMO_ACCOUNTS } from "./ownService.ts";
import type { Plan } from "./plan.ts";

/** Set by scripts/contract.ts. */
export const GIVEN_URL = "DEPOSIT_DESK_CONTRACT_URL";
/** JSON list of {username, password}; without it the demo's accounts. */
export const GIVEN_ACCOUNTS = "DEPOSIT_DESK_CONTRACT_ACCOUNTS";

export function givenUrl(env: NodeJS.ProcessEnv): string | null {
  return env[GIVEN_URL] ?? null;
}

/** Who the given people are is what the service says: one sign-in each. */
export async function givenPlan(url: string, env: NodeJS.ProcessEnv): Promise<Plan> {
  const text = env[GIVEN_ACCOUNTS];
  const accounts = text === undefined ? DEMO_ACCOUNTS : (JSON.parse(text) as Account[]);
  const known = [];
  for (const { username, password } of accounts) {
    const { user } = await signIn(new ApiClient(url), { username, password });
    known.push({ username, password, permissions: user.permissions });
  }
  return { accounts: known, mayChange: false };
}
