/** Refunds: saved views by status, search, and the one action that each row's status allows. */
import { IconSearch } from "@tabler/icons-react";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useDeferredValue } from "react";
import { Trans } from "react-i18next";
import { useCall } from "#renderer/api/calls.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { explain } from "#renderer/api/explain.ts";
import { useFreshness } from "#renderer/api/freshness.ts";
import { useActionContext, useUser } from "#renderer/api/session.tsx";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { t } from "#renderer/i18n/t.ts";
import { countText } from "#renderer/i18n/countText.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { whyNotExecute } from "#shared/domain/refunds.ts";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { ConfirmationStrip } from "#renderer/ui/ConfirmationStrip.tsx";
import { EmptyState } from "#renderer/ui/EmptyState.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { FreshnessMark } from "#renderer/ui/FreshnessMark.tsx";
import { Money } from "#renderer/ui/Money.tsx";
import { PageHeader } from "#renderer/ui/PageHeader.tsx";
import { PlainTable, type PlainColumn } from "#renderer/ui/PlainTable.tsx";
import { Skeleton } from "#renderer/ui/Skeleton.tsx";
import { StatusPill } from "#renderer/ui/StatusPill.tsx";
import { ViewTabs } from "#renderer/ui/Tabs.tsx";
import { Countdown, TimeText } from "#renderer/ui/TimeText.tsx";
import { emptyText, REFUND_VIEWS, refundView, viewLabel } from "./refundViews.ts";
import styles from "./refunds.module.css";

const LIMIT = 200;

export function RefundsPage() {
  const search = useSearch({ from: "/frame/refunds" });
  const navigate = useNavigate({ from: "/refunds" });
  const view = refundView(search.view);
  const text = useDeferredValue(search.text ?? "");
  const counts = useCall("deposits", "counts", {});
  const list = useCall(
    "refunds",
    "search",
    {
      ...(view.statuses === null ? {} : { status: [...view.statuses] }),
      ...(text === "" ? {} : { text }),
      oldestFirst: view.key === "approval" || view.key === "execute",
      limit: LIMIT,
    },
    { keepPrevious: true },
  );
  const freshness = useFreshness(list.data?.asOf ?? null);
  const setText = (value: string) =>
    void navigate({
      search: (kept) => ({ ...kept, text: value === "" ? undefined : value }) as typeof kept,
      replace: true,
    });
  return (
    <div className={styles.listPage}>
      <PageHeader path={t("frame:places.refunds.path")} title={t("refunds:list.title")} />
      <ViewTabs
        label={t("refunds:list.views")}
        items={REFUND_VIEWS.map((one) => ({
          key: one.key,
          label: viewLabel(one),
          ...(one.count === undefined || counts.data === undefined ? {} : { count: one.count(counts.data) }),
        }))}
        current={view.key}
        onChoose={(key) => void navigate({ search: (kept) => ({ ...kept, view: key }) })}
      />
      <div className={styles.filterBar}>
        <label className={styles.searchBox}>
          <IconSearch size={15} stroke={1.75} aria-hidden="true" />
          <span className="spoken">{t("refunds:list.search")}</span>
          <input
            type="search"
            value={search.text ?? ""}
            placeholder={t("refunds:list.searchHint")}
            spellCheck={false}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        {text === "" ? null : (
          <Button variant="quiet" size="small" onClick={() => setText("")}>
            {t("refunds:list.clear")}
          </Button>
        )}
      </div>
      {list.error !== null ? (
        <ErrorPanel {...explain(list.error)} onRetry={() => void list.refetch()} />
      ) : list.data === undefined ? (
        <Skeleton label={t("refunds:list.loading")} />
      ) : list.data.items.length === 0 ? (
        <EmptyState
          title={text === "" ? emptyText(view) : t("refunds:list.noMatch", { view: viewLabel(view), text })}
          actions={
            text === "" ? undefined : <Button onClick={() => setText("")}>{t("refunds:list.clearSearch")}</Button>
          }
        >
          {text === "" ? t("refunds:list.origin") : null}
        </EmptyState>
      ) : (
        <RefundTable refunds={list.data.items} />
      )}
      <footer className={styles.foot}>
        <span className="numeric">
          {list.data === undefined
            ? ""
            : t("refunds:list.count", {
                count: list.data.total,
                shown: list.data.items.length,
                total: countText(list.data.total),
              })}
        </span>
        <FreshnessMark {...freshness} />
      </footer>
    </div>
  );
}

