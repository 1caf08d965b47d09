/** How the operator has laid out the records page: which columns are off, whether the filters are open. Looks only, kept by the page. */
import { create } from "zustand";
import { persist } from "zustand/middleware";
import type { ColumnId } from "./recordColumns.tsx";

type Layout = {
  columnsOff: readonly ColumnId[];
  panelOpen: boolean;
  toggleColumn: (id: ColumnId) => void;
  togglePanel: () => void;
};

export const useRecordsLayout = create<Layout>()(
  persist(
    (set) => ({
      columnsOff: [],
      panelOpen: false,
      toggleColumn: (id) =>
        set(({ columnsOff }) => ({
          columnsOff: columnsOff.includes(id) ? columnsOff.filter((one) => one !== id) : [...columnsOff, id],
        })),
      togglePanel: () => set(({ panelOpen }) => ({ panelOpen: !panelOpen })),
    }),
    { name: "records-layout", version: 1, partialize: ({ columnsOff, panelOpen }) => ({ columnsOff, panelOpen }) },
  ),
);
