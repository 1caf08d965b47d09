/**
 * A command whose outcome must be acted on even if the form that gave it is gone by then, which a successful command often causes:
 * the record that it changes redraws the page. A second press while the first is under way is dropped.
 */
import { useRef } from "react";
import type { InputOf, Noun, OutputOf, Verb } from "./bridge.ts";
import type { CallError } from "./CallError.ts";
import { errorBodyOf } from "./CallError.ts";
import { useMutationCall } from "./calls.ts";
import type { ErrorBody } from "#shared/errors.ts";

export type Command<N extends Noun, V extends Verb<N>> = {
  give: (
    input: InputOf<N, V>,
    then: { done?: (output: OutputOf<N, V>) => void; refused?: (body: ErrorBody) => void },
  ) => void;
  isPending: boolean;
  error: CallError | null;
  reset: () => void;
};

export function useCommand<N extends Noun, V extends Verb<N>>(noun: N, verb: V): Command<N, V> {
  const { mutateAsync, isPending, error, reset } = useMutationCall(noun, verb);
  const underWay = useRef(false);
  const run: (...given: Parameters<Command<N, V>["give"]>) => Promise<void> = async (input, { done, refused }) => {
    underWay.current = true;
    let output: OutputOf<N, V>;
    try {
      output = await mutateAsync(input);
    } catch (problem) {
      underWay.current = false;
      refused?.(errorBodyOf(problem));
      return;
    }
    underWay.current = false;
    done?.(output);
  };
  return {
    give: (input, then) => {
      if (!underWay.current) void run(input, then);
    },
    isPending,
    error,
    reset,
  };
}
