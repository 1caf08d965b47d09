/** Building blocks that every noun of the contract uses. Source: API contract, "Wire rules". Everything here is JSON: amounts are decimal strings, times RFC 3339 UTC. */
import { AMOUNT_PATTERN, CHAIN_INTEGER_PATTERN } from "#shared/money.ts";
import { EVM_ADDRESS_PATTERN, TX_HASH_PATTERN } from "#shared/domain/addresses.ts";
import { z } from "#shared/zod.ts";

/** UUID, version 7 when the central service makes it. */
export const id = z.uuid();
export const amount = z.string().regex(AMOUNT_PATTERN, "a decimal amount such as 1250.5");
/** wei, base units, nonce or block number as a decimal integer string */
export const chainInteger = z.string().regex(CHAIN_INTEGER_PATTERN, "a whole number");
export const timestamp = z.iso.datetime({ precision: 3 });
/** EIP-55 form; whether the checksum is right is decided in the chain rooms */
export const evmAddress = z.string().regex(EVM_ADDRESS_PATTERN, "0x and 40 hex digits");
/** what a client declared, right or wrong */
export const declaredText = z.string().max(200);
export const txHash = z.string().regex(TX_HASH_PATTERN, "0x and 64 lower-case hex digits");
export const hash = z.string().regex(/^[0-9a-f]{64}$/, "64 lower-case hex digits");
export const version = z.int().min(1);
export const remarks = z.string().trim().min(1, "write a remark").max(500, "at most 500 characters");
export const code = z.string().regex(/^[A-Z0-9_]{2,40}$/);

/** A person as others see him. */
export const person = z.object({ id, name: z.string() });
export type Person = z.infer<typeof person>;

/**
 * A closed list as the *reader* sees it: a code that a newer central service invented passes through as text
 * and is shown as "Unknown (X)" with every action disabled, instead of breaking the page.
 */
export function openEnum<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.enum(values).catch((context) => unknownCode(context?.value) as never);
}

function unknownCode(value: unknown): string {
  return typeof value === "string" && /^[A-Z0-9_]{1,64}$/.test(value) ? value : "UNKNOWN";
}

export const listQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(400).optional(),
});

/** A page of a list, newest first unless said otherwise. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable(), hasMore: z.boolean() });
}

/** A query parameter that may be given once or several times. */
export function repeated<Item extends z.ZodType>(item: Item) {
  return z.union([item.transform((one) => [one]), z.array(item)]).optional();
}

export const byId = z.strictObject({ id });

/** RFC 9457, as every error of the central service looks. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string().optional(),
  code: z.string(),
  traceId: z.string(),
  retryable: z.boolean(),
  errors: z.array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() })).optional(),
  current: z.unknown().optional(),
  holder: z.string().optional(),
  missingPermission: z.string().optional(),
  unlockAt: z.string().optional(),
  resetReason: z.string().optional(),
});
export type Problem = z.infer<typeof problem>;
