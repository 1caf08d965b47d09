// Checks an evidence pack: everything in it is reckoned again from what it is made of, and compared. Needs nothing but this folder and Node.
import { checkApprovals, checkIntent, checkKeys, checkVoiding } from "./approvals.mjs";
import { checkChain } from "./blocks.mjs";
import { Checks, NotProven } from "./Checks.mjs";
import { canonical, isSignedBy, sha256 } from "./hashing.mjs";
import { checkCancellation, checkExtract, checkRefundStory } from "./logExtract.mjs";
import { checkTransactions } from "./payments.mjs";

export const PACK_TYPE = "deposit-desk/evidence-pack/1";
const PARTS = ["made", "deposit", "refund", "keys", "transactions", "chain", "notProven", "log"];

/** @typedef {{ ok: boolean, checked: number, reason?: string }} Verdict */

/**
 * `checked` counts what was compared and held; `reason` begins with the place of the first thing that did not.
 * Without anchors, what is shown is that the pack is of one piece; with them, whose it is.
 * @param {string} text @param {import("./auditEvents.mjs").Anchors | null} anchors @returns {Verdict}
 */
export function verifyEvidence(text, anchors) {
  const checks = new Checks();
  const fault = firstFault(text, anchors, checks);
  return fault === null ? { ok: true, checked: checks.count } : { ok: false, checked: checks.count, reason: fault };
}

/** @param {string} text @param {import("./auditEvents.mjs").Anchors | null} anchors @param {Checks} checks @returns {string | null} */
function firstFault(text, anchors, checks) {
  const pack = parse(text);
  if (pack?.type !== PACK_TYPE) return "type: this is no evidence pack";
  const names = [...PARTS, "manifest", "seal", "type"].toSorted();
  const odd = [...Object.keys(pack), ...names].find((name) => !names.includes(name) || !(name in pack));
  if (odd !== undefined) return `${odd}: it is missing, or does not belong here`;
  if (text !== `${canonical(pack)}\n`) return "file: it is not written in the one canonical way";
  const found = faultOf(() => checkParts(checks, pack, anchors));
  const changed = PARTS.filter((name) => sha256(canonical(pack[name])) !== pack.manifest?.[name]);
  if (!isSealed(pack))
    return (
      found?.message ??
      (changed[0] === undefined
        ? "seal: it is not the seal of this manifest"
        : `manifest.${changed[0]}: it was changed`)
    );
  const unsealed = changed[0];
  if (unsealed !== undefined)
    return found !== null && changed.includes(partOf(found.place))
      ? found.message
      : `${unsealed}: it was changed after it was sealed`;
  if (found !== null) return found.message;
  const key = pack.seal.publicKey;
  if (key !== pack.log.head.publicKey) return "seal: another key sealed the pack than signed the log";
  return anchors !== null && key !== anchors.publicKey ? "seal: another key was noted down" : null;
}

/** @param {Checks} checks @param {any} pack @param {import("./auditEvents.mjs").Anchors | null} anchors */
function checkParts(checks, { made, deposit, refund, keys, transactions, chain, notProven, log }, anchors) {
  const events = checkExtract(checks, log, anchors);
  if (made.about === "CANCELLATION") {
    checks.that("refund", refund === null && chain === null && transactions.length === 0, "a cancellation has none");
    checkCancellation(checks, events, deposit);
    return;
  }
  checks.that("made", made.about === "REFUND" && refund !== null, "it is about neither a refund nor a cancellation");
  checkIntent(checks, refund, deposit);
  const known = checkKeys(checks, checks.list("keys", keys), events, anchors);
  checkApprovals(checks, refund, known);
  checkVoiding(checks, refund, known);
  checkRefundStory(checks, events, refund);
  checkTransactions(checks, checks.list("transactions", transactions), refund);
  checkChain(checks, chain, refund, transactions, checks.list("notProven", notProven));
}

/** @param {any} pack */
const isSealed = ({ manifest, seal }) =>
  manifest !== null &&
  typeof manifest === "object" &&
  canonical(Object.keys(manifest).toSorted()) === canonical(PARTS.toSorted()) &&
  seal !== null &&
  typeof seal === "object" &&
  Object.keys(seal).length === 2 &&
  isSignedBy(seal.publicKey, canonical(manifest), seal.signature);

/** @param {string} place */
const partOf = (place) => place.split(/[.[]/)[0] ?? place;

/** @param {() => void} check @returns {{ place: string, message: string } | null} */
function faultOf(check) {
  try {
    check();
    return null;
  } catch (error) {
    if (error instanceof NotProven) return error;
    // A part has another shape than any pack has; which one, the manifest says.
    return {
      place: "file",
      message: `file: a part of it has another shape (${error instanceof Error ? error.message : "?"})`,
    };
  }
}

/** null for what is no JSON. @param {string} text @returns {any} */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    // Said by the caller.
    return null;
  }
}

/** What the pack itself says that it does not prove. @param {string} text @returns {string[]} */
export function openPoints(text) {
  const { notProven } = parse(text) ?? {};
  return Array.isArray(notProven) ? notProven : [];
}
