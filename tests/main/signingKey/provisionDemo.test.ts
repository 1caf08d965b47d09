import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eq } from "drizzle-orm";
import { users } from "#central/store/tables.ts";
import { startTestCentral, type TestCentral } from "#tests/support/central.ts";
import { signIn } from "#tests/support/centralClient.ts";
import { startTestChain, type TestChain } from "#tests/support/chain.ts";
import { openDesk, type DeskOptions } from "#tests/main/execution/openDesk.ts";

let chain: TestChain;
let central: TestCentral;
const folders: string[] = [];
beforeAll(async () => {
  chain = await startTestChain();
  central = await startTestCentral();
  // The demo's accounts differ from the test world's by their passwords alone.
  for (const username of ["operator", "supervisor", "supervisor2", "executor"]) {
    const passwordHash = await central.rooms.passwords.hash(`demo-${username}`);
    await central.rooms.database.db.update(users).set({ passwordHash }).where(eq(users.username, username));
  }
}, 120_000);
afterAll(async () => {
  await central.stop();
  await chain.stop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function profile(): DeskOptions {
  const folder = mkdtempSync(join(tmpdir(), "deposit-desk-demo-"));
  folders.push(folder);
  return {
    centralUrl: central.url,
    nodes: [chain.url],
    folder,
    workstationId: randomUUID(),
    username: "operator",
    password: "demo-operator",
    demo: true,
  };
}

const signers = async () => {
  const supervisor = await signIn(central.url, { username: "supervisor", password: "demo-supervisor" });
  const { items } = await supervisor.call("signers.list");
  return items.filter(({ status }) => status !== "RETIRED");
};

test("demo: one start makes keys for two supervisors and an approved payment key; the next changes nothing; a lost profile makes new ones", async () => {
  const options = profile();
  for (let start = 0; start < 2; start += 1) {
    const desk = await openDesk(options);
    await desk.provisionDemo?.();
    await desk.close();
    expect(await signers()).toMatchObject([
      { status: "APPROVED", executor: { name: "Erik Executor" }, networks: ["DEVNET"] },
    ]);
  }
  const [before] = await signers();
  const executor = await openDesk({ ...options, username: "executor", password: "demo-executor" });
  const mine = await executor.handlers.signingKey.mine({});
  await executor.close();
  expect(mine).toMatchObject({ address: before!.address, onThisWorkstation: true });
  expect(mine.pinned.map(({ name }) => name)).toEqual(["Sam Supervisor", "Sue Supervisor"]);

  const fresh = await openDesk(profile());
  await fresh.provisionDemo?.();
  await fresh.close();
  const after = await signers();
  expect(after).toHaveLength(2);
  expect(after.every(({ status }) => status === "APPROVED")).toBe(true);
}, 120_000);

test("outside the demo nothing is provisioned", async () => {
  const desk = await openDesk({ ...profile(), demo: false });
  expect(desk.provisionDemo).toBeUndefined();
  await desk.close();
});
