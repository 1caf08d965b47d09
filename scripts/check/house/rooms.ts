/**
 * The dependency rules of the house, as one table: which names a room may import, and in which rooms a library lives.
 * `shared <- {preload, main, renderer, central}`; inside main `engine rooms <- operations <- ipc <- index`.
 */

/** One import as it stands in a file. Paths relative to the project, with `/`. */
export interface Import {
  readonly file: string;
  readonly specifier: string;
  readonly typeOnly: boolean;
}

interface Room {
  /** Folder or file; the longest one that fits a file is its room. */
  readonly path: string;
  /** `#names` whose values and types it may import, besides its own folder. */
  readonly may: readonly string[];
  /** `#names` it may not import for all that; with `unlessType` their types are allowed. */
  readonly not?: { readonly names: readonly string[]; readonly unlessType: boolean };
  /** `#names` of which it may import types alone. */
  readonly mayType?: readonly string[];
  /** What to do instead; the end of the message. */
  readonly instead: string;
}

/** Vendor libraries and the only rooms they may be in; a name stands for its sub-paths too, the longest wins. */
const LIBRARIES: Record<string, readonly string[]> = {
  zod: ["src-shared/zod.ts"],
  canonicalize: ["src-shared/canonicalJson.ts"],
  electron: ["src-main/index.ts", "src-main/window", "src-main/ipc", "src-main/signer", "src-preload"],
  "electron-log": ["src-main/log"],
  ethers: ["src-main/chain", "src-main/signer", "src-central/chain"],
  axios: ["src-main/remote"],
  "axios-retry": ["src-main/remote"],
  "eventsource-parser": ["src-main/remote"],
  keytar: ["src-main/keychain"],
  "csv-stringify": ["src-main/exports"],
  "write-excel-file": ["src-main/exports"],
  "better-sqlite3": ["src-main/store"],
  "drizzle-orm": ["src-main/store", "src-central"],
  "drizzle-orm/better-sqlite3": ["src-main/store"],
  "drizzle-orm/sqlite-core": ["src-main/store"],
  "drizzle-orm/pglite": ["src-central/store"],
  "drizzle-orm/node-postgres": ["src-central/store"],
  "drizzle-orm/pg-core": ["src-central"],
  pg: ["src-central/store"],
  "@electric-sql/pglite": ["src-central/store"],
  fastify: ["src-central"],
  react: ["src-renderer"],
  "react-i18next": ["src-renderer"],
  i18next: ["src-shared/texts"],
  "react-dom": ["src-renderer"],
};

const NODELESS = ["src-shared", "src-preload", "src-renderer"];
const ENGINE_ROOMS = ["chain", "signer", "store", "remote", "keychain", "log"];
/** Rooms of main that hold no operations. `world` is the clock, the timer and the randomness others are given. */
const NOT_OPERATIONS = [...ENGINE_ROOMS, "window", "ipc", "world"];

const NOT_FOR_OPERATIONS = ["chain", "signer", "store", "remote", "keychain", "window", "ipc", "index.ts"].map(
  (name) => `#main/${name}`,
);

const ENGINE: Omit<Room, "path"> = {
  may: ["#shared", "#main/log", "#main/world"],
  instead: "an engine room knows only #shared, #main/log, #main/world and its one library; index.ts joins the rooms",
};

const ROOMS: readonly Room[] = [
  { path: "src-shared", may: [], instead: "shared code imports zod (through ./zod.ts) and itself" },
  { path: "src-preload", may: ["#shared"], instead: "the preload forwards by name and imports #shared alone" },
  { path: "src-main", may: ["#shared", "#main"], instead: "other processes are reached by IPC or by URL" },
  ...["sync", "exports"].map((name) => ({
    path: `src-main/${name}/worker.ts`,
    may: ["#shared", "#main"],
    instead: "a worker joins rooms as index.ts does",
  })),
  ...ENGINE_ROOMS.map((name) => ({ ...ENGINE, path: `src-main/${name}` })),
  { ...ENGINE, path: "src-main/world", may: ["#shared"] },
  { ...ENGINE, path: "src-main/window", mayType: ["#main"], instead: "the window gets what it needs as parameters" },
  { path: "src-main/ipc", may: ["#shared", "#main"], instead: "other processes are reached by IPC or by URL" },
  { path: "src-renderer", may: ["#shared", "#renderer"], instead: "other processes are reached through window.api" },
  {
    path: "src-renderer/ui",
    may: ["#shared", "#renderer/ui", "#renderer/theme", "#renderer/words", "#renderer/i18n"],
    instead: "ui knows no business: pass it in as properties",
  },
  {
    path: "src-renderer/api",
    may: ["#shared", "#renderer/words", "#renderer/ui", "#renderer/i18n"],
    instead: "api knows window.api and the words for its errors, no feature and no shell",
  },
  {
    path: "src-central",
    may: ["#shared", "#central"],
    not: { names: ["#central/books/memory"], unlessType: false },
    instead: "the desk and the service share #shared alone, and books in memory are for simulations and tests",
  },
  { path: "src-central/books", may: ["#shared", "#central"], instead: "the desk and the service share #shared alone" },
];

