import type { UseQueryResult } from "@tanstack/react-query";
import type { CancelCheck } from "#shared/contract/deposit.ts";
import type { CallError } from "#renderer/api/CallError.ts";
import { explain } from "#renderer/api/explain.ts";
import { Button } from "#renderer/ui/Button.tsx";
import { CheckLine } from "#renderer/ui/CheckLine.tsx";
import { usePreferences } from "#renderer/ui/preferences.tsx";
import { clockTime } from "#renderer/ui/times.ts";

/** The answer of the chain and of the central service, asked at this moment (R12.3). `version`: what the person sees. */
export function CancelCheckLine({
  check,
  version,
  again = false,
}: {
  check: UseQueryResult<CancelCheck, CallError>;
  version: number;
  again?: boolean;
}) {
  const { zone } = usePreferences();
  const { data, error, isFetching, refetch } = check;
  if (isFetching)
    return (
      <CheckLine state="running">{again ? "Asking the chain again…" : "Asking the chain for a transfer…"}</CheckLine>
    );
  if (error !== null) {
    const { title, advice, code } = explain(error);
    return (
      <CheckLine
        state="failed"
        evidence={
          <Button variant="link" onClick={() => void refetch()}>
            Ask again
          </Button>
        }
      >
        {title} {advice} Code {code}.
      </CheckLine>
    );
  }
  if (data === undefined) return null;
  const evidence = `${again ? "" : "checked "}${clockTime(data.checkedAt, zone)}, ${data.nodes} ${data.nodes === 1 ? "node" : "nodes"}`;
  if (data.transferSeen)
    return (
      <CheckLine state="failed" evidence={evidence}>
        A transfer was seen for this address. The record cannot be cancelled; it moves on by itself.
      </CheckLine>
    );
  if (data.version !== version)
    return (
      <CheckLine state="failed" evidence={evidence}>
        The record has changed since you opened it (version {data.version}, you see {version}). Close, look again, and
        decide anew.
      </CheckLine>
    );
  return (
    <CheckLine state="passed" evidence={evidence}>
      {again
        ? `Checked again: no transfer seen, record unchanged (version ${version})`
        : "No transfer in any block or waiting pool for this address"}
    </CheckLine>
  );
}

/** True when the check stands and nothing speaks against cancelling. */
export function isClear(check: UseQueryResult<CancelCheck, CallError>, version: number): boolean {
  return (
    !check.isFetching &&
    check.error === null &&
    check.data !== undefined &&
    !check.data.transferSeen &&
    check.data.version === version
  );
}
