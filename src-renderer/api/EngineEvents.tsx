/** Joins the engine's events to the query cache. Mounted once, at the top. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { SessionState } from "#shared/contract/ipc.ts";
import { listen } from "./bridge.ts";
import { isCached } from "./queryClient.ts";

export function EngineEvents({ onNavigate }: { onNavigate: (to: string) => void }) {
  const client = useQueryClient();
  useEffect(() => {
    // Changes come in bursts, and a list scrolled far down takes a while to ask anew: one round at a time, and one more
    // when something changed meanwhile.
    let running = false;
    let again = false;
    let stopped = false;
    const refresh = async (): Promise<void> => {
      again = running;
      if (running) return;
      running = true;
      await client.invalidateQueries({ predicate: (query) => isCached(query.queryKey) });
      running = false;
      if (again && !stopped) await refresh();
    };
    const stops = [
      listen("session", "changed", (session) => {
        const before = client.getQueryData<SessionState>(["session", "state", {}]);
        client.setQueryData(["session", "state", {}], session);
        const another =
          before?.phase !== session.phase || before.user?.id !== session.user?.id || !sameRights(before, session);
        if (!another) return;
        // Another person, or other rights: nothing that was read before may be shown again.
        if (session.phase === "SIGNED_OUT")
          client.removeQueries({
            predicate: (query) => query.queryKey[1] !== "state" && query.queryKey[0] !== "system",
          });
        else void client.invalidateQueries({ predicate: (query) => query.queryKey[1] !== "state" });
      }),
      listen("sync", "changed", (status) => client.setQueryData(["sync", "status", {}], status)),
      listen("audit", "changed", (integrity) => client.setQueryData(["audit", "integrity", {}], integrity)),
      listen(
        "cache",
        "changed",
        () => void client.invalidateQueries({ predicate: (query) => isCached(query.queryKey) }),
      ),
      listen("refunds", "progressed", () => void client.invalidateQueries({ queryKey: ["refunds"] })),
      listen("reviews", "changed", () => void client.invalidateQueries({ queryKey: ["reviews"] })),
      listen("navigation", "asked", ({ to }) => onNavigate(to)),
    ];
    return () => {
      stopped = true;
      for (const stop of stops) stop();
    };
  }, [client, onNavigate]);
  return null;
}

function sameRights(before: SessionState | undefined, after: SessionState): boolean {
  return JSON.stringify(before?.user?.permissions ?? null) === JSON.stringify(after.user?.permissions ?? null);
}
