/**
 * Who is signed in on this workstation (S2, S3). Nothing can be read before a person has signed in with his own account (R2.1);
 * what belongs to the person is opened by `openDesk` and closed with the session. A locked session goes on following the central service, and shows nothing.
 * While the service is away, the person of this session may unlock to read, for as long as the service allows (R2.5, session/offlinePass.ts).
 */
import { http } from "#shared/contract/http.ts";
import type { SessionState } from "#shared/contract/ipc.ts";
import type { Environment, Organisation, User } from "#shared/contract/session.ts";
import { AppError, isAppError } from "#shared/errors.ts";
import { isUnreached } from "#main/faults/isUnreached.ts";
import type { Keychain } from "#main/keychain/Keychain.ts";
import type { Log } from "#main/log/Log.ts";
import type { Remote } from "#main/remote/Remote.ts";
import { type Clock, timestampOf } from "#main/world/clock.ts";
import type { Random } from "#main/world/random.ts";
import { DEMO_ACCOUNTS } from "./demoAccounts.ts";
import { endWords } from "./endWords.ts";
import { createLogin } from "./login.ts";
import type { OfflinePass } from "./offlinePass.ts";
import { createSessionTokens } from "./tokens.ts";

export type Session = {
  state(): SessionState;
  /** the person, while signed in or locked */
  user(): User | null;
  /** Keychain, environment, and the session of the last run; called once. */
  start(): Promise<void>;
  signIn(input: { username: string; password: string; totpCode?: string | undefined }): Promise<SessionState>;
  signOut(): Promise<SessionState>;
  /** `reason` in words; null when the person asked for it */
  lock(reason: string | null): SessionState;
  unlock(input: { password: string; totpCode?: string | undefined }): Promise<SessionState>;
  /** Rights may have changed: asks again, and ends the session when the service no longer knows it. */
  reload(): Promise<void>;
  /** the central service is reached again */
  reached(): void;
  unreached(words: string): void;
  fail(fatal: { title: string; advice: string }): void;
};

export type SessionRooms = {
  remote: Remote;
  keychain: Keychain;
  clock: Clock;
  random: Random;
  log: Log;
  /** what allows reading while the service is away */
  pass: OfflinePass;
  centralUrl: string;
  deviceId: string;
  deviceName: string;
  appVersion: string;
  networks: string;
  demo: boolean;
  /** last seen environment of this service; the most dangerous one until it is known */
  environment: KnownEnvironment | null;
  onEnvironment: (environment: KnownEnvironment) => void;
  onChange: (state: SessionState) => void;
  /** Opens what belongs to this person: cache, sync, money rooms. Throws CACHE_FROM_FUTURE, DISK_FULL, KEYCHAIN_UNAVAILABLE. */
  openDesk: (user: User) => Promise<void>;
  closeDesk: () => Promise<void>;
};

const MINUTE_MS = 60_000;

/** What the service said it is; kept, so that it is known while the service is away. */
export type KnownEnvironment = { code: Environment; name: string; organisation: Organisation | null };

