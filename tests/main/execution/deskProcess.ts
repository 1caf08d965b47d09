/**
 * A workstation as a process of its own that executes one refund and is killed with SIGKILL at a given point: `node deskProcess.ts` reads its orders as
 * JSON on its standard input. What it leaves behind is what a crash leaves behind.
 */
import { text } from "node:stream/consumers";
import type { FaultPoint } from "#main/refunds/executionRooms.ts";
import type { MoneyWorld } from "./moneyWorld.ts";
import { type DeskOptions, openDesk } from "./openDesk.ts";

export type CrashOrder = {
  options: DeskOptions;
  claim: ReturnType<MoneyWorld["claimInput"]>;
  pin: string;
  dieAt: FaultPoint;
  /** for "mid-broadcast": how long the bytes have been on the way */
  waitMs: number;
};

const { options, claim, pin, dieAt, waitMs } = JSON.parse(await text(process.stdin)) as CrashOrder;

const desk = await openDesk(options, async (point) => {
  if (point !== dieAt) return;
  if (point === "mid-broadcast") await new Promise((resolve) => setTimeout(resolve, waitMs));
  process.kill(process.pid, "SIGKILL");
  await new Promise(() => undefined);
});
const review = await desk.handlers.refunds.claim(claim);
await desk.handlers.refunds.execute({
  id: claim.id,
  reviewDigest: review.reviewDigest,
  lastSix: review.to.transaction.slice(-6),
  pin,
});
// Never reached: the order was to die.
process.exit(3);
