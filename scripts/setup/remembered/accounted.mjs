const PROGRAMS = "starts programs or threads";
const PLACE = "asks where it stands";
const DISK = "reads the disk";
const BY_NAME = "loads by name";
const ADDRESS = "makes a path of its address";

/**
 * Modules that have the means to look outside of what they import (fileInputs.mjs), and what was found when they were read:
 * nothing they look at is missing from a key. Only the means named here are excused; any other, or the same in another
 * file, makes the whole tree the input again.
 *
 * @type {ReadonlyMap<string, { means: readonly string[], because: string }>}
 */
export const ACCOUNTED = new Map([
  ["scripts/chain/ownedProcess.ts", { means: [PROGRAMS, DISK], because: "starts the path it is given" }],
  ["scripts/chain/anvilBinary.ts", { means: [ADDRESS, BY_NAME, DISK], because: "finds a program of the npm packages" }],
  ["scripts/chain/stateFile.ts", { means: [DISK], because: "reads the state file it is given, and /proc" }],
  ["src-main/store/migrations.ts", { means: [ADDRESS, BY_NAME], because: "loads npm packages" }],
  [
    "src-main/store/writerThread.ts",
    { means: [PROGRAMS], because: "runs the script it is given, which the giver names" },
  ],
  ["src-main/sync/worker.ts", { means: [PROGRAMS], because: "is such a thread, and starts none" }],
  ["tests/main/execution/openDesk.ts", { means: [DISK], because: "reads what it wrote into its own temporary folder" }],
  ["tests/main/signer/nodeSigner.ts", { means: [PROGRAMS], because: "starts a script that it names" }],
  ["tests/main/support/openCache.ts", { means: [PLACE], because: "finds the migrations, which are in every key" }],
  ["tests/main/support/openEngine.ts", { means: [PLACE], because: "finds the migrations, which are in every key" }],
  ["tests/support/centralTemplate.ts", { means: [PLACE, DISK], because: "hashes what its database is made of" }],
  ["tests/support/chain.ts", { means: [DISK], because: "reads /proc" }],
]);
