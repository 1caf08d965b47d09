import { Trans } from "react-i18next";
import type { LimitsVersion } from "#shared/contract/configuration.ts";
import { Banner } from "#renderer/ui/Banner.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { t } from "#renderer/i18n/t.ts";

/** A version waits for another person's decision. */
export function ProposedBanner({ proposed }: { proposed: Omit<LimitsVersion, "kind" | "payload"> }) {
  const at = <TimeText at={proposed.proposedAt} form="auto" />;
  const remarks = <Remarks text={proposed.remarks} />;
  return (
    <Banner tone="hold" inset role="note">
      <strong>{t("configuration:banner.title", { number: proposed.number })}</strong>{" "}
      {proposed.effectiveFrom === null ? (
        <Trans
          t={t}
          i18nKey="configuration:banner.by"
          values={{ name: proposed.proposedBy.name }}
          components={{ at, remarks }}
        />
      ) : (
        <Trans
          t={t}
          i18nKey="configuration:banner.byFrom"
          values={{ name: proposed.proposedBy.name }}
          components={{ at, remarks, from: <TimeText at={proposed.effectiveFrom} form="auto" /> }}
        />
      )}
    </Banner>
  );
}

/** What a person wrote, as it is: never read as a text with parts. */
function Remarks({ text }: { text: string }) {
  return text;
}
