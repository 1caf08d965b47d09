/** Takes the filtered records along as a file (feature 65). Works from the cache alone; what was taken is told to the audit log. */
import type { CallParsed, Calls, RecordsExport } from "#shared/contract/ipc.ts";
import { AppError, isAppError } from "#shared/errors.ts";
import { type KeptFiles, writeFault } from "#main/files/KeptFiles.ts";
import { discardDraft, keepDraft } from "#main/world/wholeFile.ts";
import type { Desk } from "#main/session/Desk.ts";
import { timestampOf } from "#main/world/clock.ts";
import type { ExportReports } from "./exportReports.ts";
import type { RunningExport } from "./exportThread.ts";

export type Exports = {
  /** Throws DISK_FULL, INPUT_INVALID (this place cannot be written, too many rows), CACHE_DAMAGED. */
  saveRecords(input: CallParsed<Calls["exports"]["saveRecords"]>): Promise<RecordsExport>;
  stop(): null;
};

const NOTHING: RecordsExport = { saved: false, rows: 0, asOf: null };

export function createExports(rooms: {
  /** throws NOT_SIGNED_IN */
  desk: () => Pick<Desk, "clock" | "settings" | "startExport" | "user">;
  files: Pick<KeptFiles, "choose">;
  told: (rows: number) => void;
  reports: () => Pick<ExportReports, "keep">;
}): Exports {
  let running: RunningExport | null = null;
  let asking = false;

  return {
    async saveRecords({ search, format, filterText }) {
      if (running !== null || asking)
        throw new AppError("INPUT_INVALID", "One export after another: wait for the other, or stop it.");
      asking = true;
      const desk = rooms.desk();
      const at = desk.clock.now();
      let target: string | null = null;
      try {
        target = await rooms.files.choose(`deposit-records-${fileStamp(at)}.${format}`);
        if (target === null) return NOTHING;
        const { zone, language } = desk.settings();
        const question = { search, format, zone, language, filterText, by: desk.user().displayName, at };
        running = desk.startExport(target, question, rooms.told);
      } finally {
        asking = false;
      }
      try {
        const exported = await running.outcome;
        if (exported === null) return NOTHING;
        const { rows, sha256, asOf } = exported;
        // Before the file is there: nothing leaves without a line in the log.
        await rooms.reports().keep({ at: timestampOf(at), format, rows, sha256, asOf, filter: filterText });
        await keepDraft(target);
        return { saved: true, rows, asOf };
      } catch (error) {
        throw isAppError(error) ? error : writeFault(error, "The export");
      } finally {
        running = null;
        await discardDraft(target);
      }
    },
    stop() {
      running?.stop();
      return null;
    },
  };
}

/** Of the time in UTC, without the marks that file names may not have: "20261123T024412Z". */
function fileStamp(at: number): string {
  return `${timestampOf(at).slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}
