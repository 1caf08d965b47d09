import { startVitest } from "vitest/node";
import type { MoneyRoom } from "./moneyModules.ts";
import { testFilesOf } from "./mutateRoom.ts";

/** Runs the fast tests of all rooms and demands that they go through every branch of every money module. Gives the exit status. */
export async function coverMoneyModules(rooms: readonly MoneyRoom[]): Promise<number> {
  process.env["MONEY_TESTS"] = rooms.flatMap(testFilesOf).join(",");
  const vitest = await startVitest("test", [], {
    config: "scripts/mutation/vitest.config.ts",
    watch: false,
    coverage: {
      enabled: true,
      provider: "v8",
      include: rooms.flatMap(({ modules }) => [...modules]),
      reporter: ["text", "html"],
      reportsDirectory: "out/mutation/coverage",
      thresholds: { branches: 100 },
    },
  });
  await vitest.close();
  return Number(process.exitCode ?? 0);
}
