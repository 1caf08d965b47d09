/** What the operations of one signed-in person are given. */
import type { SyncEntity } from "#shared/contract/sync.ts";
import type { Settings } from "#shared/contract/ipc.ts";
import type { User } from "#shared/contract/session.ts";
import type { ExportQuestion } from "#main/exports/exportRecords.ts";
import type { RunningExport } from "#main/exports/exportThread.ts";
import type { DeviceKeyPair } from "#main/keychain/deviceKey.ts";
import type { Log } from "#main/log/Log.ts";
import type { MoneyRooms } from "#main/refunds/ports.ts";
import type { Remote } from "#main/remote/Remote.ts";
import type { Cache } from "#main/store/Cache.ts";
import type { WriterPort } from "#main/store/WriterPort.ts";
import type { Clock } from "#main/world/clock.ts";
import type { Random } from "#main/world/random.ts";
import type { OncePerKey } from "./oncePerKey.ts";

export type Desk = {
  remote: Remote;
  clock: Clock;
  random: Random;
  log: Log;
  /** the cache as it is now; a rebuild replaces it */
  readonly cache: Cache;
  readonly writer: WriterPort;
  /** the person, as of the newest answer of the central service */
  user(): User;
  online(): boolean;
  /** one's own action is visible at once */
  remember(entity: SyncEntity, rows: readonly unknown[]): Promise<void>;
  once: OncePerKey;
  settings(): Settings;
  workstation: { id: string; name: string };
  openDeviceKey(): Promise<DeviceKeyPair>;
  /** in a thread of its own, from the cache as it is now; `told` hears the rows so far */
  startExport(target: string, question: ExportQuestion, told: (rows: number) => void): RunningExport;
  /** opened on first use */
  money(): Promise<MoneyRooms>;
};
