/** The execution of refunds as one thing with a lifetime: from sign-in to sign-out of one person. */
import type { CallHandlers } from "#shared/contract/ipc.ts";
import { claimRefund } from "./claimRefund.ts";
import { executeRefund } from "./executeRefund.ts";
import type { ExecutionRooms } from "./executionRooms.ts";
import { createHeldClaims } from "./heldClaim.ts";
import { quoteRefund } from "./quoteRefund.ts";
import { createOneAtATime } from "./oneAtATime.ts";
import type { QuotePort } from "./ports.ts";
import { rebroadcastRefund } from "./rebroadcastRefund.ts";
import { releaseClaim } from "./releaseClaim.ts";
import { resumeJournal } from "./resumeJournal.ts";
import { createTracking, type Tracking } from "./trackRefunds.ts";

export type Execution = QuotePort &
  Pick<CallHandlers["refunds"], "claim" | "releaseClaim" | "execute" | "rebroadcast"> & {
    /** Takes up what was interrupted, then follows it. Only for who may execute; for anybody else it does nothing. */
    resume(): Promise<void>;
    tracking: Tracking;
    /** Open reviews are closed, their locks given back as far as possible; nothing is renewed or followed any more. */
    close(): Promise<void>;
  };

export function createExecution(given: Omit<ExecutionRooms, "turns">): Execution {
  const rooms: ExecutionRooms = { ...given, turns: createOneAtATime() };
  const held = createHeldClaims(rooms);
  const tracking = createTracking(rooms);
  const mayExecute = () => rooms.user().permissions.includes("Refund.Execute");

  return {
    quote: (input) => quoteRefund(rooms, input),
    claim: (input) => claimRefund(rooms, held, input),
    releaseClaim: (input) => releaseClaim(rooms, held, input),
    async execute(input) {
      try {
        return await rooms.turns.run(input.id, () => executeRefund(rooms, held, input));
      } finally {
        tracking.wake();
      }
    },
    async rebroadcast(input) {
      const refund = await rooms.turns.run(input.id, () => rebroadcastRefund(rooms, input));
      tracking.wake();
      return refund;
    },
    async resume() {
      if (!mayExecute()) return;
      await resumeJournal(rooms);
      tracking.wake();
    },
    tracking,
    async close() {
      tracking.stop();
      // A payment in the making is finished, not cut: what it signed has to reach the journal.
      await rooms.turns.idle();
      for (const { claim, executing } of held.all()) {
        if (executing) held.drop(claim.refund.id);
        else
          await releaseClaim(rooms, held, { id: claim.refund.id }).catch((error: unknown) => {
            rooms.log.warn("refunds: the lock lapses by itself", { refundNo: claim.refund.refundNo, error });
          });
      }
    },
  };
}
