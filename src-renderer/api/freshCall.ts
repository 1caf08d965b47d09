/**
 * Reads that ask the chain or the central service anew, not the copy on this computer: quotes, differences, keys.
 * Asked when shown, when their input changes and at an interval; not on every change of the copy, which in busy hours comes every second.
 */
import { keepPreviousData, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { ask, type InputOf, type Noun, type OutputOf, type Verb } from "./bridge.ts";
import type { CallError } from "./CallError.ts";

export function useFreshCall<N extends Noun, V extends Verb<N>>(
  noun: N,
  verb: V,
  input: InputOf<N, V>,
  {
    enabled = true,
    everyMs,
    changes = null,
    keepPrevious = false,
  }: { enabled?: boolean; everyMs?: number; changes?: number | string | null; keepPrevious?: boolean } = {},
): UseQueryResult<OutputOf<N, V>, CallError> {
  return useQuery<OutputOf<N, V>, CallError>({
    // The first part keeps it out of what a change of the copy asks again; `changes` asks again when that value does.
    queryKey: ["fresh", noun, verb, input, changes],
    queryFn: () => ask(noun, verb, input),
    enabled,
    staleTime: 0,
    gcTime: 60_000,
    ...(keepPrevious ? { placeholderData: keepPreviousData as never } : {}),
    ...(everyMs === undefined ? {} : { refetchInterval: everyMs }),
  });
}
