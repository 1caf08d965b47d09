/** The central log is not the one that this computer has seen: said on every page, until somebody looks into it (R16.3). */
import { IconAlertOctagon } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useCall } from "#renderer/api/calls.ts";
import { Banner } from "#renderer/ui/Banner.tsx";

export function LogAlarm() {
  const integrity = useCall("audit", "integrity", {});
  const broken = integrity.data?.broken ?? null;
  if (broken === null) return null;
  return (
    <Banner
      tone="alarm"
      icon={<IconAlertOctagon size={17} stroke={1.75} aria-hidden="true" />}
      actions={<Link to="/audit">Open the audit log</Link>}
    >
      <strong>The central audit log was tampered with, or replaced:</strong> {broken}. Call a supervisor before any
      refund is executed.
    </Banner>
  );
}
