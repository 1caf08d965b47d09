/** Confirmations: one block each up to 12, with n/required in words; a finished strip goes away; an orphaned one is hollow red. */
import { IconCheck } from "@tabler/icons-react";
import { t } from "#renderer/i18n/t.ts";
import { classNames } from "./classNames.ts";
import styles from "./ConfirmationStrip.module.css";

export type ConfirmationCount = { current: number; required: number; orphanedAt: string | null };

const MOST_BLOCKS = 12;

function blocksOf({ current, required }: ConfirmationCount): { blocks: number; done: number } {
  const blocks = Math.min(required, MOST_BLOCKS);
  const share = Math.min(current, required);
  return { blocks, done: required <= MOST_BLOCKS ? share : Math.floor((share * blocks) / required) };
}

/** For grids and lists. */
export function ConfirmationStrip({ confirmations }: { confirmations: ConfirmationCount }) {
  const { current, required, orphanedAt } = confirmations;
  const text = `${Math.min(current, required)}/${required}`;
  if (orphanedAt === null && current >= required)
    return (
      <span className={styles.finished}>
        <IconCheck size={14} stroke={1.75} aria-hidden="true" />
        <span>{text}</span>
      </span>
    );
  const { blocks, done } = blocksOf(confirmations);
  return (
    <span className={classNames(styles.strip, orphanedAt !== null && styles.orphaned)}>
      <span className={styles.blocks} aria-hidden="true">
        {Array.from({ length: blocks }, (_, index) => (
          <span key={index} className={classNames(styles.block, index < done && styles.done)} />
        ))}
      </span>
      <span>{text}</span>
      {orphanedAt === null ? null : <span className="spoken">{t("ui:confirmations.orphaned")}</span>}
    </span>
  );
}

/** For details: the whole width. `tall` for the thing being watched. */
export function ConfirmationBar({ confirmations, tall = false }: { confirmations: ConfirmationCount; tall?: boolean }) {
  const { current, required, orphanedAt } = confirmations;
  const { blocks, done } = blocksOf(confirmations);
  return (
    <div
      role="progressbar"
      aria-label={t("ui:confirmations.title")}
      aria-valuemin={0}
      aria-valuemax={required}
      aria-valuenow={Math.min(current, required)}
      aria-valuetext={
        orphanedAt === null
          ? t("ui:confirmations.of", { current: Math.min(current, required), required })
          : t("ui:confirmations.orphanedOf", { required })
      }
      className={classNames(
        styles.bar,
        tall && styles.tall,
        orphanedAt !== null ? styles.lost : current >= required && styles.complete,
      )}
    >
      {Array.from({ length: blocks }, (_, index) => (
        <span key={index} className={classNames(styles.segment, index < done && styles.done)} />
      ))}
    </div>
  );
}
