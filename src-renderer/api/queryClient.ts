/**
 * Answers of the engine are kept until the engine says that something changed: no timers, no refetch on focus.
 * `networkMode: "always"`: the engine is reached without any network.
 */
import { QueryClient, type QueryKey } from "@tanstack/react-query";
import type { Noun } from "./bridge.ts";
import { CallError } from "./CallError.ts";

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: "always",
        staleTime: Infinity,
        gcTime: 5 * 60_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (failures, error) => failures < 1 && error instanceof CallError && error.body.retryable,
        retryDelay: 300,
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
}

/** Everything that is read from the cache: it is asked again when the cache changes and after an action of one's own. */
export const CACHED_NOUNS: readonly Noun[] = [
  "dashboard",
  "deposits",
  "applications",
  "addresses",
  "configuration",
  "refunds",
];

export function isCached(key: QueryKey): boolean {
  return CACHED_NOUNS.includes(key[0] as Noun);
}
