import { startCentralProcess } from "#scripts/demo/centralProcess.ts";
import { signIn, type TestClient } from "#tests/support/centralClient.ts";
import { startPostgres } from "#tests/support/postgres.ts";

export type OwnCentral = {
  url: string;
  databaseUrl: string;
  client: TestClient;
  /** from the start of the process on an empty database to its first answer */
  readyAfterMs: number;
};

/** The central service as `npm run central` starts it, with invented records, on a PostgreSQL that is thrown away afterwards. */
export async function withCentral<T>(records: number, work: (central: OwnCentral) => Promise<T>): Promise<T> {
  const postgres = await startPostgres();
  try {
    const databaseUrl = await postgres.createDatabase();
    const begun = performance.now();
    const central = await startCentralProcess(
      ["--database-url", databaseUrl, "--seed", `bulk:${records}`, "--port", "0"],
      () => undefined,
    );
    const readyAfterMs = performance.now() - begun;
    try {
      const client = await signIn(central.url, { username: "operator", password: "demo-operator" });
      return await work({ url: central.url, databaseUrl, client, readyAfterMs });
    } finally {
      await central.stop();
    }
  } finally {
    await postgres.stop();
  }
}
