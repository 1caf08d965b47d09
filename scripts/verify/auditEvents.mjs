// Events of the audit log and signed heads of its tree, as an exported log and an evidence pack both hold them.
import { canonical, isSignedBy, sha256 } from "./hashing.mjs";

export const HEAD_TYPE = "deposit-desk/audit-head/1";

/** SHA-256 over the previous event's hash, the seq and the RFC 8785 text of the event without its two hashes. @param {any} event */
export function hashOfEvent({ prevHash, hash: _hash, ...body }) {
  return sha256(`${prevHash}\n${body.seq}\n${canonical(body)}`);
}

/** What keeps this from being a head that its own key signed; null when nothing does. @param {any} head */
export function whyNoHead(head) {
  if (head === null || typeof head !== "object" || head.type !== HEAD_TYPE) return "there is no signed head";
  if (!Number.isSafeInteger(head.size) || head.size < 1) return "the signed head counts no events";
  const { signature, ...said } = head;
  return isSignedBy(head.publicKey, canonical(said), signature) ? null : "the signed head was changed";
}

/**
 * What somebody noted down elsewhere: the service's public key, heads of its log, device keys of approvers.
 * @typedef {{ publicKey: string, heads: any[], deviceKeys: { id: string, publicKey: string }[] }} Anchors
 */

/** Throws an Error that says what is wrong with the file. @param {string} text @returns {Anchors} */
export function readAnchors(text) {
  const { publicKey, heads = [], deviceKeys = [] } = JSON.parse(text);
  if (typeof publicKey !== "string" || !Array.isArray(heads) || !Array.isArray(deviceKeys))
    throw new Error("the file of anchors holds no publicKey");
  for (const head of heads) {
    const why = head.publicKey === publicKey ? whyNoHead(head) : "a head is signed with another key";
    if (why !== null) throw new Error(`the file of anchors is damaged: ${why}`);
  }
  return { publicKey, heads, deviceKeys };
}

/**
 * What a signed head says against the anchors; null when nothing. A log only grows, in time and in number.
 * @param {any} head @param {Anchors} anchors
 */
export function whyAgainstAnchors(head, anchors) {
  if (head.publicKey !== anchors.publicKey) return "it is signed with another key than the one that was noted down";
  for (const known of anchors.heads) {
    if (known.at <= head.at && known.size > head.size)
      return `the log was cut: ${known.size} events were noted down before, it has ${head.size}`;
    if (known.size === head.size && known.rootHash !== head.rootHash) return "other events were noted down";
  }
  return null;
}
