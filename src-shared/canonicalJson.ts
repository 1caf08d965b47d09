/** The one place from which everybody takes canonical JSON: intent hashes, approvals, audit chain and idempotency fingerprints must agree on every byte. */
import canonicalize from "canonicalize";

/**
 * RFC 8785 text of a JSON value. Throws a TypeError when the value has no JSON form (undefined, bigint, NaN): such a value must never be hashed.
 * JSON.stringify writes strings and numbers as RFC 8785 wants them, so that what is plainly JSON only needs its keys in order; that costs a third of
 * the reference implementation, to which everything else is left.
 */
export function canonicalJson(value: unknown): string {
  const sorted = inOrder(value, 0);
  if (sorted !== UNUSUAL) {
    const text = JSON.stringify(sorted);
    // Half of a surrogate pair has no canonical form. It is written so, and hardly anything else is.
    if (!text.includes("\\ud")) return text;
  }
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError("value has no canonical JSON form");
  return text;
}

/** SHA-256 of UTF-8 text as 64 lower-case hex digits. Given as a parameter, because #shared knows neither Node nor a browser. */
export type Sha256 = (text: string) => string;

/** Not plainly JSON, or with keys that JavaScript puts into an order of its own. */
const UNUSUAL = Symbol("unusual");
const DEEPEST = 50;

/** The value with the keys of all its objects in order; itself where they are. */
function inOrder(value: unknown, depth: number): unknown {
  if (typeof value === "string" || typeof value === "boolean" || value === null) return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : UNUSUAL;
  if (typeof value !== "object" || depth > DEEPEST || "toJSON" in value) return UNUSUAL;
  return Array.isArray(value) ? listInOrder(value, depth) : objectInOrder(value as Record<string, unknown>, depth);
}

function listInOrder(list: readonly unknown[], depth: number): unknown {
  let sorted: unknown[] | null = null;
  for (let index = 0; index < list.length; index += 1) {
    const one = inOrder(list[index], depth + 1);
    if (one === UNUSUAL) return UNUSUAL;
    if (one !== list[index]) sorted ??= [...list];
    if (sorted !== null) sorted[index] = one;
  }
  return sorted ?? list;
}

function objectInOrder(fields: Record<string, unknown>, depth: number): unknown {
  const order = Object.getPrototypeOf(fields) === Object.prototype ? orderOf(Object.keys(fields)) : null;
  if (order === null || order.sorted === null) return UNUSUAL;
  let sorted: Record<string, unknown> | null = order.sorted === order.names ? null : {};
  for (const name of order.sorted) {
    const one = inOrder(fields[name], depth + 1);
    if (one === UNUSUAL) return UNUSUAL;
    // Putting a value in again leaves the order as it is.
    if (sorted === null && one !== fields[name]) sorted = { ...fields };
    if (sorted !== null) sorted[name] = one;
  }
  return sorted ?? fields;
}

/** `sorted` is `names` itself when these are in order, and null when some of them are numbers, which JavaScript puts first, or `__proto__`. */
type Order = { names: readonly string[]; sorted: readonly string[] | null };

/** Objects of one kind have their keys in one order, and there are few kinds: the orders met lately, by the number of keys. */
const met = new Map<number, Order[]>();
const KEPT_OF_A_NUMBER = 4;
const KEYS_AT_MOST = 60;
const KEY_LENGTH_AT_MOST = 40;

function orderOf(names: readonly string[]): Order {
  const kept = met.get(names.length) ?? [];
  const known = kept.find((order) => order.names.every((name, index) => name === names[index]));
  if (known !== undefined) return known;
  const order = newOrder(names);
  if (names.length <= KEYS_AT_MOST && names.every((name) => name.length <= KEY_LENGTH_AT_MOST))
    met.set(names.length, [order, ...kept.slice(0, KEPT_OF_A_NUMBER - 1)]);
  return order;
}

function newOrder(names: readonly string[]): Order {
  if (names.some((name) => /^\d|^__proto__$/.test(name))) return { names, sorted: null };
  // By UTF-16 code units, as RFC 8785 and JavaScript compare texts.
  const sorted = names.toSorted((one, other) => (one < other ? -1 : 1));
  return { names, sorted: sorted.every((name, index) => name === names[index]) ? names : sorted };
}
