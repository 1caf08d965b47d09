/** Every byte as the reference implementation of RFC 8785 writes it: hashes of money and of the audit log rest on it. */
import canonicalize from "canonicalize";
import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "#shared/canonicalJson.ts";

/** The text, or that there is none. */
function outcome(write: (value: unknown) => string | undefined, value: unknown): string | null {
  try {
    return write(value) ?? null;
  } catch (error) {
    expect(error).toBeInstanceOf(Error);
    return null;
  }
}

const key = fc.oneof(
  fc.constantFrom(
    "id",
    "at",
    "a",
    "b",
    "é",
    "￿",
    "𐀀",
    "10",
    "9",
    "01",
    "-1",
    "__proto__",
    "constructor",
    "",
    "\u0000",
    "toJSON",
    "B",
  ),
  fc.string({ maxLength: 4, unit: "binary" }),
);
const leaf = fc.oneof(
  fc.constantFrom<unknown[]>(
    null,
    true,
    0,
    -0,
    1e21,
    1e-7,
    0.1,
    2 ** 53,
    Number.NaN,
    Infinity,
    undefined,
    "\ud800",
    "\\ud800",
    "é\u2028",
  ),
  fc.constantFrom<unknown[]>(new Date(0), new Map(), Object.create(null), Symbol("s"), () => 1, 5n, Object("boxed"), {
    toJSON: () => ({ b: 1, a: 2 }),
  }),
  fc.double(),
  fc.string({ unit: "binary", maxLength: 8 }),
);
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.array(tie("tree"), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie("tree")), { maxLength: 6 }).map((pairs) => Object.fromEntries(pairs)),
    fc.array(fc.tuple(key, tie("tree")), { maxLength: 6 }).map((pairs) => JSON.parse(textOf(pairs)) as unknown),
  ),
}));

/** An object as it comes out of JSON, where `__proto__` is a key as any other. */
function textOf(pairs: readonly [string, unknown][]): string {
  const fields = pairs.map(([name, value]) => {
    const text = outcome((one) => JSON.stringify(one) as string | undefined, value) ?? "null";
    return `${JSON.stringify(name)}:${text}`;
  });
  return `{${fields.join(",")}}`;
}

test("R16.3 the text is that of the reference implementation, or none where it has none", () => {
  fc.assert(
    fc.property(tree, (value) => {
      expect(outcome(canonicalJson, value)).toBe(outcome(canonicalize, value));
    }),
    { numRuns: 3_000 },
  );
});

test("the same keys in another order, met before or not, give the same text", () => {
  fc.assert(
    fc.property(fc.uniqueArray(key, { maxLength: 12 }), fc.nat(), (names, turn) => {
      const turned = [...names.slice(turn % (names.length + 1)), ...names.slice(0, turn % (names.length + 1))];
      const of = (order: readonly string[]) => Object.fromEntries(order.map((name) => [name, { b: name, a: [name] }]));
      const text = canonicalJson(of(names));
      for (const order of [turned, names.toReversed(), names, turned]) expect(canonicalJson(of(order))).toBe(text);
    }),
  );
});

test("it neither changes what it is given nor gets lost in it", () => {
  const given = Object.freeze({ b: Object.freeze([Object.freeze({ d: 1, c: 2 })]), a: 1 });
  expect(canonicalJson(given)).toBe('{"a":1,"b":[{"c":2,"d":1}]}');
  expect(JSON.stringify(given)).toBe('{"b":[{"d":1,"c":2}],"a":1}');
  const round: Record<string, unknown> = {};
  round["self"] = round;
  expect(() => canonicalJson(round)).toThrow("Circular");
  let deep: unknown = { b: 1, a: 1 };
  for (let depth = 0; depth < 5_000; depth += 1) deep = { b: deep, a: 1 };
  expect(canonicalJson(deep)).toBe(canonicalize(deep));
  expect(() => canonicalJson(undefined)).toThrow(TypeError);
});

test("R16.3 objects with very many or very long keys have the same text, each time", () => {
  const many = Object.fromEntries(Array.from({ length: 61 }, (_, index) => [`k${(index * 37) % 61}`, index]));
  const long = { ["z".repeat(41)]: 1, ["a".repeat(41)]: 2 };
  for (const value of [many, long, many, long]) expect(canonicalJson(value)).toBe(canonicalize(value));
});
