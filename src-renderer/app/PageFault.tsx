import type { ErrorComponentProps } from "@tanstack/react-router";
import { useEffect } from "react";
import { t } from "#renderer/i18n/t.ts";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";

/** A page that broke while drawing. The rest of the window goes on; the fault is in the log. */
export function PageFault({ error: thrown, reset }: ErrorComponentProps) {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  useEffect(() => {
    void window.api.calls.system.reportError({
      message: error.message.slice(0, 2_000),
      where: (error.stack ?? "").slice(0, 2_000),
    });
  }, [error.message, error.stack]);
  return (
    <ErrorPanel
      title={t("frame:fault.title")}
      advice={t("frame:fault.advice")}
      detail={error.message}
      code="INTERNAL"
      traceId={null}
      onRetry={reset}
    />
  );
}
