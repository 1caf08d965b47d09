/** The command line and config.json: what is accepted, and what a person reads when it is not. */
import { expect, test } from "vitest";
import { profileFolder, readOptions } from "#main/settings/options.ts";

const ARGV = ["electron", "."];

test("the command line names service, nodes, demo and keychain service", () => {
  const options = readOptions(
    [
      ...ARGV,
      "--connect",
      "https://central.example/desk/",
      "--node",
      "ETHEREUM=https://a.example",
      "--node=ETHEREUM=https://b.example/rpc",
      "--demo",
      "--keychain-service",
      "Test",
    ],
    null,
  );
  expect(options).toEqual({
    centralUrl: "https://central.example/desk",
    nodes: new Map([["ETHEREUM", ["https://a.example", "https://b.example/rpc"]]]),
    demo: true,
    keychainService: "Test",
  });
});

test("config.json gives the same, and the command line wins", () => {
  const config = JSON.stringify({
    connect: "https://central.example",
    nodes: { ETHEREUM: "https://a.example", TRON_EVM: ["https://c.example", "https://d.example"] },
  });
  expect(readOptions(ARGV, config)).toEqual({
    centralUrl: "https://central.example",
    nodes: new Map([
      ["ETHEREUM", ["https://a.example"]],
      ["TRON_EVM", ["https://c.example", "https://d.example"]],
    ]),
    demo: false,
    keychainService: "Deposit Desk",
  });
  const won = readOptions(
    [...ARGV, "--connect", "https://other.example", "--node", "ETHEREUM=https://x.example"],
    config,
  );
  expect(won.centralUrl).toBe("https://other.example");
  expect(won.nodes.get("ETHEREUM")).toEqual(["https://x.example"]);
  expect(won.nodes.get("TRON_EVM")).toHaveLength(2);
});

test("nothing configured is no fault of the options; the start says it", () => {
  expect(readOptions(ARGV, null).centralUrl).toBe(null);
});

test.each(["http://127.0.0.1:4000", "http://localhost:4000", "http://[::1]:4000"])(
  "plain http is taken for this computer alone: %s",
  (url) => {
    expect(readOptions([...ARGV, "--connect", url], null).centralUrl).toBe(url);
  },
);

test.each([
  [["--connect", "http://central.example"], "must be reached by https"],
  [["--connect", "http://127.0.0.1.evil.example"], "must be reached by https"],
  [["--connect", "central.example"], "no address"],
  [["--connect", "file:///etc/passwd"], "must begin with https"],
  [["--connect", "https://user:secret@central.example"], "no user name or password"],
  [["--connect"], "needs a value"],
  [["--connect", "--demo"], "needs a value"],
  [["--node", "https://a.example"], "NETWORK=URL"],
  [["--node", "ETHEREUM"], "NETWORK=URL"],
  [["--node", "ethereum=https://a.example"], "no network code"],
  [["--node", "ETHEREUM=ftp://a.example"], "must begin with https"],
])("%j is refused with what to do", (argv, words) => {
  expect(() => readOptions([...ARGV, ...argv], null)).toThrow(
    expect.objectContaining({ code: "CONFIG_INVALID", message: expect.stringContaining(words) }) as Error,
  );
});

test.each([
  ["{", "not readable as JSON"],
  ["[]", "config.json is wrong"],
  ['{"conect": "https://a.example"}', "config.json is wrong"],
  ['{"connect": 5}', 'wrong at "connect"'],
  ['{"nodes": {"ETHEREUM": [1]}}', "config.json is wrong"],
  ['{"connect": "http://central.example"}', "must be reached by https"],
])("a broken config.json is said with its place: %s", (text, words) => {
  expect(() => readOptions(ARGV, text)).toThrow(
    expect.objectContaining({ code: "CONFIG_INVALID", message: expect.stringContaining(words) }) as Error,
  );
});

test("the profile folder is found before anything else is read", () => {
  expect(profileFolder([...ARGV, "--profile", "/tmp/x"])).toBe("/tmp/x");
  expect(profileFolder(ARGV)).toBe(null);
});
