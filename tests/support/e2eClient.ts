/** The demo's clients and what the central service holds, for tests that look at the window from outside. */
import { demoPassword } from "#central/demo/demoDirectory.ts";
import { API_BASE } from "#shared/contract/http.ts";
import type { Application } from "#shared/contract/application.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import type { Witness } from "#scripts/demo/witness.ts";

/** Every record, newest first. */
export async function allRecords(witness: Witness): Promise<Deposit[]> {
  const records: Deposit[] = [];
  let cursor: string | null = null;
  do {
    const after: string = cursor === null ? "" : `&cursor=${cursor}`;
    const page: { items: Deposit[]; nextCursor: string | null } = await witness.get(`/deposits?limit=200${after}`);
    records.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return records;
}

/** A client asks to deposit, as one who deposited before; answers the application that became a record. */
export async function requestDeposit(centralUrl: string, like: Deposit, amount: string): Promise<Application> {
  const { accessToken } = await post<{ accessToken: string }>(centralUrl, "/auth/login", null, {
    username: "client-channel",
    password: demoPassword("client-channel"),
    deviceId: crypto.randomUUID(),
    deviceName: "e2e client",
  });
  const { customerNo, securitiesAccount, currency, network, sourceAddress, destinationAddress } = like;
  return post<Application>(centralUrl, "/deposit-applications", accessToken, {
    clientRequestId: crypto.randomUUID(),
    customerNo,
    securitiesAccount,
    currency,
    network,
    amount,
    sourceAddress,
    destinationAddress,
  });
}

async function post<T>(centralUrl: string, path: string, token: string | null, body: unknown): Promise<T> {
  const answer = await fetch(`${centralUrl}${API_BASE}${path}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "idempotency-key": crypto.randomUUID(),
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}
