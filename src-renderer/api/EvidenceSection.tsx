/** The evidence pack of one case: one file that proves what became of it, checked without this program (R24.5). */
import { IconFileCertificate } from "@tabler/icons-react";
import { whyNotPermitted } from "#shared/domain/deposits.ts";
import { t } from "#renderer/i18n/t.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { toast } from "#renderer/ui/toasts.tsx";
import { useCommand } from "./command.ts";
import { explain } from "./explain.ts";
import { useActionContext } from "./session.tsx";

export function EvidenceSection({ about, id, no }: { about: "refund" | "cancellation"; id: string; no: string }) {
  const context = useActionContext();
  const save = useCommand("evidence", about === "refund" ? "saveRefund" : "saveCancellation");
  const reason = whyNotPermitted("Evidence", context) ?? (context.online ? null : t("api:evidence.offline"));
  return (
    <Section
      title={t("api:evidence.title")}
      aside={
        <ActionButton
          size="small"
          reason={reason}
          busy={save.isPending}
          busyText={t("api:evidence.busy")}
          icon={<IconFileCertificate size={15} stroke={1.75} aria-hidden="true" />}
          onClick={() =>
            save.give(
              { id },
              {
                done: ({ saved }) => {
                  if (saved) toast(t("api:evidence.saved", { no }), t("api:evidence.savedNote"));
                },
              },
            )
          }
        >
          {t("api:evidence.pack")}
        </ActionButton>
      }
    >
      <p className="quiet">{t(`api:evidence.${about}`)}</p>
      {save.error === null ? null : <ErrorPanel {...explain(save.error)} inset />}
    </Section>
  );
}
