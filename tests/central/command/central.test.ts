/** `npm run central`: as a process of its own where that is what matters, else the same command in this one. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

import { parseCentralOptions, USAGE } from "#scripts/central/centralOptions.ts";
import { runCentral } from "#scripts/central/runCentral.ts";
import { startOwnChain } from "#scripts/central/ownChain.ts";
import { SYNC_ROWS } from "#shared/contract/sync.ts";
import { emptyDataFolder } from "#tests/support/central.ts";
import { sendTo, signIn } from "#tests/support/centralClient.ts";

const COMMAND = join(import.meta.dirname, "..", "..", "..", "scripts", "central.ts");
const running = new Set<ChildProcess>();
let folder: string;
const folders: string[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "deposit-desk-command-"));
});
afterEach(async () => {
  for (const child of running) {
    child.kill("SIGKILL");
    await new Promise((resolve) => child.once("exit", resolve));
  }
});
afterAll(() => Promise.all([folder, ...folders].map((one) => rm(one, { recursive: true, force: true }))));

type Started = {
  line: Record<string, string> | null;
  stop(): Promise<number | null>;
  exited: Promise<number | null>;
  said: string[];
};

async function start(...args: string[]): Promise<Started> {
  const child = spawn(process.execPath, [COMMAND, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  const said: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => said.push(line));
  const exited = new Promise<number | null>((resolve) =>
    child.once("exit", (code) => {
      running.delete(child);
      resolve(code);
    }),
  );
  const first = new Promise<string>((resolve) => createInterface({ input: child.stdout }).once("line", resolve));
  const line = await Promise.race([first, exited.then(() => null)]);
  return {
    line: line === null ? null : (JSON.parse(line) as Record<string, string>),
    said,
    exited,
    stop() {
      child.kill("SIGTERM");
      return exited;
    },
  };
}

/** The command without a process: a start takes two seconds of loading modules, and here they are loaded. */
async function startHere(...args: string[]): Promise<Started> {
  const said: string[] = [];
  let ask = (): void => undefined;
  const asked = new Promise<void>((resolve) => (ask = resolve));
  let tell = (_line: string): void => undefined;
  const first = new Promise<string>((resolve) => (tell = resolve));
  const exited = runCentral(args, {
    stdout: { write: (words) => tell(words) },
    stderr: { write: (words) => void said.push(words) },
    stopAsked: () => asked,
  });
  const line = await Promise.race([first, exited.then(() => null)]);
  return {
    line: line === null ? null : (JSON.parse(line) as Record<string, string>),
    said,
    exited,
    stop() {
      ask();
      return exited;
    },
  };
}

test("says one JSON line when it is ready, stops on SIGTERM with 0, and finds everything as it was left", async () => {
  const data = await emptyDataFolder();
  folders.push(data);
  const accounts = join(folder, "accounts.json");
  await writeFile(
    accounts,
    JSON.stringify([
      {
        username: "Mei",
        displayName: "Mei Operator",
        password: "long enough 1",
        roles: ["OPERATOR"],
        grants: ["Export"],
      },
    ]),
  );
  const first = await start("--data", data, "--accounts", accounts, "--environment", "UAT:hk-uat-1");
  expect(first.line).toEqual({
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    feedId: expect.any(String),
    environment: "UAT",
  });
  const { url = "", feedId } = first.line ?? {};
  expect((await sendTo(url, "meta.get")).body).toMatchObject({
    environment: "UAT",
    environmentName: "hk-uat-1",
    feedId,
  });
  const mei = await signIn(url, { username: "mei", password: "long enough 1" });
  expect(mei.user).toMatchObject({ displayName: "Mei Operator", roles: ["OPERATOR"] });
  const second = await start("--data", data);
  expect(await second.exited).toBe(1);
  expect(second.said.join(" ")).toContain("is in use by process");
  expect(await first.stop()).toBe(0);

  const again = await startHere("--data", data, "--accounts", accounts);
  expect(again.line?.["feedId"]).toBe(feedId);
  expect(again.said.join(" ")).toContain("0 accounts created");
  // The signing key of tokens is kept too: who was signed in still is.
  expect((await sendTo(again.line?.["url"] ?? "", "auth.me", {}, mei.accessToken)).status).toBe(200);
  expect(await again.stop()).toBe(0);

  const restored = await startHere("--data", data, "--restored");
  expect(restored.line?.["feedId"]).not.toBe(feedId);
  expect(await restored.stop()).toBe(0);
}, 240_000);

test("--seed bulk:N makes records that the contract accepts, and people who can read them", async () => {
  const data = await emptyDataFolder();
  folders.push(data);
  const service = await startHere("--data", data, "--seed", "bulk:500");
  const url = service.line?.["url"] ?? "";
  const auditor = await signIn(url, { username: "auditor", password: "demo-auditor" });
  const { entities } = await auditor.call("sync.bootstrap");
  expect(entities).toEqual(
    expect.arrayContaining([
      { name: "deposits", count: 500 },
      { name: "events", count: 500 },
      { name: "currencies", count: 3 },
    ]),
  );
  for (const entity of ["networks", "currencies", "deposits", "events"] as const) {
    const { items } = await auditor.call("sync.rows", { params: { entity }, query: { limit: 5000 } });
    for (const item of items) expect(SYNC_ROWS[entity].safeParse(item).error).toBeUndefined();
  }
  const { items } = await auditor.call("deposits.list", { query: { limit: 200 } });
  expect(new Set(items.map(({ recordNo }) => recordNo)).size).toBe(200);
  expect(new Set(items.map(({ status }) => status)).size).toBeGreaterThan(4);
  expect(await service.stop()).toBe(0);
}, 120_000);

