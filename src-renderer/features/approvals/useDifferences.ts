/** What changed since a request, read live from the central service; again when the refund itself changed. */
import type { UseQueryResult } from "@tanstack/react-query";
import type { CallError } from "#renderer/api/CallError.ts";
import { useFreshCall } from "#renderer/api/freshCall.ts";
import { useOnline } from "#renderer/api/session.tsx";
import type { Refund, RefundDifferences } from "#shared/contract/refund.ts";

export function useDifferences(
  refund: Pick<Refund, "id" | "version" | "status">,
  { everyMs }: { everyMs?: number } = {},
): UseQueryResult<RefundDifferences, CallError> {
  const online = useOnline();
  return useFreshCall(
    "refunds",
    "differences",
    { id: refund.id },
    {
      enabled: online && refund.status === "PENDING_APPROVAL",
      changes: refund.version,
      ...(everyMs === undefined ? {} : { everyMs }),
    },
  );
}

export function changedCount(differences: RefundDifferences | undefined): number | null {
  return differences === undefined ? null : differences.rows.filter((row) => row.changed).length;
}
