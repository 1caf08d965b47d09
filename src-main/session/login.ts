/** Signing in and out at the central service, as this workstation. */
import { http } from "#shared/contract/http.ts";
import type { loginOutput } from "#shared/contract/session.ts";
import type { z } from "#shared/zod.ts";
import { isUnreached } from "#main/faults/isUnreached.ts";
import type { Log } from "#main/log/Log.ts";
import type { Remote } from "#main/remote/Remote.ts";
import type { Random } from "#main/world/random.ts";

type Credentials = { username: string; password: string; totpCode?: string | undefined };
type LoginAnswer = z.output<typeof loginOutput>;

export type Login = {
  login(input: Credentials): Promise<LoginAnswer>;
  /** null when the service is not reached */
  loginIfReached(input: Credentials): Promise<LoginAnswer | null>;
  /** Ends the current session at the service, or the one of an older token. Never fails: a session that could not be ended runs out. */
  logout(older?: string): Promise<void>;
};

export function createLogin(rooms: {
  remote: Remote;
  random: Random;
  log: Log;
  deviceId: string;
  deviceName: string;
}): Login {
  const { remote, random, log, deviceId, deviceName } = rooms;

  function login({ username, password, totpCode }: Credentials): Promise<LoginAnswer> {
    const code = totpCode === undefined ? {} : { totpCode };
    return remote.call(http.auth.login, { body: { username, password, deviceId, deviceName, ...code } });
  }

  return {
    login,
    async loginIfReached(input) {
      try {
        return await login(input);
      } catch (error) {
        if (isUnreached(error)) return null;
        throw error;
      }
    },
    async logout(older) {
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
    },
  };
}
