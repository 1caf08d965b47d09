/** Reading without the central service (R2.5): for how long, with which password, and what a changed clock does to it. */
import { expect, test } from "vitest";
import fc from "fast-check";
import type { User } from "#shared/contract/session.ts";
import { isAppError } from "#shared/errors.ts";
import { createKeychain } from "#main/keychain/Keychain.ts";
import { createLog } from "#main/log/Log.ts";
import { createOfflinePass, type OfflinePass } from "#main/session/offlinePass.ts";
import { watchOffline } from "#main/session/watchOffline.ts";
import { machineRandom, machineTimer } from "#main/world/thisMachine.ts";
import { createFakeTime } from "#tests/main/support/fakeWorld.ts";
import { memoryRing, type MemoryRing } from "#tests/main/support/openEngine.ts";

const HOUR = 3_600_000;
const MINUTE = 60_000;
const START = Date.parse("2026-11-22T10:00:00.000Z");
const OLIVIA: User = {
  id: "01890000-0000-7000-8000-000000000001",
  username: "operator",
  displayName: "Olivia Operator",
  roles: ["OPERATOR"],
  permissions: ["Deposit Records"],
  locale: "en",
  totpEnrolled: false,
  mustChangePassword: false,
  administrators: ["Ada Admin"],
};

type World = { ring: MemoryRing; at: { now: number }; open(url?: string): OfflinePass };

function world(): World {
  const ring = memoryRing();
  const at = { now: START };
  return {
    ring,
    at,
    open: (centralUrl = "https://central.example") =>
      createOfflinePass({
        keychain: createKeychain({
          loadKeyring: async () => ring,
          service: "test",
          timer: machineTimer,
          random: machineRandom,
        }),
        clock: { now: () => at.now },
        random: machineRandom,
        log: createLog({ now: () => at.now }, () => undefined),
        centralUrl,
        stretchCost: { N: 2, r: 1, p: 1 },
      }),
  };
}

async function kept(graceMs: number | null = 12 * HOUR): Promise<World> {
  const made = world();
  const pass = made.open();
  pass.setGrace(graceMs);
  await pass.keep(OLIVIA, "right password");
  await pass.settled();
  return made;
}

/** What a start without the service comes to: "read" or the words of the refusal. */
async function startAgain(made: World, password = "right password"): Promise<string> {
  const pass = made.open();
  try {
    const person = await pass.load();
    if (person === null) return "nobody";
    pass.requireTime();
    await pass.check(person, password);
    await pass.settled();
    return "read";
  } catch (error) {
    await pass.settled();
    return isAppError(error, "INVALID_CREDENTIALS") ? "wrong password" : (error as Error).message;
  }
}

test("R2.5 the same person reads with his password until the time since the last contact is over, and not a moment longer", async () => {
  const made = await kept();
  made.at.now = START + 12 * HOUR - 1;
  expect(await startAgain(made)).toBe("read");
  made.at.now = START + 12 * HOUR;
  expect(await startAgain(made)).toContain("was not reached for 12 hours");
});

test.each([null, 0])("R2.5 a service that does not allow it (%s) opens nothing", async (graceMs) => {
  expect(await startAgain(await kept(graceMs))).toContain("does not allow records to be read without it");
});

test("R2.5 a clock that is set back opens nothing, however far the time before it was", async () => {
  const made = await kept();
  const pass = made.open();
  await pass.load();
  made.at.now = START + 5 * HOUR;
  pass.passed(MINUTE);
  await pass.settled();
  made.at.now = START + HOUR;
  expect(await startAgain(made)).toContain("Set it right");
  made.at.now = START + 5 * HOUR - MINUTE;
  expect(await startAgain(made)).toBe("read");
});

test("R2.5 whatever somebody does to the clock, nobody reads for longer than the grace: property over minutes and settings", async () => {
  const step = fc.record({ minutes: fc.integer({ min: 1, max: 40 }), clockTo: fc.integer({ min: -600, max: 600 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      const grace = 60;
      const made = await kept(grace * MINUTE);
      const pass = made.open();
      await pass.load();
      let readFor = 0;
      for (const { minutes, clockTo } of steps) {
        made.at.now = START + clockTo * MINUTE;
        for (let minute = 0; minute < minutes && pass.whyOver() === null; minute += 1) {
          pass.passed(MINUTE);
          readFor += 1;
        }
      }
      expect(readFor).toBeLessThanOrEqual(grace);
    }),
    { numRuns: 60 },
  );
});

test("R2.5 five wrong passwords end it for good, also over restarts; the right one gives the tries back", async () => {
  const made = await kept();
  for (let tries = 0; tries < 4; tries += 1) expect(await startAgain(made, "wrong")).toBe("wrong password");
  expect(await startAgain(made)).toBe("read");
  for (let tries = 0; tries < 4; tries += 1) expect(await startAgain(made, "wrong")).toBe("wrong password");
  expect(await startAgain(made, "wrong")).toContain("wrong five times");
  expect(await startAgain(made)).toContain("wrong five times");
});

test("R2.5 an answer of the service without the password gives no tries back", async () => {
  const made = await kept();
  for (let tries = 0; tries < 4; tries += 1) await startAgain(made, "wrong");
  const pass = made.open();
  await pass.load();
  made.at.now += HOUR;
  pass.contact(made.at.now, { ...OLIVIA, displayName: "Olivia O." });
  await pass.settled();
  expect(await startAgain(made, "wrong")).toContain("wrong five times");
});

test("R2.2 R2.5 the password stands nowhere in what is kept, nothing is kept for another service, and a sign-out takes it away", async () => {
  const made = await kept();
  expect([...made.ring.entries.keys()]).toEqual(["test offline-pass"]);
  expect([...made.ring.entries.values()].join("")).not.toContain("right password");
  expect(await made.open("https://other.example").load()).toBe(null);
  const pass = made.open();
  await pass.load();
  await pass.forget();
  expect(await startAgain(made)).toBe("nobody");
});

test("R2.5 what is in the keychain but is no pass of ours opens nothing", async () => {
  for (const text of ["", "{}", "null", "{not json", JSON.stringify({ centralUrl: "https://central.example" })]) {
    const made = world();
    made.ring.entries.set("test offline-pass", text);
    expect(await startAgain(made)).toBe("nobody");
  }
});

test("R2.5 every minute it is looked whether the service has answered; when it was away too long, the session locks with words", async () => {
  const time = createFakeTime();
  let answered: number | null = null;
  let over: string | null = null;
  const told: string[] = [];
  const stop = watchOffline({
    timer: time.timer,
    pass: {
      contact: (at) => void told.push(`contact ${at - time.clock.now()}`),
      passed: (ms) => void told.push(`passed ${ms}`),
      whyOver: () => over,
    },
    lastAnswerAt: () => answered,
    onOver: (words) => void told.push(words),
  });
  await time.advance(MINUTE);
  answered = time.clock.now();
  await time.advance(MINUTE);
  over = "too long";
  await time.advance(MINUTE);
  expect(told).toEqual(["passed 60000", "contact -60000", "passed 60000", "too long"]);
  stop();
  expect(time.pending()).toBe(0);
});
