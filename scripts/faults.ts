/** `npm run faults`: real faults on the real code. JSON `{points, violations, unreadable, ...}` on stdout, progress on stderr, exit 0 when everything held. */
import { parseFaultOptions } from "./faults/faultOptions.ts";
import { runFaults } from "./faults/runFaults.ts";

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const options = parseFaultOptions(process.argv.slice(2));
if ("problem" in options) {
  say(options.problem);
  process.exitCode = 2;
} else {
  try {
    const tally = await runFaults(options, say);
    process.stdout.write(`${JSON.stringify(tally)}\n`);
    process.exitCode = tally.violations === 0 && tally.unreadable === 0 ? 0 : 1;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
