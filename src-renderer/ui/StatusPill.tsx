/** A status: icon and words, always both, as loud as it needs a person. */
import { IconArrowBackUp } from "@tabler/icons-react";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { classNames } from "./classNames.ts";
import { statusLook, type StatusKind } from "./statusLooks.ts";
import styles from "./StatusPill.module.css";

/** `tinted`: in a header one plain status may take its tint. `flush`: a plain one begins at the text's edge, as in lists of facts. */
export function StatusPill({
  kind,
  status,
  tinted = false,
  flush = false,
  large = false,
}: {
  kind: StatusKind;
  status: string;
  tinted?: boolean;
  flush?: boolean;
  large?: boolean;
}) {
  const { icon: StatusIcon, tone, loudness } = statusLook(kind, status);
  const shown = tinted && loudness === "plain" ? "tint" : loudness;
  return (
    <span
      className={classNames(
        styles.pill,
        styles[shown],
        styles[tone],
        flush && shown === "plain" && styles.flush,
        large && styles.large,
      )}
    >
      <StatusIcon size={14} stroke={1.75} aria-hidden="true" />
      <span className={styles.words}>{codeLabel(kind, status)}</span>
    </span>
  );
}

/** The outlined badge beside "Credited" while a refund runs; the status itself stays. */
export function RefundBadge({ text }: { text: string }) {
  return (
    <span className={styles.badge}>
      <IconArrowBackUp size={12} stroke={1.75} aria-hidden="true" />
      {text}
    </span>
  );
}
