/** Where the power fails, and the folder that is left then. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Dice } from "#tests/main/support/seededRandom.ts";
import type { DiskEvent, Image } from "./disk.ts";

/** Numbers of the events after which the power fails, spread over the run. */
export function chosenCuts(events: readonly DiskEvent[], wanted: number, dice: Dice): Set<number> {
  const all = events.map((_event, index) => index);
  while (all.length > wanted) all.splice(dice.below(all.length), 1);
  return new Set(all);
}

export function layOut(image: Image, from: string, to: string): void {
  for (const [path, bytes] of image) {
    const file = join(to, path.slice(from.length + 1));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}
