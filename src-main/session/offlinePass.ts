/**
 * What lets a person read the copy of the records on this workstation while the central service is away (R2.5): who he is, a salted scrypt hash of
 * his password, and until when. It stands in the keychain alone and opens reading alone: no command that changes anything works without the service.
 * Time counts from the last answer of the service and only ever goes forward here, whatever somebody does to the computer's clock.
 */
import { timingSafeEqual } from "node:crypto";
import { user, type User } from "#shared/contract/session.ts";
import { AppError } from "#shared/errors.ts";
import { z } from "#shared/zod.ts";
import type { Keychain } from "#main/keychain/Keychain.ts";
import type { Log } from "#main/log/Log.ts";
import type { Clock } from "#main/world/clock.ts";
import type { Random } from "#main/world/random.ts";
import { stretch, type StretchCost } from "#main/world/stretch.ts";

const TRIES = 5;
const SALT_BYTES = 16;
/** A clock may be put right by this much without being taken for one that was set back. */
const CLOCK_SLACK_MS = 2 * 60_000;
/** The keychain is slow: while the service answers, the entry may be this much behind. */
const WRITE_EVERY_MS = 5 * 60_000;

const bytes = z.string().regex(/^[0-9a-f]+$/);
const kept = z.strictObject({
  centralUrl: z.string(),
  user,
  salt: bytes,
  hash: bytes,
  triesLeft: z.int().min(0).max(TRIES),
  /** null: the service has not said yet how long; nothing is opened then */
  graceMs: z.int().min(0).nullable(),
  /** milliseconds since 1970, by this computer's clock */
  lastContactAt: z.int(),
  /** the latest moment that was seen: time goes on from here */
  seenAt: z.int(),
});
type Kept = z.infer<typeof kept>;

export type OfflinePass = {
  /** After the service has taken this password. Never fails: without a pass there is no reading offline, and nothing else is amiss. */
  keep(person: User, password: string): Promise<void>;
  /** How long the service lets a workstation be without it; null: it does not say, so nothing is opened. */
  setGrace(graceMs: number | null): void;
  /** The service answered at this moment (milliseconds since 1970). `person`: who he is now, as far as it told. */
  contact(at: number, person?: User): void;
  /** Called now and then while the service is away: this much time has passed at least. */
  passed(ms: number): void;
  /** Whom the keychain knows of the last run; null when nobody was kept for this service. Never fails. */
  load(): Promise<User | null>;
  /** Throws OFFLINE_ACCESS_OVER, with words that say why, when his time is over. */
  requireTime(): void;
  /** Throws INVALID_CREDENTIALS, or OFFLINE_ACCESS_OVER once the time or the tries are used up. */
  check(person: User, password: string): Promise<void>;
  /** when reading without the service ends, milliseconds since 1970; null when it is not limited here, because nothing was kept */
  until(): number | null;
  /** words for the person once the time is over; null before */
  whyOver(): string | null;
  forget(): Promise<void>;
  /** what was to be written is written */
  settled(): Promise<void>;
};

