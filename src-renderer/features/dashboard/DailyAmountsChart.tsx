/** Amounts per day, a row of bars for each currency in its own unit; the same as a table. Amounts of different currencies are never added. */
import { useState } from "react";
import type { DailyAmounts } from "#shared/contract/dashboard.ts";
import { amountParts, toBaseUnits } from "#shared/money.ts";
import { t } from "#renderer/i18n/t.ts";
import { Button } from "#renderer/ui/Button.tsx";
import { classNames } from "#renderer/ui/classNames.ts";
import { Segmented } from "#renderer/ui/Tabs.tsx";
import { amountText } from "#renderer/words/amountText.ts";
import { dayNumber, sharesOf } from "./dayAxis.ts";
import { Panel } from "./Panel.tsx";
import styles from "./dashboard.module.css";

type Kind = "deposits" | "refunds";

export function DailyAmountsChart({
  days,
  ...amounts
}: { days: readonly string[] } & Record<Kind, readonly DailyAmounts[]>) {
  const [kind, setKind] = useState<Kind>("deposits");
  const [asTable, setAsTable] = useState(false);
  const rows = amounts[kind];
  return (
    <Panel
      title={t(`dashboard:daily.${kind}`)}
      note={t("dashboard:daily.note")}
      aside={
        <>
          <Segmented
            label={t("dashboard:daily.which")}
            items={[
              { key: "deposits", label: t("dashboard:daily.depositsShort") },
              { key: "refunds", label: t("dashboard:daily.refundsShort") },
            ]}
            value={kind}
            onChange={setKind}
          />
          <Button variant="link" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            {asTable ? t("dashboard:asChart") : t("dashboard:asTable")}
          </Button>
        </>
      }
    >
      {rows.length === 0 ? (
        <p className="quiet">{t(`dashboard:daily.none.${kind}`)}</p>
      ) : asTable ? (
        <AmountsTable days={days} rows={rows} title={t(`dashboard:daily.${kind}`)} />
      ) : (
        <div className={styles.multiples}>
          {rows.map((row) => (
            <CurrencyBars key={row.currency} row={row} days={days} />
          ))}
          <div className={styles.days} aria-hidden="true">
            {days.map((day, index) => (
              <span key={day} className={classNames(index === days.length - 1 && styles.isToday)}>
                {dayNumber(day)}
              </span>
            ))}
          </div>
        </div>
      )}
    </Panel>
  );
}

function CurrencyBars({ row: { currency, amounts, total }, days }: { row: DailyAmounts; days: readonly string[] }) {
  const shares = sharesOf(amounts.map((amount) => toBaseUnits(amount, 18)));
  const step = 100 / days.length;
  const last = days.length - 1;
  const today = amounts[last] ?? "0";
  return (
    <div className={styles.multiple}>
      <span className={styles.currency}>{currency}</span>
      <svg
        className={styles.bars}
        role="img"
        aria-label={t("dashboard:daily.spoken", { currency, total: amountText(total), today: amountText(today) })}
      >
        {shares.map((share, index) => (
          <rect
            key={days[index]}
            x={`${index * step + step * 0.15}%`}
            width={`${step * 0.7}%`}
            y={`${100 - share * 0.96}%`}
            height={`${share * 0.96}%`}
            rx={2}
            className={index === last ? styles.hollow : styles.bar}
          >
            <title>{`${days[index] ?? ""}: ${amountText(amounts[index] ?? "0")} ${currency}`}</title>
          </rect>
        ))}
      </svg>
      <span className={styles.sum} title={`${amountText(total)} ${currency}`}>
        <strong>{shortAmount(total)}</strong>
        <span className="quiet">{t("dashboard:daily.today", { amount: shortAmount(today) })}</span>
      </span>
    </div>
  );
}

/** Large amounts without their decimals, small ones with three; the exact amount stands in the table. */
function shortAmount(amount: string): string {
  const { whole, fraction } = amountParts(amount, 18);
  if (fraction === "" || whole.length > 3) return whole;
  return `${whole}.${fraction.slice(0, 3)}`;
}

function AmountsTable({
  days,
  rows,
  title,
}: {
  days: readonly string[];
  rows: readonly DailyAmounts[];
  title: string;
}) {
  return (
    <div className={styles.scroll} role="region" aria-label={title} tabIndex={0}>
      <table className={styles.table}>
        <caption className="spoken">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t("dashboard:day")}</th>
            {rows.map(({ currency }) => (
              <th key={currency} scope="col" className={styles.number}>
                {currency}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map((day, index) => (
            <tr key={day}>
              <th scope="row">{day}</th>
              {rows.map(({ currency, amounts }) => (
                <td key={currency} className={styles.number}>
                  {amountText(amounts[index] ?? "0")}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t("dashboard:daily.all")}</th>
            {rows.map(({ currency, total }) => (
              <td key={currency} className={styles.number}>
                {amountText(total)}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
