/** `npm run central`: the reference central service. Prints one JSON line `{url, feedId, environment}` once it answers; stops on SIGTERM or Ctrl+C. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { type AccountsFile, loadAccounts, readAccountsFile } from "#central/accounts/loadAccounts.ts";
import { asSystem, type Rooms } from "#central/context.ts";
import { errorForLog } from "#central/http/errorForLog.ts";
import { startService } from "#central/startService.ts";
import { openDatabase } from "#central/store/openDatabase.ts";
import { renewFeed } from "#central/sync/renewFeed.ts";
import { isAppError } from "#shared/errors.ts";
import { type CentralOptions, parseCentralOptions } from "./central/centralOptions.ts";
import { startOwnChain } from "./central/ownChain.ts";
import { seedCentral } from "./central/seedCentral.ts";

const say = (line: string): void => void process.stderr.write(`${line}\n`);

function versionOf(): string {
  const text = readFileSync(join(import.meta.dirname, "..", "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

async function prepare(rooms: Rooms, options: CentralOptions, accounts: AccountsFile): Promise<void> {
  if (options.restored) await asSystem(rooms, renewFeed);
  await seedCentral(rooms, options, say);
  if (options.accounts === null) return;
  const created = await loadAccounts(rooms, accounts);
  say(`${created} accounts created from ${options.accounts}`);
}

async function run(given: CentralOptions): Promise<void> {
  const chain = await startOwnChain(given);
  if (chain === null) return serve(given);
  try {
    say(`The demo's chain answers at ${chain.url}`);
    await serve({ ...given, nodes: [{ network: null, url: chain.url }] }, () => chain.resumeMining());
  } finally {
    await chain.stop();
  }
}

async function serve(options: CentralOptions, ready?: () => Promise<void>): Promise<void> {
  const { environment, environmentName, place, host, port, nodes } = options;
  if ("memory" in place) say("The data is kept in memory and is gone at the end; --data DIR keeps it.");
  // What can be wrong with the options is said before the data is touched.
  const accounts = options.accounts === null ? [] : await readAccountsFile(options.accounts);
  const database = await openDatabase(place);
  try {
    const service = await startService({
      database,
      identity: { serverVersion: versionOf(), environment, environmentName, features: [] },
      host,
      port,
      nodes,
      prepare: (rooms) => prepare(rooms, options, accounts),
      logger: { level: "warn", stream: process.stderr },
    });
    const asked = new Promise<void>((resolve) => {
      process.once("SIGTERM", () => resolve());
      process.once("SIGINT", () => resolve());
    });
    await ready?.();
    process.stdout.write(`${JSON.stringify({ url: service.url, feedId: service.feedId, environment })}\n`);
    await asked;
    await service.stop();
  } finally {
    await database.close();
  }
}

const options = parseCentralOptions(process.argv.slice(2));
if ("problem" in options) {
  say(options.problem);
  process.exitCode = 2;
} else {
  await run(options).catch((error: unknown) => {
    // What somebody can put right is said in one line; anything else is a fault of ours and shows where it happened.
    say(isAppError(error) ? error.message : errorForLog(error).stack);
    process.exitCode = 1;
  });
}
