/**
 * Moments as people read them: "22 Nov 2026 14:01:37" in English, "2026-11-22 14:01:37" in Chinese, the zone named once per view, ages in words.
 * Input is always RFC 3339 UTC; the zone is the operator's choice.
 */
import { zonedText, zoneOffsetMs } from "#shared/domain/query/moments.ts";
import { spokenLanguage, t } from "#renderer/i18n/t.ts";
import type { Zone } from "./preferences.tsx";

/** `date` and `yearless`: as the operator's language writes a day. */
type Parts = { date: string; yearless: string; time: string; minute: string };

const formats = new Map<Zone, Intl.DateTimeFormat>();

function formatOf(zone: Zone): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      year: "numeric",
      month: "short",
      day: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
    });
    formats.set(zone, format);
  }
  return format;
}

function partsOf(at: string | number, zone: Zone): Parts | null {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return null;
  const found: Record<string, string> = {};
  for (const { type, value } of formatOf(zone).formatToParts(date)) found[type] = value;
  const { year = "", month = "", day = "", hour = "", minute = "", second = "" } = found;
  // Some locale data abbreviates September with four letters.
  const yearless =
    spokenLanguage() === "en" ? `${day} ${month.slice(0, 3)}` : zonedText(date.toISOString(), zone).slice(5, 10);
  return {
    date: spokenLanguage() === "en" ? `${yearless} ${year}` : `${year}-${yearless}`,
    yearless,
    time: `${hour}:${minute}:${second}`,
    minute: `${hour}:${minute}`,
  };
}

export function zoneName(zone: Zone): string {
  return zone === "UTC" ? "UTC" : "HKT";
}

/** "14:01:37" */
export function clockTime(at: string | number, zone: Zone): string {
  return partsOf(at, zone)?.time ?? "–";
}
/** "14:01" */
export function clockMinute(at: string | number, zone: Zone): string {
  return partsOf(at, zone)?.minute ?? "–";
}
/** "22 Nov 2026", "2026-11-22" */
export function dayText(at: string | number, zone: Zone): string {
  return partsOf(at, zone)?.date ?? "–";
}
/** "22 Nov 2026 14:01:37", "2026-11-22 14:01:37" */
export function dateTime(at: string | number, zone: Zone): string {
  const parts = partsOf(at, zone);
  return parts ? `${parts.date} ${parts.time}` : "–";
}
/** "22 Nov 14:01:37", "11-22 14:01:37" */
export function shortDateTime(at: string | number, zone: Zone): string {
  const parts = partsOf(at, zone);
  return parts ? `${parts.yearless} ${parts.time}` : "–";
}
export function sameDay(left: string | number, right: string | number, zone: Zone): boolean {
  return dayText(left, zone) === dayText(right, zone);
}

/** "14:01" on the same day as `now`, "23 Nov 14:01:37" on another. */
export function momentNear(at: string | number, now: number, zone: Zone): string {
  return sameDay(at, now, zone) ? clockMinute(at, zone) : shortDateTime(at, zone);
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "40 s", "52 min", "3 h 18 min", "2 d 4 h". Never negative. */
export function durationText(ms: number): string {
  const length = Math.max(0, ms);
  if (length < MINUTE) return t("ui:time.seconds", { seconds: Math.floor(length / 1000) });
  if (length < HOUR) return t("ui:time.minutes", { minutes: Math.floor(length / MINUTE) });
  if (length < DAY)
    return t("ui:time.hours", {
      hours: Math.floor(length / HOUR),
      minutes: String(Math.floor((length % HOUR) / MINUTE)).padStart(2, "0"),
    });
  return t("ui:time.days", { days: Math.floor(length / DAY), hours: Math.floor((length % DAY) / HOUR) });
}

/** "6 min ago", "in 3 h 18 min" */
export function relativeText(at: string | number, now: number): string {
  const difference = new Date(at).getTime() - now;
  return difference > 0
    ? t("ui:time.in", { duration: durationText(difference) })
    : t("ui:time.ago", { duration: durationText(-difference) });
}

/** Midnight at the beginning of the day that holds `at`, as RFC 3339 UTC. Neither zone has daylight saving. */
export function startOfDay(at: number, zone: Zone): string {
  const offset = zoneOffsetMs(zone);
  return new Date(Math.floor((at + offset) / DAY) * DAY - offset).toISOString();
}
export function startOfMonth(at: number, zone: Zone): string {
  const offset = zoneOffsetMs(zone);
  const local = new Date(at + offset);
  return new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), 1) - offset).toISOString();
}
