import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Refund } from "#shared/contract/refund.ts";
import { toBaseUnits } from "#shared/money.ts";
import { FAULT_POINTS, type FaultPoint } from "#main/refunds/executionRooms.ts";
import type { CrashOrder } from "./deskProcess.ts";
import { journalStates } from "./journalStates.ts";
import { claimOn, type MoneyWorld, PIN, startMoneyWorld } from "./moneyWorld.ts";
import { type Desk, type DeskOptions, openDesk } from "./openDesk.ts";

const SCRIPT = fileURLToPath(new URL("./deskProcess.ts", import.meta.url));
const POLL = { timeout: 20_000, interval: 100 };
let serial = 0;
/** Another amount each time: two alike within a day look like a duplicate request. */
async function freshRefund(): Promise<{ refund: Refund; units: bigint }> {
  serial += 1;
  const amount = `${20 + serial}.5`;
  return { refund: await world.approved("USDT", amount), units: toBaseUnits(amount, 6) };
}

let world: MoneyWorld;
let options: DeskOptions;
let address: string;
beforeAll(async () => {
  world = await startMoneyWorld();
  ({ options, address } = await world.newDesk());
}, 120_000);
afterAll(() => world.stop());

/** Resolves when the workstation was killed where it was told to die. */
async function crash(refund: Refund, dieAt: FaultPoint, waitMs = 300): Promise<void> {
  const child = spawn(process.execPath, [SCRIPT], { stdio: ["pipe", "inherit", "pipe"] });
  const order: CrashOrder = { options, claim: world.claimInput(refund), pin: PIN, dieAt, waitMs };
  let words = "";
  child.stderr.on("data", (part: Buffer) => (words += part.toString()));
  child.stdin.end(JSON.stringify(order));
  const signal = await new Promise<NodeJS.Signals | null>((resolve) => child.once("exit", (_code, by) => resolve(by)));
  expect({ signal, words: signal === "SIGKILL" ? "" : words }).toEqual({ signal: "SIGKILL", words: "" });
}

async function withDesk<T>(use: (desk: Desk) => Promise<T>): Promise<T> {
  const desk = await openDesk(options);
  try {
    return await use(desk);
  } finally {
    await desk.close();
  }
}

const transactionCount = async () =>
  BigInt(await world.chain.rpc<string>("eth_getTransactionCount", [address, "latest"]));

describe("R21.3 I1 I2 I9 killed with SIGKILL while executing: one payment, by the same bytes, after the restart", () => {
  test.each<[FaultPoint, string[]]>([
    ["after-sign", []],
    ["after-journal", ["signed"]],
    ["after-register", ["registered"]],
    ["mid-broadcast", ["registered"]],
    ["after-broadcast", ["registered"]],
  ])(
    "%s",
    async (dieAt, expectedStates) => {
      const { refund, units } = await freshRefund();
      const [before, count] = [await world.paid("USDT"), await transactionCount()];
      await crash(refund, dieAt);
      expect(journalStates(options.folder, refund.id)).toEqual(expectedStates);
      const crashed = await world.refund(refund.id);
      const paidBefore = await world.paid("USDT");
      if (dieAt === "after-sign" || dieAt === "after-journal" || dieAt === "after-register")
        expect(paidBefore).toBe(before);

      await withDesk(async (desk) => {
        await desk.resume();
        if (dieAt === "after-sign") {
          // The signature was lost with the process and nobody else has it: the same person goes on, on the same slot.
          expect(await world.paid("USDT")).toBe(before);
          const { review, execute } = await claimOn(desk, world, await world.refund(refund.id));
          expect(review.nonce).toBe(crashed.slot?.nonce);
          await desk.handlers.refunds.execute(execute);
        }
        await expect.poll(() => world.paid("USDT"), POLL).toBe(before + units);
        await world.chain.mine(8);
        await expect.poll(async () => (await world.refund(refund.id)).status, POLL).toBe("COMPLETED");
      });
      // Once more from the beginning: nothing is left that could pay again.
      await withDesk((desk) => desk.resume());
      await world.chain.mine(2);
      expect(await world.paid("USDT")).toBe(before + units);
      expect(await transactionCount()).toBe(count + 1n);
      const done = await world.refund(refund.id);
      expect(done.attempts).toHaveLength(1);
      expect(done.slot).toEqual({ chainId: 31337, from: address, nonce: count.toString() });
      expect(journalStates(options.folder, refund.id)).toEqual(["settled"]);
    },
    90_000,
  );

  test("every fault point was killed at", () => {
    expect([...FAULT_POINTS]).toEqual([
      "after-sign",
      "after-journal",
      "after-register",
      "mid-broadcast",
      "after-broadcast",
    ]);
  });

  test("I13 signed, then the lock lapsed: the bytes become an orphan, never leave, and a new claim pays once", async () => {
    const { refund, units } = await freshRefund();
    const [before, count] = [await world.paid("USDT"), await transactionCount()];
    await crash(refund, "after-journal");
    world.central.clock.advance(61_000);
    await world.watch();
    await withDesk(async (desk) => {
      await desk.resume();
      expect(journalStates(options.folder, refund.id)).toEqual(["orphan"]);
      expect(desk.lines.join("\n")).toContain("execute the refund again");
      expect(await world.paid("USDT")).toBe(before);
      const { review, execute } = await claimOn(desk, world, await world.refund(refund.id));
      expect(review.nonce).toBe(count.toString());
      await desk.handlers.refunds.execute(execute);
      await expect.poll(() => world.paid("USDT"), POLL).toBe(before + units);
    });
    await world.chain.mine(2);
    expect(await transactionCount()).toBe(count + 1n);
    expect((await world.refund(refund.id)).attempts).toHaveLength(1);
  }, 90_000);

  test("killed twice in a row on the way", async () => {
    const { refund, units } = await freshRefund();
    const [before, count] = [await world.paid("USDT"), await transactionCount()];
    await crash(refund, "after-sign");
    await crash(await world.refund(refund.id), "after-sign");
    await crash(await world.refund(refund.id), "after-register");
    await withDesk(async (desk) => {
      await desk.resume();
      await expect.poll(() => world.paid("USDT"), POLL).toBe(before + units);
    });
    await world.chain.mine(2);
    expect(await transactionCount()).toBe(count + 1n);
  }, 90_000);

  test("another person's sign-in on the same workstation sends nothing and breaks nothing", async () => {
    const { refund, units } = await freshRefund();
    const before = await world.paid("USDT");
    await crash(refund, "after-journal");
    const auditor = await openDesk({ ...options, username: "auditor", password: "test-auditor" });
    await auditor.resume();
    await auditor.close();
    expect(journalStates(options.folder, refund.id)).toEqual(["signed"]);
    expect(await world.paid("USDT")).toBe(before);
    await withDesk(async (desk) => {
      await desk.resume();
      await expect.poll(() => world.paid("USDT"), POLL).toBe(before + units);
    });
  }, 90_000);
});
