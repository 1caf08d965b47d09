/** What this computer knows of the log: the newest signed head that it keeps, and that every later one continues it. */
import { IconAlertOctagon, IconShieldCheck } from "@tabler/icons-react";
import { Trans } from "react-i18next";
import { useState } from "react";
import { useCall } from "#renderer/api/calls.ts";
import { useActionContext } from "#renderer/api/session.tsx";
import { countText } from "#renderer/i18n/countText.ts";
import { t } from "#renderer/i18n/t.ts";
import { whyNotPermitted } from "#shared/domain/deposits.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { AcceptLogDialog } from "./AcceptLogDialog.tsx";
import styles from "./audit.module.css";

export function LogIntegrityLine() {
  const integrity = useCall("audit", "integrity", {});
  const { head = null, offered = null, checkedAt = null, broken = null } = integrity.data ?? {};
  const context = useActionContext();
  const [accepting, setAccepting] = useState(false);
  const refusal = whyNotPermitted("Signer.Approve", context)?.text ?? (context.online ? null : t("audit:offline"));
  return (
    <div className={styles.integrity} role="status" aria-label={t("audit:integrity.title")}>
      {broken !== null ? (
        <span className={styles.broken}>
          <IconAlertOctagon size={15} stroke={1.75} aria-hidden="true" />
          {t("audit:integrity.notSeen", { broken })}
        </span>
      ) : head === null ? (
        <span className="quiet">{t("audit:integrity.none")}</span>
      ) : (
        <span className={styles.whole}>
          <IconShieldCheck size={15} stroke={1.75} aria-hidden="true" />
          <Trans
            t={t}
            i18nKey="audit:integrity.signed"
            components={{ event: <EventNumber of={head.size} />, at: <TimeText at={head.at} form="auto" /> }}
          />
        </span>
      )}
      {checkedAt === null ? null : (
        <span className="quiet">
          <Trans
            t={t}
            i18nKey="audit:integrity.compared"
            components={{ at: <TimeText at={checkedAt} form="auto" /> }}
          />
        </span>
      )}
      {broken === null || head === null || offered === null ? null : (
        <ActionButton size="small" reason={refusal} onClick={() => setAccepting(true)}>
          {t("audit:accept.open")}
        </ActionButton>
      )}
      {accepting && broken !== null && head !== null && offered !== null ? (
        <AcceptLogDialog head={head} offered={offered} broken={broken} onClose={() => setAccepting(false)} />
      ) : null}
    </div>
  );
}

function EventNumber({ of }: { of: number }) {
  return <span className="numeric">{countText(of)}</span>;
}
