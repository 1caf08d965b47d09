/** One row of the grid. Drawn anew only when its record, its place or its focus changes: scrolling draws the new rows alone. */
import { FlexRender, type Row } from "@tanstack/react-table";
import { memo, type MouseEvent, type ReactNode } from "react";
import type { Deposit } from "#shared/contract/deposit.ts";
import { classNames } from "#renderer/ui/classNames.ts";
import { actionOf, RecordAction, type RecordActions } from "./RecordAction.tsx";
import type { ColumnId, gridFeatures } from "./recordColumns.tsx";
import styles from "./RecordsGrid.module.css";

export const RecordRow = memo(function RecordRow({
  row,
  index,
  top,
  tabStop,
  isMarked,
  isSelected,
  actions,
  onOpen,
}: {
  row: Row<typeof gridFeatures, Deposit>;
  /** the columns shown: a new list draws the row anew */
  columns: readonly unknown[];
  index: number;
  top: number;
  /** the column that takes the tab stop; null when it is in another row */
  tabStop: number | null;
  isMarked: boolean;
  isSelected: boolean;
  actions: RecordActions;
  onOpen: (deposit: Deposit) => void;
}) {
  const deposit = row.original;
  const press = (event: MouseEvent) => {
    // A press on a button is the button's; a selection of text is no press.
    if ((event.target as HTMLElement).closest("button, a") || (window.getSelection()?.toString() ?? "") !== "") return;
    onOpen(deposit);
  };
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      className={classNames(styles.row, isMarked && styles.active)}
      style={{ transform: `translateY(${top}px)` }}
      onClick={press}
    >
      {row.getAllCells().map((cell, column) => {
        const id = cell.column.id as ColumnId;
        const isTabStop = tabStop === column;
        const place = `${index}:${column}`;
        // A button in the cell takes the tab stop over.
        if (id === "action")
          return (
            <GridCell
              key={cell.id}
              place={place}
              id={id}
              tabIndex={actionOf(deposit) === null ? tabIndexOf(isTabStop) : undefined}
            >
              <RecordAction deposit={deposit} actions={actions} isTabStop={isTabStop} />
            </GridCell>
          );
        return (
          <GridCell key={cell.id} place={place} id={id} tabIndex={tabIndexOf(isTabStop)}>
            <FlexRender cell={cell} />
          </GridCell>
        );
      })}
    </div>
  );
});

const tabIndexOf = (isTabStop: boolean): number => (isTabStop ? 0 : -1);

function GridCell({
  place,
  id,
  tabIndex,
  children,
}: {
  place: string;
  id: ColumnId;
  tabIndex: number | undefined;
  children: ReactNode;
}) {
  return (
    <div
      role="gridcell"
      data-cell={place}
      data-column={id}
      tabIndex={tabIndex}
      className={classNames(styles.cell, styles[id])}
    >
      {children}
    </div>
  );
}
