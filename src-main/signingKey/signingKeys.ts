/** Everything the page may ask about payment keys, but for keeping a backup, which needs no money room (saveBackup.ts). */
import type { CallHandlers } from "#shared/contract/ipc.ts";
import { approveSigningKey } from "./approveSigningKey.ts";
import { enrolSigningKey } from "./enrolSigningKey.ts";
import { type KeyRooms, readSigners } from "./keyRooms.ts";
import { mySigningKey } from "./mySigningKey.ts";
import { proveSigningKeyBackup } from "./proveSigningKeyBackup.ts";
import { retireSigningKey } from "./retireSigningKey.ts";

export function createSigningKeys(rooms: KeyRooms): Omit<CallHandlers["signingKey"], "saveBackup"> {
  return {
    mine: () => mySigningKey(rooms),
    list: () => readSigners(rooms),
    enrol: (input) => enrolSigningKey(rooms, input),
    proveBackup: (input) => proveSigningKeyBackup(rooms, input),
    approve: (input) => approveSigningKey(rooms, input),
    retire: (input) => retireSigningKey(rooms, input),
  };
}
