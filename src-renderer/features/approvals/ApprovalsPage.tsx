/** The approval queue: oldest first, one by one. One's own requests are there and say why another person must decide (R20a). */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useCall } from "#renderer/api/calls.ts";
import { explain } from "#renderer/api/explain.ts";
import { useActionContext, useUser } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { EmptyState } from "#renderer/ui/EmptyState.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { PageHeader } from "#renderer/ui/PageHeader.tsx";
import { useNow } from "#renderer/ui/preferences.tsx";
import { Skeleton } from "#renderer/ui/Skeleton.tsx";
import { Segmented } from "#renderer/ui/Tabs.tsx";
import { ApprovalDetail } from "./ApprovalDetail.tsx";
import type { Decided } from "./DecisionBar.tsx";
import { decidedEntries, queueEntries } from "./queueEntries.ts";
import { QueueList } from "./QueueList.tsx";
import { VoidRequests } from "./VoidRequests.tsx";
import styles from "./approvals.module.css";

const LIMIT = 200;

type View = "waiting" | "decided";

export function ApprovalsPage() {
  const search = useSearch({ from: "/frame/approvals" });
  const navigate = useNavigate({ from: "/approvals" });
  const view: View = search.view === "decided" ? "decided" : "waiting";
  const user = useUser();
  const context = useActionContext();
  const now = useNow(15_000);
  const waiting = useCall("refunds", "search", { status: ["PENDING_APPROVAL"], oldestFirst: true, limit: LIMIT });
  const others = useCall("refunds", "search", { limit: LIMIT }, { enabled: view === "decided" });
  const list = view === "waiting" ? waiting : others;

  const entries =
    view === "waiting"
      ? queueEntries(waiting.data?.items ?? [], user.id, context, now)
      : decidedEntries(others.data?.items ?? [], now);
  const decidable = entries.filter((entry) => entry.whyNot === null).length;
  // What stands open stays open: a request that was just decided leaves the queue, and another person may decide the oldest one,
  // but nothing moves under the hand of the reader.
  const [decided, setDecided] = useState<ReadonlyMap<string, Decided>>(new Map());
  const remember = (what: Decided) => setDecided((known) => new Map(known).set(what.refund.id, what));
  const [shownFirst, setShownFirst] = useState<string | null>(null);
  const first = entries[0]?.refund.id ?? null;
  if (shownFirst === null && first !== null) setShownFirst(first);
  const openId = search.open ?? shownFirst ?? first;
  const choose = (refund: Refund) => void navigate({ search: (kept) => ({ ...kept, open: refund.id }) });

  return (
    <div className={styles.page}>
      <PageHeader
        path={t("frame:places.approvals.path")}
        title={t("approvals:title")}
        actions={
          <>
            {view === "waiting" && waiting.data !== undefined ? (
              <span className="secondary">{t("approvals:summary", { waiting: entries.length, decidable })}</span>
            ) : null}
            <Segmented
              label={t("approvals:requests")}
              items={[
                { key: "waiting", label: t("approvals:waiting") },
                { key: "decided", label: t("approvals:decided") },
              ]}
              value={view}
              onChange={(key) => {
                setShownFirst(null);
                void navigate({ search: { view: key } });
              }}
            />
          </>
        }
      />
      {view === "waiting" ? <VoidRequests /> : null}
      {list.error !== null ? (
        <ErrorPanel {...explain(list.error)} onRetry={() => void list.refetch()} />
      ) : list.data === undefined ? (
        <Skeleton label={t("approvals:loading")} />
      ) : openId === null ? (
        <EmptyState title={t(view === "waiting" ? "approvals:noneWaiting" : "approvals:noneDecided")}>
          {view === "waiting" ? t("approvals:appear") : null}
        </EmptyState>
      ) : (
        <div className={styles.columns}>
          <QueueList entries={entries} openId={openId} view={view} onOpen={choose} />
          <ApprovalDetail key={openId} id={openId} decided={decided.get(openId) ?? null} onDecided={remember} />
        </div>
      )}
    </div>
  );
}
