/** The central log is not the one that this computer has seen: said on every page, until somebody looks into it (R16.3). */
import { IconAlertOctagon } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useCall } from "#renderer/api/calls.ts";
import { t } from "#renderer/i18n/t.ts";
import { Banner } from "#renderer/ui/Banner.tsx";

export function LogAlarm() {
  const integrity = useCall("audit", "integrity", {});
  const broken = integrity.data?.broken ?? null;
  if (broken === null) return null;
  return (
    <Banner
      tone="alarm"
      icon={<IconAlertOctagon size={17} stroke={1.75} aria-hidden="true" />}
      actions={<Link to="/audit">{t("audit:alarm.open")}</Link>}
    >
      <strong>{t("audit:alarm.title")}</strong> {t("audit:alarm.text", { broken })}
    </Banner>
  );
}
