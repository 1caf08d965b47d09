/** The same contract against a service on a real PostgreSQL, where writers really meet. */
import { startPostgres } from "#tests/support/postgres.ts";
import type { Contracted } from "./Contracted.ts";
import { describeContract } from "./describeContract.ts";
import { DEMO_ACCOUNTS, startOwnService } from "./ownService.ts";

async function start(): Promise<Contracted> {
  const postgres = await startPostgres();
  try {
    const service = await startOwnService(["--database-url", await postgres.createDatabase()]);
    return {
      ...service,
      async stop() {
        await service.stop();
        await postgres.stop();
      },
    };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

describeContract("on PostgreSQL", { accounts: DEMO_ACCOUNTS, mayChange: true }, start);
