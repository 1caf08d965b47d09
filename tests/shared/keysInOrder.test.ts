/** What makes canonical texts quick must never make them wrong: what is given back as it came, what is put in order, and what is left to the reference implementation. */
import { describe, expect, test } from "vitest";
import { createKeyOrders } from "#shared/keyOrders.ts";
import { keysInOrder, UNUSUAL } from "#shared/keysInOrder.ts";

describe("R16.3 the order of keys", () => {
  test.each<[string, string[], string[] | null]>([
    ["no key", [], []],
    ["keys in order", ["a", "b"], ["a", "b"]],
    ["keys in another order", ["b", "c", "a"], ["a", "b", "c"]],
    ["by code units, not by letters", ["é", "z", "Z", "_"], ["Z", "_", "z", "é"]],
    ["a number, which JavaScript puts first", ["1", "a"], null],
    ["a key that begins with a digit", ["b", "9a"], null],
    ["a digit inside of a key", ["b9", "a"], ["a", "b9"]],
    ["the prototype", ["a", "__proto__"], null],
    ["nearly the prototype", ["my__proto__", "__proto__s"], ["__proto__s", "my__proto__"]],
  ])("%s", (_, names, sorted) => {
    const order = createKeyOrders()(names);
    expect(order).toEqual({ names, sorted });
    if (sorted !== null) expect(order.sorted === order.names).toBe(sorted.join() === names.join());
  });

  test("an order that was met is known again, and no other one is taken for it", () => {
    const orderOf = createKeyOrders();
    const first = orderOf(["a", "b"]);
    expect(orderOf(["a", "b"])).toBe(first);
    expect(orderOf(["b", "a"])).toEqual({ names: ["b", "a"], sorted: ["a", "b"] });
    expect(orderOf(["a", "c"]).sorted).toEqual(["a", "c"]);
    expect(orderOf(["a", "b", "c"]).sorted).toEqual(["a", "b", "c"]);
    expect(orderOf(["a", "b"])).toBe(first);
  });

  test("four orders of one number are kept, the oldest one goes", () => {
    const orderOf = createKeyOrders();
    const [first, second] = ["a", "b", "c", "d", "e"].map((name) => orderOf([name]));
    expect(orderOf(["b"])).toBe(second);
    const again = orderOf(["a"]);
    expect(again).not.toBe(first);
    expect(orderOf(["a"])).toBe(again);
    expect(orderOf(["b"])).not.toBe(second);
  });

  const names = (count: number, length: number) =>
    Array.from({ length: count }, (_, index) => `k${index}`.padEnd(length, "k"));
  test.each([
    [60, 40, true],
    [61, 5, false],
    [1, 41, false],
  ])("%d keys of %d letters are kept: %s", (count, length, kept) => {
    const orderOf = createKeyOrders();
    const given = names(count, length);
    expect(orderOf(given) === orderOf(given)).toBe(kept);
  });

  test("one long key among short ones is enough not to keep them", () => {
    const orderOf = createKeyOrders();
    const given = ["a", "b".repeat(41)];
    expect(orderOf(given)).not.toBe(orderOf(given));
  });
});

describe("R16.3 values with their keys in order", () => {
  const plain = [
    "text",
    "",
    true,
    false,
    null,
    0,
    -1.5,
    [],
    [1, ["a"], { a: 1, b: [null] }],
    {},
    { a: { b: 1, c: 2 }, d: 3 },
  ];
  test.each(plain.map((value) => [value]))("%j comes back as it was given", (value) => {
    expect(keysInOrder(value)).toBe(value);
  });

  test.each<[unknown, string]>([
    [{ b: 1, a: 2 }, '{"a":2,"b":1}'],
    [{ b: { d: 1, c: 2 }, e: 1 }, '{"b":{"c":2,"d":1},"e":1}'],
    [{ a: 1, b: { d: 1, c: 2 }, e: 3 }, '{"a":1,"b":{"c":2,"d":1},"e":3}'],
    [{ b: { d: 1, c: 2 }, a: { f: 1, e: 2 } }, '{"a":{"e":2,"f":1},"b":{"c":2,"d":1}}'],
    [[1, { b: 1, a: 2 }, 3, { d: 1, c: 2 }], '[1,{"a":2,"b":1},3,{"c":2,"d":1}]'],
  ])("%j is put in order, and stays as it is", (value, text) => {
    const before = JSON.stringify(value);
    expect(JSON.stringify(keysInOrder(value))).toBe(text);
    expect(JSON.stringify(value)).toBe(before);
  });

  test("what needs no order is not copied", () => {
    const kept = { a: 1 };
    const list = [kept];
    const value = { z: list, b: kept };
    const sorted = keysInOrder(value) as typeof value;
    expect(sorted).not.toBe(value);
    expect(sorted.z).toBe(list);
    expect(sorted.b).toBe(kept);
  });

  const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);
  test.each<[string, unknown]>([
    ["nothing", undefined],
    ["a function", () => undefined],
    ["a big number", 1n],
    ["no number", Number.NaN],
    ["an endless number", Number.POSITIVE_INFINITY],
    ["a date", new Date(0)],
    ["what writes itself", { toJSON: () => 1 }],
    ["a thing of a class", new Map()],
    ["without a prototype", Object.create(null)],
    ["a key that is a number", { 1: 2 }],
    ["one of these in a list", [1, undefined]],
    ["one of these in an object", { a: 1, b: undefined }],
    ["one of these in an object out of order", { b: 1, a: Number.NaN }],
    ["deeper than fifty-one levels", deep(52)],
  ])("%s is left to the reference implementation", (_, value) => {
    expect(keysInOrder(value)).toBe(UNUSUAL);
  });

  test("fifty-one levels are not too deep", () => {
    const value = deep(51);
    expect(keysInOrder(value)).toBe(value);
    const objects = (levels: number): unknown => (levels === 0 ? 1 : { a: objects(levels - 1) });
    expect(keysInOrder(objects(52))).toBe(UNUSUAL);
    const last = objects(51);
    expect(keysInOrder(last)).toBe(last);
  });
});
