/** The records list page by page, and its rows parsed once. Used by the list and by the list beside a detail. */
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Deposit } from "#shared/contract/deposit.ts";
import type { DepositSearch, DepositSearchResult } from "#shared/contract/ipc.ts";
import { usePreferences } from "#renderer/ui/preferences.tsx";
import { ask } from "./bridge.ts";
import type { CallError } from "./CallError.ts";
import { toDepositSearch, type RecordSearch } from "./recordSearch.ts";

export const RECORDS_PAGE = 100;

export type RecordPage = Omit<DepositSearchResult, "rowsJson"> & { rows: readonly Deposit[] };

async function searchRecords(search: DepositSearch, cursor: string | null): Promise<RecordPage> {
  const { rowsJson, ...rest } = await ask("deposits", "search", { ...search, cursor, limit: RECORDS_PAGE });
  return { ...rest, rows: JSON.parse(rowsJson) as Deposit[] };
}

export type RecordList = {
  rows: readonly Deposit[];
  first: RecordPage | undefined;
  isLoading: boolean;
  /** another search is being asked while the former rows still stand */
  isStale: boolean;
  error: CallError | null;
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore: () => void;
  retry: () => void;
};

/** Rows in keyset pages. */
export function useRecordList(search: RecordSearch, { enabled = true }: { enabled?: boolean } = {}): RecordList {
  const { zone, now } = usePreferences();
  const day = Math.floor(now() / 3_600_000);
  // Symbolic days move on with the clock; the hour is fine enough, and keeps the key still.
  const asked = useMemo(() => toDepositSearch(search, zone, day * 3_600_000), [search, zone, day]);
  const query = useInfiniteQuery<RecordPage, CallError, { pages: RecordPage[] }, readonly unknown[], string | null>({
    queryKey: ["deposits", "search", asked],
    queryFn: ({ pageParam }) => searchRecords(asked, pageParam),
    initialPageParam: null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
    enabled,
  });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data]);
  return {
    rows,
    first: query.data?.pages[0],
    isLoading: query.isPending,
    isStale: query.isPlaceholderData,
    error: query.error,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => {
      if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
    },
    retry: () => void query.refetch(),
  };
}
