/** The window as a process of its own. */
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";

export type DeskOptions = { connect: string; nodes: readonly string[]; profile: string | null; demo: boolean };
export type DeskProcess = { exited: Promise<number>; close(): void };

const ROOT = join(import.meta.dirname, "..", "..");

/** The arguments that the app itself reads (src-main/options.ts). */
export function deskArguments(options: DeskOptions): string[] {
  return [
    ROOT,
    ...(process.env["DEPOSIT_DESK_NO_SANDBOX"] === "1" ? ["--no-sandbox", "--disable-gpu"] : []),
    "--connect",
    options.connect,
    ...options.nodes.flatMap((node) => ["--node", node]),
    ...(options.profile === null ? [] : ["--profile", options.profile]),
    ...(options.demo ? ["--demo"] : []),
  ];
}

export function openDesk(options: DeskOptions): DeskProcess {
  const electron = createRequire(import.meta.url)("electron") as unknown as string;
  const child = spawn(electron, deskArguments(options), { stdio: "inherit" });
  return {
    exited: new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code, signal) => resolve(signal === null ? (code ?? 1) : 0));
    }),
    close: () => void child.kill("SIGTERM"),
  };
}
