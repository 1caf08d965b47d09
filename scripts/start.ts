/**
 * `npm start`: the demo (chain, central service, customers, window), or with `--connect URL` the window alone on a real central service.
 * `--smoke` performs one whole cycle in the real window with nobody watching.
 */
import { parseStartOptions } from "#scripts/demo/startOptions.ts";
import { openDesk } from "#scripts/demo/deskProcess.ts";
import { demoFolder } from "#scripts/demo/demoFolder.ts";
import { runSmoke } from "#scripts/demo/smoke.ts";
import { startDemoServices } from "#scripts/demo/demoServices.ts";

const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function runDemo(): Promise<number> {
  const folder = demoFolder();
  const services = await startDemoServices({ folder, say });
  const desk = openDesk({
    connect: services.centralUrl,
    nodes: [`DEVNET=${services.chainUrl}`],
    profile: `${folder}/profile`,
    demo: true,
  });
  const stop = (): void => desk.close();
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  services.failed.catch((error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    stop();
  });
  say("The window is open. Close it, or press Ctrl+C, to stop; the next start finds everything as it was left.");
  try {
    return await desk.exited;
  } finally {
    await services.stop();
  }
}

async function main(): Promise<number> {
  const options = parseStartOptions(process.argv.slice(2));
  if ("problem" in options) {
    say(options.problem);
    return 2;
  }
  if (options.smoke) return runSmoke({ say });
  if (options.connect === null) return runDemo();
  return openDesk({ connect: options.connect, nodes: options.nodes, profile: options.profile, demo: false }).exited;
}

process.exitCode = await main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  return 1;
});
