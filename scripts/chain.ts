/**
 * `npm run chain -- --port 0 [--state FILE]`: the dev chain with the demo tokens. One JSON line on stdout once it
 * is ready, progress on stderr; ends on SIGTERM or SIGINT.
 */
import { parseArgs } from "node:util";

import { type DevChain, type DevChainOptions, startDevChain } from "./chain/devChain.ts";

const USAGE = `Usage: npm run chain -- [options]

  --port N            port on 127.0.0.1; 0 (the default) picks a free one
  --state FILE        keep the chain in FILE and go on from there at the next start
  --block-time S      a block every S seconds (default 2); 0: a block for each transaction, and none without
  --chain-id N        default 31337
  --show-keys         print the accounts' private keys too (public development keys, worthless elsewhere)
  --help              this text

Prints one JSON line on stdout once ready: {url, chainId, genesisHash, tokens, accounts}.
`;

class UsageFault extends Error {}

interface Wanted {
  chain: DevChainOptions;
  showKeys: boolean;
  help: boolean;
}

function readArguments(args: string[]): Wanted {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: "string", default: "0" },
      state: { type: "string" },
      "block-time": { type: "string", default: "2" },
      "chain-id": { type: "string", default: "31337" },
      "show-keys": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const blockTimeSeconds = wholeNumber("--block-time", values["block-time"], 0, 3_600);
  if (values.state === "") throw new UsageFault("--state needs a file name.");
  return {
    chain: {
      port: wholeNumber("--port", values.port, 0, 65_535),
      chainId: wholeNumber("--chain-id", values["chain-id"], 1, 2 ** 31 - 1),
      ...(blockTimeSeconds > 0 && { blockTimeSeconds }),
      ...(values.state !== undefined && { stateFile: values.state }),
    },
    showKeys: values["show-keys"],
    help: values.help,
  };
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = /^\d{1,10}$/.test(text) ? Number.parseInt(text, 10) : -1;
  if (value < least || value > most) {
    throw new UsageFault(`${name} must be a whole number from ${least} to ${most}, not "${text}".`);
  }
  return value;
}

function readyLine(chain: DevChain, showKeys: boolean): string {
  const { url, chainId, genesisHash, tokens } = chain;
  const accounts = chain.accounts.map(({ address, role, privateKey }) =>
    showKeys ? { address, role, privateKey } : { address, role },
  );
  return JSON.stringify({ url, chainId, genesisHash, tokens, accounts });
}

const say = (line: string) => void process.stderr.write(`${line}\n`);

async function main(): Promise<number> {
  let wanted: Wanted;
  try {
    wanted = readArguments(process.argv.slice(2));
  } catch (error) {
    say(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return 2;
  }
  if (wanted.help) {
    process.stdout.write(USAGE);
    return 0;
  }

  let askedToStop = false;
  const stopAsked = new Promise<void>((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      process.on(signal, () => {
        askedToStop = true;
        resolve();
      });
    }
  });

  say("Starting the dev chain...");
  const chain = await startDevChain(wanted.chain);
  process.stdout.write(`${readyLine(chain, wanted.showKeys)}\n`);
  say(`The dev chain is ready at ${chain.url}${wanted.chain.stateFile ? `, kept in ${wanted.chain.stateFile}` : ""}.`);

  await Promise.race([stopAsked, chain.exited]);
  if (!askedToStop) {
    await chain.kill();
    say("The dev chain's node has ended by itself.");
    return 1;
  }
  await chain.stop();
  say("The dev chain has stopped.");
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
