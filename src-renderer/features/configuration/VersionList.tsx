/** Versions that were decided, newest first: by whom, when, and from when they hold. */
import { Trans } from "react-i18next";
import type { LimitsVersion } from "#shared/contract/configuration.ts";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { t } from "#renderer/i18n/t.ts";
import { configuration } from "#shared/texts/en/configuration.ts";
import styles from "./configuration.module.css";

function endText(status: string): string {
  const { ends } = configuration.versions;
  return Object.hasOwn(ends, status) ? t(`configuration:versions.ends.${status as keyof typeof ends}`) : status;
}

export function VersionList({ versions }: { versions: readonly Omit<LimitsVersion, "kind" | "payload">[] }) {
  const decided = versions.filter(({ status }) => status !== "PROPOSED");
  if (decided.length === 0) return null;
  return (
    <ol className={styles.versions} aria-label={t("configuration:versions.title")}>
      {decided.map((one) => (
        <li key={one.id}>
          <span className="numeric">{one.number}</span>
          <span>
            {t("configuration:versions.by", { end: endText(one.status), name: one.decidedBy?.name ?? "–" })}
            {one.decidedAt === null ? null : (
              <Trans
                t={t}
                i18nKey="configuration:versions.at"
                components={{ at: <TimeText at={one.decidedAt} form="auto" /> }}
              />
            )}
            {one.status === "APPROVED" && one.effectiveFrom !== null ? (
              <Trans
                t={t}
                i18nKey="configuration:versions.from"
                components={{ at: <TimeText at={one.effectiveFrom} form="auto" /> }}
              />
            ) : null}
          </span>
          <span className="quiet">
            {t("configuration:versions.said", { name: one.proposedBy.name, remarks: one.remarks })}
          </span>
        </li>
      ))}
    </ol>
  );
}
