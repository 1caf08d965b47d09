/** The audit log: who did or tried what, on which record, when, with what outcome; and whether the log can be believed. Nothing here changes anything. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useDeferredValue, useState } from "react";
import { useCall } from "#renderer/api/calls.ts";
import { explain } from "#renderer/api/explain.ts";
import { useOnline } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import { Button } from "#renderer/ui/Button.tsx";
import { EmptyState } from "#renderer/ui/EmptyState.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { PageHeader } from "#renderer/ui/PageHeader.tsx";
import { Skeleton } from "#renderer/ui/Skeleton.tsx";
import { AuditEventPanel } from "./AuditEventPanel.tsx";
import { AuditFilters } from "./AuditFilters.tsx";
import type { AuditSearch } from "./auditSearch.ts";
import { AuditTable } from "./AuditTable.tsx";
import { LogActions } from "./LogActions.tsx";
import { LogIntegrityLine } from "./LogIntegrityLine.tsx";
import styles from "./audit.module.css";

export function AuditPage() {
  const search = useSearch({ from: "/frame/audit" });
  const navigate = useNavigate({ from: "/audit" });
  const filter = useDeferredValue(search);
  const filtered = Object.keys(search).length > 0;
  return (
    <div className={styles.page}>
      <PageHeader path={t("frame:places.audit.path")} title={t("audit:title")} actions={<LogActions />} />
      <LogIntegrityLine />
      <AuditFilters
        search={search}
        onChange={(change) => void navigate({ search: (kept) => withoutEmpty({ ...kept, ...change }), replace: true })}
        onClear={() => navigate({ search: {} })}
        filtered={filtered}
      />
      <Events key={JSON.stringify(filter)} filter={filter} onClear={() => void navigate({ search: {} })} />
    </div>
  );
}

function withoutEmpty(search: { [K in keyof AuditSearch]?: AuditSearch[K] | undefined }): AuditSearch {
  const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== "");
  // The same fields, less those that say nothing.
  return Object.fromEntries(given) as AuditSearch;
}

/** Page after page as it is asked for, newest first. */
function Events({ filter, onClear }: { filter: AuditSearch; onClear: () => void }) {
  const online = useOnline();
  const [cursors, setCursors] = useState<readonly (string | null)[]>([null]);
  const at = cursors.at(-1) ?? null;
  const page = useCall(
    "audit",
    "search",
    { ...filter, ...(at === null ? {} : { cursor: at }) },
    { keepPrevious: true },
  );
  const [chosen, setChosen] = useState<string | null>(null);
  if (page.error !== null)
    return online ? (
      <ErrorPanel {...explain(page.error)} onRetry={() => void page.refetch()} />
    ) : (
      <EmptyState title={t("audit:offline")}>{t("audit:keptCentrally")}</EmptyState>
    );
  if (page.data === undefined) return <Skeleton label={t("audit:loading")} />;
  const { items, nextCursor } = page.data;
  if (items.length === 0)
    return (
      <EmptyState
        title={t(Object.keys(filter).length > 0 ? "audit:noMatch" : "audit:empty")}
        actions={Object.keys(filter).length > 0 ? <Button onClick={onClear}>{t("audit:clear")}</Button> : undefined}
      />
    );
  const open = items.find(({ id }) => id === chosen) ?? null;
  return (
    <>
      <div className={styles.split}>
        <AuditTable events={items} chosen={open?.id ?? null} onChoose={setChosen} />
        {open === null ? null : <AuditEventPanel event={open} onClose={() => setChosen(null)} />}
      </div>
      <footer className={styles.foot}>
        <span className="numeric">
          {t("audit:range", { first: items[0]?.seq ?? "", last: items.at(-1)?.seq ?? "" })}
        </span>
        <span className={styles.pages}>
          <Button size="small" disabled={cursors.length === 1} onClick={() => setCursors((kept) => kept.slice(0, -1))}>
            {t("audit:newer")}
          </Button>
          <Button
            size="small"
            disabled={nextCursor === null}
            onClick={() => setCursors((kept) => [...kept, nextCursor])}
          >
            {t("audit:older")}
          </Button>
        </span>
      </footer>
    </>
  );
}
