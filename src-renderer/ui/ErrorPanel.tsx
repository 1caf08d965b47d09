/** An error in its place: what happened, what to do, its code and trace, copying and trying again. Never only a toast. */
import { IconRefresh } from "@tabler/icons-react";
import { t } from "#renderer/i18n/t.ts";
import { Button } from "./Button.tsx";
import { classNames } from "./classNames.ts";
import { CopyButton } from "./CopyButton.tsx";
import styles from "./EmptyState.module.css";

export type ErrorView = {
  title: string;
  advice: string;
  /** particulars in the operator's language */
  facts?: string | null;
  /** what the central service says beyond the code, in English */
  detail: string | null;
  code: string;
  traceId: string | null;
};

export function ErrorPanel({
  title,
  advice,
  facts = null,
  detail,
  code,
  traceId,
  onRetry,
  inset = false,
}: ErrorView & { onRetry?: () => void; inset?: boolean }) {
  const report = [
    title,
    facts,
    detail,
    `${t("ui:error.code")} ${code}`,
    traceId === null ? null : `${t("ui:error.trace")} ${traceId}`,
  ]
    .filter(Boolean)
    .join("\n");
  return (
    <div role="alert" className={classNames(styles.empty, styles.problem)} {...(inset ? { style: { margin: 0 } } : {})}>
      <h2 className={styles.title}>{title}</h2>
      {advice === "" ? null : <p>{advice}</p>}
      {facts === null ? null : <p>{facts}</p>}
      {detail === null ? null : (
        <p className="quiet" lang="en">
          {detail}
        </p>
      )}
      <div className={styles.evidence}>
        <span>
          {t("ui:error.code")} <code>{code}</code>
        </span>
        {traceId === null ? null : (
          <span>
            {t("ui:error.trace")} <code>{traceId}</code>
          </span>
        )}
        <CopyButton text={report} label={t("ui:copy")} what={t("ui:error.name")} />
        {onRetry === undefined ? null : (
          <Button size="tiny" icon={<IconRefresh size={14} aria-hidden="true" />} onClick={onRetry}>
            {t("ui:retry")}
          </Button>
        )}
      </div>
    </div>
  );
}
