/** The one place where the page touches window.api. */
import type { CallInput, CallOutput, Calls, EventPayload, Events, PageApi } from "#shared/contract/ipc.ts";
import { CallError } from "./CallError.ts";

export type Noun = keyof Calls;
export type Verb<N extends Noun> = keyof Calls[N] & string;
export type InputOf<N extends Noun, V extends Verb<N>> = CallInput<Calls[N][V]>;
export type OutputOf<N extends Noun, V extends Verb<N>> = CallOutput<Calls[N][V]>;

/** Asks the engine. Throws CallError when it refuses. */
export async function ask<N extends Noun, V extends Verb<N>>(
  noun: N,
  verb: V,
  input: InputOf<N, V>,
): Promise<OutputOf<N, V>> {
  // The mapped type of PageApi is right for each pair; the compiler cannot follow two free type parameters through it.
  const call = window.api.calls[noun][verb] as unknown as (
    given: InputOf<N, V>,
  ) => ReturnType<PageApi["calls"]["session"]["state"]>;
  const result = await call(input);
  if (!result.ok) throw new CallError(result.error);
  return result.value as OutputOf<N, V>;
}

/** Listens until the returned function is called. */
export function listen<N extends keyof Events, V extends keyof Events[N] & string>(
  noun: N,
  verb: V,
  listener: (payload: EventPayload<Events[N][V]>) => void,
): () => void {
  const add = window.api.events[noun][verb] as unknown as (given: typeof listener) => () => void;
  return add(listener);
}
