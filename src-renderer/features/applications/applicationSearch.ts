import { onlyThese } from "#renderer/api/onlyThese.ts";

/** Filters of the application list as the URL holds them. */
export const APPLICATION_VIEWS = ["waiting", "recorded", "deleted", "all"] as const;
export type ApplicationViewKey = (typeof APPLICATION_VIEWS)[number];

export type ApplicationSearch = { view?: ApplicationViewKey; text?: string; open?: string };

export function parseApplicationSearch(raw: Record<string, unknown>): ApplicationSearch {
  const view = APPLICATION_VIEWS.find((one) => one === raw.view);
  const text = typeof raw.text === "string" || typeof raw.text === "number" ? String(raw.text).slice(0, 100) : "";
  const open = typeof raw.open === "string" ? raw.open : "";
  return onlyThese(raw, {
    ...(view === undefined ? {} : { view }),
    ...(text === "" ? {} : { text }),
    ...(open === "" ? {} : { open }),
  }) as ApplicationSearch;
}
