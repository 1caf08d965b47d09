/** window.api as hooks. `useCall("deposits", "get", { id })`, `useMutationCall("deposits", "cancel")`. */
import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import { useState } from "react";
import { ask, type InputOf, type Noun, type OutputOf, type Verb } from "./bridge.ts";
import type { CallError } from "./CallError.ts";
import { isCached } from "./queryClient.ts";

export type CallOptions = {
  enabled?: boolean;
  /** keep showing the former answer while another input is asked */
  keepPrevious?: boolean;
  /** asks again at this interval, for what no event announces */
  everyMs?: number;
  /** false: ask anew each time it is mounted, for what must be fresh (checks of the chain) */
  cached?: boolean;
};

/** Reads. The answer is asked again whenever the cache, the session or the sync changes. */
export function useCall<N extends Noun, V extends Verb<N>>(
  noun: N,
  verb: V,
  input: InputOf<N, V>,
  { enabled = true, keepPrevious = false, everyMs, cached = true }: CallOptions = {},
): UseQueryResult<OutputOf<N, V>, CallError> {
  return useQuery<OutputOf<N, V>, CallError>({
    queryKey: [noun, verb, input],
    queryFn: () => ask(noun, verb, input),
    enabled,
    ...(keepPrevious ? { placeholderData: keepPreviousData as never } : {}),
    ...(everyMs === undefined ? {} : { refetchInterval: everyMs }),
    ...(cached ? {} : { staleTime: 0, gcTime: 0 }),
  });
}

/** Acts. On success everything read from the cache is asked again, so that one's own action shows at once (R10.6). */
export function useMutationCall<N extends Noun, V extends Verb<N>>(
  noun: N,
  verb: V,
): UseMutationResult<OutputOf<N, V>, CallError, InputOf<N, V>> {
  const client = useQueryClient();
  return useMutation<OutputOf<N, V>, CallError, InputOf<N, V>>({
    mutationKey: [noun, verb],
    mutationFn: (input) => ask(noun, verb, input),
    // A refusal often means that what the person saw is no longer true, so it is asked again too.
    onSettled: () =>
      client.invalidateQueries({ predicate: (query) => isCached(query.queryKey) || query.queryKey[0] === noun }),
  });
}

/** Minted when the form opens, not per try: a second click is then the same request. `renew` after the request was answered. */
export function useIdempotencyKey(): { key: string; renew: () => void } {
  const [key, setKey] = useState(() => crypto.randomUUID() as string);
  return { key, renew: () => setKey(crypto.randomUUID()) };
}
