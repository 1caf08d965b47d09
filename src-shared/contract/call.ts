/** The parts that calls of the page are made of; composed in ipc.ts. */
import { z } from "#shared/zod.ts";

export type Call<In extends z.ZodType, Out> = { readonly kind: "call"; readonly input: In; readonly output?: Out };

export const call =
  <Out>() =>
  <In extends z.ZodType>(input: In): Call<In, Out> => ({ kind: "call", input });
export const none = z.strictObject({});
/** Minted by the form when it opens, not per try, so that a second click is the same request. */
export const idempotencyKey = z.uuid();
