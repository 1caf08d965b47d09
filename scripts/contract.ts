/**
 * `npm run contract -- URL [--user NAME:PASSWORD ...]`: does this central service answer as the contract says?
 * Only reads, refusals and sign-ins are tried; nothing on the service is changed but its log. Exit code 0: it does.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { type ContractOptions, parseContractOptions } from "./contract/contractOptions.ts";

const ROOT = join(import.meta.dirname, "..");
const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Runs the contract tests against the given service; answers the exit code. */
function runContract({ url, accounts }: ContractOptions): Promise<number> {
  const vitest = join(ROOT, "node_modules", "vitest", "vitest.mjs");
  const args = [vitest, "run", "--project=contract", "--no-file-parallelism", "tests/contract/service.test.ts"];
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      DEPOSIT_DESK_CONTRACT_URL: url,
      ...(accounts === null ? {} : { DEPOSIT_DESK_CONTRACT_ACCOUNTS: JSON.stringify(accounts) }),
    },
  });
  const stop = (): void => void child.kill("SIGTERM");
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

const options = parseContractOptions(process.argv.slice(2));
if ("problem" in options) {
  say(options.problem);
  process.exitCode = 2;
} else {
  const code = await runContract(options);
  say(
    code === 0
      ? `${options.url} answers as the contract says.`
      : `${options.url} does NOT answer as the contract says; the failed tests above name where.`,
  );
  process.exitCode = code;
}
