/** The records as an ARIA grid: virtual rows, keyset pages loaded on the way down, sort by header, one tab stop. */
import { useElementSize, useMergedRef } from "@mantine/hooks";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useTable } from "@tanstack/react-table";
import { defaultRangeExtractor, useVirtualizer, type Range } from "@tanstack/react-virtual";
import { useCallback, useEffect, useMemo, useRef, type RefObject } from "react";
import type { Deposit } from "#shared/contract/deposit.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { t } from "#renderer/i18n/t.ts";
import { density as densities, layout } from "#renderer/theme/tokens.ts";
import { classNames } from "#renderer/ui/classNames.ts";
import { usePreferences, type Zone } from "#renderer/ui/preferences.tsx";
import { sameDay } from "#renderer/ui/times.ts";
import { FullValueTip } from "./FullValueTip.tsx";
import {
  columnHeader,
  fitColumns,
  gridFeatures,
  makeColumns,
  planOf,
  type ColumnId,
  type SortKey,
} from "./recordColumns.tsx";
import type { RecordActions } from "./RecordAction.tsx";
import { RecordRow } from "./RecordRow.tsx";
import type { SeenRangeStore } from "./seenRange.ts";
import { useGridFocus } from "./useGridFocus.ts";
import styles from "./RecordsGrid.module.css";

export type GridOrder = { sort: SortKey; descending: boolean };

export function RecordsGrid({
  rows,
  total,
  order,
  onOrder,
  onOpen,
  onEndReached,
  range,
  actions,
  columnsOff,
  isStale,
  searchKey,
}: {
  rows: readonly Deposit[];
  /** all rows of the search; null when there are more than are counted */
  total: number | null;
  order: GridOrder;
  onOrder: (order: GridOrder) => void;
  onOpen: (deposit: Deposit) => void;
  onEndReached: () => void;
  /** told the first and last row seen, counted from 1 */
  range: SeenRangeStore;
  actions: RecordActions;
  columnsOff: readonly ColumnId[];
  isStale: boolean;
  /** names the search: another one begins at the top, the same one where it was left */
  searchKey: string;
}) {
  const { density, zone, now } = usePreferences();
  const book = useCurrencyBook();
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const { ref: sizeRef, width } = useElementSize<HTMLDivElement>();
  // What is told of the element's size holds its scroll bar too, in which no column fits.
  const room = scroller.current?.clientWidth || width || layout.minWindow[0];
  const rowHeight = densities[density].row;

  const today = useMemo(() => allOf(rows, now(), zone), [rows, now, zone]);
  const columns = useMemo(() => makeColumns(book, today), [book, today]);
  const fitted = useMemo(
    () =>
      fitColumns(room, {
        today,
        off: columnsOff,
        scale: densities[density].font / densities.default.font,
      }),
    [room, today, columnsOff, density],
  );
  const visible = useMemo(
    () => columns.filter((column) => fitted.some(({ id }) => id === column.id)),
    [columns, fitted],
  );
  const table = useTable({
    features: gridFeatures,
    columns: visible,
    data: rows as Deposit[],
    getRowId: (row) => row.id,
  });
  const tableRows = table.getRowModel().rows;

  const activeRow = useRef(0);
  const rangeExtractor = useCallback((range: Range) => {
    // The focused row stays in the document while it is scrolled away, or the focus would fall out of the grid.
    const indexes = new Set(defaultRangeExtractor(range));
    if (activeRow.current >= 0 && activeRow.current < range.count) indexes.add(activeRow.current);
    return [...indexes].sort((left, right) => left - right);
  }, []);
  const virtualizer = useVirtualizer({
    count: tableRows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => tableRows[index]?.id ?? index,
    overscan: 12,
    rangeExtractor,
    initialRect: { width: 1200, height: 640 },
    initialOffset: () => leftAt.get(searchKey) ?? 0,
    // The header lies over the top of the scrolled part.
    scrollPaddingStart: layout.gridHeader,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  useScrollMemory(scroller, searchKey);
  const items = virtualizer.getVirtualItems();

  const seen = virtualizer.range;
  const from = tableRows.length === 0 ? 0 : (seen?.startIndex ?? 0) + 1;
  const to = Math.min(tableRows.length, (seen?.endIndex ?? items.length - 1) + 1);
  useEffect(() => range.setState({ from, to }), [from, to, range]);
  const lastDrawn = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (lastDrawn >= tableRows.length - 15) onEndReached();
  }, [lastDrawn, tableRows.length, onEndReached]);

  const reveal = useCallback((row: number) => virtualizer.scrollToIndex(row, { align: "auto" }), [virtualizer]);
  const focus = useGridFocus({
    grid,
    rows: tableRows.length,
    columns: visible.length,
    pageRows: Math.max(1, to - from - 1),
    reveal,
    onEnter: (row) => {
      const found = tableRows[row];
      if (found) onOpen(found.original);
    },
  });
  activeRow.current = focus.active.row;

  const template = fitted.map(({ id, width: px }) => (id === "action" ? `minmax(${px}px, 1fr)` : `${px}px`)).join(" ");
  return (
    <div
      ref={useMergedRef(scroller, sizeRef)}
      className={classNames(styles.scroller, styles[density], isStale && styles.stale)}
      style={{ "--columns": template, "--row": `${rowHeight}px` } as React.CSSProperties}
    >
      <div
        ref={grid}
        role="grid"
        aria-label={t("deposits:list")}
        aria-rowcount={total === null ? -1 : total + 1}
        aria-colcount={visible.length}
        aria-busy={isStale}
        className={styles.grid}
        {...focus.handlers}
      >
        <div role="rowgroup" className={styles.head}>
          <div role="row" aria-rowindex={1} className={styles.header}>
            {visible.map((column, index) => (
              <HeaderCell
                key={column.id}
                id={column.id as ColumnId}
                index={index}
                order={order}
                onOrder={onOrder}
                isActive={focus.active.row === -1 && focus.active.column === index}
              />
            ))}
          </div>
        </div>
        <div role="rowgroup" className={styles.body} style={{ height: virtualizer.getTotalSize() }}>
          {items.map((item) => {
            const row = tableRows[item.index];
            if (!row) return null;
            const isActive = focus.active.row === item.index;
            return (
              <RecordRow
                key={row.id}
                row={row}
                columns={visible}
                index={item.index}
                top={item.start}
                tabStop={isActive ? focus.active.column : null}
                isMarked={isActive && focus.inside}
                isSelected={isActive}
                actions={actions}
                onOpen={onOpen}
              />
            );
          })}
        </div>
      </div>
      <FullValueTip within={scroller} />
    </div>
  );
}

