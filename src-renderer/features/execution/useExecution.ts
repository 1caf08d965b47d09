/** Joins the flow to the engine: claim, execute, its events, and giving the claim back when the page goes away or the window locks. */
import { useCallback, useEffect, useReducer, useRef } from "react";
import { ask, listen } from "#renderer/api/bridge.ts";
import { errorBodyOf } from "#renderer/api/CallError.ts";
import { useIdempotencyKey, useMutationCall } from "#renderer/api/calls.ts";
import { usePreferences } from "#renderer/ui/preferences.tsx";
import type { Refund } from "#shared/contract/refund.ts";
import type { Purpose } from "./purposeWords.ts";
import { flowReducer, holdsClaim, START, type Flow, type FlowEvent } from "./executionFlow.ts";

export type Execution = {
  flow: Flow;
  claim: (proof: string) => void;
  execute: (input: { lastSix: string; pin: string }) => void;
  leaseOver: () => void;
  again: () => void;
};

export function useExecution(refund: Refund, purpose: Purpose): Execution {
  const { now } = usePreferences();
  const [flow, apply] = useReducer(flowReducer, START);
  const { key, renew } = useIdempotencyKey();
  const claimCall = useMutationCall("refunds", "claim");
  const executeCall = useMutationCall("refunds", "execute");
  const present = useRef(flow);
  present.current = flow;
  const here = useRef(true);
  const { id } = refund;
  // The reference is ahead of the drawing, so that a second press in the same moment finds the next stage.
  const dispatch = useCallback((event: FlowEvent) => {
    present.current = flowReducer(present.current, event);
    apply(event);
  }, []);

  useEffect(() => {
    const stops = [
      listen("refunds", "progressed", ({ refundId, step }) => {
        if (refundId === id) dispatch({ type: "progressed", step });
      }),
      listen("refunds", "leaseChanged", ({ refundId, expiresAt }) => {
        if (refundId === id) dispatch({ type: "leaseChanged", expiresAt });
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [id, dispatch]);

  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
      if (!holdsClaim(present.current)) return;
      giveBack(id);
      // The window may only be locked: what is behind the lock must not be signed on after unlocking.
      dispatch({ type: "leaseOver" });
    };
  }, [id, dispatch]);

  const claim = (proof: string) => {
    if (present.current.stage !== "PROVE") return;
    dispatch({ type: "claiming" });
    claimCall
      .mutateAsync({ id, version: refund.version, purpose, proof, idempotencyKey: key })
      .then((review) => {
        renew();
        dispatch({ type: "claimed", review, atMs: now() });
        if (here.current) return;
        giveBack(id);
        dispatch({ type: "leaseOver" });
      })
      .catch((error: unknown) => {
        const body = errorBodyOf(error);
        if (!body.retryable) renew();
        dispatch({ type: "claimFailed", error: body });
      });
  };

  const execute = ({ lastSix, pin }: { lastSix: string; pin: string }) => {
    const before = present.current;
    if (before.stage !== "REVIEW") return;
    dispatch({ type: "executing" });
    executeCall
      .mutateAsync({ id, reviewDigest: before.review.reviewDigest, lastSix, pin })
      .then((after) => dispatch({ type: "executed", refund: after }))
      .catch(async (error: unknown) => {
        const body = errorBodyOf(error);
        dispatch({ type: "executeFailed", error: body, refund: await readAgain(id) });
      });
  };

  return {
    flow,
    claim,
    execute,
    leaseOver: useCallback(() => dispatch({ type: "leaseOver" }), [dispatch]),
    again: useCallback(() => dispatch({ type: "again" }), [dispatch]),
  };
}

/** An unused claim lapses by itself within a minute, so that a failure here costs others that minute and nothing else. */
function giveBack(id: string): void {
  ask("refunds", "releaseClaim", { id }).catch((error: unknown) => {
    void ask("system", "reportError", {
      message: errorBodyOf(error).message.slice(0, 2_000),
      where: "refunds.releaseClaim",
    }).catch(() => undefined);
  });
}

/** The refund as it stands centrally after a failure; null when that cannot be known now. A stale copy would be worse than none. */
async function readAgain(id: string): Promise<Refund | null> {
  try {
    const sync = await ask("sync", "now", {});
    if (sync.phase === "OFFLINE") return null;
    return (await ask("refunds", "get", { id })).refund;
  } catch {
    // Not known is an answer of its own, and is shown as such.
    return null;
  }
}
