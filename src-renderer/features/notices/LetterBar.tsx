/** In which language the customer is told, and the letter in it as a file to print. */
import { IconPrinter } from "@tabler/icons-react";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { t } from "#renderer/i18n/t.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { LANGUAGE_NAMES, LANGUAGES, type Language } from "#shared/texts/languages.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { Segmented } from "#renderer/ui/Tabs.tsx";
import { toast } from "#renderer/ui/toasts.tsx";
import styles from "./notices.module.css";

const ITEMS = LANGUAGES.map((key) => ({ key, label: LANGUAGE_NAMES[key] }));

export function LetterBar({
  refund,
  language,
  onLanguage,
}: {
  refund: Refund;
  language: Language;
  onLanguage: (language: Language) => void;
}) {
  const save = useCommand("papers", "saveLetter");
  const told = ({ saved }: { saved: boolean }) => {
    if (saved) toast(t("notices:paper.saved", { refundNo: refund.refundNo }), "");
  };
  return (
    <>
      <div className={styles.letterBar}>
        <Segmented label={t("notices:paper.language")} items={ITEMS} value={language} onChange={onLanguage} />
        <ActionButton
          size="small"
          reason={null}
          busy={save.isPending}
          icon={<IconPrinter size={15} stroke={1.75} aria-hidden="true" />}
          onClick={() => save.give({ id: refund.id, language }, { done: told })}
        >
          {t("notices:paper.save")}
        </ActionButton>
      </div>
      {save.error === null ? null : <ErrorPanel {...explain(save.error)} inset />}
    </>
  );
}
