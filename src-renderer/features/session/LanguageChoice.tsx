/** The window's language before anybody has signed in. */
import { useSaveSettings, useSettings } from "#renderer/api/settings.ts";
import { LANGUAGE_ITEMS } from "#renderer/i18n/languageItems.ts";
import { t } from "#renderer/i18n/t.ts";
import { Segmented } from "#renderer/ui/Tabs.tsx";

export function LanguageChoice() {
  const { language } = useSettings();
  const save = useSaveSettings();
  return (
    <Segmented
      label={t("session:language")}
      items={LANGUAGE_ITEMS}
      value={language}
      onChange={(chosen) => save({ language: chosen })}
    />
  );
}
