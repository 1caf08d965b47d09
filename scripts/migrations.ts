/**
 * `npm run db:generate -- NAME [FOLDER]`: writes the next migration of every database whose tables changed (drizzle/cache,
 * drizzle/journal, drizzle/central), or of FOLDER alone. A migration that was released is never edited.
 */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { runForeground } from "#scripts/setup/processGroup.mjs";

const ROOT = join(import.meta.dirname, "..");
const CONFIG = "drizzle.config.ts";

async function generate(name: string, only: string | undefined): Promise<number> {
  const folders = readdirSync(join(ROOT, "drizzle"))
    .filter((folder) => existsSync(join(ROOT, "drizzle", folder, CONFIG)))
    .filter((folder) => only === undefined || folder === only);
  if (folders.length === 0) {
    console.error(`drizzle/${only ?? "*"} has no ${CONFIG}`);
    return 2;
  }
  for (const folder of folders) {
    console.error(`drizzle/${folder}:`);
    const kit = join(ROOT, "node_modules", "drizzle-kit", "bin.cjs");
    const args = [kit, "generate", `--config=drizzle/${folder}/${CONFIG}`, `--name=${name}`];
    const code = await runForeground(process.execPath, args, { cwd: ROOT });
    if (code !== 0) return code;
  }
  return 0;
}

const [name, only] = process.argv.slice(2);
if (name === undefined || !/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error("Say in a few words what changed: npm run db:generate -- add_refund_hold [cache|journal|central]");
  process.exitCode = 2;
} else {
  process.exitCode = await generate(name, only);
}
