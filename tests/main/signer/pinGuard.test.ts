import { afterEach, beforeEach, expect, test } from "vitest";
import { AppError } from "#shared/errors.ts";
import { createPinGuard, type PinGuard } from "#main/signer/pinGuard.ts";
import { openTestJournal, type TestJournal } from "#tests/main/journal/openTestJournal.ts";

const ADDRESS = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";
const OTHER = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
let now: number;
let at: TestJournal;
let guard: PinGuard;
let tried: number;

beforeEach(() => {
  now = Date.parse("2026-11-22T10:00:00.000Z");
  tried = 0;
  at = openTestJournal({ now: () => now });
  guard = createPinGuard({ store: at.journal, clock: { now: () => now } });
});
afterEach(() => at.remove());

const attempt = (code: "SIGNER_PIN_WRONG" | "SIGNER_REFUSED" | "SIGNER_CRASHED" | null, address = ADDRESS) =>
  guard
    .guarded(address, async () => {
      tried += 1;
      if (code !== null) throw new AppError(code, code);
      return "opened";
    })
    .catch((error: AppError) => ({ code: error.code, wait: error.extra.retryAfterSeconds ?? 0 }));

test("the third wrong PIN makes the next try wait 5 seconds, each further one twice as long, at most an hour", async () => {
  const waits: number[] = [];
  for (let round = 0; round < 16; round += 1) {
    const answer = (await attempt("SIGNER_PIN_WRONG")) as { code: string; wait: number };
    expect(answer.code).toBe("SIGNER_PIN_WRONG");
    waits.push(answer.wait);
    now += answer.wait * 1_000;
  }
  expect(waits).toEqual([0, 0, 5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600, 3600, 3600]);
  expect(tried).toBe(16);
});

test("while it waits the right PIN is not even tried, not after a restart and not with the clock set back", async () => {
  for (let round = 0; round < 3; round += 1) await attempt("SIGNER_PIN_WRONG");
  expect(await attempt(null)).toEqual({ code: "SIGNER_PIN_WRONG", wait: 5 });
  now += 4_000;
  at.reopen();
  guard = createPinGuard({ store: at.journal, clock: { now: () => now } });
  expect(await attempt(null)).toEqual({ code: "SIGNER_PIN_WRONG", wait: 1 });
  now -= 3_600_000;
  expect(await attempt(null)).toEqual({ code: "SIGNER_PIN_WRONG", wait: 5 });
  expect(tried).toBe(3);
  now += 3_605_000;
  expect(await attempt(null)).toBe("opened");
  expect(await attempt("SIGNER_PIN_WRONG")).toEqual({ code: "SIGNER_PIN_WRONG", wait: 0 });
});

test("many tries at once count each by itself", async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => attempt("SIGNER_PIN_WRONG")));
  expect(tried).toBe(3);
  expect(answers.filter((answer) => typeof answer === "object" && answer.wait > 0).length).toBeGreaterThanOrEqual(7);
});

test("a refusal for another reason is no wrong PIN, a crash counts as one, and each key has its own count", async () => {
  for (let round = 0; round < 5; round += 1) await attempt("SIGNER_REFUSED");
  expect(await attempt(null)).toBe("opened");
  for (let round = 0; round < 3; round += 1) await attempt("SIGNER_CRASHED");
  expect(await attempt(null)).toMatchObject({ code: "SIGNER_PIN_WRONG" });
  expect(await attempt(null, OTHER)).toBe("opened");
});
