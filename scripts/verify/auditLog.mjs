// Checks an exported audit log, line by line: the first line is the signed head, every other one an event with its proof.
import { hashOfEvent, whyAgainstAnchors, whyNoHead } from "./auditEvents.mjs";
import { canonical } from "./hashing.mjs";
import { isIncluded, rootOf } from "./merkle.mjs";

export const EXPORT_TYPE = "deposit-desk/audit-export/1";

/** @typedef {{ ok: boolean, checked: number, firstBadSeq?: number, reason?: string }} Verdict */

/**
 * `checked` counts the events that were found good. Without anchors a file that was replaced as a whole, key and all, looks good.
 * @param {string} text @param {import("./auditEvents.mjs").Anchors | null} anchors
 * @returns {Verdict}
 */
export function verifyAuditLog(text, anchors) {
  const lines = text.split("\n");
  const header = parse(lines[0]);
  const head = header?.head;
  /** @type {(reason: string) => Verdict} */
  const badHeader = (reason) => ({ ok: false, checked: 0, reason: `line 1: ${reason}` });
  if (header?.type !== EXPORT_TYPE) return badHeader("this is no exported audit log");
  const why = whyNoHead(head) ?? (anchors === null ? null : whyAgainstAnchors(head, anchors));
  if (why !== null) return badHeader(why);
  if (lines[0] !== canonical({ type: EXPORT_TYPE, head })) return badHeader("it holds more than a head");

  /** @type {string[]} */
  const hashes = [];
  let previous = "0".repeat(64);
  for (let seq = 1; seq <= head.size; seq += 1) {
    const reason = whyBadLine(lines[seq], seq, previous, head);
    if (reason !== null) return { ok: false, checked: seq - 1, firstBadSeq: seq, reason };
    previous = parse(lines[seq])?.event.hash;
    hashes.push(previous);
  }
  const end = { ok: false, checked: head.size, firstBadSeq: head.size + 1 };
  if (lines.length !== head.size + 2 || lines[head.size + 1] !== "")
    return { ...end, reason: `there is more after the last of the ${head.size} events` };
  if (previous !== head.chainHash)
    return { ...end, firstBadSeq: head.size, reason: "the head names another last event" };
  return whyNotAnchored(hashes, anchors) ?? { ok: true, checked: head.size };
}

/** @param {string | undefined} line @param {number} seq @param {string} previous @param {any} head @returns {string | null} */
function whyBadLine(line, seq, previous, head) {
  const parsed = parse(line);
  const event = parsed?.event;
  if (event === null || typeof event !== "object") return `event ${seq} of ${head.size} is missing or unreadable`;
  if (event.seq !== seq) return `here stands event ${event.seq}`;
  if (event.prevHash !== previous) return "it does not follow the event before it";
  if (hashOfEvent(event) !== event.hash) return "its content was changed";
  if (!isIncluded({ eventHash: event.hash, index: seq - 1, size: head.size, path: parsed.proof, root: head.rootHash }))
    return "it is not in the signed log";
  return line === canonical({ event, proof: parsed.proof }) ? null : "its line was changed";
}

/**
 * The service's own key could sign another past; not one that others have noted down.
 * @param {string[]} hashes @param {import("./auditEvents.mjs").Anchors | null} anchors @returns {Verdict | null}
 */
function whyNotAnchored(hashes, anchors) {
  let good = 0;
  for (const { size, rootHash } of (anchors?.heads ?? []).toSorted((one, other) => one.size - other.size)) {
    if (size > hashes.length) break;
    if (rootOf(hashes.slice(0, size)) !== rootHash)
      return { ok: false, checked: good, firstBadSeq: good + 1, reason: `other events were noted down up to ${size}` };
    good = size;
  }
  return null;
}

/** null for what is no JSON. @param {string | undefined} line @returns {any} */
function parse(line) {
  try {
    return JSON.parse(line ?? "");
  } catch {
    // Said by the caller, with the place.
    return null;
  }
}