function HeaderCell({
  id,
  index,
  order,
  onOrder,
  isActive,
}: {
  id: ColumnId;
  index: number;
  order: GridOrder;
  onOrder: (order: GridOrder) => void;
  isActive: boolean;
}) {
  const { sort, end } = planOf(id);
  const header = columnHeader(id);
  const sorted = sort !== undefined && order.sort === sort;
  const Arrow = order.descending ? IconArrowDown : IconArrowUp;
  return (
    <div
      role="columnheader"
      data-cell={`-1:${index}`}
      aria-sort={sort === undefined ? undefined : sorted ? (order.descending ? "descending" : "ascending") : "none"}
      tabIndex={sort === undefined ? (isActive ? 0 : -1) : undefined}
      className={classNames(
        styles.cell,
        styles.headerCell,
        styles[id],
        sorted && styles.sorted,
        end === true && styles.end,
      )}
    >
      {sort === undefined ? (
        header
      ) : (
        <button
          type="button"
          tabIndex={isActive ? 0 : -1}
          className={styles.sort}
          onClick={() =>
            onOrder({ sort, descending: sorted ? !order.descending : sort === "requestedAt" || sort === "amount" })
          }
        >
          {header}
          {sorted ? <Arrow size={13} stroke={1.75} aria-hidden="true" /> : null}
        </button>
      )}
    </div>
  );
}

/** True when every row was requested on the present day: the time alone is shown then. */
function allOf(rows: readonly Deposit[], moment: number, zone: Zone): boolean {
  let [earliest, latest] = [rows[0]?.requestedAt, rows[0]?.requestedAt];
  if (earliest === undefined || latest === undefined) return false;
  for (const { requestedAt } of rows) {
    if (requestedAt < earliest) earliest = requestedAt;
    if (requestedAt > latest) latest = requestedAt;
  }
  return sameDay(earliest, moment, zone) && sameDay(latest, moment, zone);
}

/** Where each search was left, so that coming back from a record finds the same rows. For this window's life. */
const leftAt = new Map<string, number>();

function useScrollMemory(scroller: RefObject<HTMLElement | null>, searchKey: string): void {
  const shown = useRef(searchKey);
  useEffect(() => {
    const area = scroller.current;
    if (!area) return undefined;
    if (shown.current !== searchKey) area.scrollTop = 0;
    shown.current = searchKey;
    const remember = () => leftAt.set(searchKey, area.scrollTop);
    area.addEventListener("scroll", remember, { passive: true });
    return () => area.removeEventListener("scroll", remember);
  }, [scroller, searchKey]);
}
