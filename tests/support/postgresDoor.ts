/**
 * One PostgreSQL server for a whole test run. It starts when the first test file knocks (runs that need none pay nothing)
 * and ends with the run. Vitest calls `setup` in its own process, before and after everything (vitest.config.ts, globalSetup).
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import type { TestProject } from "vitest/node";

import { startPostgres, type TestPostgres } from "./postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** answers the server's URL to whoever asks */
    postgresDoor: string;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let started: Promise<TestPostgres> | undefined;
  const door = createServer((_request, response) => {
    started ??= startPostgres();
    started.then(
      ({ url }) => response.end(url),
      (error: unknown) => response.writeHead(500).end(error instanceof Error ? error.message : String(error)),
    );
  });
  await new Promise<void>((resolve) => void door.listen(0, "127.0.0.1", resolve));
  project.provide("postgresDoor", `http://127.0.0.1:${(door.address() as AddressInfo).port}`);
  return async () => {
    door.closeAllConnections();
    door.close();
    // One that did not start has told its reason to the tests already.
    await started?.then(
      (server) => server.stop(),
      () => undefined,
    );
  };
}
