/** The words of every code that people see. The English ones of statuses and reasons stand beside their codes, where the guide's exact words are kept. */
import type { VERIFICATION_METHODS } from "#shared/contract/deposit.ts";
import { HOLD_RESOLUTION_EFFECTS, HOLD_RESOLUTION_LABELS } from "#shared/domain/depositHolds.ts";
import { ROLE_LABELS } from "#shared/domain/permissions.ts";
import { IDENTITY_METHOD_LABELS, REFUND_KIND_LABELS, REMAINDER_LABELS } from "#shared/domain/refunds.ts";
import { KEPT_BY_LABELS } from "#shared/domain/retention.ts";
import { AGE_BAND_LABELS } from "#shared/domain/triage.ts";
import { RECORD_FLAG_LABELS } from "#shared/domain/query/recordFilter.ts";
import {
  ADDRESS_STATUS_LABELS,
  APPLICATION_FLAG_LABELS,
  APPLICATION_STATUS_LABELS,
  DELETE_REASON_LABELS,
  DEPOSIT_STATUS_LABELS,
  HOLD_REASON_LABELS,
  REFUND_HOLD_REASON_LABELS,
  REFUND_STATUS_LABELS,
} from "#shared/domain/statuses.ts";

export const codes = {
  unknown: "Unknown ({{code}})",
  deposit: DEPOSIT_STATUS_LABELS,
  refund: REFUND_STATUS_LABELS,
  address: ADDRESS_STATUS_LABELS,
  application: APPLICATION_STATUS_LABELS,
  holdReason: HOLD_REASON_LABELS,
  refundHoldReason: REFUND_HOLD_REASON_LABELS,
  applicationFlag: APPLICATION_FLAG_LABELS,
  deleteReason: DELETE_REASON_LABELS,
  recordFlag: RECORD_FLAG_LABELS,
  holdResolution: HOLD_RESOLUTION_LABELS,
  holdEffect: HOLD_RESOLUTION_EFFECTS,
  refundKind: REFUND_KIND_LABELS,
  role: ROLE_LABELS,
  keptBy: KEPT_BY_LABELS,
  ageBand: AGE_BAND_LABELS,
  remainder: REMAINDER_LABELS,
  identityMethod: IDENTITY_METHOD_LABELS,
  verificationMethod: {
    MICROPAYMENT: "Micropayment",
    SIGNED_MESSAGE: "Signed message",
    DOCUMENT: "Document",
  } satisfies Record<(typeof VERIFICATION_METHODS)[number], string>,
  sourceKind: {
    WALLET: "A wallet",
    CONTRACT: "A contract",
    EXCHANGE: "A known exchange wallet",
  },
} as const;
