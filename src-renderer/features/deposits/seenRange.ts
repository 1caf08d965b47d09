/** Which rows are on the screen. A store of its own, so that scrolling redraws the footer's figures and not the page. */
import { useState } from "react";
import { createStore, useStore, type StoreApi } from "zustand";

export type SeenRange = { from: number; to: number };
export type SeenRangeStore = StoreApi<SeenRange>;

export function useSeenRangeStore(): SeenRangeStore {
  return useState(() => createStore<SeenRange>(() => ({ from: 0, to: 0 })))[0];
}

export function useSeenRange(store: SeenRangeStore): SeenRange {
  return useStore(store);
}
