/** Exceptions that wait for people, the oldest first: by reason, with whose work each is (features 20 and 70). */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { GUIDE_PERMISSIONS } from "#shared/domain/permissions.ts";
import { explain } from "#renderer/api/explain.ts";
import { useCall } from "#renderer/api/calls.ts";
import { useFreshCall } from "#renderer/api/freshCall.ts";
import { PermissionGate } from "#renderer/api/PermissionGate.tsx";
import { useOnline, useUser } from "#renderer/api/session.tsx";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { t } from "#renderer/i18n/t.ts";
import { Button } from "#renderer/ui/Button.tsx";
import { EmptyState } from "#renderer/ui/EmptyState.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { PageHeader } from "#renderer/ui/PageHeader.tsx";
import { usePageKeys } from "#renderer/ui/pageKeys.ts";
import { Skeleton } from "#renderer/ui/Skeleton.tsx";
import { Segmented } from "#renderer/ui/Tabs.tsx";
import { SelectField } from "#renderer/ui/TextField.tsx";
import { TriageDetail } from "./TriageDetail.tsx";
import { filterItems, reasonsIn, type TriageItem, type Whose } from "./triageEntries.ts";
import { TriageList } from "./TriageList.tsx";
import styles from "./triage.module.css";

const LOOK_EVERY_MS = 15_000;
const [, RECORDS] = GUIDE_PERMISSIONS;

export function TriagePage() {
  return (
    <PermissionGate permission={RECORDS} path={t("triage:path")} title={t("triage:title")}>
      <Queue />
    </PermissionGate>
  );
}

function Queue() {
  const search = useSearch({ from: "/frame/triage" });
  const navigate = useNavigate({ from: "/triage" });
  const user = useUser();
  const online = useOnline();
  const [whose, setWhose] = useState<Whose>("all");
  // What the feed tells of exceptions asks the queue again; claims of others come with the next look.
  const { data: counts } = useCall("deposits", "counts", {});
  const queue = useFreshCall(
    "triage",
    "list",
    {},
    { enabled: online, everyMs: LOOK_EVERY_MS, changes: counts?.exceptions ?? null, keepPrevious: true },
  );
  const all = queue.data?.items ?? [];
  const reason = search.view ?? null;
  const items = filterItems(all, { reason, whose, userId: user.id });
  // What stands open stays open, even when the filter no longer shows it in the list.
  const open = all.find(({ deposit }) => deposit.id === search.open) ?? items[0] ?? null;
  const choose = ({ deposit }: TriageItem) => void navigate({ search: (kept) => ({ ...kept, open: deposit.id }) });
  const step = (by: number) => () => {
    const next = items[items.findIndex(({ deposit }) => deposit.id === open?.deposit.id) + by];
    if (next !== undefined) choose(next);
  };
  const openRecord =
    open === null ? null : () => void navigate({ to: "/records/$id", params: { id: open.deposit.id }, search: {} });
  usePageKeys({ j: step(1), k: step(-1), Enter: document.activeElement === document.body ? openRecord : null });
  const clear = () => {
    setWhose("all");
    void navigate({ search: {} });
  };
  return (
    <div className={styles.page}>
      <PageHeader
        path={t("triage:path")}
        title={t("triage:title")}
        actions={
          queue.data === undefined ? null : (
            <>
              <span className="secondary">{t("triage:summary", { shown: items.length, total: queue.data.total })}</span>
              <SelectField
                label={t("triage:reason")}
                className={styles.filter}
                controlSize="small"
                value={reason ?? ""}
                onChange={({ target }) => void navigate({ search: target.value === "" ? {} : { view: target.value } })}
              >
                <option value="">{t("triage:allReasons")}</option>
                {reasonsIn(all).map(({ group, code }) => (
                  <option key={code} value={code}>
                    {codeLabel(group, code)}
                  </option>
                ))}
              </SelectField>
              <Segmented
                label={t("triage:whose")}
                items={[
                  { key: "all", label: t("triage:everybody") },
                  { key: "free", label: t("triage:free") },
                  { key: "mine", label: t("triage:mine") },
                ]}
                value={whose}
                onChange={setWhose}
              />
            </>
          )
        }
      />
      {!online && queue.data === undefined ? (
        <EmptyState title={t("triage:offline")} />
      ) : queue.error !== null ? (
        <ErrorPanel {...explain(queue.error)} onRetry={() => void queue.refetch()} />
      ) : queue.data === undefined ? (
        <Skeleton label={t("triage:loading")} />
      ) : all.length === 0 ? (
        <EmptyState title={t("triage:none")}>{t("triage:appear")}</EmptyState>
      ) : (
        <div className={styles.columns}>
          {items.length === 0 ? (
            <EmptyState
              title={t("triage:noneFiltered")}
              actions={<Button onClick={clear}>{t("triage:clear")}</Button>}
            />
          ) : (
            <TriageList items={items} openId={open?.deposit.id ?? null} onOpen={choose} />
          )}
          {open === null ? null : (
            <TriageDetail key={open.deposit.id} item={open} onChanged={() => void queue.refetch()} />
          )}
        </div>
      )}
    </div>
  );
}
