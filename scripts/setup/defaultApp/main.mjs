// What `electron FOLDER` means, for the fallback runtime, whose own default app is another product's. It takes the same
// arguments as the official one as far as development and tests use them: `-r MODULE`, switches, then the app's folder.
import { readFileSync } from "node:fs";
import Module from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { app, dialog } from "electron";

const preloads = [];
let folder;
const args = process.argv.slice(1);
for (let index = 0; index < args.length && folder === undefined; index += 1) {
  if (args[index] === "-r" || args[index] === "--require") preloads.push(args[(index += 1)]);
  else if (!args[index].startsWith("-")) folder = resolve(args[index]);
}

if (folder === undefined) {
  process.stderr.write("Say which app to open: electron FOLDER\n");
  app.exit(1);
} else {
  if (preloads.length > 0) Module._preloadModules(preloads);
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  process.defaultApp = true;
  app.setName(manifest.productName ?? manifest.name);
  app.setVersion(manifest.version);
  app.setAppPath(folder);
  try {
    // Awaited at the top level, so "ready" waits until the app has loaded, as with the official runtime.
    await import(pathToFileURL(join(folder, manifest.main)).href);
  } catch (error) {
    process.stderr.write(`${error.stack ?? error}\n`);
    if (process.env.DEPOSIT_DESK_HEADLESS === undefined) dialog.showErrorBox("The app did not start", String(error));
    app.exit(1);
  }
}
