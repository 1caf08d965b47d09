/** The screening list as a file: one address a line, with a reason behind a comma. Nothing is guessed: a line that is not understood is named. */
import { EVM_ADDRESS_PATTERN } from "./addresses.ts";

/** A list may be used at most so many days after its publication. Source: requirements, "screening age"; a list without an end would be one. */
export const DENYLIST_MAX_DAYS = 31;
export const DENYLIST_MAX_ENTRIES = 5_000;
export const DENYLIST_REASON_MAX = 80;

export type DenylistEntry = { address: string; reason: string };
export type DenylistFile = { entries: DenylistEntry[]; problems: { line: number; text: string }[] };

/** Comments (#), empty lines and a heading are passed over; an address that stands twice counts once, with its first reason. */
export function readDenylist(text: string): DenylistFile {
  const entries = new Map<string, DenylistEntry>();
  const problems: DenylistFile["problems"] = [];
  for (const [index, raw] of text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\r|\n/)
    .entries()) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#") || (index === 0 && /^"?address"?\s*(,|;|$)/i.test(line))) continue;
    const [, address = "", reason = ""] = /^"?([^",;\s]+)"?\s*(?:[,;]\s*(.*))?$/.exec(line) ?? [];
    if (!EVM_ADDRESS_PATTERN.test(address)) problems.push({ line: index + 1, text: line.slice(0, 80) });
    else if (!entries.has(address.toLowerCase()))
      entries.set(address.toLowerCase(), {
        address: address.toLowerCase(),
        reason: reason.replace(/^"|"$/g, "").trim().slice(0, DENYLIST_REASON_MAX),
      });
  }
  return { entries: [...entries.values()], problems };
}

/** What is wrong with a list's dates, in words; null when it may be proposed. */
export function whyNotDates(
  { publishedAt, goodUntil }: { publishedAt: string; goodUntil: string },
  now: string,
  inForce: { publishedAt: string } | null,
): string | null {
  if (publishedAt > now) return "A list cannot have been published in the future.";
  if (inForce !== null && publishedAt <= inForce.publishedAt)
    return "The list in force was published later, or at the same time.";
  if (goodUntil <= now) return "This list would be too old already.";
  const days = (Date.parse(goodUntil) - Date.parse(publishedAt)) / 86_400_000;
  return days > DENYLIST_MAX_DAYS ? `A list is used at most ${DENYLIST_MAX_DAYS} days after its publication.` : null;
}
