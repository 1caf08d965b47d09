/** The central service as a process of its own, as `npm run central` starts it. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";

export type CentralProcess = {
  url: string;
  feedId: string;
  environment: string;
  pid: number;
  /** resolves with the exit code, 0 after `stop` */
  exited: Promise<number>;
  stop(): Promise<void>;
};

const STOP_GRACE_MS = 10_000;

/** Resolves when it is ready to answer. Its progress lines go to `say`; when it cannot start, the error carries its last words. */
export async function startCentralProcess(
  args: readonly string[],
  say: (line: string) => void,
): Promise<CentralProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "..", "central.ts"), ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lastWords: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => {
    lastWords.push(line);
    if (lastWords.length > 20) lastWords.shift();
    say(line);
  });
  const exited = new Promise<number>((resolve) =>
    child.once("exit", (code, signal) => resolve(signal === null ? (code ?? 1) : 0)),
  );
  const ready = new Promise<string>((resolve) => createInterface({ input: child.stdout }).once("line", resolve));
  const line = await Promise.race([
    ready,
    exited.then((code) => {
      throw new Error(`The central service ended with ${code} before it was ready. ${lastWords.at(-1) ?? ""}`.trim());
    }),
  ]);
  const { url, feedId, environment } = JSON.parse(line) as { url: string; feedId: string; environment: string };
  return {
    url,
    feedId,
    environment,
    pid: child.pid ?? 0,
    exited,
    async stop() {
      child.kill("SIGTERM");
      const hard = setTimeout(() => child.kill("SIGKILL"), STOP_GRACE_MS);
      await exited;
      clearTimeout(hard);
    },
  };
}
