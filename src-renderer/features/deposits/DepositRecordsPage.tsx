/** Deposit Records: search, saved views, the grid, and one action a row. Guide, "Deposit Record Query and Tracking". */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo } from "react";
import { tinykeys } from "tinykeys";
import { useLanguage } from "#renderer/i18n/spokenLanguage.tsx";
import type { Deposit } from "#shared/contract/deposit.ts";
import type { Settings } from "#shared/contract/ipc.ts";
import { useCall } from "#renderer/api/calls.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { useDialogs } from "#renderer/api/dialogs.ts";
import { explain } from "#renderer/api/explain.ts";
import { PermissionGate } from "#renderer/api/PermissionGate.tsx";
import { useRecordList } from "#renderer/api/records.ts";
import { filtersOf, toDepositSearch, type RecordSearch } from "#renderer/api/recordSearch.ts";
import { usePinnedViews, useSavedViews } from "#renderer/api/savedViews.ts";
import { useActionContext, useOnline } from "#renderer/api/session.tsx";
import { useSaveSettings } from "#renderer/api/settings.ts";
import { t } from "#renderer/i18n/t.ts";
import { Button } from "#renderer/ui/Button.tsx";
import { EmptyState } from "#renderer/ui/EmptyState.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { PageHeader } from "#renderer/ui/PageHeader.tsx";
import { usePreferences } from "#renderer/ui/preferences.tsx";
import { Skeleton } from "#renderer/ui/Skeleton.tsx";
import { Segmented, ViewTabs } from "#renderer/ui/Tabs.tsx";
import { isTyping } from "#renderer/ui/typing.ts";
import { ColumnsMenu } from "./ColumnsMenu.tsx";
import { ExportMenu } from "./ExportMenu.tsx";
import { FilterBar } from "./FilterBar.tsx";
import { FilterPanel } from "./FilterPanel.tsx";
import { MissingNumbers } from "./MissingNumbers.tsx";
import { chipsOf, withFilters, without, withTyped } from "./recordFilters.ts";
import type { RecordActions } from "./RecordAction.tsx";
import { RecordsFooter } from "./RecordsFooter.tsx";
import { RecordsGrid, type GridOrder } from "./RecordsGrid.tsx";
import { useRecordsLayout } from "./recordsLayout.ts";
import { currentView, RECORD_VIEWS, savedRecordViews } from "./recordViews.ts";
import { useSeenRangeStore } from "./seenRange.ts";
import { useNewRecords } from "./useNewRecords.ts";
import { ViewsMenu } from "./ViewsMenu.tsx";
import styles from "./DepositRecordsPage.module.css";

const path = () => t("frame:places.records.path");
const title = () => t("deposits:title");

export function DepositRecordsPage() {
  return (
    <PermissionGate permission="Deposit Records" path={path()} title={title()}>
      <DepositRecords />
    </PermissionGate>
  );
}

const densities = (): readonly { key: Settings["density"]; label: string; hint: string }[] => [
  { key: "compact", label: "24", hint: t("deposits:rowHeight.compact") },
  { key: "default", label: "28", hint: t("deposits:rowHeight.default") },
  { key: "relaxed", label: "36", hint: t("deposits:rowHeight.relaxed") },
];

