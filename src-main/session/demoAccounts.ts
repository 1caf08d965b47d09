/** The accounts of the demo, shown on its sign-in screen. They exist in no other environment. */
import type { SessionState } from "#shared/contract/ipc.ts";

export const DEMO_SIGNING_PIN = "246813";

const ACCOUNTS = [
  ["operator", "Operator", "search, cancel, delete applications, request refunds"],
  ["operator2", "Operator", "the same, as a second person"],
  ["supervisor", "Supervisor", "approve or reject refunds, never his own"],
  ["supervisor2", "Supervisor", "the second approval of a large refund"],
  ["executor", "Executor", "execute approved refunds with his payment key"],
  ["auditor", "Auditor", "read everything, change nothing"],
  ["admin", "Admin", "users and configuration, no money and no records"],
] as const;

export const DEMO_ACCOUNTS: NonNullable<SessionState["demo"]> = {
  accounts: ACCOUNTS.map(([username, role, may]) => ({ username, role, may, password: `demo-${username}` })),
  signingPin: DEMO_SIGNING_PIN,
};
