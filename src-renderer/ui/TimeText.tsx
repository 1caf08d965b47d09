/** A moment: the operator's zone on screen, UTC and the distance from now on hover. */
import { t } from "#renderer/i18n/t.ts";
import { usePreferences, useNow } from "./preferences.tsx";
import { clockTime, dateTime, dayText, durationText, relativeText, sameDay, shortDateTime, zoneName } from "./times.ts";

export type TimeForm = "time" | "dateTime" | "day" | "auto";

/** `auto`: the time alone for today, day and time otherwise. `withZone` names the zone, once per view. */
export function TimeText({
  at,
  form = "dateTime",
  withZone = false,
  className,
}: {
  at: string | null;
  form?: TimeForm;
  withZone?: boolean;
  className?: string | undefined;
}) {
  const { zone, now } = usePreferences();
  if (at === null) return <span className="quiet">–</span>;
  const hover = `${dateTime(at, "UTC")} UTC · ${relativeText(at, now())}`;
  return (
    <time dateTime={at} title={hover} className={`numeric ${className ?? ""}`}>
      {textOf(at, form)}
      {withZone ? ` ${zoneName(zone)}` : ""}
    </time>
  );

  function textOf(moment: string, wanted: TimeForm): string {
    if (wanted === "time") return clockTime(moment, zone);
    if (wanted === "day") return dayText(moment, zone);
    if (wanted === "dateTime") return dateTime(moment, zone);
    return sameDay(moment, now(), zone) ? clockTime(moment, zone) : shortDateTime(moment, zone);
  }
}

/** How long it has been, in words: "52 min"; with `ago`: "52 min ago". */
export function Age({ since, ago = false }: { since: string; ago?: boolean }) {
  const { zone } = usePreferences();
  const duration = durationText(useNow(15_000) - new Date(since).getTime());
  return (
    <time dateTime={since} title={`${dateTime(since, zone)} ${zoneName(zone)}`} className="numeric">
      {ago ? t("ui:time.ago", { duration }) : duration}
    </time>
  );
}

/** Time left until a moment, in words; `over` once it has passed. */
export function Countdown({
  until,
  everyMs = 1_000,
  over = t("ui:time.over"),
}: {
  until: string;
  everyMs?: number;
  over?: string;
}) {
  const { zone } = usePreferences();
  const now = useNow(everyMs);
  const left = new Date(until).getTime() - now;
  return (
    <time dateTime={until} title={`${dateTime(until, zone)} ${zoneName(zone)}`} className="numeric">
      {left <= 0 ? over : durationText(left)}
    </time>
  );
}