function DepositRecords() {
  const search = useSearch({ from: "/frame/records" });
  const navigate = useNavigate({ from: "/records" });
  const { zone, now, density } = usePreferences();
  const language = useLanguage();
  const { networkName } = useCurrencyBook();
  const { panelOpen, togglePanel, columnsOff } = useRecordsLayout();
  const saveSettings = useSaveSettings();
  const online = useOnline();
  const { tabs, current, viewOf } = useTabs(search);
  const list = useRecordList(search);
  const fresh = useNewRecords(JSON.stringify(search), list.rows, list.first, list.isStale);
  const range = useSeenRangeStore();
  const actions = useRecordActions();

  const go = useCallback((next: RecordSearch, replace = false) => void navigate({ search: next, replace }), [navigate]);
  const order: GridOrder = { sort: search.sort ?? "requestedAt", descending: search.descending ?? true };
  const filters = useMemo(() => filtersOf(search), [search]);
  const chips = chipsOf(search, { zone, now: now(), networkName });
  const keepOrder = useMemo(
    () => (search.sort === undefined ? {} : { sort: search.sort, descending: search.descending }),
    [search.sort, search.descending],
  );
  const clear = useCallback(() => go(withFilters({}, keepOrder)), [go, keepOrder]);
  const open = useCallback(
    (deposit: Deposit) => void navigate({ to: "/records/$id", params: { id: deposit.id }, search: (before) => before }),
    [navigate],
  );
  useFilterKeys(togglePanel, clear);

  return (
    <div className={styles.page}>
      <PageHeader
        path={path()}
        title={title()}
        actions={
          <>
            <Segmented
              label={t("deposits:rowHeight.title")}
              items={densities()}
              value={density}
              onChange={(next) => saveSettings({ density: next })}
            />
            <ColumnsMenu />
            <ExportMenu search={search} page={list.first} />
          </>
        }
      />
      <ViewTabs
        label={t("deposits:views.title")}
        items={tabs}
        current={current}
        onChoose={(key) => go(withFilters(viewOf(key), keepOrder))}
        end={<ViewsMenu filters={filters} onOpen={(chosen) => go(withFilters(chosen, keepOrder))} />}
      />
      <FilterBar
        filters={filters}
        chips={chips}
        onRemove={(keys) => go(without(search, keys))}
        onAdd={(typed) => go(withTyped(search, typed))}
        onReplace={(query) => go(withFilters(query, keepOrder), true)}
        onClear={clear}
        panelOpen={panelOpen}
        onPanel={togglePanel}
      />
      {panelOpen ? <FilterPanel search={search} onChange={(change) => go(withFilters(search, change), true)} /> : null}
      {list.first === undefined || list.first.missing.length === 0 ? null : (
        <MissingNumbers asked={search.recordNos?.length ?? 0} missing={list.first.missing} />
      )}
      {fresh.waiting === 0 ? null : (
        <div className={styles.fresh} role="status">
          <Button variant="link" onClick={fresh.show}>
            {t("deposits:fresh", { count: fresh.waiting })}
          </Button>
        </div>
      )}
      <div className={styles.body}>{drawBody()}</div>
      {list.first ? <RecordsFooter page={list.first} range={range} filters={chips.length} online={online} /> : null}
    </div>
  );

  function drawBody() {
    if (list.error !== null && list.first === undefined)
      return <ErrorPanel {...explain(list.error)} onRetry={list.retry} />;
    if (list.isLoading || list.first === undefined) return <Skeleton lines={14} label={t("deposits:loading")} />;
    if (list.rows.length === 0) return drawEmpty();
    return (
      <RecordsGrid
        key={language}
        rows={fresh.shown}
        total={list.first.capped ? null : list.first.total}
        order={order}
        onOrder={(next) => go({ ...filters, ...next })}
        onOpen={open}
        onEndReached={list.loadMore}
        range={range}
        actions={actions}
        columnsOff={columnsOff}
        isStale={list.isStale}
        searchKey={JSON.stringify(search)}
      />
    );
  }

  function drawEmpty() {
    if (chips.length > 0)
      return (
        <EmptyState
          title={t("deposits:empty.none", { count: chips.length })}
          actions={<Button onClick={clear}>{t("deposits:empty.clear")}</Button>}
        >
          {t("deposits:empty.all")}
        </EmptyState>
      );
    return list.first?.asOf === null ? (
      <EmptyState title={t("deposits:empty.unsynced")}>{t("deposits:empty.unsyncedWords")}</EmptyState>
    ) : (
      <EmptyState title={t("deposits:empty.unwritten")}>{t("deposits:empty.unwrittenWords")}</EmptyState>
    );
  }
}

/** What the rows' buttons do, and who may. */
function useRecordActions(): RecordActions {
  const context = useActionContext();
  const onCancel = useDialogs((dialogs) => dialogs.openCancel);
  const navigate = useNavigate();
  return useMemo(
    () => ({
      context,
      onCancel,
      onRequestRefund: (id) => void navigate({ to: "/records/$id/refund", params: { id }, search: true }),
    }),
    [context, onCancel, navigate],
  );
}

/** The views of every desk with their counts, then the saved ones that stand in the menu or are open. */
function useTabs(search: RecordSearch) {
  const { data: counts } = useCall("deposits", "counts", {});
  const credited = useCreditedCount();
  const saved = savedRecordViews(useSavedViews());
  const pinned = usePinnedViews(({ ids }) => ids);
  const views = [...RECORD_VIEWS, ...saved];
  const current = currentView(search, views);
  const counted = RECORD_VIEWS.map(({ key, count }) => ({
    key,
    label: t(`deposits:views.${key}`),
    count: key === "all" || counts === undefined ? null : count === null ? credited : count(counts),
  }));
  const shown = saved.filter(({ key }) => key === current || pinned.includes(key));
  return {
    tabs: [...counted, ...shown.map(({ key, label }) => ({ key, label }))],
    current,
    viewOf: (key: string) => views.find((view) => view.key === key)?.filters ?? {},
  };
}

/** How many records the view "Credited this month" holds: counted by its own search, so that tab and list say the same. */
function useCreditedCount(): number | null {
  const { zone, now } = usePreferences();
  const filters = RECORD_VIEWS.find((view) => view.key === "credited")?.filters ?? {};
  const hour = Math.floor(now() / 3_600_000) * 3_600_000;
  const { data } = useCall("deposits", "search", { ...toDepositSearch(filters, zone, hour), limit: 1 });
  return data?.total ?? null;
}

/** "f" opens and closes the filters, Shift+F clears them; both off while typing. */
function useFilterKeys(onFilters: () => void, onClear: () => void): void {
  useEffect(() => {
    const unless = (run: () => void) => (event: KeyboardEvent) => {
      if (isTyping(event.target) || document.querySelector("[role=dialog]")) return;
      event.preventDefault();
      run();
    };
    return tinykeys(window, { f: unless(onFilters), "Shift+F": unless(onClear) });
  }, [onFilters, onClear]);
}
