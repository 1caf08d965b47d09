/** The service under test, as the suites see it: a URL, people with accounts, and perhaps a chain to send on. */
import type { TestChain } from "#tests/support/chain.ts";
import { expect } from "vitest";
import { http, type ResponseOf } from "#shared/contract/http.ts";
import type { Permission } from "#shared/domain/permissions.ts";
import { ApiClient } from "./ApiClient.ts";

export type Account = { username: string; password: string };
/** Somebody signed in on a workstation of his own. */
export type Somebody = {
  username: string;
  password: string;
  deviceId: string;
  user: ResponseOf<typeof http.auth.login>["user"];
  api: ApiClient;
};

export type Contracted = {
  url: string;
  /** null: nothing may be changed there */
  chain: TestChain | null;
  stop(): Promise<void>;
};

export type Desk = Contracted & {
  nobody: ApiClient;
  people: readonly Somebody[];
  /** by user name */
  person(username: string): Somebody;
  /** the first who has this right; null: the first of all */
  holder(permission: Permission | null): Somebody;
  /** the names of all endpoints that have answered as the contract says so far */
  answered: ReadonlySet<string>;
};

export async function signIn(api: ApiClient, account: Account, deviceId: string = crypto.randomUUID()) {
  const { username, password } = account;
  const body = { username, password, deviceId, deviceName: `contract tests, ${username}`.slice(0, 80) };
  return api.ok(http.auth.login, { body });
}

export async function openDesk(service: Contracted, accounts: readonly Account[]): Promise<Desk> {
  const nobody = new ApiClient(service.url);
  const people: Somebody[] = [];
  for (const account of accounts) {
    const deviceId = crypto.randomUUID();
    const { accessToken, user } = await signIn(nobody, account, deviceId);
    people.push({
      username: account.username,
      password: account.password,
      deviceId,
      user,
      api: nobody.as(accessToken, async () => (await signIn(nobody, account, deviceId)).accessToken),
    });
  }
  const found = (one: Somebody | undefined, words: string): Somebody => {
    expect(one, words).toBeDefined();
    return one as Somebody;
  };
  return {
    ...service,
    nobody,
    people,
    answered: nobody.answered,
    person: (username) =>
      found(
        people.find((one) => one.username === username),
        `the account ${username}`,
      ),
    holder: (permission) =>
      found(
        people.find((one) => holds(one, permission)),
        `somebody with ${permission}`,
      ),
  };
}

export function holds({ user }: Pick<Somebody, "user">, permission: Permission | null): boolean {
  return permission === null || user.permissions.includes(permission);
}
