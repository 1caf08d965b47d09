/**
 * What was exported here, told to the central audit log (feature 65). Kept in the encrypted cache first, so that an export without a network, or right
 * before the program ends, is told later; each in its own person's name, once.
 */
import type { ExportReport } from "#shared/contract/audit.ts";
import { http } from "#shared/contract/http.ts";
import { isAppError } from "#shared/errors.ts";
import { isUnreached } from "#main/faults/isUnreached.ts";
import type { Log } from "#main/log/Log.ts";
import type { Remote } from "#main/remote/Remote.ts";
import type { Cache } from "#main/store/Cache.ts";
import type { WriterPort } from "#main/store/WriterPort.ts";
import type { Random } from "#main/world/random.ts";

export type ExportReports = {
  /** Throws DISK_FULL and other faults of the cache; then nothing may be exported. */
  keep(report: ExportReport): Promise<void>;
  /** Tells what waits, as far as the service is reached. Never fails. */
  send(): Promise<void>;
};

export function createExportReports(rooms: {
  remote: Pick<Remote, "call">;
  random: Random;
  log: Log;
  cache: () => Pick<Cache, "exportReports">;
  writer: () => Pick<WriterPort, "keepExportReport" | "dropExportReport">;
  userId: () => string;
  online: () => boolean;
}): ExportReports {
  let sending: Promise<void> | null = null;

  async function sendAll(): Promise<void> {
    const userId = rooms.userId();
    for (const { id, report } of rooms
      .cache()
      .exportReports()
      .filter((kept) => kept.userId === userId)) {
      try {
        await rooms.remote.call(http.audit.reportExport, { body: report, idempotencyKey: id });
      } catch (error) {
        if (!isAppError(error) || isUnreached(error) || error.retryable) throw error;
        // Kept: somebody should find it. The next ones are told all the same.
        rooms.log.error("an export is not accepted by the central service", { error });
        continue;
      }
      await rooms.writer().dropExportReport(id);
    }
  }

  function send(): Promise<void> {
    if (!rooms.online()) return Promise.resolve();
    sending ??= sendAll()
      .catch((error: unknown) => rooms.log.warn("an export could not be told to the central service yet", { error }))
      .finally(() => {
        sending = null;
      });
    return sending;
  }

  return {
    async keep(report) {
      await rooms.writer().keepExportReport(rooms.userId(), { id: rooms.random.uuid(), report });
      // The person need not wait for the service.
      void send();
    },
    send,
  };
}
