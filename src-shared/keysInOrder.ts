import { createKeyOrders } from "./keyOrders.ts";

/** Not plainly JSON, or with keys that JavaScript puts into an order of its own. */
export const UNUSUAL = Symbol("unusual");
const DEEPEST = 50;

const orderOf = createKeyOrders();

/** The value with the keys of all its objects in order, as RFC 8785 wants them: itself where they are, UNUSUAL where that cannot be said. Nothing that was given is changed. */
export function keysInOrder(value: unknown, depth = 0): unknown {
  if (typeof value === "string" || typeof value === "boolean" || value === null) return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : UNUSUAL;
  if (typeof value !== "object" || depth > DEEPEST || "toJSON" in value) return UNUSUAL;
  return Array.isArray(value) ? listInOrder(value, depth) : objectInOrder(value as Record<string, unknown>, depth);
}

function listInOrder(list: readonly unknown[], depth: number): unknown {
  let sorted: unknown[] | null = null;
  for (let index = 0; index < list.length; index += 1) {
    const one = keysInOrder(list[index], depth + 1);
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
    const one = keysInOrder(fields[name], depth + 1);
    if (one === UNUSUAL) return UNUSUAL;
    // Putting a value in again leaves the order as it is.
    if (sorted === null && one !== fields[name]) sorted = { ...fields };
    if (sorted !== null) sorted[name] = one;
  }
  return sorted ?? fields;
}
