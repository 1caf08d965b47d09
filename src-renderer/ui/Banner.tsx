import type { ReactNode } from "react";
import { classNames } from "./classNames.ts";
import styles from "./Banner.module.css";

export type BannerTone = "hold" | "alert" | "alarm" | "motion" | "ok" | "neutral";

/** Words across the page, or inset in a dialog. `role="alert"` only where it appears because of what the person just did. */
export function Banner({
  tone,
  icon,
  children,
  actions,
  inset = false,
  role = "status",
}: {
  tone: BannerTone;
  icon?: ReactNode;
  children: ReactNode;
  actions?: ReactNode;
  inset?: boolean;
  role?: "status" | "alert" | "note";
}) {
  return (
    <div className={classNames(styles.banner, styles[tone], inset && styles.inset)} role={role}>
      <div className={styles.words}>
        {icon}
        <span>{children}</span>
      </div>
      {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
