/**
 * Where the world may not be touched directly. The simulator runs this code with its own clock, randomness and timers;
 * one hidden `Date.now()` would make a run unrepeatable.
 */

const CORE = ["src-shared", "src-main", "src-central"];

/** Where the real clock, randomness and timers are made or belong to a library's own life. */
const EDGES = [
  "src-main/index.ts",
  "src-main/world",
  "src-main/window",
  "src-main/signer/process.ts",
  "src-main/sync/worker.ts",
  "src-main/exports/worker.ts",
  "src-central/clock.ts",
  "src-central/random.ts",
  "src-central/timer.ts",
];

/** Real keys come from the operating system's randomness and never from one that is handed in. */
const KEY_MAKERS = ["src-main/signer", "src-main/keychain"];

export function isCore(file: string): boolean {
  return CORE.some((folder) => file.startsWith(`${folder}/`)) && !EDGES.some((edge) => isWithin(file, edge));
}

/** Calls that reach for the world, and what to take instead. `new Date` only without arguments. */
const AMBIENT_CALLS: Record<string, string> = {
  "Date.now": "clock",
  "new Date": "clock",
  Date: "clock",
  "performance.now": "clock",
  "Math.random": "random",
  setTimeout: "timer",
  setInterval: "timer",
  setImmediate: "timer",
};
const RANDOM_CALLS = ["crypto.randomUUID", "crypto.getRandomValues", "randomUUID", "randomBytes", "randomInt"];

/** Which of its given ports a core file should use instead of this call; undefined where the call is fine. */
export function portInsteadOf(call: string, file: string): string | undefined {
  if (RANDOM_CALLS.includes(call)) return KEY_MAKERS.some((room) => isWithin(file, room)) ? undefined : "random";
  return Object.hasOwn(AMBIENT_CALLS, call) ? AMBIENT_CALLS[call] : undefined;
}

function isWithin(path: string, parent: string): boolean {
  return path === parent || path.startsWith(`${parent}/`);
}
