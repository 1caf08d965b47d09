/** The refund on one page for the file. */
import { IconPrinter } from "@tabler/icons-react";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { t } from "#renderer/i18n/t.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { toast } from "#renderer/ui/toasts.tsx";

export function SlipSection({ id, refundNo }: { id: string; refundNo: string }) {
  const save = useCommand("papers", "saveSlip");
  const told = ({ saved }: { saved: boolean }) => {
    if (saved) toast(t("papers:slip.saved", { refundNo }), "");
  };
  return (
    <Section
      title={t("papers:slip.title")}
      aside={
        <ActionButton
          size="small"
          reason={null}
          busy={save.isPending}
          icon={<IconPrinter size={15} stroke={1.75} aria-hidden="true" />}
          onClick={() => save.give({ id }, { done: told })}
        >
          {t("papers:slip.save")}
        </ActionButton>
      }
    >
      <p className="quiet">{t("papers:slip.says")}</p>
      {save.error === null ? null : <ErrorPanel {...explain(save.error)} inset />}
    </Section>
  );
}