/**
 * Why this import is not allowed, in one sentence with what to do instead; undefined where it is.
 * Only src-* has rooms; scripts and tests may look everywhere.
 */
export function importFault(imported: Import): string | undefined {
  const { file, specifier } = imported;
  if (/^\.\.(\/|$)/.test(specifier)) return `"${specifier}": leave a folder by its #name, never by ../`;
  if (specifier.startsWith("#")) return roomFault(imported);
  if (specifier.startsWith("node:")) return nodeFault(file, specifier);
  if (specifier.startsWith(".")) return undefined;
  return libraryFault(file, specifier);
}

function nodeFault(file: string, specifier: string): string | undefined {
  const place = NODELESS.find((folder) => isWithin(file, folder));
  return place === undefined ? undefined : `${place} runs where there is no Node: ${specifier} does not exist there`;
}

function libraryFault(file: string, specifier: string): string | undefined {
  const name = longest(Object.keys(LIBRARIES), specifier);
  const homes = name === undefined ? undefined : LIBRARIES[name];
  if (name === undefined || homes === undefined || homes.some((home) => isWithin(file, home))) return undefined;
  if (!file.startsWith("src-")) return name === "zod" ? "zod comes from #shared/zod.ts" : undefined;
  return `${name} lives only in ${homes.join(", ")}: give that room a function for what you need`;
}

function roomFault({ file, specifier, typeOnly }: Import): string | undefined {
  if (!file.startsWith("src-")) return undefined;
  const room = roomOf(file);
  if (room === undefined) return `${file} is in no known room: add its folder to scripts/check/house/rooms.ts`;
  const allowed = [...room.may, ...(typeOnly ? (room.mayType ?? []) : [])];
  const denied = room.not === undefined || (typeOnly && room.not.unlessType) ? [] : room.not.names;
  const within = (names: readonly string[]): boolean => names.some((name) => isWithin(specifier, name));
  // A room may import its own folder, but for parts of it that it was told to leave alone.
  const own = hashName(room.path);
  if (isWithin(specifier, own) && !within(denied.filter((name) => isWithin(name, own)))) return undefined;
  if (within(allowed) && !within(denied)) return undefined;
  return `${room.path} may not import ${specifier}${typeOnly ? "" : " (values)"}: ${room.instead}`;
}

/** Rooms found by their place and not by name: each operation room of main, each feature of the renderer. */
function roomOf(file: string): Room | undefined {
  const named = ROOMS.find(({ path }) => path === file);
  if (named !== undefined) return named;
  const [top = "", second = "", third = "", ...rest] = file.split("/");
  if (top === "src-main" && third !== "" && !NOT_OPERATIONS.includes(second)) return operationsRoom(second);
  if (top === "src-renderer" && second === "features" && rest.length > 0) return feature(third);
  const path = longest(
    ROOMS.map((room) => room.path),
    file,
  );
  return ROOMS.find((room) => room.path === path);
}

function operationsRoom(name: string): Room {
  return {
    path: `src-main/${name}`,
    may: ["#shared", "#main"],
    not: { names: NOT_FOR_OPERATIONS, unlessType: true },
    instead: "an operation gets the engine rooms as its first parameter and imports their types alone",
  };
}

function feature(name: string): Room {
  return {
    path: `src-renderer/features/${name}`,
    may: ["#shared", "#renderer"],
    not: { names: ["#renderer/features", "#renderer/app"], unlessType: false },
    instead: "a feature knows ui, api and words; what two features share belongs into one of those",
  };
}

/** `src-main/chain` as others name it: `#main/chain`. */
function hashName(path: string): string {
  return `#${path.slice("src-".length)}`;
}

function isWithin(path: string, parent: string): boolean {
  return path === parent || path.startsWith(`${parent}/`);
}

function longest(parents: readonly string[], path: string): string | undefined {
  return parents.filter((parent) => isWithin(path, parent)).toSorted((a, b) => b.length - a.length)[0];
}
