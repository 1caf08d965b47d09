import type { Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { t } from "#renderer/i18n/t.ts";
import { classNames } from "./classNames.ts";
import { TimeText } from "./TimeText.tsx";
import styles from "./Timeline.module.css";

export type TimelineEntry = { id: string; at: string; icon: Icon; title: ReactNode; note?: ReactNode; alert?: boolean };

/** What happened, newest first: time, sign, words, evidence. */
export function Timeline({ entries, label = t("ui:timeline") }: { entries: readonly TimelineEntry[]; label?: string }) {
  return (
    <ol className={styles.list} aria-label={label}>
      {entries.map(({ id, at, icon: Sign, title, note, alert }) => (
        <li key={id} className={classNames(styles.item, alert === true && styles.alert)}>
          <TimeText at={at} form="auto" className={styles.time} />
          <span className={styles.mark}>
            <Sign size={13} stroke={1.75} aria-hidden="true" />
          </span>
          <div>
            <div className={styles.title}>{title}</div>
            {note === undefined || note === null ? null : <div className={styles.note}>{note}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