test("clear words and exit status 1 for what cannot be: port taken, database away, bad accounts", async () => {
  const blocker = createServer();
  const port = await new Promise<number>((resolve) =>
    blocker.listen(0, "127.0.0.1", () => resolve((blocker.address() as { port: number }).port)),
  );
  const bad = join(folder, "bad.json");
  await writeFile(
    bad,
    JSON.stringify([{ username: "x", displayName: "x", password: "secret words", roles: ["KING"] }]),
  );
  const broken = join(folder, "broken.json");
  await writeFile(broken, '[{"password": "secret words"');
  const data = await emptyDataFolder();
  folders.push(data);
  const cases: [string, string[]][] = [
    ["The database cannot be used", ["--database-url", "postgres://x:secret@127.0.0.1:1/x"]],
    ["0.roles.0", ["--accounts", bad]],
    ["is not JSON", ["--accounts", broken]],
    ["cannot be read", ["--accounts", join(folder, "none.json")]],
  ];
  const taken = await start("--port", String(port), "--data", data);
  const refused: [string, Started][] = [[`Port ${port} is taken`, taken]];
  for (const [words, args] of cases) refused.push([words, await startHere(...args)]);
  for (const [words, { exited, said, line }] of refused) {
    expect(await exited, words).toBe(1);
    expect(line, words).toBeNull();
    expect(said.join("\n"), words).toContain(words);
    expect(said.join("\n"), words).not.toContain("secret");
    expect(said.join("\n"), words).not.toContain("    at ");
  }
  blocker.close();
}, 180_000);

test("the demo without a named node brings a chain of its own, which waits until its history is written", async () => {
  const optionsFor = (...args: string[]) => {
    const options = parseCentralOptions(args);
    if ("problem" in options) throw new Error(options.problem);
    return options;
  };
  expect(await startOwnChain(optionsFor("--seed", "demo", "--chain-rpc", "http://127.0.0.1:1"))).toBeNull();
  expect(await startOwnChain(optionsFor("--seed", "bulk:5"))).toBeNull();
  const data = join(folder, "own-chain/");
  const chain = await startOwnChain(optionsFor("--seed", "demo:10", "--data", data));
  try {
    expect(await chain?.rpc("eth_chainId")).toBe("0x7a69");
    const first = (await chain?.rpc("eth_getBlockByNumber", ["0x0", false])) as { timestamp: string };
    expect(Date.now() / 1000 - Number(first.timestamp)).toBeGreaterThan(50 * 86_400);
  } finally {
    await chain?.stop();
  }
  expect(existsSync(join(folder, "own-chain-chain.json"))).toBe(true);
}, 60_000);

test.each([
  [["--seed", "lots"], "--seed lots is not known"],
  [["--seed", "bulk:0"], "--seed bulk:0 is not known"],
  [["--port", "99999"], "--port 99999 is no port"],
  [["--environment", "MOON"], "--environment MOON is none of PRODUCTION, UAT, TEST"],
  [["--seed", "demo", "--environment", "PRODUCTION"], "known passwords"],
  [["--seed", "demo", "--database-url", "postgres://x"], "name its node with --chain-rpc"],
  [["--data", "x", "--database-url", "postgres://x"], "not in both"],
  [["--database-url", "mysql://x"], "postgres://"],
  [["--chain-rpc", "ftp://x"], "--chain-rpc needs"],
  [["--offline-grace", "20161"], "minutes, 0 to 20160"],
  [["--unknown"], "--unknown"],
])("an option that cannot be: %j", (args, words) => {
  const options = parseCentralOptions(args);
  expect("problem" in options && options.problem).toContain(words);
});

test("options: nodes with and without a network, several at once", () => {
  expect(
    parseCentralOptions([
      "--chain-rpc",
      "DEVNET=http://127.0.0.1:1,http://127.0.0.1:2",
      "--chain-rpc",
      "https://node/key?a=b",
    ]),
  ).toMatchObject({
    port: 0,
    host: "127.0.0.1",
    place: { memory: true },
    nodes: [
      { network: "DEVNET", url: "http://127.0.0.1:1" },
      { network: null, url: "http://127.0.0.1:2" },
      { network: null, url: "https://node/key?a=b" },
    ],
    environment: "TEST",
    environmentName: "test",
    offlineGraceMinutes: 720,
  });
  expect(parseCentralOptions(["--offline-grace", "0"])).toMatchObject({ offlineGraceMinutes: 0 });
  expect(parseCentralOptions(["--help"])).toEqual({ problem: USAGE });
});
