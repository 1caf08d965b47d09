/**
 * What this workstation remembers in plain text: its own id, the look of the window, nothing secret. Written whole to a second file and renamed,
 * with the last good copy beside it, so that a cut while writing leaves one that can be read.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { settings, type Settings } from "#shared/contract/ipc.ts";
import { environment, organisation } from "#shared/contract/session.ts";
import { AppError } from "#shared/errors.ts";
import { z } from "#shared/zod.ts";
import type { Log } from "#main/log/Log.ts";
import type { Random } from "#main/world/random.ts";

const DEFAULT_SETTINGS: Settings = { theme: "system", density: "default", zone: "Asia/Hong_Kong", language: "en" };

const windowState = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(1),
  height: z.int().min(1),
  maximized: z.boolean(),
  zoom: z.number().min(0.5).max(2),
});
export type WindowState = z.infer<typeof windowState>;

const workstation = z.object({
  /** known to the central service; payment keys and device keys are enrolled for it */
  deviceId: z.uuid(),
  settings: settings.catch(DEFAULT_SETTINGS),
  window: windowState.nullable().catch(null),
  /** last seen, so that the environment is named before the service is reached */
  environment: z
    .object({
      code: environment,
      name: z.string(),
      centralUrl: z.string(),
      organisation: organisation.nullable().default(null),
    })
    .nullable()
    .catch(null),
});
export type Workstation = z.infer<typeof workstation>;

export type WorkstationFile = {
  read(): Workstation;
  /** Throws DISK_FULL or INTERNAL; what was there before stays. */
  update(change: Partial<Omit<Workstation, "deviceId">>): void;
};

export function openWorkstationFile(rooms: { file: string; random: Random; log: Log }): WorkstationFile {
  const { file, random, log } = rooms;
  const backup = `${file}.bak`;
  let current = readGood(file, log) ?? readGood(backup, log);
  if (current === null) {
    current = { deviceId: random.uuid(), settings: DEFAULT_SETTINGS, window: null, environment: null };
    mkdirSync(dirname(file), { recursive: true });
    write(current);
  }
  let known = current;

  function write(next: Workstation): void {
    const draft = `${file}.new`;
    try {
      writeFileSync(draft, `${JSON.stringify(next, null, 2)}\n`, { mode: 0o600, flush: true });
      if (existsSync(file)) renameSync(file, backup);
      renameSync(draft, file);
    } catch (error) {
      const full = error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");
      throw new AppError(full ? "DISK_FULL" : "INTERNAL", "The settings of this workstation could not be written", {
        cause: error,
      });
    }
  }

  return {
    read: () => known,
    update(change) {
      const next = { ...known, ...change };
      write(next);
      known = next;
    },
  };
}

function readGood(file: string, log: Log): Workstation | null {
  if (!existsSync(file)) return null;
  try {
    return workstation.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    log.warn("a settings file of this workstation cannot be read", { file, error });
    return null;
  }
}
