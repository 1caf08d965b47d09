/** The items of a queue by age, as a bar whose length is the queue's among all queues. In words for those who do not see it. */
import type { QueueAges } from "#shared/domain/queueAges.ts";
import { t } from "#renderer/i18n/t.ts";
import { classNames } from "#renderer/ui/classNames.ts";
import styles from "./dashboard.module.css";

const BANDS = ["under15Min", "to1Hour", "to4Hours", "over4Hours"] as const;

export function AgeBar({ ages, items, longest }: { ages: QueueAges; items: number; longest: number }) {
  if (items === 0) return <span className="spoken">{t("dashboard:waiting.none")}</span>;
  const words = BANDS.map((band, index) => ({ band, count: ages[index] ?? 0 })).filter(({ count }) => count > 0);
  return (
    <span className={styles.ages} role="img" aria-label={words.map(bandWords).join(", ")}>
      {words.map(({ band, count }) => (
        <span
          key={band}
          className={classNames(styles.band, styles[band])}
          // Square roots: a queue of a thousand must leave a queue of three to be seen.
          style={{
            flexGrow: Math.sqrt(count),
            maxWidth: `${Math.max(6, (Math.sqrt(count) / Math.sqrt(longest)) * 100)}%`,
          }}
        />
      ))}
    </span>
  );
}

function bandWords({ band, count }: { band: (typeof BANDS)[number]; count: number }): string {
  return `${count.toLocaleString("en-GB")} ${t(`dashboard:ages.${band}`)}`;
}

export function AgeLegend() {
  return (
    <ul className={styles.legend} aria-hidden="true">
      {BANDS.map((band) => (
        <li key={band}>
          <span className={classNames(styles.swatch, styles[band])} />
          {t(`dashboard:ages.${band}`)}
        </li>
      ))}
    </ul>
  );
}
