/** Who takes part in a run, known before it starts: so that no test is listed that nobody could carry out. */
import { allEndpoints, type Endpoint } from "#shared/contract/http.ts";
import type { Permission } from "#shared/domain/permissions.ts";
import type { Account } from "./Contracted.ts";

export type KnownAccount = Account & { permissions: readonly Permission[] };
export type Plan = {
  accounts: readonly KnownAccount[];
  /** false: nothing that could change anything is sent */
  mayChange: boolean;
};
export type Listed = { name: string; endpoint: Endpoint };

export function mayUse(account: { permissions: readonly string[] }, { permission }: Endpoint): boolean {
  return permission === null || account.permissions.includes(permission);
}

/** Endpoints behind a sign-in that somebody of the plan may use. */
export function usable(plan: Plan): Listed[] {
  return allEndpoints().filter(
    ({ endpoint }) => endpoint.auth === "session" && plan.accounts.some((account) => mayUse(account, endpoint)),
  );
}

/** Endpoints that somebody of the plan may not use. Where nothing may change, only those that could do no harm if they were not refused. */
export function refusable(plan: Plan): Listed[] {
  return allEndpoints().filter(
    ({ endpoint }) =>
      plan.accounts.some((account) => !mayUse(account, endpoint)) && (plan.mayChange || isHarmless(endpoint)),
  );
}

/** A read, or a command on something that does not exist. */
export function isHarmless(endpoint: Endpoint): boolean {
  return endpoint.method === "GET" || endpoint.path.includes(":id");
}
