import type { Affected } from "#shared/contract/configuration.ts";
import { t } from "#renderer/i18n/t.ts";

/** Whom a change meets, in words (R4.3). */
export function affectedText({ openRecords, openRefunds }: Affected): string {
  return t("configuration:affected", {
    records: t("configuration:openRecords", { count: openRecords, number: openRecords }),
    refunds: t("configuration:openRefunds", { count: openRefunds, number: openRefunds }),
  });
}
