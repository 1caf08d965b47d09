import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** Where the demo keeps its chain, its central service and the window's profile between starts. Owner-only. */
export function demoFolder(): string {
  const base =
    process.env["XDG_DATA_HOME"] ??
    (process.platform === "win32" ? (process.env["LOCALAPPDATA"] ?? homedir()) : join(homedir(), ".local", "share"));
  const folder = join(base, "deposit-desk-demo");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}