export function createOfflinePass(rooms: {
  keychain: Keychain;
  clock: Clock;
  random: Random;
  log: Log;
  centralUrl: string;
  stretchCost: StretchCost;
}): OfflinePass {
  const { keychain, clock, random, log, centralUrl } = rooms;
  let pass: Kept | null = null;
  let grace: number | null = null;
  let writtenAt = Number.NEGATIVE_INFINITY;
  let writing: Promise<void> = Promise.resolve();
  /** Counts sign-outs: what was begun before one is not written after it. */
  let round = 0;

  /** One at a time and in order. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    writing = writing.then(work).catch((error: unknown) => {
      log.warn("what allows reading offline could not be kept in the keychain", { error });
    });
    return writing;
  }

  function write(): Promise<void> {
    const present = pass;
    if (present === null) return Promise.resolve();
    writtenAt = present.seenAt;
    return inTurn(() => keychain.set("offline-pass", JSON.stringify(present)));
  }

  function change(changes: Partial<Kept>): void {
    if (pass !== null) pass = { ...pass, ...changes };
  }

  function see(at: number): void {
    if (pass !== null) change({ seenAt: Math.max(pass.seenAt, at) });
  }

  function until(): number | null {
    return pass === null || pass.graceMs === null ? null : pass.lastContactAt + pass.graceMs;
  }

  /** Throws when reading without the service is not, or no longer, allowed. */
  function requireTime(): void {
    const present = pass;
    if (present === null) throw over("Nothing was kept on this computer by which the password could be checked.");
    if (present.triesLeft === 0)
      throw over("The password was wrong five times. Only the central service can check it now.");
    if (present.graceMs === null || present.graceMs === 0)
      throw over("The central service does not allow records to be read without it.");
    if (clock.now() < present.seenAt - CLOCK_SLACK_MS)
      throw over("The clock of this computer stands before a time that it has shown already. Set it right.");
    see(clock.now());
    const words = whyOver();
    if (words !== null) throw over(words);
  }

  function whyOver(): string | null {
    const end = until();
    if (pass === null || end === null || Math.max(pass.seenAt, clock.now()) < end) return null;
    return overWords(pass.graceMs ?? 0);
  }

  return {
    async keep(person, password) {
      const begun = round;
      const salt = random.bytes(SALT_BYTES);
      try {
        const hash = await stretch(password, salt, rooms.stretchCost);
        if (begun !== round) return;
        const at = clock.now();
        pass = {
          centralUrl,
          user: person,
          salt: salt.toString("hex"),
          hash: hash.toString("hex"),
          triesLeft: TRIES,
          graceMs: grace,
          lastContactAt: at,
          seenAt: at,
        };
        await write();
      } catch (error) {
        log.warn("reading offline will not be possible", { error });
      }
    },
    setGrace(graceMs) {
      grace = graceMs;
      if (pass === null || pass.graceMs === graceMs) return;
      change({ graceMs });
      void write();
    },
    contact(at, person) {
      if (pass === null) return;
      const told = person !== undefined && JSON.stringify(person) !== JSON.stringify(pass.user);
      // Here alone the clock may go back: the service is there, so nobody gains by it.
      change({ lastContactAt: at, seenAt: at, ...(told ? { user: person } : {}) });
      if (told || Math.abs(at - writtenAt) >= WRITE_EVERY_MS) void write();
    },
    passed(ms) {
      if (pass === null) return;
      see(Math.max(clock.now(), pass.seenAt + ms));
      void write();
    },
    async load() {
      try {
        const text = await keychain.get("offline-pass");
        const found = text === null ? null : kept.safeParse(jsonOf(text));
        pass = found?.success === true && found.data.centralUrl === centralUrl ? found.data : null;
      } catch (error) {
        log.warn("what allows reading offline could not be read from the keychain", { error });
      }
      return pass?.user ?? null;
    },
    requireTime,
    async check(person, password) {
      if (pass?.user.id !== person.id) pass = null;
      requireTime();
      const { salt, hash, triesLeft } = pass as Kept;
      // Used up before the try, and in the keychain: ending the program gives none back.
      change({ triesLeft: triesLeft - 1 });
      await write();
      const tried = await stretch(password, Buffer.from(salt, "hex"), rooms.stretchCost);
      if (!isSame(tried, Buffer.from(hash, "hex"))) {
        requireTime();
        throw new AppError("INVALID_CREDENTIALS", "The password is wrong");
      }
      change({ triesLeft: TRIES });
      await write();
    },
    until,
    whyOver,
    async forget() {
      round += 1;
      pass = null;
      await inTurn(() => keychain.forget("offline-pass"));
    },
    settled: () => writing,
  };
}

function overWords(graceMs: number): string {
  const minutes = Math.round(graceMs / 60_000);
  const long = minutes % 60 === 0 ? `${minutes / 60} ${minutes === 60 ? "hour" : "hours"}` : `${minutes} minutes`;
  return `The central service was not reached for ${long}, the longest time that this computer may show records without it. Connect, and unlock again.`;
}

function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

function over(words: string): AppError {
  return new AppError("OFFLINE_ACCESS_OVER", words);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not ours: the schema that reads it next refuses undefined.
    return undefined;
  }
}