export function createSession(rooms: SessionRooms): Session {
  const { remote, keychain, clock, log, pass } = rooms;
  let phase: SessionState["phase"] = "STARTING";
  let user: User | null = null;
  let reason: string | null = null;
  let environment: KnownEnvironment = rooms.environment ?? {
    code: "PRODUCTION" as const,
    name: "not reached yet",
    organisation: null,
  };
  let known = false;
  let centralProblem: string | null = null;
  let keychainState: SessionState["keychain"] = { available: true, problem: null };
  let fatal: SessionState["fatal"] = null;
  let restoring: Promise<void> | null = null;
  /** a session of the last run that only the service can confirm, which was away */
  let unconfirmed = false;

  const tokens = createSessionTokens({ ...rooms, onRejected: (error) => void end(endWords(error)) });
  remote.useTokens(tokens);
  const door = createLogin(rooms);

  function state(): SessionState {
    return {
      phase,
      user,
      reason,
      environment: environment.code,
      environmentName: environment.name,
      centralUrl: rooms.centralUrl,
      centralProblem,
      offlineUntil: offlineUntil(),
      certificate: remote.certificate(),
      networks: rooms.networks,
      keychain: keychainState,
      demo: rooms.demo && known && environment.code === "TEST" ? DEMO_ACCOUNTS : null,
      appVersion: rooms.appVersion,
      fatal,
    };
  }

  function offlineUntil(): string | null {
    const end = user === null || centralProblem === null ? null : pass.until();
    return end === null ? null : timestampOf(end);
  }

  function tell(): SessionState {
    const now = state();
    rooms.onChange(now);
    return now;
  }

  async function learnEnvironment(): Promise<void> {
    try {
      const meta = await remote.call(http.meta.get, {});
      environment = { code: meta.environment, name: meta.environmentName, organisation: meta.organisation ?? null };
      known = true;
      centralProblem = null;
      pass.setGrace(meta.offlineGraceMinutes === undefined ? null : meta.offlineGraceMinutes * MINUTE_MS);
      rooms.onEnvironment(environment);
    } catch (error) {
      if (isAppError(error, "CLIENT_UPGRADE_REQUIRED"))
        fatal = { title: "A newer Deposit Desk is required", advice: error.message };
      centralProblem = error instanceof AppError ? error.message : "The central service cannot be used.";
      log.warn("the central service does not say what it is", { error });
    }
    tell();
  }

  async function probeKeychain(): Promise<void> {
    try {
      await keychain.probe();
      keychainState = { available: true, problem: null };
    } catch (error) {
      const problem = error instanceof AppError ? error.message : "The keychain of this computer cannot be used.";
      keychainState = { available: false, problem };
      log.error("the keychain cannot be used", { error });
    }
  }

  /** The session of the last run goes on, locked: it follows the service and shows nothing until its person proves who he is. */
  function restore(): Promise<void> {
    restoring ??= restoreOnce().finally(() => {
      restoring = null;
    });
    return restoring;
  }

  async function restoreOnce(): Promise<void> {
    if (user !== null || !keychainState.available) return;
    try {
      if ((await tokens.restore()) === null) return;
      const person = await remote.call(http.auth.me, {});
      if ((await pass.load())?.id === person.id) pass.contact(clock.now(), person);
      await goOnAs(person);
      unconfirmed = false;
    } catch (error) {
      log.warn("the session of the last run does not go on", { error });
      if (!isUnreached(error)) return forget();
      unconfirmed = true;
      await goOnOffline();
    }
  }

  async function goOnAs(person: User): Promise<void> {
    await rooms.openDesk(person);
    user = person;
    phase = "LOCKED";
    reason = "Deposit Desk was started again.";
  }

  async function goOnOffline(): Promise<void> {
    try {
      const person = await pass.load();
      if (person === null) return;
      pass.requireTime();
      await goOnAs(person);
    } catch (error) {
      log.warn("the records cannot be read without the central service", { error });
      if (isAppError(error, "OFFLINE_ACCESS_OVER")) reason = error.message;
    }
  }

  async function forget(): Promise<void> {
    unconfirmed = false;
    await Promise.all([tokens.forget(), pass.forget()]);
  }

  async function end(words: string | null): Promise<void> {
    if (user === null && phase === "SIGNED_OUT" && words === null) return;
    user = null;
    phase = "SIGNED_OUT";
    reason = words;
    await forget();
    tell();
    await rooms.closeDesk();
  }

  function enter(person: User): void {
    user = person;
    phase = "SIGNED_IN";
    reason = null;
    unconfirmed = false;
  }

  async function reload(): Promise<void> {
    if (user === null) return;
    try {
      const person = await remote.call(http.auth.me, {});
      unconfirmed = false;
      pass.contact(clock.now(), person);
      if (user === null || JSON.stringify(person) === JSON.stringify(user)) return;
      user = person;
      tell();
    } catch (error) {
      log.warn("one's own rights could not be read again", { error });
    }
  }

  return {
    state,
    user: () => user,
    async start() {
      await Promise.all([probeKeychain(), learnEnvironment()]);
      if (phase !== "STARTING") return;
      await restore();
      if (user === null) phase = "SIGNED_OUT";
      tell();
    },
    async signIn(input) {
      if (!keychainState.available) await probeKeychain();
      if (!keychainState.available) {
        tell();
        throw new AppError("KEYCHAIN_UNAVAILABLE", keychainState.problem ?? "");
      }
      if (user !== null) throw new AppError("INPUT_INVALID", "Somebody is signed in; sign out first");
      const answer = await door.login(input);
      await tokens.keep(answer, input.username);
      try {
        await rooms.openDesk(answer.user);
      } catch (error) {
        await door.logout();
        await tokens.forget();
        throw error;
      }
      enter(answer.user);
      void pass.keep(answer.user, input.password);
      if (!known) void learnEnvironment();
      return tell();
    },
    async signOut() {
      await door.logout();
      await end(null);
      return state();
    },
    lock(words) {
      if (phase !== "SIGNED_IN") return state();
      phase = "LOCKED";
      reason = words;
      return tell();
    },
    async unlock({ password, totpCode }) {
      if (user === null || phase !== "LOCKED") throw new AppError("NOT_SIGNED_IN", "Nobody's session is locked here");
      const person = user;
      const answer = await door.loginIfReached({ username: person.username, password, totpCode });
      if (answer === null) {
        await pass.check(person, password);
        if (user?.id !== person.id) throw new AppError("NOT_SIGNED_IN", "The session ended meanwhile");
        enter(person);
        return tell();
      }
      if (answer.user.id !== person.id) throw new AppError("INVALID_CREDENTIALS", "This is another person's account");
      // First the new session, then the end of the old: its end is told to this workstation too, and must find the new one in place.
      const older = tokens.current();
      await tokens.keep(answer, person.username);
      if (older !== null) await door.logout(older);
      enter(answer.user);
      void pass.keep(answer.user, password);
      return tell();
    },
    reload,
    reached() {
      if (!known || centralProblem !== null) void learnEnvironment();
      if (!unconfirmed) return;
      if (user === null) void restore().then(tell);
      else void reload();
    },
    unreached(words) {
      if (centralProblem === words) return;
      centralProblem = words;
      tell();
    },
    fail(cause) {
      fatal = cause;
      if (phase === "STARTING") phase = "SIGNED_OUT";
      tell();
    },
  };
}
