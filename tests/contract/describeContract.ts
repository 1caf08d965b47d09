/** The whole suite for one service. The same for every database, and for a service that is only named by its URL. */
import { afterAll, beforeAll, describe } from "vitest";
import { accountSuite } from "./accountSuite.ts";
import { addressSuite } from "./addressSuite.ts";
import { limitSuite } from "./limitSuite.ts";
import { rightsSuite } from "./rightsSuite.ts";
import { rulesSuite } from "./rulesSuite.ts";
import { commandSuite } from "./commandSuite.ts";
import { type Contracted, type Desk, openDesk } from "./Contracted.ts";
import { holdSuite } from "./holdSuite.ts";
import { retentionSuite } from "./retentionSuite.ts";
import { screeningSuite } from "./screeningSuite.ts";
import { noteSuite } from "./noteSuite.ts";
import { reviewSuite } from "./reviewSuite.ts";
import { triageSuite } from "./triageSuite.ts";
import { viewSuite } from "./viewSuite.ts";
import { lifeSuite } from "./lifeSuite.ts";
import { listSuite } from "./listSuite.ts";
import { openSuite } from "./openSuite.ts";
import { permissionSuite } from "./permissionSuite.ts";
import type { Plan } from "./plan.ts";
import { syncSuite } from "./syncSuite.ts";

const START_MS = 240_000;
const STOP_MS = 30_000;

export function describeContract(where: string, plan: Plan, start: () => Promise<Contracted>): void {
  describe(`the contract ${where}`, () => {
    let service: Contracted | undefined;
    let opened: Desk | undefined;
    beforeAll(async () => {
      service = await start();
      opened = await openDesk(service, plan.accounts);
    }, START_MS);
    afterAll(async () => service?.stop(), STOP_MS);
    const desk = (): Desk => {
      if (opened === undefined) throw new Error("the service did not start");
      return opened;
    };

    openSuite(desk);
    accountSuite(desk, plan);
    permissionSuite(desk, plan);
    commandSuite(desk, plan);
    listSuite(desk, plan);
    syncSuite(desk, plan);
    if (plan.mayChange) addressSuite(desk);
    if (plan.mayChange) holdSuite(desk);
    if (plan.mayChange) reviewSuite(desk);
    if (plan.mayChange) viewSuite(desk);
    if (plan.mayChange) triageSuite(desk);
    if (plan.mayChange) retentionSuite(desk);
    if (plan.mayChange) noteSuite(desk);
    if (plan.mayChange) screeningSuite(desk);
    if (plan.mayChange) limitSuite(desk);
    if (plan.mayChange) rulesSuite(desk);
    if (plan.mayChange) rightsSuite(desk);
    if (plan.mayChange) lifeSuite(desk);
  });
}
