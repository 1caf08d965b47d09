/** Draws the whole app over a fake page, at a path, at the fixtures' moment. */
import { cleanup, configure, render, type RenderResult } from "@testing-library/react";
import { createMemoryHistory, type RouterHistory } from "@tanstack/react-router";
import { useDialogs } from "#renderer/api/dialogs.ts";
import { usePinnedViews } from "#renderer/api/savedViews.ts";
import { App } from "#renderer/app/App.tsx";
import { useRecordsLayout } from "#renderer/features/deposits/recordsLayout.ts";
import { makePageApi, type Desk, type FakePage } from "./pageApi.ts";
import { NOW } from "./pageFixtures/ids.ts";
import { OPERATOR } from "./pageFixtures/people.ts";

// The machine may be busy with chains and databases of other tests.
configure({ asyncUtilTimeout: 8_000 });

// happy-dom lays nothing out; the virtual rows need a height to be drawn in.
Object.defineProperties(HTMLElement.prototype, {
  offsetHeight: { configurable: true, get: () => 640 },
  offsetWidth: { configurable: true, get: () => 1_280 },
  clientHeight: { configurable: true, get: () => 640 },
  clientWidth: { configurable: true, get: () => 1_280 },
});

export type RenderedApp = RenderResult & { page: FakePage; history: RouterHistory };

/** `now`: a clock that the test moves; the fixtures' moment otherwise. */
type Given = NonNullable<Parameters<typeof makePageApi>[0]> & { now?: () => number };

export function renderApp(path: string, { now = () => Date.parse(NOW), ...given }: Given = {}): RenderedApp {
  cleanup();
  window.localStorage.clear();
  // What one test leaves open would stand in the next one's app.
  useDialogs.setState(useDialogs.getInitialState(), true);
  useRecordsLayout.setState(useRecordsLayout.getInitialState(), true);
  usePinnedViews.setState(usePinnedViews.getInitialState(), true);
  const page = makePageApi(given);
  Object.defineProperty(window, "api", { value: page.api, configurable: true });
  const history = createMemoryHistory({ initialEntries: [path] });
  const result = render(<App history={history} now={now} env="test" />);
  return { ...result, page, history };
}

/** A session of the operator with exactly these rights. */
export function deskWithRights(permissions: readonly string[], administrators = ["Yuen Wai Lam"]): Partial<Desk> {
  const { session } = makePageApi({ desk: { deposits: [] } }).desk;
  return { session: { ...session, user: { ...OPERATOR, permissions: [...permissions] as never, administrators } } };
}

export const OFFLINE: Partial<Desk["sync"]> = {
  phase: "OFFLINE",
  asOf: "2026-11-22T06:01:37.000Z",
  offlineSince: "2026-11-22T06:02:00.000Z",
};
