/** How long the record is kept, and the legal hold that stops the clock (R24.6). Asked of the central service: nobody decides on an old answer. */
import { useState } from "react";
import type { Deposit } from "#shared/contract/deposit.ts";
import { whyNotPermitted } from "#shared/domain/deposits.ts";
import { useCommand } from "#renderer/api/command.ts";
import { DecisionDialog } from "#renderer/api/DecisionDialog.tsx";
import { explain } from "#renderer/api/explain.ts";
import { useFreshCall } from "#renderer/api/freshCall.ts";
import { useActionContext } from "#renderer/api/session.tsx";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { t } from "#renderer/i18n/t.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Banner } from "#renderer/ui/Banner.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { toast } from "#renderer/ui/toasts.tsx";
import styles from "./record.module.css";

export function RetentionSection({ deposit }: { deposit: Deposit }) {
  const context = useActionContext();
  const [dialog, setDialog] = useState<"place" | "ask" | null>(null);
  const place = useCommand("retention", "placeHold");
  const ask = useCommand("retention", "askLift");
  const kept = useFreshCall(
    "retention",
    "ofRecord",
    { id: deposit.id },
    { enabled: context.online, changes: deposit.version },
  );
  const { hold = null, purgedAt = null } = kept.data ?? {};
  const offline = context.online ? null : t("retention:record.offline");
  const mayHold = whyNotPermitted("Retention.Hold", context);
  const done = (text: string) => () => {
    toast(text, deposit.recordNo);
    void kept.refetch();
  };
  const close = () => setDialog(null);
  return (
    <Section title={t("retention:record.title")}>
      {kept.error === null ? null : <ErrorPanel {...explain(kept.error)} onRetry={() => void kept.refetch()} inset />}
      {kept.data === undefined ? (
        <p className="quiet">{context.online ? t("retention:record.asking") : t("retention:record.offline")}</p>
      ) : (
        <FactList>
          {purgedAt === null ? (
            <FactRow label={t("retention:record.keptUntil")}>
              <TimeText at={kept.data.keptUntil} withZone />
            </FactRow>
          ) : (
            <FactRow label={t("retention:record.purged")}>
              <TimeText at={purgedAt} withZone />
            </FactRow>
          )}
          <FactRow label={t("retention:record.lastEvent")}>
            <TimeText at={kept.data.lastEventAt} withZone />
          </FactRow>
          {purgedAt !== null || kept.data.keptBy.length === 0 ? null : (
            <FactRow label={t("retention:record.keptBy")}>
              {kept.data.keptBy.map((reason) => codeLabel("keptBy", reason)).join("; ")}
            </FactRow>
          )}
          {hold === null ? null : (
            <FactRow label={t("retention:record.hold")}>
              {hold.reason}{" "}
              <span className="quiet">
                · {hold.placedBy.name}, <TimeText at={hold.placedAt} form="auto" />
              </span>
            </FactRow>
          )}
        </FactList>
      )}
      {hold === null || hold.lift === null ? null : (
        <Banner tone="hold" inset role="note">
          <strong>{t("retention:record.liftAsked", { name: hold.lift.by.name })}</strong> {hold.lift.reason}
        </Banner>
      )}
      <div className={styles.holdActions}>
        {hold === null ? (
          <ActionButton
            size="small"
            reason={mayHold ?? offline ?? (purgedAt === null ? null : t("retention:record.nothingLeft"))}
            onClick={() => setDialog("place")}
          >
            {t("retention:record.place")}
          </ActionButton>
        ) : (
          <ActionButton
            size="small"
            reason={mayHold ?? offline ?? (hold.lift === null ? null : t("retention:record.askedAlready"))}
            onClick={() => setDialog("ask")}
          >
            {t("retention:record.ask")}
          </ActionButton>
        )}
      </div>
      {dialog === "place" ? (
        <DecisionDialog
          title={t("retention:place.title", { no: deposit.recordNo })}
          of={deposit}
          commands={{ place }}
          words={[["place", t("retention:place.do")]]}
          leave={t("retention:place.leave")}
          label={t("retention:place.reason")}
          done={done(t("retention:place.done"))}
          onClose={close}
        >
          <Banner tone="neutral" inset role="note">
            {t("retention:place.effect")}
          </Banner>
        </DecisionDialog>
      ) : dialog === "ask" && hold !== null ? (
        <DecisionDialog
          title={t("retention:ask.title", { no: deposit.recordNo })}
          of={hold}
          commands={{ ask }}
          words={[["ask", t("retention:ask.do")]]}
          leave={t("retention:ask.leave")}
          label={t("retention:ask.reason")}
          done={done(t("retention:ask.done"))}
          onClose={close}
        >
          <Banner tone="hold" inset role="note">
            {t("retention:ask.effect")}
          </Banner>
        </DecisionDialog>
      ) : null}
    </Section>
  );
}
