// electron-builder's hook between copying and locking the program down. Plain JavaScript: electron-builder loads it itself.
import { copyFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/**
 * Takes out what Electron brings for starting other people's apps, and, on the fallback runtime alone, puts the compiled
 * SQLite binding in the prebuild's place.
 *
 * @param {import("electron-builder").AfterPackContext} context
 */
export async function afterPack(context) {
  const resources = context.packager.getResourcesDir(context.appOutDir);
  for (const name of ["default_app.asar", "app-update.yml"]) rmSync(join(resources, name), { force: true });
  const compiled = process.env["DEPOSIT_DESK_SQLITE_BINDING"];
  if (compiled === undefined) return;
  const prebuild = join("node_modules", "better-sqlite3", "prebuilds", `${process.platform}-${process.arch}.node`);
  copyFileSync(compiled, join(resources, "app.asar.unpacked", prebuild));
}
