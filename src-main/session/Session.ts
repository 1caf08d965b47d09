/**
 * Who is signed in on this workstation (S2, S3). Nothing can be read before a person has signed in with his own account (R2.1);
 * what belongs to the person is opened by `openDesk` and closed with the session. A locked session goes on following the central service, and shows nothing.
 */
import { http } from "#shared/contract/http.ts";
import type { SessionState } from "#shared/contract/ipc.ts";
import type { Environment, User } from "#shared/contract/session.ts";
import { AppError, isAppError } from "#shared/errors.ts";
import { isUnreached } from "#main/faults/isUnreached.ts";
import type { Keychain } from "#main/keychain/Keychain.ts";
import type { Log } from "#main/log/Log.ts";
import type { Remote } from "#main/remote/Remote.ts";
import type { Random } from "#main/world/random.ts";
import { DEMO_ACCOUNTS } from "./demoAccounts.ts";
import { endWords } from "./endWords.ts";
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
  random: Random;
  log: Log;
  centralUrl: string;
  deviceId: string;
  deviceName: string;
  appVersion: string;
  networks: string;
  demo: boolean;
  /** last seen environment of this service; the most dangerous one until it is known */
  environment: { code: Environment; name: string } | null;
  onEnvironment: (environment: { code: Environment; name: string }) => void;
  onChange: (state: SessionState) => void;
  /** Opens what belongs to this person: cache, sync, money rooms. Throws CACHE_FROM_FUTURE, DISK_FULL, KEYCHAIN_UNAVAILABLE. */
  openDesk: (user: User) => Promise<void>;
  closeDesk: () => Promise<void>;
};

export function createSession(rooms: SessionRooms): Session {
  const { remote, keychain, random, log } = rooms;
  let phase: SessionState["phase"] = "STARTING";
  let user: User | null = null;
  let reason: string | null = null;
  let environment = rooms.environment ?? { code: "PRODUCTION" as const, name: "not reached yet" };
  let known = false;
  let centralProblem: string | null = null;
  let keychainState: SessionState["keychain"] = { available: true, problem: null };
  let fatal: SessionState["fatal"] = null;
  let restoring: Promise<void> | null = null;

  const tokens = createSessionTokens({ ...rooms, onRejected: (error) => void end(endWords(error)) });
  remote.useTokens(tokens);

  function state(): SessionState {
    return {
      phase,
      user,
      reason,
      environment: environment.code,
      environmentName: environment.name,
      centralUrl: rooms.centralUrl,
      centralProblem,
      certificate: remote.certificate(),
      networks: rooms.networks,
      keychain: keychainState,
      demo: rooms.demo && known && environment.code === "TEST" ? DEMO_ACCOUNTS : null,
      appVersion: rooms.appVersion,
      fatal,
    };
  }

  function tell(): SessionState {
    const now = state();
    rooms.onChange(now);
    return now;
  }

  async function learnEnvironment(): Promise<void> {
    try {
      const meta = await remote.call(http.meta.get, {});
      environment = { code: meta.environment, name: meta.environmentName };
      known = true;
      centralProblem = null;
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
      await rooms.openDesk(person);
      user = person;
      phase = "LOCKED";
      reason = "Deposit Desk was started again.";
    } catch (error) {
      log.warn("the session of the last run does not go on", { error });
      if (!isUnreached(error)) await tokens.forget();
    }
  }

  async function end(words: string | null): Promise<void> {
    if (user === null && phase === "SIGNED_OUT" && words === null) return;
    user = null;
    phase = "SIGNED_OUT";
    reason = words;
    await tokens.forget();
    tell();
    await rooms.closeDesk();
  }

  function login(input: { username: string; password: string; totpCode?: string | undefined }) {
    const { username, password, totpCode } = input;
    const body = {
      username,
      password,
      deviceId: rooms.deviceId,
      deviceName: rooms.deviceName,
      ...(totpCode === undefined ? {} : { totpCode }),
    };
    return remote.call(http.auth.login, { body });
  }

  /** Ends the current session at the service, or the one of an older token. */
  async function logout(older?: string): Promise<void> {
    const token = older === undefined ? {} : { token: older };
    try {
      await remote.call(http.auth.logout, {
        idempotencyKey: random.uuid(),
        retry: "never",
        timeoutMs: 5_000,
        ...token,
      });
    } catch (error) {
      log.warn("the central service could not be told that the session ended; it will run out by itself", { error });
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
      const answer = await login(input);
      await tokens.keep(answer, input.username);
      try {
        await rooms.openDesk(answer.user);
      } catch (error) {
        await logout();
        await tokens.forget();
        throw error;
      }
      user = answer.user;
      phase = "SIGNED_IN";
      reason = null;
      if (!known) void learnEnvironment();
      return tell();
    },
    async signOut() {
      await logout();
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
      const answer = await login({ username: person.username, password, totpCode });
      if (answer.user.id !== person.id) throw new AppError("INVALID_CREDENTIALS", "This is another person's account");
      // First the new session, then the end of the old: its end is told to this workstation too, and must find the new one in place.
      const older = tokens.current();
      await tokens.keep(answer, person.username);
      if (older !== null) await logout(older);
      user = answer.user;
      phase = "SIGNED_IN";
      reason = null;
      return tell();
    },
    async reload() {
      if (user === null) return;
      try {
        const person = await remote.call(http.auth.me, {});
        if (user === null || JSON.stringify(person) === JSON.stringify(user)) return;
        user = person;
        tell();
      } catch (error) {
        log.warn("one's own rights could not be read again", { error });
      }
    },
    reached() {
      if (!known || centralProblem !== null) void learnEnvironment();
      if (phase === "SIGNED_OUT" && reason === null) void restore().then(tell);
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
