import type { UseQueryResult } from "@tanstack/react-query";
import type { CancelCheck } from "#shared/contract/deposit.ts";
import type { CallError } from "#renderer/api/CallError.ts";
import { explain } from "#renderer/api/explain.ts";
import { sentences } from "#renderer/i18n/sentences.ts";
import { t } from "#renderer/i18n/t.ts";
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
      <CheckLine state="running">{again ? t("deposits:check.askingAgain") : t("deposits:check.asking")}</CheckLine>
    );
  if (error !== null) {
    const { title, advice, code } = explain(error);
    return (
      <CheckLine
        state="failed"
        evidence={
          <Button variant="link" onClick={() => void refetch()}>
            {t("deposits:check.again")}
          </Button>
        }
      >
        {sentences([title, advice, t("ui:error.codeIs", { code })])}
      </CheckLine>
    );
  }
  if (data === undefined) return null;
  const evidence = t(again ? "deposits:check.checkedAgain" : "deposits:check.checked", {
    time: clockTime(data.checkedAt, zone),
    count: data.nodes,
  });
  if (data.transferSeen)
    return (
      <CheckLine state="failed" evidence={evidence}>
        {t("deposits:check.seen")}
      </CheckLine>
    );
  if (data.version !== version)
    return (
      <CheckLine state="failed" evidence={evidence}>
        {t("deposits:check.changed", { version: data.version, seen: version })}
      </CheckLine>
    );
  return (
    <CheckLine state="passed" evidence={evidence}>
      {again ? t("deposits:check.clearAgain", { version }) : t("deposits:check.clear")}
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
