import { type Equivalent, inFile } from "./Equivalent.ts";

const SLOWER = "The reference implementation gives the same text, only later.";

/** Of the modules of the shared rules. */
export const SHARED_MUTANTS: readonly Equivalent[] = [
  ...inFile("src-shared/canonicalJson.ts", [
    ["if (sorted !== UNUSUAL) {", "false", SLOWER],
    ["if (sorted !== UNUSUAL) {", "{}", SLOWER],
    ['if (!text.includes("\\\\ud")) return text;', "false", SLOWER],
    ['if (!text.includes("\\\\ud")) return text;', '""', SLOWER],
  ]),
  ...inFile("src-shared/domain/addresses.ts", [
    [
      "return /^0{38}(0[1-9a-f]|1[01])$/.test(digits);",
      "/0{38}(0[1-9a-f]|1[01])$/",
      "Forty digits are tested, and forty are asked for: there is no room before them.",
    ],
  ]),
  ...inFile("src-shared/domain/confirmations.ts", [
    ["band.confirmations > required", "band.confirmations >= required", "An equal number is set to itself."],
  ]),
  ...inFile("src-shared/money.ts", [
    [
      'const [whole = "", fraction = ""] = amount.split(".");',
      '"Stryker was here!"',
      "There is always a first part; the compiler has to be told.",
    ],
    ["const size = difference < 0n ? -difference : difference;", "difference <= 0n", "Minus nothing is nothing."],
  ]),
];
