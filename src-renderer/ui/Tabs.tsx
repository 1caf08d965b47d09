import type { KeyboardEvent, ReactNode } from "react";
import { countText } from "#renderer/i18n/countText.ts";
import styles from "./Tabs.module.css";

export type TabItem = { key: string; label: string; count?: number | null };

/** Saved views of one list: links in all but looks, the present one marked. `end` stands at the far end. */
export function ViewTabs({
  items,
  current,
  onChoose,
  label,
  end,
}: {
  items: readonly TabItem[];
  current: string | null;
  onChoose: (key: string) => void;
  label: string;
  end?: ReactNode;
}) {
  return (
    <nav className={styles.tabs} aria-label={label}>
      {items.map((item) => (
        <button
          key={item.key}
          type="button"
          className={styles.tab}
          aria-current={item.key === current ? "true" : undefined}
          onClick={() => onChoose(item.key)}
        >
          {item.label}
          {item.count === undefined || item.count === null ? null : (
            <span className={styles.count}>{countText(item.count)}</span>
          )}
        </button>
      ))}
      {end === undefined ? null : <div className={styles.end}>{end}</div>}
    </nav>
  );
}

/** One of a few, side by side. Arrow keys choose, as in every group of radio buttons. */
export function Segmented<Key extends string>({
  items,
  value,
  onChange,
  label,
}: {
  /** `lang`: of the label, when it is another than the page's */
  items: readonly { key: Key; label: string; hint?: string; lang?: string }[];
  value: Key;
  onChange: (key: Key) => void;
  label: string;
}) {
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const step =
      event.key === "ArrowRight" || event.key === "ArrowDown"
        ? 1
        : event.key === "ArrowLeft" || event.key === "ArrowUp"
          ? -1
          : 0;
    if (step === 0) return;
    event.preventDefault();
    const next = items[(items.findIndex((item) => item.key === value) + step + items.length) % items.length];
    if (!next) return;
    onChange(next.key);
    event.currentTarget.querySelector<HTMLElement>(`[data-key="${next.key}"]`)?.focus();
  };
  return (
    <div role="radiogroup" aria-label={label} className={styles.segments} onKeyDown={move}>
      {items.map((item) => (
        <button
          key={item.key}
          type="button"
          role="radio"
          data-key={item.key}
          aria-checked={item.key === value}
          aria-label={item.hint}
          title={item.hint}
          lang={item.lang}
          tabIndex={item.key === value ? 0 : -1}
          className={styles.segment}
          onClick={() => onChange(item.key)}
        >
          {item.label}
        </button>
      ))}
    </div>
  );
}
