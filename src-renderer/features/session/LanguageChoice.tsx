/** The window's language before anybody has signed in, each under the name that its readers know. */
import { LANGUAGE_NAMES, LANGUAGES } from "#shared/texts/languages.ts";
import { useSaveSettings, useSettings } from "#renderer/api/settings.ts";
import { t } from "#renderer/i18n/t.ts";
import { Segmented } from "#renderer/ui/Tabs.tsx";

export function LanguageChoice() {
  const { language } = useSettings();
  const save = useSaveSettings();
  return (
    <Segmented
      label={t("session:language")}
      items={LANGUAGES.map((key) => ({ key, label: LANGUAGE_NAMES[key] }))}
      value={language}
      onChange={(chosen) => save({ language: chosen })}
    />
  );
}
