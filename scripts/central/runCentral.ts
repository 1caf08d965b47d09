/** The reference central service as a command: what scripts/central.ts does, with the world around it as a parameter. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { type AccountsFile, loadAccounts, readAccountsFile } from "#central/accounts/loadAccounts.ts";
import { asSystem, type Rooms } from "#central/context.ts";
import { errorForLog } from "#central/http/errorForLog.ts";
import { startService } from "#central/startService.ts";
import { openDatabase } from "#central/store/openDatabase.ts";
import { renewFeed } from "#central/sync/renewFeed.ts";
import { isAppError } from "#shared/errors.ts";
import { type CentralOptions, parseCentralOptions } from "./centralOptions.ts";
import { startOwnChain } from "./ownChain.ts";
import { seedCentral } from "./seedCentral.ts";

/** What the command has of the world. */
export type CommandWorld = {
  readonly stdout: Writer;
  readonly stderr: Writer;
  /** Resolves when somebody asks the service to stop; listened for from the moment on that it serves. */
  stopAsked(): Promise<void>;
};
type Writer = { write(words: string): unknown };
type Say = (line: string) => void;

/**
 * Serves until it is asked to stop. One JSON line `{url, feedId, environment}` on stdout once it answers, everything else on stderr.
 *
 * Answers the exit status: 0 stopped as asked, 1 it could not be done, 2 the options say nothing.
 */
export async function runCentral(args: readonly string[], world: CommandWorld): Promise<number> {
  const say: Say = (line) => void world.stderr.write(`${line}\n`);
  const options = parseCentralOptions(args);
  if ("problem" in options) {
    say(options.problem);
    return 2;
  }
  try {
    await run(options, world, say);
    return 0;
  } catch (error) {
    // What somebody can put right is said in one line; anything else is a fault of ours and shows where it happened.
    say(isAppError(error) ? error.message : errorForLog(error).stack);
    return 1;
  }
}

function versionOf(): string {
  const text = readFileSync(join(import.meta.dirname, "..", "..", "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

async function prepare(rooms: Rooms, options: CentralOptions, accounts: AccountsFile, say: Say): Promise<void> {
  if (options.restored) await asSystem(rooms, renewFeed);
  await seedCentral(rooms, options, say);
  if (options.accounts === null) return;
  const created = await loadAccounts(rooms, accounts);
  say(`${created} accounts created from ${options.accounts}`);
}

async function run(given: CentralOptions, world: CommandWorld, say: Say): Promise<void> {
  const chain = await startOwnChain(given);
  if (chain === null) return serve(given, world, say);
  try {
    say(`The demo's chain answers at ${chain.url}`);
    await serve({ ...given, nodes: [{ network: null, url: chain.url }] }, world, say, () => chain.resumeMining());
  } finally {
    await chain.stop();
  }
}

async function serve(
  options: CentralOptions,
  world: CommandWorld,
  say: Say,
  ready?: () => Promise<void>,
): Promise<void> {
  const { environment, environmentName, organisation, offlineGraceMinutes, place, host, port, nodes } = options;
  if ("memory" in place) say("The data is kept in memory and is gone at the end; --data DIR keeps it.");
  // What can be wrong with the options is said before the data is touched.
  const accounts = options.accounts === null ? [] : await readAccountsFile(options.accounts);
  const database = await openDatabase(place);
  try {
    const service = await startService({
      database,
      identity: {
        serverVersion: versionOf(),
        environment,
        environmentName,
        features: [],
        organisation,
        offlineGraceMinutes,
      },
      host,
      port,
      nodes,
      prepare: (rooms) => prepare(rooms, options, accounts, say),
      logger: { level: "warn", stream: world.stderr },
    });
    const asked = world.stopAsked();
    await ready?.();
    world.stdout.write(`${JSON.stringify({ url: service.url, feedId: service.feedId, environment })}\n`);
    await asked;
    await service.stop();
  } finally {
    await database.close();
  }
}
