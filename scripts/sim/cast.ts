/** The people of every world, with their keys: always the same ones, so that what costs time is made once. */
import { createPrivateKey, createPublicKey, sign } from "node:crypto";
import { computeAddress, SigningKey } from "ethers";
import { sealVault } from "#main/signer/vault.ts";
import { endorsementText } from "#shared/domain/intent.ts";
import type { Permission } from "#shared/domain/permissions.ts";

export const PIN = "246813";
export const PASSWORD = "of everybody";

export type Member = {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly Permission[];
  readonly workstationId: string;
  /** of the approver's device key; everybody has one */
  readonly deviceKeyId: string;
  readonly devicePublicKey: string;
  /** as it stands in the keychain */
  readonly deviceSecret: string;
  signStatement(text: string): string;
};

const idOf = (kind: string, index: number): string =>
  `01890000-0000-7000-8000-${kind}${String(index).padStart(11, "0")}`;

const READS: readonly Permission[] = ["Deposit Records", "Refund", "Signer.Read"];
const ALL: readonly Permission[] = [
  ...READS,
  "Refund.Request",
  "Refund.Approve",
  "Refund.Execute",
  "Refund.VoidApprove",
  "Signer.Approve",
  "Notice.Record",
];

function member(index: number, name: string, permissions: readonly Permission[]): Member {
  const seed = Buffer.alloc(32, index + 1);
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
  const key = createPrivateKey({ key: der, type: "pkcs8", format: "der" });
  const publicKey = createPublicKey(key).export({ type: "spki", format: "der" }).subarray(-32).toString("hex");
  return {
    id: idOf("a", index),
    name,
    permissions,
    workstationId: idOf("c", index),
    deviceKeyId: idOf("d", index),
    devicePublicKey: publicKey,
    deviceSecret: JSON.stringify({ privateKey: der.toString("hex"), publicKey }),
    signStatement: (text) => sign(null, Buffer.from(text, "utf8"), key).toString("hex"),
  };
}

/** Each executor has every right, so that only the rules of four eyes stop him; likewise some of the others. */
export const EXECUTORS: readonly Member[] = [0, 1, 2, 3, 4].map((index) => member(index, `Executor ${index}`, ALL));
export const MAKERS: readonly Member[] = [
  member(5, "Maker 5", [...READS, "Refund.Request", "Notice.Record"]),
  member(6, "Maker 6", ALL),
];
export const APPROVERS: readonly Member[] = [
  member(7, "Approver 7", [...READS, "Refund.Approve"]),
  member(8, "Approver 8", ALL),
  member(9, "Approver 9", [...READS, "Refund.Approve"]),
];
export const ONLOOKER: Member = member(10, "Onlooker 10", READS);
export const EVERYBODY: readonly Member[] = [...EXECUTORS, ...MAKERS, ...APPROVERS, ONLOOKER];

/** Whose device keys the payment keys trust by themselves; the other approvers' keys are endorsed by the first of these. */
export const PINNED: readonly Member[] = APPROVERS.slice(0, 2);
export const ENDORSED: readonly Member[] = [...APPROVERS.slice(2), ...EXECUTORS.slice(0, 2), ...MAKERS.slice(1)];

export function endorsementOf(newcomer: Member): { endorserKeyId: string; signature: string } {
  const [endorser] = PINNED as [Member];
  const text = endorsementText({
    type: "deposit-desk/device-key-endorsement/1",
    deviceKeyId: newcomer.deviceKeyId,
    publicKey: newcomer.devicePublicKey,
    userId: newcomer.id,
    endorserKeyId: endorser.deviceKeyId,
  });
  return { endorserKeyId: endorser.deviceKeyId, signature: endorser.signStatement(text) };
}

export type PaymentKey = { readonly signerId: string; readonly key: SigningKey; readonly address: string };

/** One for each executor, in their order, and then a second one for each. */
export const PAYMENT_KEYS: readonly PaymentKey[] = [...EXECUTORS, ...EXECUTORS].map((_, index) => {
  const key = new SigningKey(`0x${`a${index}`.repeat(32)}`);
  return { signerId: idOf("e", index), key, address: computeAddress(key.publicKey) };
});

const vaults = new Map<number, Promise<string>>();

/** A sealed payment key, as it lies in its executor's keychain. */
export function vaultOf(index: number): Promise<string> {
  const made = vaults.get(index) ?? seal(index);
  vaults.set(index, made);
  return made;
}

function seal(index: number): Promise<string> {
  const { key, address } = PAYMENT_KEYS[index] as PaymentKey;
  const executorId = (EXECUTORS[index % EXECUTORS.length] as Member).id;
  const pinned = PINNED.map(({ id, name, deviceKeyId, devicePublicKey }) => ({
    userId: id,
    name,
    deviceKeyId,
    publicKey: devicePublicKey,
  }));
  return sealVault({ address, executorId, pinned }, Buffer.from(key.privateKey.slice(2), "hex"), PIN);
}
