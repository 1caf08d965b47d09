/**
 * Roving focus in an ARIA grid: one tab stop, arrow keys move from cell to cell, the focus survives the recycling of virtual rows.
 * Row -1 is the header. A cell that holds a button gives the focus to it. Source: WAI-ARIA grid pattern.
 */
import { useCallback, useRef, useState, type FocusEvent, type KeyboardEvent, type RefObject } from "react";

export type Cell = { row: number; column: number };

export type GridFocus = {
  active: Cell;
  /** true while the focus is inside the grid */
  inside: boolean;
  focusCell: (cell: Cell) => void;
  handlers: {
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
    onFocus: (event: FocusEvent<HTMLElement>) => void;
    onBlur: (event: FocusEvent<HTMLElement>) => void;
  };
};

export function useGridFocus({
  grid,
  rows,
  columns,
  pageRows,
  reveal,
  onEnter,
}: {
  grid: RefObject<HTMLElement | null>;
  rows: number;
  columns: number;
  /** rows that a screen holds */
  pageRows: number;
  /** brings a row into the rendered part */
  reveal: (row: number) => void;
  onEnter: (row: number) => void;
}): GridFocus {
  const [active, setActive] = useState<Cell>({ row: 0, column: 0 });
  const [inside, setInside] = useState(false);
  const frame = useRef(0);

  const focusCell = useCallback(
    (cell: Cell) => {
      setActive(cell);
      if (cell.row >= 0) reveal(cell.row);
      cancelAnimationFrame(frame.current);
      // The row may have to be drawn first.
      frame.current = requestAnimationFrame(() => {
        const element = grid.current?.querySelector<HTMLElement>(`[data-cell="${cell.row}:${cell.column}"]`);
        const widget = element?.querySelector<HTMLElement>("button");
        (widget ?? element)?.focus({ preventScroll: true });
      });
    },
    [grid, reveal],
  );

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const to = target(event, active, { rows, columns, pageRows });
    if (to) {
      event.preventDefault();
      focusCell(to);
    } else if (event.key === "Enter" && active.row >= 0 && !(event.target instanceof HTMLButtonElement)) {
      event.preventDefault();
      onEnter(active.row);
    }
  };
  const onFocus = (event: FocusEvent<HTMLElement>) => {
    setInside(true);
    const place = event.target.closest<HTMLElement>("[data-cell]")?.dataset.cell?.split(":").map(Number);
    if (place?.[0] !== undefined && place[1] !== undefined && (place[0] !== active.row || place[1] !== active.column))
      setActive({ row: place[0], column: place[1] });
  };
  const onBlur = (event: FocusEvent<HTMLElement>) => {
    if (!event.currentTarget.contains(event.relatedTarget)) setInside(false);
  };
  return { active, inside, focusCell, handlers: { onKeyDown, onFocus, onBlur } };
}

function target(
  event: KeyboardEvent,
  { row, column }: Cell,
  { rows, columns, pageRows }: { rows: number; columns: number; pageRows: number },
): Cell | null {
  if (event.altKey || event.shiftKey) return null;
  const whole = event.ctrlKey || event.metaKey;
  const at = (nextRow: number, nextColumn: number): Cell => ({
    row: Math.max(-1, Math.min(rows - 1, nextRow)),
    column: Math.max(0, Math.min(columns - 1, nextColumn)),
  });
  switch (event.key) {
    case "ArrowDown":
      return whole ? null : at(row + 1, column);
    case "ArrowUp":
      return whole ? null : at(row - 1, column);
    case "ArrowRight":
      return whole ? null : at(row, column + 1);
    case "ArrowLeft":
      return whole ? null : at(row, column - 1);
    case "PageDown":
      return at(row + pageRows, column);
    case "PageUp":
      return at(Math.max(0, row - pageRows), column);
    case "Home":
      return whole ? at(0, 0) : at(row, 0);
    case "End":
      return whole ? at(rows - 1, columns - 1) : at(row, columns - 1);
    default:
      return null;
  }
}
