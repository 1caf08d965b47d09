import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { endGroup, runForeground, startGroup } from "#scripts/setup/processGroup.mjs";
import { openSession, SESSION_MARK } from "#scripts/setup/session.mjs";

const SETUP = join(import.meta.dirname, "..", "..", "..", "scripts", "setup");

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const status = `/proc/${pid}/stat`;
  // A dead process that nobody has taken note of yet is still listed.
  return !existsSync(status) || !readFileSync(status, "utf8").includes(") Z ");
}

describe.runIf(process.platform !== "win32")("what was started ends", () => {
  test("ending a group ends what its programs started, also when they do not listen", async () => {
    const script = "trap '' TERM; sleep 300 & echo $!; wait; wait";
    const child = startGroup("sh", ["-c", script], { stdio: ["ignore", "pipe", "inherit"] });
    const grandchild = await new Promise<number>((resolve) => {
      child.stdout?.once("data", (chunk: Buffer) => resolve(Number(chunk.toString())));
    });
    expect(isRunning(grandchild)).toBe(true);
    await endGroup(child, 300);
    expect(isRunning(grandchild)).toBe(false);
    await expect.poll(() => isRunning(child.pid ?? 0)).toBe(false);
  });
  test("a command's exit code is handed on, and 127 when there is no such command", async () => {
    expect(await runForeground("sh", ["-c", "exit 7"])).toBe(7);
    expect(await runForeground("sh", ["-c", "kill -9 $$"])).toBe(137);
    expect(await runForeground("/no/such/program", [])).toBe(127);
  });
  test("a signal reaches the command, and nothing it started outlives us", async () => {
    const inner = "sleep 300 & echo $!; wait";
    const code = `import { runForeground } from ${JSON.stringify(join(SETUP, "processGroup.mjs"))};
      process.exitCode = await runForeground("sh", ["-c", ${JSON.stringify(inner)}]);`;
    const runner = spawn(process.execPath, ["--input-type=module", "-e", code], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const sleeper = await new Promise<number>((resolve) => {
      runner.stdout.once("data", (chunk: Buffer) => resolve(Number(chunk.toString())));
    });
    runner.kill("SIGTERM");
    const ended = await new Promise((resolve) => runner.once("exit", resolve));
    expect(ended).toBe(143);
    expect(isRunning(sleeper)).toBe(false);
  });
});

describe.runIf(process.platform === "linux")("a session of our own", () => {
  test("has a display and folders of its own, and leaves nothing behind", async () => {
    const session = await openSession({ keyring: "throwaway" });
    const folder = session.env[SESSION_MARK] ?? "";
    try {
      expect(session.env["DISPLAY"]).toMatch(/^:\d+$/);
      expect(session.env["DBUS_SESSION_BUS_ADDRESS"]).toContain(folder);
      for (const name of ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"]) {
        expect(session.env[name]).toContain(folder);
      }
      // What starts a process group of its own still belongs to the session.
      const env = { ...process.env, ...session.env };
      expect(await runForeground("setsid", ["--fork", "sleep", "300"], { env })).toBe(0);
    } finally {
      await session.close();
    }
    expect(existsSync(folder)).toBe(false);
    expect(processesWith(folder)).toEqual([]);
  });
});

function processesWith(mark: string): string[] {
  const { stdout } = spawnSync("ps", ["-eo", "stat=,args=", "e"]);
  return stdout
    .toString()
    .split("\n")
    .filter((line) => line.includes(`${SESSION_MARK}=${mark}`) && !line.startsWith("Z"));
}
