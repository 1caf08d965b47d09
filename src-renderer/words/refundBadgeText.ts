/** The badge of a running refund in the operator's language. The central service keeps it in the guide's English; what cannot be read is shown as it is. */
import { refundBadge } from "#shared/domain/refunds.ts";
import { REFUND_STATUSES } from "#shared/domain/statuses.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { spokenLanguage, t } from "#renderer/i18n/t.ts";

export function refundBadgeText(badge: string | null): string {
  if (badge === null) return t("record:badge.running");
  if (spokenLanguage() === "en") return badge;
  const [, words = badge, blocks] = /^(.*?)(?: (\d+\/\d+))?$/.exec(badge) ?? [];
  const status = REFUND_STATUSES.find((candidate) => refundBadge(candidate, null) === words);
  if (status === undefined) return badge;
  const label = codeLabel("refund", status);
  return blocks === undefined ? t("record:badge.status", { label }) : t("record:badge.blocks", { label, blocks });
}
