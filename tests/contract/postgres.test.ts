/** The same contract against a service on a real PostgreSQL, where writers really meet. */
import { emptyDatabase } from "#tests/support/testDatabase.ts";
import type { Contracted } from "./Contracted.ts";
import { describeContract } from "./describeContract.ts";
import { DEMO_ACCOUNTS, startOwnService } from "./ownService.ts";

async function start(): Promise<Contracted> {
  const { databaseUrl, drop } = await emptyDatabase();
  const service = await startOwnService(["--database-url", databaseUrl]);
  return {
    ...service,
    async stop() {
      await service.stop();
      await drop();
    },
  };
}

describeContract("on PostgreSQL", { accounts: DEMO_ACCOUNTS, mayChange: true }, start);
