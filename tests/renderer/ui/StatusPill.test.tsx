import { cleanup, render } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import {
  ADDRESS_STATUSES,
  ADDRESS_STATUS_LABELS,
  APPLICATION_STATUSES,
  APPLICATION_STATUS_LABELS,
  DEPOSIT_STATUSES,
  DEPOSIT_STATUS_LABELS,
  REFUND_STATUSES,
  REFUND_STATUS_LABELS,
} from "#shared/domain/statuses.ts";
import { StatusPill } from "#renderer/ui/StatusPill.tsx";
import { statusLook, type StatusKind } from "#renderer/ui/statusLooks.ts";

afterEach(cleanup);

const LISTS: [StatusKind, readonly string[], Readonly<Record<string, string>>][] = [
  ["deposit", DEPOSIT_STATUSES, DEPOSIT_STATUS_LABELS],
  ["refund", REFUND_STATUSES, REFUND_STATUS_LABELS],
  ["address", ADDRESS_STATUSES, ADDRESS_STATUS_LABELS],
  ["application", APPLICATION_STATUSES, APPLICATION_STATUS_LABELS],
];

describe("StatusPill", () => {
  for (const [kind, statuses, labels] of LISTS)
    for (const status of statuses)
      test(`${kind} ${status}: words and an icon, always both`, () => {
        const { container } = render(<StatusPill kind={kind} status={status} />);
        expect(container.textContent).toBe(labels[status]);
        expect(container.querySelectorAll("svg[aria-hidden=true]")).toHaveLength(1);
      });

  test("R16.1 the word of a cancelled record is exactly Cancelled", () => {
    expect(render(<StatusPill kind="deposit" status="CANCELLED" />).container.textContent).toBe("Cancelled");
  });

  test("a code that a newer central service invented is named and stands out", () => {
    const { container } = render(<StatusPill kind="deposit" status="FROZEN_BY_COURT" />);
    expect(container.textContent).toBe("Unknown (FROZEN_BY_COURT)");
    expect(statusLook("deposit", "FROZEN_BY_COURT").loudness).toBe("edge");
    expect(container.querySelectorAll("svg")).toHaveLength(1);
  });

  test("only an alarm is solid, and only what waits for a person has an edge", () => {
    const loud = (kind: StatusKind, statuses: readonly string[], loudness: string) =>
      statuses.filter((status) => statusLook(kind, status).loudness === loudness);
    expect(loud("deposit", DEPOSIT_STATUSES, "solid")).toEqual(["REORG_ALERT"]);
    expect(loud("refund", REFUND_STATUSES, "solid")).toEqual(["NONCE_LOST"]);
    expect(loud("deposit", DEPOSIT_STATUSES, "edge")).toEqual(["ON_HOLD", "FAILED", "BLOCKED"]);
  });
});
