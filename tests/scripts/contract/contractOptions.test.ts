import { expect, test } from "vitest";
import { parseContractOptions } from "#scripts/contract/contractOptions.ts";

test("a URL alone takes the demo's accounts", () => {
  expect(parseContractOptions(["http://127.0.0.1:4000/"])).toEqual({ url: "http://127.0.0.1:4000", accounts: null });
});

test("accounts are named with their password, which may hold colons", () => {
  expect(parseContractOptions(["https://desk.example", "--user", "ann:a:b", "--user=bob:c"])).toEqual({
    url: "https://desk.example",
    accounts: [
      { username: "ann", password: "a:b" },
      { username: "bob", password: "c" },
    ],
  });
});

test.each([
  [[]],
  [["one", "two"]],
  [["ftp://desk"]],
  [["nonsense"]],
  [["http://desk", "--user", "ann"]],
  [["--other"]],
])("%j is answered with what to do", (args) => {
  expect(parseContractOptions(args)).toEqual({ problem: expect.stringContaining("npm run contract -- URL") });
});
