/** Faults of the page itself go to the engine's log, which redacts. They never carry input of a form. */
export function reportFaults(page: Window): void {
  const report = (message: string, where: string) => {
    void page.api.calls.system.reportError({ message: message.slice(0, 2_000), where: where.slice(0, 2_000) });
  };
  page.addEventListener("error", (event) => report(event.message, `${event.filename}:${event.lineno}:${event.colno}`));
  page.addEventListener("unhandledrejection", (event: PromiseRejectionEvent) => {
    const reason: unknown = event.reason;
    report(
      reason instanceof Error ? reason.message : String(reason),
      reason instanceof Error ? (reason.stack ?? "") : "promise",
    );
  });
}
