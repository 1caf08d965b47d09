/** `sorted` is `names` itself when these are in order, and null when some of them are numbers, which JavaScript puts first, or `__proto__`. */
export type Order = { names: readonly string[]; sorted: readonly string[] | null };

const KEPT_OF_A_NUMBER = 4;
const KEYS_AT_MOST = 60;
const KEY_LENGTH_AT_MOST = 40;

/** In which order the keys of objects come, by UTF-16 code units (RFC 8785). Objects of one kind have their keys in one order, and there are few kinds: the orders met lately are kept, by the number of keys. */
export function createKeyOrders(): (names: readonly string[]) => Order {
  const met = new Map<number, Order[]>();
  return (names) => {
    const kept = met.get(names.length) ?? [];
    const known = kept.find((order) => order.names.every((name, index) => name === names[index]));
    if (known !== undefined) return known;
    const order = newOrder(names);
    if (names.length <= KEYS_AT_MOST && names.every((name) => name.length <= KEY_LENGTH_AT_MOST))
      met.set(names.length, [order, ...kept.slice(0, KEPT_OF_A_NUMBER - 1)]);
    return order;
  };
}

function newOrder(names: readonly string[]): Order {
  if (names.some((name) => /^\d|^__proto__$/.test(name))) return { names, sorted: null };
  const sorted = names.toSorted((one, other) => (one < other ? -1 : 1));
  return { names, sorted: sorted.every((name, index) => name === names[index]) ? names : sorted };
}
