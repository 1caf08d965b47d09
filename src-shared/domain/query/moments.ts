/** Days and moments as people type them in their zone, and back. The two zones of the settings have had no summer time since 1979. */

export const ZONES = ["Asia/Hong_Kong", "UTC"] as const;
export type Zone = (typeof ZONES)[number];

const HOUR_MS = 3_600_000;
const OFFSETS: Record<Zone, { ms: number; text: string }> = {
  "Asia/Hong_Kong": { ms: 8 * HOUR_MS, text: "+08:00" },
  UTC: { ms: 0, text: "Z" },
};

export const zoneOffsetMs = (zone: Zone): number => OFFSETS[zone].ms;

const MOMENT = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2})(?::(\d{2})(?:\.(\d{3}))?)?)?$/;
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/**
 * "2026-11-22", "2026-11-22 14:30", "2026-11-22T14:30:05.250" in the zone, or a whole UTC timestamp -> RFC 3339 UTC; null when there is
 * no such moment. What is left out is its beginning or its end: a day begins at 00:00:00.000 and ends at 23:59:59.999.
 */
export function parseMoment(text: string, zone: Zone, edge: "start" | "end"): string | null {
  const trimmed = text.trim();
  if (TIMESTAMP.test(trimmed)) return timestampOf(Date.parse(trimmed));
  const match = MOMENT.exec(trimmed);
  if (!match) return null;
  const [, day = "", minute, second, milli] = match;
  const start = edge === "start";
  const time = `${minute ?? (start ? "00:00" : "23:59")}:${second ?? (start ? "00" : "59")}.${milli ?? (start ? "000" : "999")}`;
  const at = timestampOf(Date.parse(`${day}T${time}${OFFSETS[zone].text}`));
  // 31 February becomes 3 March in some engines.
  return at !== null && localParts(at, zone).startsWith(day) ? at : null;
}

function timestampOf(epochMs: number): string | null {
  if (Number.isNaN(epochMs)) return null;
  const text = new Date(epochMs).toISOString();
  return TIMESTAMP.test(text) ? text : null;
}

/** RFC 3339 UTC -> "2026-11-22T14:30:05.250" in the zone. */
function localParts(at: string, zone: Zone): string {
  return new Date(Date.parse(at) + OFFSETS[zone].ms).toISOString().slice(0, -1);
}

/** The shortest text from which parseMoment makes this moment again. */
export function momentText(at: string, zone: Zone, edge: "start" | "end"): string {
  const local = localParts(at, zone);
  const shorter = [10, 16, 19, 23].map((length) => local.slice(0, length));
  return shorter.find((text) => parseMoment(text, zone, edge) === at) ?? at;
}

/** RFC 3339 UTC -> "2026-11-22 14:30" in the zone. */
export function minuteText(at: string, zone: Zone): string {
  return localParts(at, zone).slice(0, 16).replace("T", " ");
}

/** RFC 3339 UTC -> "2026-11-22 14:30:05+08:00" in the zone: to be read by people and programs alike. */
export function zonedText(at: string, zone: Zone): string {
  return `${localParts(at, zone).slice(0, 19).replace("T", " ")}${OFFSETS[zone].text}`;
}
