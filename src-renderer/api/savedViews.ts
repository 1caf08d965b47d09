/**
 * Saved views of the record list: one's own and those that are shared. Each is a query text, read here in the words of this desk.
 * Which of them stand in the menu is a matter of this workstation; it keeps their numbers alone, never their words.
 */
import { useMemo } from "react";
import { create } from "zustand";
import { persist } from "zustand/middleware";
import type { SavedView } from "#shared/contract/savedView.ts";
import { parseQuery } from "#shared/domain/query/parseQuery.ts";
import type { RecordQuery } from "#shared/domain/query/recordFilter.ts";
import { useCall } from "./calls.ts";
import { useRecordVocabulary } from "./recordVocabulary.ts";
import { useUser } from "./session.tsx";

/** `filters` is null where the query names what this desk does not know. */
export type ReadView = SavedView & { filters: RecordQuery | null; mine: boolean; mayChange: boolean };

/** Others share views at any time; nothing announces it. */
const ASKED_EVERY_MS = 5 * 60_000;

/** Empty until they are known, and while the central service cannot be asked. */
export function useSavedViews(): readonly ReadView[] {
  const { id, permissions } = useUser();
  const maySee = permissions.includes("Deposit Records");
  const { data } = useCall("views", "list", {}, { enabled: maySee, everyMs: ASKED_EVERY_MS });
  const vocabulary = useRecordVocabulary();
  return useMemo(
    () =>
      (data ?? []).map((view) => {
        const mine = view.owner.id === id;
        return {
          ...view,
          filters: parseQuery(view.query, vocabulary).query,
          mine,
          mayChange: view.shared ? permissions.includes("View.Share") : mine,
        };
      }),
    [data, vocabulary, id, permissions],
  );
}

type Pinned = { ids: readonly string[]; toggle: (id: string) => void };

export const usePinnedViews = create<Pinned>()(
  persist(
    (set) => ({
      ids: [],
      toggle: (id) => set(({ ids }) => ({ ids: ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id] })),
    }),
    { name: "pinned-views", version: 1, partialize: ({ ids }) => ({ ids }) },
  ),
);
