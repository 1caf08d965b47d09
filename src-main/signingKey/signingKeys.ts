/** Everything the page may ask about payment keys, but for keeping a backup and settling what it did, which need no money room (saveBackup.ts, settleKey.ts). */
import type { MoneyRooms } from "#main/refunds/ports.ts";
import { approveSigningKey } from "./approveSigningKey.ts";
import { enrolSigningKey } from "./enrolSigningKey.ts";
import { type KeyRooms, readSigners } from "./keyRooms.ts";
import { mySigningKey } from "./mySigningKey.ts";
import { proveSigningKeyBackup } from "./proveSigningKeyBackup.ts";
import { retireSigningKey } from "./retireSigningKey.ts";

export function createSigningKeys(rooms: KeyRooms): MoneyRooms["handlers"]["signingKey"] {
  return {
    mine: () => mySigningKey(rooms),
    list: () => readSigners(rooms),
    enrol: (input) => enrolSigningKey(rooms, input),
    proveBackup: (input) => proveSigningKeyBackup(rooms, input),
    approve: (input) => approveSigningKey(rooms, input),
    retire: (input) => retireSigningKey(rooms, input),
  };
}
