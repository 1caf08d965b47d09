/** How long each completed refund took, a dot each, with the median of the day; the same as a table. Heights grow by factors: minutes and hours side by side. */
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Turnaround } from "#shared/contract/dashboard.ts";
import { median } from "#shared/domain/median.ts";
import { t } from "#renderer/i18n/t.ts";
import { Button } from "#renderer/ui/Button.tsx";
import { classNames } from "#renderer/ui/classNames.ts";
import { durationText } from "#renderer/ui/times.ts";
import { dayCentre, dayNumber, heightOf } from "./dayAxis.ts";
import { Panel } from "./Panel.tsx";
import styles from "./dashboard.module.css";

const MINUTE_MS = 60_000;
const LATE_MS = 240 * MINUTE_MS;
const LINES_MS = [1440, 240, 60, 30, 10].map((minutes) => minutes * MINUTE_MS);

export function TurnaroundChart({ days, turnaround }: { days: readonly string[]; turnaround: readonly Turnaround[] }) {
  const [asTable, setAsTable] = useState(false);
  return (
    <Panel
      title={t("dashboard:turnaround.title")}
      note={t("dashboard:turnaround.note")}
      aside={
        <Button variant="link" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? t("dashboard:asChart") : t("dashboard:asTable")}
        </Button>
      }
    >
      {turnaround.length === 0 ? (
        <p className="quiet">{t("dashboard:turnaround.none")}</p>
      ) : asTable ? (
        <TurnaroundTable days={days} turnaround={turnaround} />
      ) : (
        <>
          <Dots days={days} turnaround={turnaround} />
          <ul className={classNames(styles.legend, styles.below)} aria-hidden="true">
            <li>
              <span className={classNames(styles.dotMark, styles.inTime)} />
              {t("dashboard:turnaround.one")}
            </li>
            <li>
              <span className={styles.medianMark} />
              {t("dashboard:turnaround.median")}
            </li>
            <li>
              <span className={classNames(styles.dotMark, styles.tooLate)} />
              {t("dashboard:ages.over4Hours")}
            </li>
          </ul>
        </>
      )}
    </Panel>
  );
}

function Dots({ days, turnaround }: { days: readonly string[]; turnaround: readonly Turnaround[] }) {
  const late = turnaround.filter(({ ms }) => ms > LATE_MS).length;
  return (
    <div className={styles.plot}>
      <div className={styles.hours} aria-hidden="true">
        {LINES_MS.map((ms) => (
          <span key={ms} style={{ top: `${heightOf(ms)}%` }}>
            {lineText(ms)}
          </span>
        ))}
      </div>
      <svg
        className={styles.dots}
        role="img"
        aria-label={t("dashboard:turnaround.spoken", { count: turnaround.length, late })}
      >
        {LINES_MS.map((ms) => (
          <line
            key={ms}
            x1="0"
            x2="100%"
            y1={`${heightOf(ms)}%`}
            y2={`${heightOf(ms)}%`}
            className={ms === LATE_MS ? styles.limit : styles.rule}
          />
        ))}
        {turnaround.map(({ id, refundNo, day, ms }) => (
          <circle
            key={id}
            cx={`${dayCentre(day, days.length)}%`}
            cy={`${heightOf(ms)}%`}
            r={3}
            className={ms > LATE_MS ? styles.tooLate : styles.inTime}
          >
            <title>{`${refundNo}: ${durationText(ms)}`}</title>
          </circle>
        ))}
        {days.map((name, day) => {
          const middle = median(turnaround.filter((one) => one.day === day).map(({ ms }) => ms));
          if (middle === null) return null;
          const half = 38 / days.length;
          return (
            <line
              key={name}
              x1={`${dayCentre(day, days.length) - half}%`}
              x2={`${dayCentre(day, days.length) + half}%`}
              y1={`${heightOf(middle)}%`}
              y2={`${heightOf(middle)}%`}
              className={styles.median}
            />
          );
        })}
      </svg>
      <div className={classNames(styles.days, styles.under)} aria-hidden="true">
        {days.map((day, index) => (
          <span key={day} className={classNames(index === days.length - 1 && styles.isToday)}>
            {dayNumber(day)}
          </span>
        ))}
      </div>
    </div>
  );
}

function lineText(ms: number): string {
  const minutes = ms / MINUTE_MS;
  return minutes < 60
    ? t("dashboard:turnaround.minutes", { minutes })
    : t("dashboard:turnaround.hours", { hours: minutes / 60 });
}

function TurnaroundTable({ days, turnaround }: { days: readonly string[]; turnaround: readonly Turnaround[] }) {
  return (
    <div className={styles.scroll} role="region" aria-label={t("dashboard:turnaround.title")} tabIndex={0}>
      <table className={styles.table}>
        <caption className="spoken">{t("dashboard:turnaround.title")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("dashboard:turnaround.refund")}</th>
            <th scope="col">{t("dashboard:day")}</th>
            <th scope="col" className={styles.number}>
              {t("dashboard:turnaround.took")}
            </th>
          </tr>
        </thead>
        <tbody>
          {turnaround
            .toSorted((left, right) => right.day - left.day)
            .map(({ id, refundNo, day, ms }) => (
              <tr key={id}>
                <th scope="row">
                  <Link to="/refunds/$id" params={{ id }}>
                    {refundNo}
                  </Link>
                </th>
                <td>{days[day] ?? "–"}</td>
                <td className={styles.number}>{durationText(ms)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}
