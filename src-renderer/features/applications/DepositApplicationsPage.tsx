/** Deposit Applications: what clients asked for, what is wrong with it, and the decision. Guide, "Request Reception and Record Generation". */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { ApplicationStatus } from "#shared/domain/statuses.ts";
import { useCall } from "#renderer/api/calls.ts";
import { explain } from "#renderer/api/explain.ts";
import { PermissionGate } from "#renderer/api/PermissionGate.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { EmptyState } from "#renderer/ui/EmptyState.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { PageHeader } from "#renderer/ui/PageHeader.tsx";
import { usePreferences } from "#renderer/ui/preferences.tsx";
import { Skeleton } from "#renderer/ui/Skeleton.tsx";
import { ViewTabs } from "#renderer/ui/Tabs.tsx";
import { TextField } from "#renderer/ui/TextField.tsx";
import { clockTime, sameDay, shortDateTime, zoneName } from "#renderer/ui/times.ts";
import { ApplicationPanel } from "./ApplicationPanel.tsx";
import { ApplicationsTable } from "./ApplicationsTable.tsx";
import type { ApplicationSearch, ApplicationViewKey } from "./applicationSearch.ts";
import styles from "./applications.module.css";

const PATH = "WBO - VA Clearing Management - Deposits & Withdrawals - Deposit Application";
const TITLE = "Deposit Applications";

const VIEWS: Record<ApplicationViewKey, { label: string; status: ApplicationStatus[] | null }> = {
  waiting: { label: "Waiting for a decision", status: ["RECEIVED", "ABNORMAL"] },
  recorded: { label: "Recorded", status: ["RECORDED"] },
  deleted: { label: "Deleted", status: ["DELETED"] },
  all: { label: "All applications", status: null },
};

export function DepositApplicationsPage() {
  return (
    <PermissionGate permission="Deposit Application" path={PATH} title={TITLE}>
      <DepositApplications />
    </PermissionGate>
  );
}

function DepositApplications() {
  const search = useSearch({ from: "/frame/applications" });
  const navigate = useNavigate({ from: "/applications" });
  const { zone, now } = usePreferences();
  const view = search.view ?? "waiting";
  const { status } = VIEWS[view];
  const { data: counts } = useCall("deposits", "counts", {});
  const { data, error, isPending, refetch } = useCall(
    "applications",
    "search",
    { ...(status === null ? {} : { status }), ...(search.text === undefined ? {} : { text: search.text }), limit: 200 },
    { keepPrevious: true },
  );
  const go = (change: ApplicationSearch, replace = false) => void navigate({ search: change, replace });
  const withText = search.text === undefined ? {} : { text: search.text };
  const opened = data?.items.find((item) => item.id === search.open) ?? null;

  return (
    <div className={styles.page}>
      <PageHeader path={PATH} title={TITLE} />
      <ViewTabs
        label="Saved views"
        items={(Object.keys(VIEWS) as ApplicationViewKey[]).map((key) => ({
          key,
          label: VIEWS[key].label,
          count: key === "waiting" ? (counts?.abnormalApplications ?? null) : null,
        }))}
        current={view}
        onChoose={(key) => go({ ...(key === "waiting" ? {} : { view: key as ApplicationViewKey }), ...withText })}
        end={
          <SearchText
            value={search.text ?? ""}
            onValue={(text) =>
              go({ ...search, ...(text === "" ? { text: undefined } : { text }) } as ApplicationSearch, true)
            }
          />
        }
      />
      <div className={styles.split}>
        <div className={styles.list}>{drawList()}</div>
        {opened === null ? null : (
          <ApplicationPanel
            key={opened.id}
            application={opened}
            onClose={() => go({ ...(search.view === undefined ? {} : { view: search.view }), ...withText })}
          />
        )}
      </div>
      {data ? (
        <footer className={styles.footer}>
          <span role="status">
            <strong className="numeric">{data.items.length.toLocaleString("en-GB")}</strong> of{" "}
            <strong className="numeric">{data.total.toLocaleString("en-GB")}</strong> applications
          </span>
          <span>
            {data.asOf === null
              ? "not synced yet"
              : `as of ${sameDay(data.asOf, now(), zone) ? clockTime(data.asOf, zone) : shortDateTime(data.asOf, zone)} ${zoneName(zone)}`}
          </span>
        </footer>
      ) : null}
    </div>
  );

  function drawList() {
    if (error !== null && data === undefined) return <ErrorPanel {...explain(error)} onRetry={() => void refetch()} />;
    if (isPending || data === undefined) return <Skeleton lines={10} label="Loading applications" />;
    if (data.items.length === 0)
      return search.text !== undefined ? (
        <EmptyState
          title={`No application here matches “${search.text}”.`}
          actions={
            <Button onClick={() => go({ ...(search.view === undefined ? {} : { view: search.view }) })}>
              Clear the search
            </Button>
          }
        />
      ) : view === "waiting" ? (
        <EmptyState
          title="No application waits for a decision."
          actions={<Button onClick={() => go({ view: "all" })}>Show all applications</Button>}
        >
          A request that passes the checks becomes a deposit record by itself; only what is abnormal waits here.
        </EmptyState>
      ) : (
        <EmptyState title={view === "deleted" ? "Nothing was deleted." : "There are no applications here."} />
      );
    return (
      <ApplicationsTable items={data.items} open={search.open ?? null} onOpen={(id) => go({ ...search, open: id })} />
    );
  }
}

function SearchText({ value, onValue }: { value: string; onValue: (value: string) => void }) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed.trim() === value) return undefined;
    const timer = setTimeout(() => onValue(typed.trim()), 250);
    return () => clearTimeout(timer);
  });
  return (
    <TextField
      className={styles.find}
      label="Search applications"
      plainLabel
      controlSize="small"
      placeholder="Number, client, TXID, address"
      maxLength={100}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
}
