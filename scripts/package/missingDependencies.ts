/** Whether everything that the app's libraries load at run time came along, by the lock file. electron-builder leaves out what it does not find, and goes on. */

/** As much of package-lock.json as is read: the packages by the folder they are installed in, "" for the project. */
export type Lock = { packages: Readonly<Record<string, { dependencies?: Readonly<Record<string, string>> }>> };

/** Types and headers for compilers: named as dependencies, never loaded. */
const NEVER_LOADED = /^(@types\/|undici-types$|node-addon-api$)/;

/**
 * @param files paths inside app.asar, from `/`
 * @returns one sentence for each library that is not there
 */
export function missingDependencies(lock: Lock, files: readonly string[]): string[] {
  const present = new Set(files);
  const faults = new Set<string>();
  const seen = new Set<string>();
  const visit = (lockPath: string, shippedPath: string, owner: string): void => {
    if (seen.has(`${lockPath}\n${shippedPath}`)) return;
    seen.add(`${lockPath}\n${shippedPath}`);
    for (const name of Object.keys(lock.packages[lockPath]?.dependencies ?? {})) {
      if (NEVER_LOADED.test(name)) continue;
      const locked = resolve(name, lockPath, (path) => Object.hasOwn(lock.packages, path));
      const shipped = resolve(name, shippedPath, (path) => present.has(`/${path}/package.json`));
      if (locked === null) faults.add(`${name}, which ${owner} needs, is not in package-lock.json`);
      else if (shipped === null) faults.add(`${name}, which ${owner} needs, is missing`);
      else visit(locked, shipped, name);
    }
  };
  visit("", "", "the app");
  return [...faults];
}

/** As Node looks for a package: beside the one that asks, then in each folder above. */
function resolve(name: string, from: string, exists: (path: string) => boolean): string | null {
  let folder = from;
  for (;;) {
    const path = folder === "" ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (exists(path)) return path;
    if (folder === "") return null;
    const above = folder.lastIndexOf("/node_modules/");
    folder = above < 0 ? "" : folder.slice(0, above);
  }
}
