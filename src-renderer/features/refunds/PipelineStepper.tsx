/** The seven stations from request to confirmation, the present one marked. */
import { IconAlertTriangle, IconCheck, IconX } from "@tabler/icons-react";
import type { Refund } from "#shared/contract/refund.ts";
import { classNames } from "#renderer/ui/classNames.ts";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { t } from "#renderer/i18n/t.ts";
import { refundPipeline, type StationState } from "./refundPipeline.ts";
import styles from "./refunds.module.css";

export function PipelineStepper({ refund }: { refund: Refund }) {
  return (
    <ol className={styles.pipeline} aria-label={t("refunds:pipeline.title")}>
      {refundPipeline(refund).map((station, index) => (
        <li
          key={station.key}
          className={classNames(styles.station, styles[station.state])}
          aria-current={station.state === "current" ? "step" : undefined}
        >
          <span className={styles.mark} aria-hidden="true">
            <Mark state={station.state} number={index + 1} />
          </span>
          <div className={styles.stationLabel}>
            {station.label}
            <span className="spoken">
              {t("refunds:pipeline.said", { state: t(`refunds:pipeline.state.${station.state}`) })}
            </span>
          </div>
          <div className={styles.stationDetail}>
            {station.detail}
            {station.at === null || station.state !== "done" ? null : (
              <>
                {" "}
                <TimeText at={station.at} form="auto" />
              </>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Mark({ state, number }: { state: StationState; number: number }) {
  if (state === "done") return <IconCheck size={12} stroke={2} />;
  if (state === "trouble") return <IconAlertTriangle size={11} stroke={2} />;
  if (state === "stopped") return <IconX size={12} stroke={2} />;
  return <>{number}</>;
}
