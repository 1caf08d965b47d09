/** The central service as a process that dies, what a person does with it, and what must be true of it afterwards. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { signIn, type TestClient } from "#tests/support/centralClient.ts";
import { passwordOf } from "#tests/support/centralWorld.ts";

export type RunningService = { url: string; exited: Promise<NodeJS.Signals | null>; kill(): void };

const INSIDE = fileURLToPath(new URL("./centralInside.ts", import.meta.url));
const PATIENCE_MS = 300_000;

/** `place`: a folder of its own, or the URL of a PostgreSQL database. */
export async function startService(place: string, env: NodeJS.ProcessEnv = {}): Promise<RunningService> {
  const child = spawn(process.execPath, [INSIDE, place], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { PATH: process.env["PATH"], ...env },
  });
  const exited = new Promise<NodeJS.Signals | null>((resolve) => child.once("exit", (_code, by) => resolve(by)));
  const kill = () => void child.kill("SIGKILL");
  let why = "ended";
  const patience = setTimeout(() => {
    why = `said nothing for ${PATIENCE_MS / 1_000} s`;
    kill();
  }, PATIENCE_MS);
  try {
    const line = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stdout }).once("line", resolve);
      void exited.then(() => reject(new Error(`the central service did not start: it ${why}`)));
    });
    return { url: (JSON.parse(line) as { url: string }).url, exited, kill };
  } finally {
    clearTimeout(patience);
  }
}

/** Cancels one record after the other until the service is gone, or `most` of them. */
export async function cancelAll(
  operator: TestClient,
  most = 100,
  acknowledged: () => void = () => undefined,
): Promise<{ cancelled: string[]; underway: string | null }> {
  const cancelled: string[] = [];
  let underway: string | null = null;
  const { items } = await operator.call("deposits.list", {
    query: { status: ["WALLET_ADDRESS_UNDER_VERIFICATION"], limit: most },
  });
  try {
    for (const { id, version } of items) {
      underway = id;
      await operator.call("deposits.cancel", { params: { id }, ifMatch: version, body: { remarks: "asked twice" } });
      cancelled.push(id);
      acknowledged();
    }
  } catch {
    // The connection went with the service: this one may or may not have been cancelled.
    return { cancelled, underway };
  }
  return { cancelled, underway: null };
}

/** What was acknowledged is there, what was under way is there whole or not at all, and the audit chain verifies (I10). */
export async function serviceFaults(
  url: string,
  cancelled: readonly string[],
  underway: string | null,
): Promise<string[]> {
  const faults: string[] = [];
  const operator = await clientAt(url, "operator");
  for (const id of cancelled) {
    const { status } = await operator.call("deposits.get", { params: { id } });
    if (status !== "CANCELLED") faults.push(`a cancellation that was acknowledged is ${status} again`);
  }
  if (underway !== null) {
    const { status, cancel } = await operator.call("deposits.get", { params: { id: underway } });
    if ((status === "CANCELLED") !== (cancel !== null)) faults.push("a cancellation is there in part");
  }
  const { ok } = await (await clientAt(url, "auditor")).call("audit.verify", {});
  if (!ok) faults.push("I10: the audit chain does not verify");
  return faults;
}

export const clientAt = (url: string, username: string): Promise<TestClient> =>
  signIn(url, { username, password: passwordOf(username) });
