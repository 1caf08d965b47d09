/** The contract against a service on the embedded database, or against the one that `npm run contract -- URL` names. */
import { rm } from "node:fs/promises";

import { emptyDataFolder } from "#tests/support/central.ts";
import type { Contracted } from "./Contracted.ts";
import { describeContract } from "./describeContract.ts";
import { givenPlan, givenUrl } from "./givenService.ts";
import { DEMO_ACCOUNTS, startOwnService } from "./ownService.ts";

/** In a folder made before: an embedded database's first seconds are not what is tested here. */
async function embedded(): Promise<Contracted> {
  const folder = await emptyDataFolder();
  const service = await startOwnService(["--data", folder]);
  return {
    ...service,
    async stop() {
      await service.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const url = givenUrl(process.env);
if (url === null) describeContract("on the embedded database", { accounts: DEMO_ACCOUNTS, mayChange: true }, embedded);
else {
  const plan = await givenPlan(url, process.env);
  describeContract(`of ${url}`, plan, async () => ({ url, chain: null, stop: async () => undefined }));
}
