/** What the end-to-end tests share: one chain, one central service with demo records, and windows with a profile and keychain entries of their own. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base, type Page } from "@playwright/test";
import { startDemoServices, type DemoServices } from "#scripts/demo/demoServices.ts";
import { openWindow, type DeskWindow, type WindowOptions } from "#scripts/demo/deskWindow.ts";
import { centralWitness, type Witness } from "#scripts/demo/witness.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import type { Result } from "#shared/errors.ts";

/** Enough of every status, and quick to make. */
const RECORDS = 160;

export type Desk = {
  services: DemoServices;
  witness: Witness;
  /** the one workstation whose approvers' keys the central service knows from the beginning; keys of any other would first have to be endorsed */
  workstation: { profile: string; keychainService: string };
  /** a new window on a folder of its own; `more` changes how it is started */
  open(more?: Partial<WindowOptions>): Promise<DeskWindow & { profile: string; keychainService: string }>;
};

let windows = 0;

export const test = base.extend<object, { desk: Desk }>({
  desk: [
    // Playwright wants the object pattern, also an empty one.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), "deposit-desk-e2e-"));
      const services = await startDemoServices({
        folder: join(folder, "services"),
        say: () => undefined,
        customers: false,
        records: RECORDS,
      });
      try {
        const open: Desk["open"] = async (more = {}) => {
          windows += 1;
          const profile = more.profile ?? join(folder, `profile-${windows}`);
          const keychainService = more.keychainService ?? `Deposit Desk e2e ${process.pid} ${windows}`;
          const window = await openWindow({
            connect: services.centralUrl,
            nodes: [`DEVNET=${services.chainUrl}`],
            demo: true,
            ...more,
            profile,
            keychainService,
          });
          return { ...window, profile, keychainService };
        };
        const workstation = {
          profile: join(folder, "workstation"),
          keychainService: `Deposit Desk e2e ${process.pid} workstation`,
        };
        await use({ services, witness: await centralWitness(services.centralUrl), workstation, open });
      } finally {
        await services.stop();
        await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
      }
    },
    { scope: "worker", timeout: 180_000 },
  ],
});

/** Calls the engine as a hostile page would: straight, without any button. */
export async function callEngine<T>(page: Page, noun: string, verb: string, input: unknown): Promise<Result<T>> {
  return page.evaluate(
    ([n, v, i]) =>
      (
        window as unknown as { api: { calls: Record<string, Record<string, (input: unknown) => Promise<unknown>>> } }
      ).api.calls[n as string]?.[v as string]?.(i),
    [noun, verb, input] as const,
  ) as Promise<Result<T>>;
}

/**
 * A credited record of this currency that nobody refunds yet, small enough for one approval, of a client who is none of `others`:
 * a second refund to the same address would be a difference to the first request.
 */
export async function creditedRecord(
  witness: Witness,
  currency: string,
  largeAmount: string,
  others: readonly string[] = [],
): Promise<Deposit> {
  const { items } = await witness.get<{ items: Deposit[] }>(
    `/deposits?status=CREDITED&currency=${currency}&amountMax=${largeAmount}&limit=50`,
  );
  const found = items.find((one) => one.activeRefundId === null && !others.includes(one.customerNo));
  if (!found) throw new Error(`no credited ${currency} record is left`);
  return found;
}
