/** The accounts of the demo, shown on its sign-in screen. They exist in no other environment. */
import type { SessionState } from "#shared/contract/ipc.ts";

export const DEMO_SIGNING_PIN = "246813";

const ACCOUNTS = [
  ["operator", "Operator", "search, cancel, delete applications, request refunds"],
  ["operator2", "Operator", "the same, as a second person"],
  ["supervisor", "Supervisor", "approve or reject refunds, never their own"],
  ["supervisor2", "Supervisor", "the second approval of a large refund"],
  ["executor", "Executor", "execute approved refunds with their own payment key"],
  ["auditor", "Auditor", "read everything, change nothing"],
  ["admin", "Admin", "users and configuration, no money and no records"],
  ["admin2", "Admin", "the same, as a second person"],
] as const;

/** The demo's only network, which the sign-in screen names before anybody could ask the central service. */
const DEMO_NETWORKS: Readonly<Record<string, string>> = { DEVNET: "Local test chain, chain id 31337" };

/** A network as the sign-in screen names it: in words in the demo, else the code under which its nodes are configured. */
export function networkWords(code: string, demo: boolean): string {
  return (demo ? DEMO_NETWORKS[code] : undefined) ?? code;
}

export const DEMO_ACCOUNTS: NonNullable<SessionState["demo"]> = {
  accounts: ACCOUNTS.map(([username, role, may]) => ({ username, role, may, password: `demo-${username}` })),
  signingPin: DEMO_SIGNING_PIN,
};
