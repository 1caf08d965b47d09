/** window.api as hooks. `useCall("deposits", "get", { id })`, `useMutationCall("deposits", "cancel")`. */
import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryKey,
  type UseMutationResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import { useRef, useState } from "react";
import { ask, type InputOf, type Noun, type OutputOf, type Verb } from "./bridge.ts";
import type { CallError } from "./CallError.ts";
import { CACHED_NOUNS, isCached } from "./queryClient.ts";

export type CallOptions = {
  enabled?: boolean;
  /** keep showing the former answer while another input is asked */
  keepPrevious?: boolean;
  /** asks again at this interval, for what no event announces */
  everyMs?: number;
};

/** Reads. The answer is asked again whenever the cache, the session or the sync changes. */
export function useCall<N extends Noun, V extends Verb<N>>(
  noun: N,
  verb: V,
  input: InputOf<N, V>,
  { enabled = true, keepPrevious = false, everyMs }: CallOptions = {},
): UseQueryResult<OutputOf<N, V>, CallError> {
  return useQuery<OutputOf<N, V>, CallError>({
    queryKey: [noun, verb, input],
    queryFn: () => ask(noun, verb, input),
    enabled,
    ...(keepPrevious ? { placeholderData: keepPreviousData as never } : {}),
    ...(everyMs === undefined ? {} : { refetchInterval: everyMs }),
  });
}

/**
 * Acts. On success everything read from the cache is asked again, so that one's own action shows at once (R10.6).
 * While an answer is awaited a second call is dropped, whether or not the page has been drawn anew meanwhile: a double click is
 * one command.
 */
export function useMutationCall<N extends Noun, V extends Verb<N>>(
  noun: N,
  verb: V,
): UseMutationResult<OutputOf<N, V>, CallError, InputOf<N, V>> {
  const client = useQueryClient();
  const underWay = useRef(false);
  const mutation = useMutation<OutputOf<N, V>, CallError, InputOf<N, V>>({
    mutationKey: [noun, verb],
    mutationFn: async (input) => {
      underWay.current = true;
      try {
        return await ask(noun, verb, input);
      } finally {
        underWay.current = false;
      }
    },
    // A refusal often means that what the person saw is no longer true, so it is asked again too.
    onSettled: () =>
      client.invalidateQueries({ predicate: ({ queryKey }) => isCached(queryKey) || isOwn(queryKey, noun) }),
  });
  const { mutate } = mutation;
  const once = (...given: Parameters<typeof mutate>): void => {
    if (underWay.current && !NO_COMMAND.has(`${noun}.${verb}`)) return;
    underWay.current = true;
    mutate(...given);
  };
  return { ...mutation, mutate: once as typeof mutate };
}

/** Of the same noun, for what is not read from the cache: session, sync, signing keys. */
function isOwn(key: QueryKey, noun: Noun): boolean {
  return key[0] === noun && !CACHED_NOUNS.includes(noun);
}

/** The latest of these counts, not the first. */
const NO_COMMAND: ReadonlySet<string> = new Set(["system.saveSettings", "refunds.saveDraft", "refunds.discardDraft"]);

/** Minted when the form opens, not per try: a second click is then the same request. `renew` after the request was answered. */
export function useIdempotencyKey(): { key: string; renew: () => void } {
  const [key, setKey] = useState(() => crypto.randomUUID() as string);
  return { key, renew: () => setKey(crypto.randomUUID()) };
}
