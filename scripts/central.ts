/** `npm run central`: the reference central service. Prints one JSON line `{url, feedId, environment}` once it answers; stops on SIGTERM or Ctrl+C. */
import { runCentral } from "./central/runCentral.ts";

process.exitCode = await runCentral(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  stopAsked: () =>
    new Promise((resolve) => {
      process.once("SIGTERM", () => resolve());
      process.once("SIGINT", () => resolve());
    }),
});
