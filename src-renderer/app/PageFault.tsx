import type { ErrorComponentProps } from "@tanstack/react-router";
import { useEffect } from "react";
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
      title="This page could not be drawn."
      advice="Nothing was sent and nothing changed. Try again, or go to another page; the fault is in the log."
      detail={error.message}
      code="INTERNAL"
      traceId={null}
      onRetry={reset}
    />
  );
}