function RefundTable({ refunds }: { refunds: readonly Refund[] }) {
  const navigate = useNavigate();
  const user = useUser();
  const context = useActionContext();
  const { decimalsOf, mostDecimals } = useCurrencyBook();
  const columns: PlainColumn<Refund>[] = [
    {
      key: "refundNo",
      head: t("refunds:head.refundNo"),
      width: 164,
      cell: (refund) => <span className="numeric">{refund.refundNo}</span>,
    },
    {
      key: "requested",
      head: t("refunds:head.requested"),
      width: 124,
      cell: (refund) => <TimeText at={refund.requestedAt} form="auto" />,
    },
    {
      key: "record",
      head: t("refunds:head.recordNo"),
      width: 160,
      from: 1600,
      cell: (refund) => <span className="numeric">{refund.recordNo}</span>,
    },
    {
      key: "customer",
      head: t("refunds:head.customer"),
      cell: (refund) => (
        <>
          <span className="quiet">{refund.customerNo}</span> {refund.customerName}
        </>
      ),
    },
    {
      key: "amount",
      head: t("refunds:head.amount"),
      width: 190,
      align: "end",
      cell: (refund) => (
        <Money
          amount={refund.amount}
          currency={refund.currency}
          decimals={decimalsOf(refund.currency, refund.network)}
          size="grid"
          alignTo={mostDecimals}
        />
      ),
    },
    {
      key: "status",
      head: t("refunds:head.status"),
      width: 252,
      cell: (refund) => (
        <span className={styles.statusCell}>
          <StatusPill kind="refund" status={refund.status} />
          {refund.holdReason === null || refund.status !== "ON_HOLD" ? null : (
            <span className="secondary">{codeLabel("refundHoldReason", refund.holdReason)}</span>
          )}
        </span>
      ),
    },
    { key: "progress", head: t("refunds:head.progress"), width: 124, cell: (refund) => <Progress refund={refund} /> },
    {
      key: "to",
      head: t("refunds:head.address"),
      width: 160,
      from: 1600,
      cell: (refund) => <AddressText value={refund.refundAddress} form="short" />,
    },
    { key: "by", head: t("refunds:head.askedBy"), width: 118, from: 1360, cell: (refund) => refund.requestedBy.name },
    {
      key: "action",
      head: t("refunds:head.action"),
      width: 136,
      cell: (refund) =>
        heldByAnother(refund, user.id) ? null : whyNotExecute(refund, user.id, context) === null ? (
          <Button variant="row" onClick={() => void navigate({ to: "/execute/$id", params: { id: refund.id } })}>
            {t("refunds:list.execute")}
          </Button>
        ) : null,
    },
  ];
  return (
    <PlainTable
      label={t("refunds:list.title")}
      columns={columns}
      rows={refunds}
      keyOf={(refund) => refund.id}
      link={(refund, content) => (
        <Link to="/refunds/$id" params={{ id: refund.id }}>
          {content}
        </Link>
      )}
      onOpen={(refund) => void navigate({ to: "/refunds/$id", params: { id: refund.id } })}
    />
  );
}

/** While another executor holds the claim there is nothing to press. */
function heldByAnother(refund: Refund, userId: string): boolean {
  return refund.lease !== null && refund.lease.holder.id !== userId;
}

function Progress({ refund }: { refund: Refund }) {
  if (refund.confirmations !== null)
    return (
      <span className={styles.statusCell}>
        <ConfirmationStrip confirmations={refund.confirmations} />
      </span>
    );
  if (refund.expiresAt !== null && (refund.status === "PENDING_APPROVAL" || refund.status === "APPROVED"))
    return (
      <span className="secondary">
        <Trans
          t={t}
          i18nKey="refunds:list.left"
          components={{
            time: <Countdown until={refund.expiresAt} everyMs={30_000} over={t("refunds:list.expired")} />,
          }}
        />
      </span>
    );
  return <span className="quiet">–</span>;
}
