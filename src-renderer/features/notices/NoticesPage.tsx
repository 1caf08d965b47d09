/** Tasks "Notify customer (offline)": what to say, each attempt recorded, done ones kept. The program itself sends nothing (R23). */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCall } from "#renderer/api/calls.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { explain } from "#renderer/api/explain.ts";
import { useFreshness } from "#renderer/api/freshness.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { classNames } from "#renderer/ui/classNames.ts";
import { EmptyState } from "#renderer/ui/EmptyState.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { FreshnessMark } from "#renderer/ui/FreshnessMark.tsx";
import { Money } from "#renderer/ui/Money.tsx";
import { PageHeader } from "#renderer/ui/PageHeader.tsx";
import { Skeleton } from "#renderer/ui/Skeleton.tsx";
import { Segmented } from "#renderer/ui/Tabs.tsx";
import { Age, TimeText } from "#renderer/ui/TimeText.tsx";
import { doneTasks, lastAttemptAt, openTasks } from "./noticeForm.ts";
import { NoticeTask } from "./NoticeTask.tsx";
import styles from "./notices.module.css";

const LIMIT = 200;
const PATH = "WBO - Virtual Asset Management - Deposit/Withdrawal - Refunds - Customer Notices";

export function NoticesPage() {
  const search = useSearch({ from: "/frame/notices" });
  const navigate = useNavigate({ from: "/notices" });
  const open = useCall("refunds", "search", { noticeOpen: true, limit: LIMIT });
  const completed = useCall("refunds", "search", { status: ["COMPLETED"], limit: LIMIT });
  const asked = [...(open.data?.items ?? []), ...(completed.data?.items ?? [])].find(
    (refund) => refund.id === search.open,
  );
  const view = search.view ?? (asked?.notification?.status === "DONE" ? "done" : "open");
  const tasks = view === "done" ? doneTasks(completed.data?.items ?? []) : openTasks(open.data?.items ?? []);
  const list = view === "done" ? completed : open;
  const freshness = useFreshness(list.data?.asOf ?? null);
  const chosen = tasks.find((refund) => refund.id === search.open) ?? asked ?? tasks[0] ?? null;
  return (
    <div className={styles.page}>
      <PageHeader
        path={PATH}
        title="Notify customer (offline)"
        actions={
          <>
            <span className="secondary">
              <FreshnessMark {...freshness} />
            </span>
            <Segmented
              label="Tasks"
              items={[
                { key: "open", label: "Open" },
                { key: "done", label: "Done" },
              ]}
              value={view === "done" ? "done" : "open"}
              onChange={(key) => void navigate({ search: { view: key } })}
            />
          </>
        }
      />
      {list.error !== null ? (
        <ErrorPanel {...explain(list.error)} onRetry={() => void list.refetch()} />
      ) : list.data === undefined ? (
        <Skeleton label="Loading the tasks" />
      ) : chosen === null ? (
        <EmptyState title={view === "done" ? "No customer was notified yet." : "Every customer has been notified."}>
          A task opens by itself when a refund completes. The program sends nothing to the customer.
        </EmptyState>
      ) : (
        <div className={styles.columns}>
          <nav className={styles.list} aria-label="Tasks">
            <ul>
              {tasks.map((refund) => (
                <li key={refund.id}>
                  <button
                    type="button"
                    className={classNames(styles.row, refund.id === chosen.id && styles.selected)}
                    aria-current={refund.id === chosen.id ? "true" : undefined}
                    onClick={() => void navigate({ search: (kept) => ({ ...kept, open: refund.id }) })}
                  >
                    <RowText refund={refund} />
                  </button>
                </li>
              ))}
            </ul>
            <p className={styles.rule}>The program sends nothing. A person tells the customer and records it here.</p>
          </nav>
          <NoticeTask key={chosen.id} refund={chosen} />
        </div>
      )}
    </div>
  );
}

function RowText({ refund }: { refund: Refund }) {
  const { decimalsOf } = useCurrencyBook();
  const notice = refund.notification;
  const attempts = notice?.attempts.length ?? 0;
  return (
    <>
      <span className={styles.rowName}>{refund.customerName}</span>
      <span className={styles.rowAge}>
        {notice?.status === "OPEN" ? (
          <>
            open <Age since={notice.openedAt} />
          </>
        ) : (
          <TimeText at={lastAttemptAt(refund)} form="auto" />
        )}
      </span>
      <span className={styles.rowFacts}>
        {refund.refundNo} · {refund.customerNo}
      </span>
      <span className={styles.rowAmount}>
        <Money
          amount={refund.amount}
          currency={refund.currency}
          decimals={decimalsOf(refund.currency, refund.network)}
          size="list"
        />
      </span>
      {attempts === 0 ? null : (
        <span className={styles.rowFacts}>
          {attempts} {attempts === 1 ? "attempt" : "attempts"}
        </span>
      )}
    </>
  );
}
