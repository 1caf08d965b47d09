/**
 * The central service killed while it works: what it acknowledged is there after the next start, what it did not is there whole or not at all, and its
 * audit chain verifies (I10). Its own folder, its own process, killed at a chosen write of its database.
 */
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Dice } from "#tests/main/support/seededRandom.ts";
import { emptyDataFolder } from "#tests/support/central.ts";
import { signIn, type TestClient } from "#tests/support/centralClient.ts";
import { passwordOf } from "#tests/support/centralWorld.ts";
import { CONTROL_BYTES, openControl } from "./control.ts";
import type { Finding } from "./tally.ts";

export type CentralRig = {
  /** The service runs; it is killed at one of its next writes, started again and asked. */
  strike(): Promise<Finding>;
  close(): Promise<void>;
};

type Running = { url: string; exited: Promise<NodeJS.Signals | null>; kill(): void };

const INSIDE = fileURLToPath(new URL("./centralInside.ts", import.meta.url));
/** A cancellation makes about twenty writes. */
const WRITES_AHEAD = 300;
const PATIENCE_MS = 300_000;

export async function openCentralRig(files: { shim: string; base: string }, dice: Dice): Promise<CentralRig> {
  const place = mkdtempSync(join(files.base, "central-"));
  const watched = join(place, "watched");
  mkdirSync(watched);
  // A migrated database: making one takes longer than ten kills.
  const empty = await emptyDataFolder();
  cpSync(empty, join(watched, "data"), { recursive: true });
  rmSync(empty, { recursive: true, force: true });
  writeFileSync(join(place, "control"), Buffer.alloc(CONTROL_BYTES));
  const control = openControl(join(place, "control"));
  let running: Running | null = await start();

  async function start(): Promise<Running> {
    const child = spawn(process.execPath, [INSIDE, watched], {
      stdio: ["ignore", "pipe", "inherit"],
      env: {
        PATH: process.env["PATH"],
        LD_PRELOAD: files.shim,
        FAULTS_CONTROL: join(place, "control"),
        FAULTS_FOLDER: watched,
      },
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

  /** Cancels one record after the other until the service is gone. */
  async function work(operator: TestClient): Promise<{ cancelled: string[]; underway: string | null }> {
    const cancelled: string[] = [];
    let underway: string | null = null;
    const { items } = await operator.call("deposits.list", {
      query: { status: ["WALLET_ADDRESS_UNDER_VERIFICATION"], limit: 100 },
    });
    try {
      for (const { id, version } of items) {
        underway = id;
        await operator.call("deposits.cancel", { params: { id }, ifMatch: version, body: { remarks: "asked twice" } });
        cancelled.push(id);
      }
    } catch {
      // The connection went with the service: this one may or may not have been cancelled.
      return { cancelled, underway };
    }
    return { cancelled, underway: null };
  }

  return {
    async strike() {
      running ??= await start();
      const operator = await clientAt(running.url, "operator");
      const at = control.read().count + 1 + dice.below(WRITES_AHEAD);
      control.arm(dice.chance(0.5) ? "kill" : "torn", at);
      const where = `central service killed at write ${at}`;
      const { cancelled, underway } = await work(operator);
      if (underway === null) running.kill();
      const violations = (await running.exited) === "SIGKILL" ? [] : ["the service was not killed"];
      control.disarm();
      running = null;
      try {
        running = await start();
      } catch (error) {
        return { where, violations, unreadable: `the service does not start again: ${String(error)}` };
      }
      const { url } = running;
      const again = await clientAt(url, "operator");
      for (const id of cancelled) {
        const { status } = await again.call("deposits.get", { params: { id } });
        if (status !== "CANCELLED") violations.push(`a cancellation that was acknowledged is ${status} again`);
      }
      if (underway !== null) {
        const { status, cancel } = await again.call("deposits.get", { params: { id: underway } });
        if ((status === "CANCELLED") !== (cancel !== null)) violations.push("a cancellation is there in part");
      }
      const { ok } = await (await clientAt(url, "auditor")).call("audit.verify", {});
      if (!ok) violations.push("I10: the audit chain does not verify");
      return { where, violations, unreadable: null };
    },
    async close() {
      running?.kill();
      await running?.exited;
    },
  };
}

const clientAt = (url: string, username: string) => signIn(url, { username, password: passwordOf(username) });
