/** What can still go wrong, said before it does, and what each of it would mean for the money. */
import { IconClock, IconGitBranch, IconHourglassEmpty, IconUserX, IconX } from "@tabler/icons-react";
import { t } from "#renderer/i18n/t.ts";
import type { Purpose } from "./purposeWords.ts";
import styles from "./execution.module.css";
import { requiredText } from "./stepList.ts";

export function RisksColumn({
  purpose,
  nonce,
  required,
}: {
  purpose: Purpose;
  nonce: string | null;
  required: number | null;
}) {
  const slot = nonce === null ? t("execution:risks.slotOnce") : t("execution:risks.slotNonce", { nonce });
  const risks = [
    {
      icon: IconClock,
      title: t("execution:risks.lost.title"),
      text: t("execution:risks.lost.text", { slot }),
    },
    {
      icon: IconX,
      title: t("execution:risks.refused.title"),
      text: t("execution:risks.refused.text"),
    },
    {
      icon: IconHourglassEmpty,
      title: t("execution:risks.waits.title"),
      text: t("execution:risks.waits.text"),
    },
    {
      icon: IconGitBranch,
      title: t("execution:risks.reorganised.title"),
      text: t("execution:risks.reorganised.text"),
    },
    {
      icon: IconUserX,
      title: t("execution:risks.wallet.title"),
      text: t("execution:risks.wallet.text"),
    },
  ];
  return (
    <aside className={styles.risks} aria-label={t("execution:risks.title")} tabIndex={0}>
      <h2>{t("execution:risks.title")}</h2>
      <ul>
        {risks.map(({ icon: Sign, title, text }) => (
          <li key={title}>
            <h3>
              <Sign size={14} stroke={1.75} aria-hidden="true" />
              {title}
            </h3>
            <p>{text}</p>
          </li>
        ))}
      </ul>
      <div className={`${styles.box} ${styles.boxEnd}`}>
        <h2>{t("execution:risks.after.title")}</h2>
        <p hidden={purpose !== "VOID"}>{t("execution:risks.after.void")}</p>
        <p hidden={purpose === "VOID"}>{t("execution:risks.after.payment", { required: requiredText(required) })}</p>
      </div>
    </aside>
  );
}
