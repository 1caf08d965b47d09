/** Somebody asked to withhold the payment, or to void the slot, and nobody has approved it yet. */
export const VOID_ASKED =
  "json_extract(data, '$.voiding.requestedAt') IS NOT NULL AND json_extract(data, '$.voiding.approval') IS NULL";
