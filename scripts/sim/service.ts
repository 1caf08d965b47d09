/** The central service as a process: its own clockwork (expiry, tracking of payments, deposits), which a restart interrupts anywhere. */
import type { MemoryCentral } from "#central/books/memory/MemoryCentral.ts";
import { isAppError } from "#shared/errors.ts";
import { type Deposits, NETWORK } from "./deposits.ts";
import type { Owner, Scheduler } from "./scheduler.ts";

const CONCERNS_MS = 60_000;

export type Service = {
  /** of the process that runs now */
  owner(): Owner;
  begin(): void;
  restart(): void;
};

export function createService(world: {
  scheduler: Scheduler;
  central: () => MemoryCentral;
  deposits: () => Deposits;
  roundMs: () => number;
  broken: (what: string, error: unknown) => void;
}): Service {
  const { scheduler, broken } = world;
  let owner: Owner = { dead: false, stoppedUntil: 0 };
  let concernsDue = 0;

  async function round(): Promise<void> {
    const central = world.central();
    await world.deposits().follow();
    await central.expireRefunds();
    await central.trackRefunds(NETWORK);
    if (scheduler.now() < concernsDue) return;
    concernsDue = scheduler.now() + CONCERNS_MS;
    await central.holdConcerned();
  }

  function goOn(mine: Owner): void {
    scheduler.after(
      world.roundMs(),
      "service round",
      () => {
        round()
          .catch((error: unknown) => {
            if (!isAppError(error, "CHAIN_UNAVAILABLE")) broken("a round of the service", error);
          })
          .finally(() => {
            if (!mine.dead) goOn(mine);
          });
      },
      mine,
    );
  }

  return {
    owner: () => owner,
    begin: () => goOn(owner),
    restart() {
      owner.dead = true;
      owner = { dead: false, stoppedUntil: 0 };
      world.central().restart();
      goOn(owner);
    },
  };
}
