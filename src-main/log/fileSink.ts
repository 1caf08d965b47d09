/** Log lines to a rotating file in the profile (electron-log), and to stderr while developing. */
import { join } from "node:path";
import electronLog from "electron-log/node";
import type { LogSink } from "./Log.ts";

const FILE_SIZE_BYTES = 5 * 1024 * 1024;

export function createFileSink(options: { folder: string; toConsole: boolean }): LogSink {
  const target = electronLog.create({ logId: "deposit-desk" });
  target.transports.file.resolvePathFn = () => join(options.folder, "deposit-desk.log");
  target.transports.file.maxSize = FILE_SIZE_BYTES;
  target.transports.file.format = "{text}";
  target.transports.file.level = "info";
  target.transports.console.level = false;
  return (level, line) => {
    target[level](line);
    if (options.toConsole) process.stderr.write(`${line}\n`);
  };
}
