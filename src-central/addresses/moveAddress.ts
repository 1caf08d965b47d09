/** Every change of a wallet address. The status changes here and nowhere else (W1 to W10). */
import { and, eq } from "drizzle-orm";

import { appendEvent } from "#central/audit/appendEvent.ts";
import { type Context, now } from "#central/context.ts";
import { changedFields } from "#central/machines/changedFields.ts";
import { type RefusalCodes, requireTransition } from "#central/machines/requireTransition.ts";
import { walletAddresses } from "#central/store/tables.ts";
import { type AddressGuard, addressMachine, type AddressTransitionId } from "#shared/domain/addressMachine.ts";
import type { Facts, Mover } from "#shared/domain/machine.ts";
import { ADDRESS_STATUS_LABELS } from "#shared/domain/statuses.ts";
import { AppError, invariant } from "#shared/errors.ts";
import { toWalletAddress, type WalletAddressRow } from "./toWalletAddress.ts";

const CODES: RefusalCodes<AddressTransitionId, AddressGuard> = {
  status: "ADDRESS_STATE",
  labels: ADDRESS_STATUS_LABELS,
  guards: {
    checksumValid: "ADDRESS_CHECKSUM_INVALID",
    checkerIsNotAdder: "SELF_APPROVAL_FORBIDDEN",
    screeningClear: "SCREENING_HIT",
    reasonGiven: "VALIDATION_FAILED",
  },
};

export type AddressPatch = Partial<
  Pick<
    WalletAddressRow,
    | "label"
    | "method"
    | "proof"
    | "proofDetails"
    | "requestedBy"
    | "verifiedBy"
    | "verifiedAt"
    | "expiresAt"
    | "cooldownUntil"
    | "lookalikeOf"
  >
>;

export type AddressMove = {
  facts: Facts<AddressGuard>;
  /** default: the context's actor */
  mover?: Mover;
  patch?: AddressPatch;
  remarks?: string;
  detail?: Record<string, string>;
};

/** Throws ADDRESS_STATE, PERMISSION_DENIED, or the code of the guard that failed. */
export async function moveAddress(
  context: Context,
  address: WalletAddressRow,
  id: AddressTransitionId,
  move: AddressMove,
): Promise<WalletAddressRow> {
  const { facts, mover, patch = {} } = move;
  const transition = requireTransition(context, addressMachine, CODES, id, address.status, facts, mover);
  const [row] = await context.db
    .update(walletAddresses)
    .set({ ...patch, status: transition.to, version: address.version + 1, updatedAt: now(context) })
    .where(and(eq(walletAddresses.id, address.id), eq(walletAddresses.version, address.version)))
    .returning();
  if (!row) throw new AppError("VERSION_MISMATCH", "The address was changed at the same time");
  await appendEvent(context, {
    action: transition.log,
    entity: "address",
    entityId: address.id,
    fromStatus: address.status,
    toStatus: row.status,
    ...changedFields<WalletAddressRow>(address, patch),
    remarks: move.remarks ?? null,
    ...(move.detail && { detail: move.detail }),
  });
  return row;
}

/** W1. */
export async function createAddress(
  context: Context,
  values: Omit<typeof walletAddresses.$inferInsert, "status" | "version" | "createdAt" | "updatedAt">,
  move: Omit<AddressMove, "patch">,
): Promise<WalletAddressRow> {
  const transition = requireTransition(context, addressMachine, CODES, "W1", null, move.facts, move.mover);
  const at = now(context);
  const [row] = await context.db
    .insert(walletAddresses)
    .values({ ...values, status: transition.to, version: 1, createdAt: at, updatedAt: at })
    .returning();
  invariant(row, "the address was written");
  await appendEvent(context, {
    action: transition.log,
    entity: "address",
    entityId: row.id,
    toStatus: row.status,
    after: toWalletAddress(row),
    remarks: move.remarks ?? null,
    ...(move.detail && { detail: move.detail }),
  });
  return row;
}
