/** The records of the search that led here, with previous and next. The list stands still: choosing changes the detail alone. */
import { IconChevronDown, IconChevronLeft, IconChevronUp } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useEffect, useMemo, useRef } from "react";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { explain } from "#renderer/api/explain.ts";
import { useRecordList } from "#renderer/api/records.ts";
import { filtersOf, parseRecordSearch, type RecordSearch } from "#renderer/api/recordSearch.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import { countText } from "#renderer/i18n/countText.ts";
import { t } from "#renderer/i18n/t.ts";
import { Button } from "#renderer/ui/Button.tsx";
import { classNames } from "#renderer/ui/classNames.ts";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { Money } from "#renderer/ui/Money.tsx";
import { usePageKeys } from "#renderer/ui/pageKeys.ts";
import { StatusPill } from "#renderer/ui/StatusPill.tsx";
import { neighboursOf } from "./neighbours.ts";
import styles from "./record.module.css";

export function NeighbourList({
  id,
  search: given,
  onOpen,
}: {
  id: string;
  search: RecordSearch;
  onOpen: (id: string) => void;
}) {
  // The router keeps unknown parts of an old link; the engine would refuse them.
  const search = useMemo(() => parseRecordSearch({ ...given }), [given]);
  const list = useRecordList(search);
  const { decimalsOf, mostDecimals } = useCurrencyBook();
  const selected = useRef<HTMLAnchorElement>(null);
  const { index, previous, next } = neighboursOf(
    list.rows.map((row) => row.id),
    id,
  );
  const listed = index !== -1;
  useEffect(() => {
    if (listed) selected.current?.scrollIntoView({ block: "nearest" });
  }, [id, listed]);
  useEffect(() => {
    if (next === null && list.hasMore) list.loadMore();
  }, [next, list]);
  const stepTo = (to: string | null) => (to === null ? null : () => onOpen(to));
  usePageKeys({ "[": stepTo(previous), "]": stepTo(next) });

  const total = list.first?.total;
  return (
    <nav className={styles.list} aria-label={t("record:list.title")}>
      <div className={styles.listHead}>
        <Link to="/records" search={search} className={styles.back} aria-label={t("record:list.back")}>
          <IconChevronLeft size={16} stroke={1.75} aria-hidden="true" />
        </Link>
        <div className={styles.listTitle}>
          <strong>{titleOf(search)}</strong>
          <span className="quiet numeric">{placeWords(index, total, list.first?.capped ?? false)}</span>
        </div>
        <StepButton
          to={previous}
          label={t("record:list.previous")}
          keys="["
          onOpen={onOpen}
          icon={<IconChevronUp size={16} stroke={1.75} />}
        />
        <StepButton
          to={next}
          label={t("record:list.next")}
          keys="]"
          onOpen={onOpen}
          icon={<IconChevronDown size={16} stroke={1.75} />}
        />
      </div>
      {list.error === null ? null : (
        <div className={styles.listProblem}>
          <ErrorPanel {...explain(list.error)} onRetry={list.retry} inset />
        </div>
      )}
      <ul className={styles.rows}>
        {list.rows.map((row) => (
          <li key={row.id}>
            <Link
              ref={row.id === id ? selected : null}
              to="/records/$id"
              params={{ id: row.id }}
              search={search}
              className={classNames(styles.row, row.id === id && styles.selected)}
              aria-current={row.id === id ? "true" : undefined}
            >
              <RowText row={row} decimals={decimalsOf(row.currency, row.network)} mostDecimals={mostDecimals} />
            </Link>
          </li>
        ))}
        {list.hasMore ? (
          <li className={styles.more}>
            <Button variant="link" onClick={list.loadMore}>
              {list.isLoadingMore ? t("record:list.loading") : t("record:list.more")}
            </Button>
          </li>
        ) : null}
      </ul>
    </nav>
  );
}

function RowText({ row, decimals, mostDecimals }: { row: Deposit; decimals: number; mostDecimals: number }) {
  return (
    <>
      <span className={styles.rowNo}>{row.recordNo}</span>
      <span className={styles.rowAmount}>
        <Money
          amount={row.receivedAmount ?? row.declaredAmount}
          currency={row.currency}
          decimals={decimals}
          size="grid"
          alignTo={mostDecimals}
        />
      </span>
      <span className={styles.rowName}>{row.customerName}</span>
      <span className={styles.rowStatus}>
        <StatusPill kind="deposit" status={row.status} />
      </span>
    </>
  );
}

function StepButton({
  to,
  label,
  keys,
  icon,
  onOpen,
}: {
  to: string | null;
  label: string;
  keys: string;
  icon: React.ReactNode;
  onOpen: (id: string) => void;
}) {
  return (
    <Button
      size="small"
      iconOnly
      icon={icon}
      aria-label={label}
      aria-keyshortcuts={keys}
      title={`${label}  ${keys}`}
      aria-disabled={to === null || undefined}
      onClick={() => {
        if (to !== null) onOpen(to);
      }}
    />
  );
}

function titleOf(search: RecordSearch): string {
  const filters = Object.keys(filtersOf(search)).length;
  const name = search.created === undefined ? t("record:list.records") : t(`deposits:created.${search.created}`);
  const others = search.created === undefined ? filters : filters - 1;
  return others === 0 ? name : t("record:list.filters", { name, count: others });
}

function placeWords(index: number, total: number | undefined, capped: boolean): string {
  if (total === undefined) return "";
  const all = t("record:list.count", { count: total, records: `${countText(total)}${capped ? "+" : ""}` });
  return index === -1 ? all : t("record:list.place", { place: index + 1, all });
}
