/** The demo's accounts as actors of its history. */
import { ROLE_LABELS } from "#shared/domain/permissions.ts";
import type { Instant } from "#central/clock.ts";
import { invariant } from "#shared/errors.ts";
import { DEMO_USERS } from "./demoDirectory.ts";
import type { PastActor } from "./eventLog.ts";

export type DemoPeople = {
  /** by user name */
  of(username: string): PastActor & { id: string };
  /** when the customers' wallets were verified */
  verifiedAt: Instant;
};

export function demoPeople(ids: ReadonlyMap<string, string>, verifiedAt: Instant): DemoPeople {
  return {
    verifiedAt,
    of(username) {
      const user = DEMO_USERS.find((one) => one.username === username);
      const id = ids.get(username);
      invariant(user && id, `${username} is an account of the demo`);
      return { id, name: user.displayName, role: ROLE_LABELS[user.roles[0] ?? "OPERATOR"] };
    },
  };
}
