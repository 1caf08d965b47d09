/**
 * The session's tokens: access in memory alone, refresh in the keychain alone (R2.2). A refresh token is good for one use, so however many
 * requests find their token expired, one renewal serves them all.
 */
import { http } from "#shared/contract/http.ts";
import type { Tokens } from "#shared/contract/session.ts";
import { AppError, isAppError } from "#shared/errors.ts";
import { z } from "#shared/zod.ts";
import type { Keychain } from "#main/keychain/Keychain.ts";
import type { Log } from "#main/log/Log.ts";
import type { Remote, TokenSource } from "#main/remote/Remote.ts";

/** What stands in the keychain. The address keeps a token from ever being sent to another service. */
const kept = z.object({ centralUrl: z.string(), username: z.string(), refreshToken: z.string() });

export type SessionTokens = TokenSource & {
  /** New tokens of a sign-in. Throws KEYCHAIN_UNAVAILABLE; then nobody is signed in. */
  keep(tokens: Pick<Tokens, "accessToken" | "refreshToken">, username: string): Promise<void>;
  /** Takes up the session of the last run, as far as the keychain knows: its user name, or null. */
  restore(): Promise<string | null>;
  forget(): Promise<void>;
};

export function createSessionTokens(rooms: {
  remote: Remote;
  keychain: Keychain;
  centralUrl: string;
  deviceId: string;
  log: Log;
  /** the service ended this session */
  onRejected: (error: AppError) => void;
}): SessionTokens {
  const { remote, keychain, centralUrl, deviceId, log } = rooms;
  let access: string | null = null;
  let refreshToken: string | null = null;
  let username = "";
  let renewing: Promise<string> | null = null;

  async function store(token: string): Promise<void> {
    await keychain.set("refresh-token", JSON.stringify({ centralUrl, username, refreshToken: token }));
  }

  async function renew(): Promise<string> {
    const used = refreshToken;
    if (used === null) throw new AppError("NOT_SIGNED_IN", "Nobody is signed in");
    try {
      const tokens = await remote.call(http.auth.refresh, { body: { refreshToken: used, deviceId }, retry: "never" });
      // Signed out or in again meanwhile: these belong to a session that is gone.
      if (refreshToken !== used) throw new AppError("NOT_SIGNED_IN", "The session has changed");
      access = tokens.accessToken;
      refreshToken = tokens.refreshToken;
      await store(tokens.refreshToken);
      return tokens.accessToken;
    } catch (error) {
      if (isAppError(error, "REFRESH_INVALID") || isAppError(error, "REFRESH_REUSED")) rooms.onRejected(error);
      throw error;
    }
  }

  return {
    current: () => access,
    refresh() {
      renewing ??= renew().finally(() => {
        renewing = null;
      });
      return renewing;
    },
    rejected(error) {
      if (refreshToken !== null) rooms.onRejected(error);
    },
    async keep(tokens, name) {
      username = name;
      await store(tokens.refreshToken);
      access = tokens.accessToken;
      refreshToken = tokens.refreshToken;
    },
    async restore() {
      const text = await keychain.get("refresh-token");
      if (text === null) return null;
      const parsed = kept.safeParse(jsonOf(text));
      if (!parsed.success || parsed.data.centralUrl !== centralUrl) return null;
      ({ username, refreshToken } = parsed.data);
      return username;
    },
    async forget() {
      access = null;
      refreshToken = null;
      try {
        await keychain.forget("refresh-token");
      } catch (error) {
        log.error("the refresh token could not be removed from the keychain; the service has ended its session", {
          error,
        });
      }
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not ours: the schema that reads it next refuses undefined.
    return undefined;
  }
}
