/** The line across the whole window and the tab that hangs from it: where one works, in words and in colour. It lies above every scrim. */
import type { Environment } from "#shared/contract/session.ts";
import { t } from "#renderer/i18n/t.ts";
import { classNames } from "#renderer/ui/classNames.ts";
import styles from "./EnvironmentLine.module.css";

export function EnvironmentLine({
  environment,
  name,
  place = "frame",
}: {
  environment: Environment;
  name: string;
  place?: "frame" | "sign-in" | "room";
}) {
  return (
    <div
      className={classNames(styles.line, styles[environment.toLowerCase()])}
      role="note"
      aria-label={t("frame:environment", { environment, name })}
    >
      <div className={classNames(styles.tab, styles[place])}>
        <strong>{environment}</strong>
        <span>{name}</span>
      </div>
    </div>
  );
}
