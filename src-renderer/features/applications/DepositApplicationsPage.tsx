/** Deposit Applications: what clients asked for, what is wrong with it, and the decision. Guide, "Request Reception and Record Generation". */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { Trans } from "react-i18next";
import type { ApplicationStatus } from "#shared/domain/statuses.ts";
import { useCall } from "#renderer/api/calls.ts";
import { explain } from "#renderer/api/explain.ts";
import { PermissionGate } from "#renderer/api/PermissionGate.tsx";
import { t } from "#renderer/i18n/t.ts";
import { countText } from "#renderer/i18n/countText.ts";
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

const VIEWS: Record<ApplicationViewKey, ApplicationStatus[] | null> = {
  waiting: ["RECEIVED", "ABNORMAL"],
  recorded: ["RECORDED"],
  deleted: ["DELETED"],
  all: null,
};

export function DepositApplicationsPage() {
  return (
    <PermissionGate
      permission="Deposit Application"
      path={t("frame:places.applications.path")}
      title={t("applications:title")}
    >
      <DepositApplications />
    </PermissionGate>
  );
}

function DepositApplications() {
  const search = useSearch({ from: "/frame/applications" });
  const navigate = useNavigate({ from: "/applications" });
  const { zone, now } = usePreferences();
  const view = search.view ?? "waiting";
  const status = VIEWS[view];
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
      <PageHeader path={t("frame:places.applications.path")} title={t("applications:title")} />
      <ViewTabs
        label={t("applications:saved")}
        items={(Object.keys(VIEWS) as ApplicationViewKey[]).map((key) => ({
          key,
          label: t(`applications:views.${key}`),
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
            <Trans
              t={t}
              i18nKey="applications:count"
              components={{ shown: <Count of={data.items.length} />, total: <Count of={data.total} /> }}
            />
          </span>
          <span>
            {data.asOf === null
              ? t("applications:notSynced")
              : t("applications:asOf", {
                  at: `${sameDay(data.asOf, now(), zone) ? clockTime(data.asOf, zone) : shortDateTime(data.asOf, zone)} ${zoneName(zone)}`,
                })}
          </span>
        </footer>
      ) : null}
    </div>
  );

  function drawList() {
    if (error !== null && data === undefined) return <ErrorPanel {...explain(error)} onRetry={() => void refetch()} />;
    if (isPending || data === undefined) return <Skeleton lines={10} label={t("applications:loading")} />;
    if (data.items.length === 0)
      return search.text !== undefined ? (
        <EmptyState
          title={t("applications:noMatch", { text: search.text })}
          actions={
            <Button onClick={() => go({ ...(search.view === undefined ? {} : { view: search.view }) })}>
              {t("applications:clear")}
            </Button>
          }
        />
      ) : view === "waiting" ? (
        <EmptyState
          title={t("applications:noneWaiting")}
          actions={<Button onClick={() => go({ view: "all" })}>{t("applications:showAll")}</Button>}
        >
          {t("applications:byItself")}
        </EmptyState>
      ) : (
        <EmptyState title={t(view === "deleted" ? "applications:noneDeleted" : "applications:none")} />
      );
    return (
      <ApplicationsTable items={data.items} open={search.open ?? null} onOpen={(id) => go({ ...search, open: id })} />
    );
  }
}

function Count({ of }: { of: number }) {
  return <strong className="numeric">{countText(of)}</strong>;
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
      label={t("applications:search")}
      plainLabel
      controlSize="small"
      placeholder={t("applications:searchHint")}
      maxLength={100}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
}
