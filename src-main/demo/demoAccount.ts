/** A demo account at work beside whoever is signed in: its own session at the central service, closed again at the end. */
import { http } from "#shared/contract/http.ts";
import type { User } from "#shared/contract/session.ts";
import { AppError } from "#shared/errors.ts";
import type { Remote } from "#main/remote/Remote.ts";
import { stepUp, type StepUpRequest } from "#main/session/stepUp.ts";
import type { Random } from "#main/world/random.ts";

export type DemoAccount = {
  user: User;
  remote: Remote;
  password: string;
  stepUp(request: StepUpRequest): Promise<string>;
  leave(): Promise<void>;
};

/** Throws INVALID_CREDENTIALS where the demo's accounts do not exist. */
export async function enterAs(
  rooms: { openRemote: () => Remote; random: Random; workstation: { id: string; name: string } },
  username: string,
): Promise<DemoAccount> {
  const { random, workstation } = rooms;
  const remote = rooms.openRemote();
  const password = `demo-${username}`;
  try {
    const { user, accessToken } = await remote.call(http.auth.login, {
      body: { username, password, deviceId: workstation.id, deviceName: workstation.name },
    });
    // Provisioning takes seconds, a token lives for minutes.
    remote.useTokens({
      current: () => accessToken,
      refresh: () => Promise.reject(new AppError("TOKEN_EXPIRED", "The demo account's session is over")),
      rejected: () => undefined,
    });
    return {
      user,
      remote,
      password,
      stepUp: (request) => stepUp({ remote, random, user }, request),
      async leave() {
        await remote.call(http.auth.logout, { idempotencyKey: random.uuid() });
        remote.close();
      },
    };
  } catch (error) {
    remote.close();
    throw error;
  }
}
