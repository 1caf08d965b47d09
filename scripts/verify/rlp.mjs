// RLP (yellow paper, appendix B). Bytes are hex digits without 0x; a list is an array. Only the one right form of everything is taken.

/** @typedef {string | Item[]} Item */

/** Throws an Error when these are not exactly one item. @param {string} hex @returns {Item} */
export function decodeRlp(hex) {
  if (!/^([0-9a-f]{2})*$/.test(hex)) throw new Error("these are no bytes");
  const { item, end } = itemAt(hex, 0);
  if (end !== hex.length) throw new Error("there is more after the item");
  return item;
}

/** @param {string} hex @param {number} at @returns {{ item: Item, end: number }} */
function itemAt(hex, at) {
  const first = Number.parseInt(hex.slice(at, at + 2), 16);
  if (Number.isNaN(first)) throw new Error("the item is cut off");
  if (first < 0x80) return { item: hex.slice(at, at + 2), end: at + 2 };
  const list = first >= 0xc0;
  const short = first - (list ? 0xc0 : 0x80);
  const sizeBytes = short > 55 ? short - 55 : 0;
  const begin = at + 2 + 2 * sizeBytes;
  const length = sizeBytes === 0 ? short : Number.parseInt(hex.slice(at + 2, begin), 16);
  const end = begin + 2 * length;
  if (!(end <= hex.length) || (sizeBytes > 0 && (length <= 55 || hex.startsWith("00", at + 2))))
    throw new Error("its length is wrong");
  if (!list) {
    const bytes = hex.slice(begin, end);
    if (length === 1 && Number.parseInt(bytes, 16) < 0x80) throw new Error("a small byte stands for itself");
    return { item: bytes, end };
  }
  /** @type {Item[]} */
  const items = [];
  let next = begin;
  while (next < end) {
    const one = itemAt(hex, next);
    items.push(one.item);
    next = one.end;
  }
  if (next !== end) throw new Error("an item reaches out of its list");
  return { item: items, end };
}

/** @param {Item} item @returns {string} */
export function encodeRlp(item) {
  if (typeof item === "string")
    return item.length === 2 && Number.parseInt(item, 16) < 0x80 ? item : prefix(item, 0x80) + item;
  const content = item.map(encodeRlp).join("");
  return prefix(content, 0xc0) + content;
}

/** @param {string} content @param {number} base */
function prefix(content, base) {
  const length = content.length / 2;
  if (length <= 55) return (base + length).toString(16).padStart(2, "0");
  const digits = length.toString(16);
  const size = digits.length % 2 === 0 ? digits : `0${digits}`;
  return (base + 55 + size.length / 2).toString(16) + size;
}
