import { fireEvent, render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import type { SyncStatus } from "#shared/contract/ipc.ts";
import { ReplacedBanner } from "#renderer/features/sync/ReplacedBanner.tsx";

const STATUS: SyncStatus = {
  phase: "FIRST_SYNC",
  asOf: null,
  offlineSince: null,
  nextTryAt: null,
  problem: null,
  replaced: null,
  feedId: null,
  seq: null,
  headSeq: null,
  entities: [],
  paused: false,
};

test("R24.3 a copy that was damaged is told until it is closed, and told anew when there is more to say", () => {
  const { rerender } = render(<ReplacedBanner status={STATUS} />);
  expect(screen.queryByRole("status")).toBeNull();
  rerender(<ReplacedBanner status={{ ...STATUS, replaced: "The copy was damaged. It is being fetched again." }} />);
  expect(screen.getByRole("status").textContent).toContain("is being fetched again");
  fireEvent.click(screen.getByRole("button", { name: "Close" }));
  expect(screen.queryByRole("status")).toBeNull();
  rerender(<ReplacedBanner status={{ ...STATUS, replaced: "The copy was damaged. It was fetched again." }} />);
  expect(screen.getByRole("status").textContent).toContain("was fetched again");
});
