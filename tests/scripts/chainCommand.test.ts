import { type ChildProcessByStdio, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { devAccounts } from "#scripts/chain/devAccounts.ts";
import { jsonRpc } from "#scripts/chain/jsonRpc.ts";

const SCRIPT = fileURLToPath(new URL("../../scripts/chain.ts", import.meta.url));

interface Ready {
  url: string;
  chainId: number;
  genesisHash: string;
  tokens: Record<string, { address: string; decimals: number }>;
  accounts: { address: string; role: string; privateKey?: string }[];
}

class Command {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  stdout = "";
  stderr = "";
  readonly ended: Promise<number | null>;

  constructor(args: string[]) {
    this.child = spawn(process.execPath, [SCRIPT, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    this.child.stdout.on("data", (chunk: Buffer) => (this.stdout += chunk.toString()));
    this.child.stderr.on("data", (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.ended = new Promise((resolve) => this.child.once("close", resolve));
  }

  async ready(): Promise<Ready> {
    await vi.waitFor(() => expect(this.stdout, this.stderr).toContain("\n"), 20_000);
    return JSON.parse(this.stdout) as Ready;
  }
}

let dir: string;
const commands: Command[] = [];
const run = (...args: string[]) => {
  const command = new Command(args);
  commands.push(command);
  return command;
};

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "deposit-desk-test-"));
});
afterEach(async () => {
  for (const { child } of commands.splice(0)) child.kill("SIGKILL");
  await rm(dir, { recursive: true, force: true });
});

test("prints one JSON line without private keys, and stops on SIGTERM with status 0", async () => {
  const command = run("--port", "0", "--block-time", "0");
  const ready = await command.ready();
  expect(ready).toEqual({
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    chainId: 31337,
    genesisHash: expect.stringMatching(/^0x[0-9a-f]{64}$/),
    tokens: {
      USDT: { address: expect.stringMatching(/^0x/), decimals: 6 },
      HKDX: { address: expect.stringMatching(/^0x/), decimals: 18 },
    },
    accounts: devAccounts().map(({ address, role }) => ({ address, role })),
  });
  expect(await jsonRpc(ready.url)("eth_chainId")).toBe("0x7a69");
  command.child.kill("SIGTERM");
  expect(await command.ended).toBe(0);
  expect(command.stdout.split("\n")).toHaveLength(2);
  expect(command.stderr).toContain("The dev chain has stopped.");
  await expect(jsonRpc(ready.url)("eth_chainId")).rejects.toThrow();
});

test("prints the development keys when asked", async () => {
  const command = run("--show-keys");
  const { accounts } = await command.ready();
  expect(accounts).toEqual(devAccounts());
  command.child.kill("SIGINT");
  expect(await command.ended).toBe(0);
});

test("killed outright it takes its node along, and the next start goes on from the file", async () => {
  const state = join(dir, "chain.state");
  const first = run("--state", state, "--block-time", "1");
  const { url, genesisHash } = await first.ready();
  const rpc = jsonRpc(url);
  const [from, to] = [devAccounts()[3]?.address, `0x${"12".repeat(20)}`];
  const hash = await rpc<string>("eth_sendTransaction", [{ from, to, value: "0x9" }]);
  await vi.waitFor(async () => expect(await rpc("eth_getTransactionReceipt", [hash])).not.toBeNull(), 20_000);
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  first.child.kill("SIGKILL");
  await first.ended;
  // Linux only: elsewhere a killed parent leaves the node behind, which no one can prevent from here.
  if (process.platform === "linux") {
    await vi.waitFor(() => expect(rpc("eth_chainId")).rejects.toThrow(/fetch failed/), 20_000);
  }

  const second = run("--state", state, "--block-time", "1");
  const ready = await second.ready();
  expect(ready.genesisHash).toBe(genesisHash);
  expect(await jsonRpc(ready.url)("eth_getBalance", [to, "latest"])).toBe("0x9");
  second.child.kill("SIGTERM");
  expect(await second.ended).toBe(0);
});

test.each([
  [["--port", "abc"], "--port must be a whole number from 0 to 65535"],
  [["--port", "65536"], "--port must be a whole number from 0 to 65535"],
  [["--block-time=-1"], "--block-time must be a whole number"],
  [["--state", ""], "--state needs a file name"],
  [["--nope"], "Unknown option '--nope'"],
  [["extra"], "Unexpected argument 'extra'"],
])("refuses %j with the usage and status 2", async (args, words) => {
  const command = run(...args);
  expect(await command.ended).toBe(2);
  expect(command.stdout).toBe("");
  expect(command.stderr).toContain(words);
  expect(command.stderr).toContain("Usage: npm run chain");
});

test("ends with status 1 when it cannot start", async () => {
  const state = join(dir, "not-a-state");
  await writeFile(state, "nonsense");
  const command = run("--state", state);
  expect(await command.ended).toBe(1);
  expect(command.stderr).toContain("is not a readable chain state");
});
