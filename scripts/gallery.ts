/** `npm run gallery`: pictures of every screen in every look, from the real window on a demo of its own. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { startDemoServices } from "#scripts/demo/demoServices.ts";
import { openWindow } from "#scripts/demo/deskWindow.ts";
import { type GalleryOptions, lookName, parseGalleryOptions } from "#scripts/gallery/galleryOptions.ts";
import { prepareWorld } from "#scripts/gallery/GalleryWorld.ts";
import { fileOf, indexPage } from "#scripts/gallery/indexPage.ts";
import { SCREENS } from "#scripts/gallery/screens.ts";
import { reflowFaults } from "#scripts/gallery/reflow.ts";
import { becomeVisitor, picture, takeLook, visit } from "#scripts/gallery/walk.ts";

const DRAWINGS = join(import.meta.dirname, "..", "docs", "design");
const RECORDS = 400;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Answers how many screens could not be shown. */
async function makeGallery({ looks, screens: wanted, folder }: GalleryOptions): Promise<number> {
  const screens = SCREENS.filter(({ name }) => wanted.length === 0 || wanted.some((start) => name.startsWith(start)));
  const target = resolve(folder);
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  const room = await mkdtemp(join(tmpdir(), "deposit-desk-gallery-"));
  const services = await startDemoServices({ folder: join(room, "services"), say, customers: false, records: RECORDS });
  const faults: string[] = [];
  try {
    const window = await openWindow({
      connect: services.centralUrl,
      nodes: [`DEVNET=${services.chainUrl}`],
      profile: join(room, "profile"),
      demo: true,
      keychainService: `Deposit Desk gallery ${process.pid}`,
    });
    const { app, page } = window;
    try {
      say("Preparing refunds in every state ...");
      const world = await prepareWorld(page, services);
      for (const visitor of new Set(screens.map((screen) => screen.visitor))) {
        await becomeVisitor(page, visitor);
        for (const look of looks) {
          say(`${visitor}: ${lookName(look)}`);
          await takeLook(app, page, look);
          for (const screen of screens.filter((one) => one.visitor === visitor)) {
            const file = join(target, fileOf(screen, look));
            await mkdir(dirname(file), { recursive: true });
            try {
              await visit(page, screen, world, async () => {
                await writeFile(file, await picture(app));
                for (const fault of await reflowFaults(page)) say(`  ${screen.name}: ${fault}`);
              });
            } catch (error) {
              faults.push(
                `${screen.name}, ${lookName(look)}: ${error instanceof Error ? error.message : String(error)}`,
              );
            }
          }
        }
      }
    } finally {
      await window.close();
    }
  } finally {
    await services.stop();
    await rm(room, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
  await writeFile(join(target, "index.html"), indexPage(screens, looks, relative(target, DRAWINGS)));
  for (const fault of faults) say(fault);
  say(`${screens.length * looks.length - faults.length} pictures: ${join(folder, "index.html")}`);
  return faults.length;
}

const options = parseGalleryOptions(process.argv.slice(2));
if ("problem" in options) {
  say(options.problem);
  process.exitCode = 2;
} else {
  process.exitCode = (await makeGallery(options)) === 0 ? 0 : 1;
}
