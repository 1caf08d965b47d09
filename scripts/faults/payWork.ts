/** One refund from a workstation's start to its payment, in a process that may be killed or refused at any call. */
import { randomUUID } from "node:crypto";
import { http } from "#shared/contract/http.ts";
import type { Signer } from "#shared/contract/signer.ts";
import { isAppError } from "#shared/errors.ts";
import type { Control } from "./control.ts";
import { openPayDesk, type PayDesk, type PayDeskOptions } from "./payDesk.ts";

export type EnrolOrder = { work: "enrol"; desk: PayDeskOptions; pin: string; trust: string[] };
export type PayOrder = { work: "pay"; desk: PayDeskOptions; refundId: string; password: string; pin: string };
export type Refusal = {
  step: "open" | "resume" | "claim" | "execute" | "close";
  code: string;
  /** the central service had bytes of this refund when the person was told */
  isRegistered: boolean;
};
export type PayReport = {
  refusals: Refusal[];
  /** signatures that were asked for while every write was being refused */
  signedInVain: number;
};

/** With the fault, with it again, without it, and after a new start. */
const TRIES = 4;

export async function enrol({ desk: options, pin, trust }: EnrolOrder): Promise<Signer> {
  const desk = await openPayDesk(options);
  try {
    const { signer, backup } = await desk.handlers.signingKey.enrol({ pin, trust, idempotencyKey: randomUUID() });
    await desk.handlers.signingKey.proveBackup({ backup, pin });
    return signer;
  } finally {
    await desk.close();
  }
}

/** What a person and the program do after a start: take up what was left open, then execute the refund if nobody has. */
export async function pay(order: PayOrder, control: Control, isLasting: boolean): Promise<PayReport> {
  const report: PayReport = { refusals: [], signedInVain: 0 };
  let refusing = isLasting;
  let desk: PayDesk | null = null;
  let step = "open" as Refusal["step"];
  const signed = () => {
    if (refusing && control.read().hits > 0) report.signedInVain += 1;
  };
  for (let tries = 1; ; tries += 1) {
    try {
      step = "open";
      desk ??= await openPayDesk(order.desk, signed);
      step = "resume";
      await desk.resume();
      await execute(desk, order, (now) => void (step = now));
      step = "close";
      const closing = desk;
      desk = null;
      await closing.close();
      return report;
    } catch (error) {
      const code = isAppError(error) ? error.code : `RAW ${String(error)}`;
      const isRegistered = step === "execute" && desk !== null && (await isPaymentRegistered(desk, order));
      report.refusals.push({ step, code, isRegistered });
      if (tries === TRIES) throw error;
      if (tries >= 2) {
        control.disarm();
        refusing = false;
      }
      if (tries === TRIES - 1) {
        await closed(desk);
        desk = null;
      }
    }
  }
}

async function execute(desk: PayDesk, order: PayOrder, at: (step: Refusal["step"]) => void): Promise<void> {
  const { refundId, password, pin } = order;
  at("claim");
  const refund = await desk.remote.call(http.refunds.get, { params: { id: refundId } });
  if (refund.attempts.length > 0 || !["APPROVED", "SIGNING"].includes(refund.status)) return;
  const idempotencyKey = randomUUID({ disableEntropyCache: true });
  const input = { id: refundId, version: refund.version, purpose: "PAYMENT" as const, proof: password, idempotencyKey };
  const review = await desk.handlers.refunds.claim(input);
  at("execute");
  const { reviewDigest, to } = review;
  await desk.handlers.refunds.execute({ id: refundId, reviewDigest, lastSix: to.transaction.slice(-6), pin });
}

async function isPaymentRegistered(desk: PayDesk, { refundId }: PayOrder): Promise<boolean> {
  const { items } = await desk.remote.call(http.refunds.attempts, { params: { id: refundId } });
  return items.length > 0;
}

async function closed(desk: PayDesk | null): Promise<void> {
  try {
    await desk?.close();
  } catch {
    // A journal that failed may fail at closing too; what matters is what the next start finds.
    desk?.remote.close();
  }
}
