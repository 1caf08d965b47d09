/** What a refund's page says of money, in the operator's language. */
import type { RefundOutlook } from "#shared/domain/refundOutlook.ts";
import { sentences } from "#renderer/i18n/sentences.ts";
import { t } from "#renderer/i18n/t.ts";

/** `people`: null when there is nothing to do. */
export function outlookText({ moneySays, byItself, people }: RefundOutlook): {
  money: string;
  byItself: string;
  people: string | null;
} {
  return {
    money: sentences(
      moneySays.map(({ key, values }) => t(`outlook:money.${key}` as "outlook:money.paid", { ...values })),
    ),
    byItself: t(`outlook:next.${byItself.key}` as "outlook:next.followed", { ...byItself.values }),
    people:
      people.length === 0
        ? null
        : sentences(
            people.map(({ key, values }) => t(`outlook:people.${key}` as "outlook:people.execute", { ...values })),
          ),
  };
}
