/** The contract against a service on the embedded database, or against the one that `npm run contract -- URL` names. */
import { describeContract } from "./describeContract.ts";
import { givenPlan, givenUrl } from "./givenService.ts";
import { DEMO_ACCOUNTS, startOwnService } from "./ownService.ts";

const url = givenUrl(process.env);
if (url === null)
  describeContract("on the embedded database", { accounts: DEMO_ACCOUNTS, mayChange: true }, () => startOwnService([]));
else {
  const plan = await givenPlan(url, process.env);
  describeContract(`of ${url}`, plan, async () => ({ url, chain: null, stop: async () => undefined }));
}
