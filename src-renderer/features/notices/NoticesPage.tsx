/** Tasks "Notify customer (offline)": what to say, each attempt recorded, done ones kept. The program itself sends nothing (R23). */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Trans } from "react-i18next";
import { useCall } from "#renderer/api/calls.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { explain } from "#renderer/api/explain.ts";
import { useFreshness } from "#renderer/api/freshness.ts";
import { t } from "#renderer/i18n/t.ts";
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
        path={t("frame:places.notices.path")}
        title={t("notices:page.title")}
        actions={
          <>
            <span className="secondary">
              <FreshnessMark {...freshness} />
            </span>
            <Segmented
              label={t("notices:page.tasks")}
              items={[
                { key: "open", label: t("notices:page.open") },
                { key: "done", label: t("notices:page.done") },
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
        <Skeleton label={t("notices:page.loading")} />
      ) : chosen === null ? (
        <EmptyState title={t(view === "done" ? "notices:page.noneDone" : "notices:page.noneOpen")}>
          {t("notices:page.appear")}
        </EmptyState>
      ) : (
        <div className={styles.columns}>
          <nav className={styles.list} aria-label={t("notices:page.tasks")}>
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
            <p className={styles.rule}>{t("notices:page.rule")}</p>
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
          <Trans t={t} i18nKey="notices:page.openFor" components={{ age: <Age since={notice.openedAt} /> }} />
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
        <span className={styles.rowFacts}>{t("notices:page.attempts", { count: attempts, number: attempts })}</span>
      )}
    </>
  );
}
