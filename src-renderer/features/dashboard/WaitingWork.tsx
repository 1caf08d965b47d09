/** Queues with their length, the age of what is in them, and the oldest item. Every line opens its list. */
import { IconChevronRight } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { WaitingQueue } from "#shared/contract/dashboard.ts";
import { t } from "#renderer/i18n/t.ts";
import { classNames } from "#renderer/ui/classNames.ts";
import { EmptyState } from "#renderer/ui/EmptyState.tsx";
import { useNow } from "#renderer/ui/preferences.tsx";
import { Age } from "#renderer/ui/TimeText.tsx";
import { AgeBar, AgeLegend } from "./AgeBar.tsx";
import { Panel } from "./Panel.tsx";
import { QUEUE_LOOKS, urgencyOf } from "./queues.ts";
import styles from "./dashboard.module.css";

export function WaitingWork({ queues }: { queues: readonly WaitingQueue[] }) {
  const items = queues.reduce((sum, queue) => sum + queue.items, 0);
  const longest = Math.max(...queues.map((queue) => queue.items), 1);
  return (
    <Panel
      title={t("dashboard:waiting.title")}
      note={t("dashboard:waiting.note", { count: items, items: items.toLocaleString("en-GB") })}
      aside={<AgeLegend />}
      className={styles.waiting}
    >
      {queues.length === 0 ? (
        <EmptyState title={t("dashboard:waiting.noRight")} />
      ) : (
        <table className={styles.queues}>
          <thead>
            <tr>
              <th scope="col">{t("dashboard:waiting.queue")}</th>
              <th scope="col" className={styles.number}>
                {t("dashboard:waiting.items")}
              </th>
              <th scope="col">{t("dashboard:waiting.ages")}</th>
              <th scope="col">{t("dashboard:waiting.oldest")}</th>
              <th scope="col">{t("dashboard:waiting.oldestItem")}</th>
              <th aria-hidden="true" />
            </tr>
          </thead>
          <tbody>
            {queues.map((queue) => (
              <QueueRow key={queue.queue} waiting={queue} longest={longest} />
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function QueueRow({ waiting, longest }: { waiting: WaitingQueue; longest: number }) {
  const { queue, items, ages, oldest } = waiting;
  const now = useNow();
  const { icon: QueueIcon, link } = QUEUE_LOOKS[queue];
  const urgency = urgencyOf(queue, oldest?.since ?? null, now);
  return (
    <tr className={classNames(styles.queue, items === 0 && styles.nothing, styles[urgency])}>
      <th scope="row">
        <Link {...link} className={styles.open}>
          <QueueIcon size={16} stroke={1.75} aria-hidden="true" />
          {t(`dashboard:queues.${queue}`)}
        </Link>
      </th>
      <td className={styles.items}>{items.toLocaleString("en-GB")}</td>
      <td>
        <AgeBar ages={ages} items={items} longest={longest} />
      </td>
      <td className={styles.oldest}>{oldest === null ? "–" : <Age since={oldest.since} />}</td>
      <td className="numeric">{oldest?.number ?? "–"}</td>
      <td className={styles.chevron}>
        <IconChevronRight size={15} stroke={1.75} aria-hidden="true" />
      </td>
    </tr>
  );
}
