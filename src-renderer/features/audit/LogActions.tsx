/** Checking the whole log, and taking it along as a file that needs no service to be checked. */
import { IconDownload, IconShieldCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { useActionContext } from "#renderer/api/session.tsx";
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
  const reason =
    whyNotPermitted("Audit.All", context) ?? (context.online ? null : { text: "The audit log needs a connection." });
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
        busyText="Checking…"
        icon={<IconShieldCheck size={15} stroke={1.75} aria-hidden="true" />}
        onClick={() => verify.give({}, { done: setFound })}
      >
        Check the chain
      </ActionButton>
      <ActionButton
        size="small"
        reason={reason}
        busy={save.isPending}
        busyText="Exporting…"
        icon={<IconDownload size={15} stroke={1.75} aria-hidden="true" />}
        onClick={() =>
          save.give(
            {},
            {
              done: ({ saved, events }) => {
                if (saved)
                  toast(
                    `${events.toLocaleString("en-GB")} events exported`,
                    "Check the file with npm run audit:verify. What this computer keeps of the log stands beside it.",
                  );
              },
            },
          )
        }
      >
        Export
      </ActionButton>
    </>
  );
}

function verdictText({ ok, checked, firstBadSeq, reason }: AuditVerification): string {
  return ok
    ? `Chain verified to event ${checked.toLocaleString("en-GB")}`
    : `Event ${firstBadSeq?.toLocaleString("en-GB") ?? "?"}: ${reason ?? "it does not hold"}`;
}
