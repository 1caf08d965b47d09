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
  const { stop, ...central } = await startCentral(records);
  try {
    return await work(central);
  } finally {
    await stop();
  }
}

export async function startCentral(records: number): Promise<OwnCentral & { stop(): Promise<void> }> {
  const postgres = await startPostgres();
  try {
    const databaseUrl = await postgres.createDatabase();
    const begun = performance.now();
    const central = await startCentralProcess(
      ["--database-url", databaseUrl, "--seed", `bulk:${records}`, "--port", "0"],
      () => undefined,
    );
    const readyAfterMs = performance.now() - begun;
    const stop = async () => {
      await central.stop();
      await postgres.stop();
    };
    try {
      const client = await signIn(central.url, { username: "operator", password: "demo-operator" });
      return { url: central.url, databaseUrl, client, readyAfterMs, stop };
    } catch (error) {
      await central.stop();
      throw error;
    }
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}
