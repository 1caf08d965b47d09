/** Checking the whole log, and taking it along as a file that needs no service to be checked. */
import { IconDownload, IconShieldCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { useActionContext } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import { countText } from "#renderer/i18n/countText.ts";
import type { AuditVerification } from "#shared/contract/audit.ts";
import { whyNotPermitted } from "#shared/domain/deposits.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { toast } from "#renderer/ui/toasts.tsx";
import styles from "./audit.module.css";

export function LogActions() {
  const context = useActionContext();
  const verify = useCommand("audit", "verify");
  const save = useCommand("audit", "saveExport");
  const [found, setFound] = useState<AuditVerification | null>(null);
  const reason = whyNotPermitted("Audit.All", context) ?? (context.online ? null : { text: t("audit:offline") });
  const failed = verify.error ?? save.error;
  return (
    <>
      <span role="status" className={failed !== null || found?.ok === false ? styles.broken : styles.whole}>
        {failed !== null ? explain(failed).title : found === null ? "" : verdictText(found)}
      </span>
      <ActionButton
        size="small"
        reason={reason}
        busy={verify.isPending}
        busyText={t("audit:log.checking")}
        icon={<IconShieldCheck size={15} stroke={1.75} aria-hidden="true" />}
        onClick={() => verify.give({}, { done: setFound })}
      >
        {t("audit:log.check")}
      </ActionButton>
      <ActionButton
        size="small"
        reason={reason}
        busy={save.isPending}
        busyText={t("audit:log.exporting")}
        icon={<IconDownload size={15} stroke={1.75} aria-hidden="true" />}
        onClick={() =>
          save.give(
            {},
            {
              done: ({ saved, events }) => {
                if (saved) toast(t("audit:log.exported", { events: countText(events) }), t("audit:log.exportedHow"));
              },
            },
          )
        }
      >
        {t("audit:log.export")}
      </ActionButton>
    </>
  );
}

function verdictText({ ok, checked, firstBadSeq, reason }: AuditVerification): string {
  return ok
    ? t("audit:log.verified", { event: countText(checked) })
    : t("audit:log.broken", {
        event: firstBadSeq === null ? "?" : countText(firstBadSeq),
        reason: reason ?? t("audit:log.doesNotHold"),
      });
}
