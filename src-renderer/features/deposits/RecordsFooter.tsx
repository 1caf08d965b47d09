import { IconAlertTriangle } from "@tabler/icons-react";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { useFreshness } from "#renderer/api/freshness.ts";
import type { RecordPage } from "#renderer/api/records.ts";
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
  const count = `${page.capped ? "more than " : ""}${page.total.toLocaleString("en-GB")}`;
  const { asOf } = useFreshness(page.asOf);
  const at = asOf === null ? null : sameDay(asOf, clock(), zone) ? clockTime(asOf, zone) : shortDateTime(asOf, zone);
  return (
    <footer className={styles.footer}>
      {/* The range moves with every scroll; only the count is worth saying. */}
      <span role="status" className="spoken">
        {count} {page.total === 1 && !page.capped ? "record" : "records"}
      </span>
      <span>
        {page.total === 0 ? null : (
          <>
            <Range store={range} /> of{" "}
          </>
        )}
        <strong className="numeric">{count}</strong> {page.total === 1 && !page.capped ? "record" : "records"}
        {filters === 0 ? "" : ` · ${filters} ${filters === 1 ? "filter" : "filters"}`}
      </span>
      {at === null ? (
        <span className={styles.old}>not synced yet</span>
      ) : (
        <span className={online ? undefined : styles.old}>
          as of {at} {zoneName(zone)}
          {online || asOf === null ? "" : `, ${relativeText(asOf, now)}`}
        </span>
      )}
      <span className={styles.sums}>
        {page.sums === null ? (
          <span>
            <IconAlertTriangle size={13} aria-hidden="true" /> Sums are shown up to 10,000 records
          </span>
        ) : page.sums.length === 0 ? null : (
          <>
            <span>Sum of filtered</span>
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

function Range({ store }: { store: SeenRangeStore }) {
  const { from, to } = useSeenRange(store);
  return (
    <strong className="numeric">
      {from.toLocaleString("en-GB")}–{to.toLocaleString("en-GB")}
    </strong>
  );
}
