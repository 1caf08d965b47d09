import { demoTokens } from "#scripts/chain/demoTokens.ts";
import { devAccounts } from "#scripts/chain/devAccounts.ts";
import { seedBulk } from "#central/bulk/seedBulk.ts";
import type { Rooms } from "#central/context.ts";
import { seedDemo } from "#central/demo/seedDemo.ts";
import { invariant } from "#shared/errors.ts";
import type { CentralOptions } from "./centralOptions.ts";

/** Fills an empty database as `--seed` says. Does nothing to one that has accounts already. */
export async function seedCentral(rooms: Rooms, options: CentralOptions, say: (line: string) => void): Promise<void> {
  const { seed, nodes } = options;
  if (seed.kind === "bulk") return seedBulk(rooms, seed.count, say);
  if (seed.kind === "empty") return;
  const [node] = nodes;
  invariant(node, "the demo has a chain node");
  const tokens = Object.fromEntries(Object.entries(demoTokens()).map(([code, { address }]) => [code, address]));
  await seedDemo({
    rooms,
    chainRpcUrl: node.url,
    devAccounts: { faucet: accountOf("faucet"), treasury: accountOf("treasury") },
    tokens,
    ...(seed.records !== undefined && { records: seed.records }),
    say,
  });
}

function accountOf(role: "faucet" | "treasury"): string {
  const account = devAccounts().find((one) => one.role === role);
  invariant(account, `the dev chain has a ${role}`);
  return account.address;
}
