/** Small parts of the session: one wish per key, and the idle lock, on a clock that the test moves. */
import { expect, test } from "vitest";
import { AppError } from "#shared/errors.ts";
import { dayStart } from "#main/deposits/zoneTime.ts";
import { startIdleLock } from "#main/session/idleLock.ts";
import { createOncePerKey } from "#main/session/oncePerKey.ts";
import { copyText } from "#main/system/copyText.ts";
import { openExplorer } from "#main/system/openExplorer.ts";
import type { Cache } from "#main/store/Cache.ts";
import { createFakeTime } from "#tests/main/support/fakeWorld.ts";

test("R2.4 five minutes without a hand on the computer lock the session", async () => {
  const time = createFakeTime();
  let idle = 0;
  let locks = 0;
  const stop = startIdleLock({ timer: time.timer, idleSeconds: () => idle, lock: () => (locks += 1) });
  idle = 299;
  await time.advance(20_000);
  expect(locks).toBe(0);
  idle = 300;
  await time.advance(5_000);
  expect(locks).toBe(1);
  stop();
  await time.advance(60_000);
  expect(locks).toBe(1);
  expect(time.pending()).toBe(0);
});

test("R15.3 two clicks under one key are one request", async () => {
  const once = createOncePerKey();
  const sent: number[] = [];
  let prepared = 0;
  const steps = {
    prepare: async () => (prepared += 1),
    send: async (request: number) => {
      sent.push(request);
      return `answer ${request}`;
    },
  };
  const [first, second] = await Promise.all([once.run("k", steps), once.run("k", steps)]);
  expect([first, second, await once.run("k", steps)]).toEqual(["answer 1", "answer 1", "answer 1"]);
  expect(sent).toEqual([1]);
  expect(await once.run("other", steps)).toBe("answer 2");
});

test.each(["OFFLINE", "TIMEOUT"] as const)(
  "R21.6 after %s the very same request is sent again, not a new one",
  async (code) => {
    const once = createOncePerKey();
    const sent: number[] = [];
    let prepared = 0;
    const steps = {
      prepare: async () => (prepared += 1),
      send: async (request: number) => {
        sent.push(request);
        if (sent.length < 3) throw new AppError(code, "no answer");
        return "done";
      },
    };
    await expect(once.run("k", steps)).rejects.toMatchObject({ code });
    await expect(once.run("k", steps)).rejects.toMatchObject({ code });
    expect(await once.run("k", steps)).toBe("done");
    expect(sent).toEqual([1, 1, 1]);
  },
);

test("after a clear refusal the next try is made anew", async () => {
  const once = createOncePerKey();
  let prepared = 0;
  const steps = {
    prepare: async () => (prepared += 1),
    send: async (request: number) => {
      if (request === 1) throw new AppError("STEP_UP_REQUIRED", "again");
      return request;
    },
  };
  await expect(once.run("k", steps)).rejects.toMatchObject({ code: "STEP_UP_REQUIRED" });
  expect(await once.run("k", steps)).toBe(2);
});

test("days and months begin where the person's zone says", () => {
  const at = Date.parse("2026-11-30T17:30:00.000Z");
  expect(new Date(dayStart(at, "UTC")).toISOString()).toBe("2026-11-30T00:00:00.000Z");
  expect(new Date(dayStart(at, "Asia/Hong_Kong")).toISOString()).toBe("2026-11-30T16:00:00.000Z");
});

test("P1.16 a program that changes the clipboard is found out", async () => {
  const clipboard = { writeText: () => undefined, readText: () => "0xattacker" };
  await expect(copyText(clipboard, { text: "0xclient" })).rejects.toMatchObject({ code: "INTERNAL" });
  let text = "";
  const later = { writeText: async (value: string) => void (text = value), readText: async () => text };
  expect(await copyText(later, { text: "0xclient" })).toBe(null);
});

test("P0.5 an explorer opens at the configured https address and nowhere else", async () => {
  const opened: string[] = [];
  const value = `0x${"ab".repeat(32)}`;
  const open = (explorerTxUrl: string | null) =>
    openExplorer(
      {
        cache: { network: () => ({ explorerTxUrl, explorerAddressUrl: null }) } as unknown as Cache,
        openOutside: async (url) => void opened.push(url),
      },
      { network: "ETHEREUM", kind: "tx", value },
    );
  await open("https://scan.example/tx/{hash}");
  await open("https://scan.example/tx");
  expect(opened).toEqual([`https://scan.example/tx/${value}`, `https://scan.example/tx/${value}`]);
  await expect(open("http://scan.example/tx/{hash}")).rejects.toMatchObject({ code: "CONFIG_INVALID" });
  await expect(open(null)).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(opened).toHaveLength(2);
});
