/** Why a record stands still, in an operator's words. */
import { HOLD_REASONS } from "#shared/domain/statuses.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { t } from "#renderer/i18n/t.ts";

export function holdTitle({ status, holdReason }: { status: string; holdReason: string | null }): string {
  if (status === "BLOCKED") return t("record:hold.blocked");
  if (status === "REORG_ALERT") return t("record:hold.reorg");
  return holdReason === null
    ? t("record:hold.onHold")
    : t("record:hold.onHoldFor", { reason: codeLabel("holdReason", holdReason) });
}

export function holdExplanation({ status, holdReason }: { status: string; holdReason: string | null }): string {
  if (status === "BLOCKED") return t("record:hold.why.blocked");
  if (status === "REORG_ALERT") return t("record:hold.why.reorg");
  const known = HOLD_REASONS.find((reason) => reason === holdReason);
  return known === undefined ? t("record:hold.why.check") : t(`record:hold.why.${known}`);
}
