import { fork } from "node:child_process";
import { once } from "node:events";
import type { PageSet } from "./pageSet.ts";

const SCRIPT = new URL("./pageServer.ts", import.meta.url);

/** A page server on a free port of this machine. */
export async function servePages(pages: PageSet): Promise<{ url: string; stop(): void }> {
  const child = fork(SCRIPT, [pages.folder, String(pages.rows)]);
  const [said] = (await once(child, "message")) as [{ port: number }];
  return { url: `http://127.0.0.1:${said.port}`, stop: () => child.disconnect() };
}
