/**
 * A list of some hundred rows at most, as a table under a standing head. The first cell is the row's link; pressing anywhere
 * else in the row does the same. Arrow keys go from row to row. Lists of thousands have a grid of their own.
 */
import type { KeyboardEvent, MouseEvent, ReactNode } from "react";
import { classNames } from "./classNames.ts";
import styles from "./PlainTable.module.css";

export type PlainColumn<Row> = {
  key: string;
  head: ReactNode;
  /** CSS width; without one the column takes what is left */
  width?: number | string;
  align?: "start" | "end";
  /** left out in windows narrower than this */
  from?: number;
  cell: (row: Row) => ReactNode;
};

export function PlainTable<Row>({
  label,
  columns,
  rows,
  keyOf,
  link,
  onOpen,
  selected = null,
}: {
  label: string;
  columns: readonly PlainColumn<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** draws the first cell as the row's link */
  link?: (row: Row, content: ReactNode) => ReactNode;
  onOpen?: (row: Row) => void;
  selected?: string | null;
}) {
  const press = (row: Row) => (event: MouseEvent<HTMLTableRowElement>) => {
    if ((event.target as HTMLElement).closest("a, button, input, label")) return;
    // Marking text with the mouse is no press.
    if (window.getSelection()?.type === "Range") return;
    onOpen?.(row);
  };
  return (
    <div className={styles.frame}>
      <table className={styles.table} aria-label={label} onKeyDown={moveBetweenRows}>
        <colgroup>
          {columns.map((column) => (
            <col
              key={column.key}
              data-from={column.from}
              style={column.width === undefined ? {} : { width: column.width }}
            />
          ))}
        </colgroup>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                data-from={column.from}
                className={column.align === "end" ? styles.end : undefined}
              >
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={keyOf(row)}
              className={classNames(
                onOpen !== undefined && styles.pressable,
                keyOf(row) === selected && styles.selected,
              )}
              aria-current={keyOf(row) === selected ? "true" : undefined}
              onClick={press(row)}
            >
              {columns.map((column, index) => (
                <td
                  key={column.key}
                  data-from={column.from}
                  className={column.align === "end" ? styles.end : undefined}
                >
                  {index === 0 && link !== undefined ? link(row, column.cell(row)) : column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function moveBetweenRows(event: KeyboardEvent<HTMLTableElement>): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  const row = (event.target as HTMLElement).closest("tr");
  if (step === 0 || row === null || (event.target as HTMLElement).tagName !== "A") return;
  const next = step === 1 ? row.nextElementSibling : row.previousElementSibling;
  const target = next?.querySelector<HTMLElement>("td:first-child a");
  if (!target) return;
  event.preventDefault();
  target.focus();
}
