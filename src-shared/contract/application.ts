/** A client's deposit request, before and beside its record (guide, "Request Reception and Record Generation"). */
import { APPLICATION_FLAGS, APPLICATION_STATUSES, DELETE_REASONS } from "#shared/domain/statuses.ts";
import { z } from "#shared/zod.ts";
import {
  code,
  declaredText,
  id,
  listQuery,
  openEnum,
  pageOf,
  person,
  remarks,
  repeated,
  timestamp,
  version,
} from "./common.ts";

/** What the client channel sends. Only what is not even a request is refused; a wrong address or amount is accepted and flagged. */
export const applicationInput = z.strictObject({
  clientRequestId: z.string().min(1).max(100),
  customerNo: z.string().min(1).max(40),
  securitiesAccount: z.string().min(1).max(40),
  currency: z.string().min(1).max(40),
  network: z.string().min(1).max(40),
  amount: declaredText,
  sourceAddress: declaredText,
  destinationAddress: declaredText,
  txHash: declaredText.optional(),
});
export type ApplicationInput = z.infer<typeof applicationInput>;

export const application = z.object({
  id,
  applicationNo: z.string(),
  clientRequestId: z.string(),
  status: openEnum(APPLICATION_STATUSES),
  customerNo: z.string(),
  customerName: z.string().nullable(),
  securitiesAccount: z.string(),
  currency: z.string(),
  network: z.string(),
  amount: declaredText,
  sourceAddress: declaredText,
  destinationAddress: declaredText,
  txHash: declaredText.nullable(),
  flags: z.array(z.object({ code: openEnum(APPLICATION_FLAGS), detail: z.string() })),
  depositId: id.nullable(),
  recordNo: z.string().nullable(),
  decision: z
    .object({ by: person, at: timestamp, remarks: z.string(), reasonCode: openEnum(DELETE_REASONS).nullable() })
    .nullable(),
  requestedAt: timestamp,
  updatedAt: timestamp,
  version,
});
export type Application = z.infer<typeof application>;

export const applicationQuery = listQuery.extend({
  status: repeated(z.enum(APPLICATION_STATUSES)),
  customerNo: z.string().max(40).optional(),
  currency: code.optional(),
});
export const applicationPage = pageOf(application);
export const acceptInput = z.strictObject({ remarks });
export const deleteInput = z.strictObject({ reasonCode: z.enum(DELETE_REASONS), remarks });
