/** The same command twice is carried out once: the rule of http/idempotency.ts, remembered in memory. */
import type { PersonActor } from "#central/context.ts";
import { isFinalRefusal } from "#central/http/idempotency.ts";
import type { Endpoint } from "#shared/contract/http.ts";
import { AppError, isAppError } from "#shared/errors.ts";
import type { CallInput } from "./MemoryCentral.ts";

type Remembered = { fingerprint: string; outcome: { value: unknown } | { refusal: AppError } | "RUNNING" };

export type RememberedCommands = {
  /** Throws IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_IN_PROGRESS, and what the command throws or threw. */
  once<E extends Endpoint, T>(
    actor: PersonActor,
    endpoint: E,
    input: CallInput<E>,
    carryOut: () => Promise<T>,
  ): Promise<T>;
};

export function rememberedCommands(): RememberedCommands {
  const commands = new Map<string, Remembered>();
  return {
    async once<E extends Endpoint, T>(
      actor: PersonActor,
      endpoint: E,
      input: CallInput<E>,
      carryOut: () => Promise<T>,
    ): Promise<T> {
      if (!endpoint.idempotent || input.idempotencyKey === undefined) return carryOut();
      const key = `${actor.userId} ${input.idempotencyKey}`;
      const fingerprint = `${endpoint.method} ${endpoint.path} ${JSON.stringify([input.params, input.body])}`;
      const known = commands.get(key);
      if (known !== undefined) return before<T>(known, fingerprint);
      const command: Remembered = { fingerprint, outcome: "RUNNING" };
      commands.set(key, command);
      try {
        const value = await carryOut();
        command.outcome = { value };
        return value;
      } catch (error) {
        if (isAppError(error) && isFinalRefusal(error)) command.outcome = { refusal: error };
        else commands.delete(key);
        throw error;
      }
    },
  };
}

function before<T>({ fingerprint, outcome }: Remembered, asked: string): T {
  if (fingerprint !== asked)
    throw new AppError("IDEMPOTENCY_KEY_REUSED", "This Idempotency-Key was used for another command; make a new one");
  if (outcome === "RUNNING")
    throw new AppError("IDEMPOTENCY_IN_PROGRESS", "The same command is being carried out; ask again shortly");
  if ("refusal" in outcome) throw outcome.refusal;
  // It was carried out by the same function for the same endpoint.
  return outcome.value as T;
}
