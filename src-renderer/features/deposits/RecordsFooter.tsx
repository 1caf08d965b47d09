import { IconAlertTriangle } from "@tabler/icons-react";
import { Trans } from "react-i18next";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { useFreshness } from "#renderer/api/freshness.ts";
import type { RecordPage } from "#renderer/api/records.ts";
import { countText } from "#renderer/i18n/countText.ts";
import { t } from "#renderer/i18n/t.ts";
import { Money } from "#renderer/ui/Money.tsx";
import { useNow, usePreferences } from "#renderer/ui/preferences.tsx";
import { clockTime, relativeText, sameDay, shortDateTime, zoneName } from "#renderer/ui/times.ts";
import { useSeenRange, type SeenRangeStore } from "./seenRange.ts";
import styles from "./DepositRecordsPage.module.css";

/** How many, as of when, and the sum of each currency. Different currencies are never added. */
export function RecordsFooter({
  page,
  range,
  filters,
  online,
}: {
  page: RecordPage;
  range: SeenRangeStore;
  filters: number;
  online: boolean;
}) {
  const { zone, now: clock } = usePreferences();
  const { decimalsOf } = useCurrencyBook();
  const now = useNow(30_000);
  const total = page.capped ? t("deposits:moreThan", { records: countText(page.total) }) : countText(page.total);
  // What is more than a number is many, whatever the number.
  const count = page.capped ? Math.max(2, page.total) : page.total;
  const { asOf } = useFreshness(page.asOf);
  const at = asOf === null ? null : sameDay(asOf, clock(), zone) ? clockTime(asOf, zone) : shortDateTime(asOf, zone);
  return (
    <footer className={styles.footer}>
      {/* The range moves with every scroll; only the count is worth saying. */}
      <span role="status" className="spoken">
        {t("deposits:records", { count, records: total })}
      </span>
      <span>
        <Trans
          t={t}
          i18nKey={page.total === 0 ? "deposits:footer.total" : "deposits:footer.range"}
          count={count}
          components={{ range: <Range store={range} />, total: <Total text={total} /> }}
        />
        {filters === 0 ? "" : ` · ${t("deposits:footer.filters", { count: filters })}`}
      </span>
      {at === null ? (
        <span className={styles.old}>{t("deposits:footer.unsynced")}</span>
      ) : (
        <span className={online ? undefined : styles.old}>
          {online || asOf === null
            ? t("deposits:asOf", { at, zone: zoneName(zone) })
            : t("deposits:asOfAge", { at, zone: zoneName(zone), age: relativeText(asOf, now) })}
        </span>
      )}
      <span className={styles.sums}>
        {page.sums === null ? (
          <span>
            <IconAlertTriangle size={13} aria-hidden="true" /> {t("deposits:footer.noSums")}
          </span>
        ) : page.sums.length === 0 ? null : (
          <>
            <span>{t("deposits:footer.sums")}</span>
            {page.sums.map(({ currency, amount }) => (
              <Money
                size="list"
                key={currency}
                amount={amount}
                currency={currency}
                decimals={decimalsOf(currency)}
                className={styles.sum}
              />
            ))}
          </>
        )}
      </span>
    </footer>
  );
}

function Total({ text }: { text: string }) {
  return <strong className="numeric">{text}</strong>;
}

function Range({ store }: { store: SeenRangeStore }) {
  const { from, to } = useSeenRange(store);
  return (
    <strong className="numeric">
      {countText(from)}–{countText(to)}
    </strong>
  );
}
