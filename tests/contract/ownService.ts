/** A central service of the tests' own, as a process like any installation's, with the demo's data and a chain beside it. */
import { DEMO_USERS, demoPassword } from "#central/demo/demoDirectory.ts";
import { startCentralProcess } from "#scripts/demo/centralProcess.ts";
import { effectivePermissions } from "#shared/domain/permissions.ts";
import { startTestChain } from "#tests/support/chain.ts";
import type { Contracted } from "./Contracted.ts";
import type { KnownAccount } from "./plan.ts";

export const DEMO_ACCOUNTS: readonly KnownAccount[] = DEMO_USERS.map(({ username, roles }) => ({
  username,
  password: demoPassword(username),
  permissions: effectivePermissions(roles, []),
}));

/** The demo's history goes 45 days back: its chain must be older than that. */
const CHAIN_AGE_MS = 60 * 24 * 60 * 60 * 1000;

/** `place`: where it keeps its data, in the service's own options. */
export async function startOwnService(place: readonly string[]): Promise<Contracted> {
  const chain = await startTestChain({ genesisAt: new Date(Date.now() - CHAIN_AGE_MS) });
  try {
    const args = ["--port", "0", "--seed", "demo:450", "--chain-rpc", chain.url, ...place];
    const central = await startCentralProcess(args, () => {});
    return {
      url: central.url,
      chain,
      async stop() {
        await central.stop();
        await chain.stop();
      },
    };
  } catch (error) {
    await chain.stop();
    throw error;
  }
}
