/**
 * Text of an Excel cell, in the escapes of ISO/IEC 29500 (22.9.2.19, ST_Xstring): `_x0007_` is one character. XML has no place for control characters, and
 * the writer would drop them without a word.
 */
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const NOT_IN_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F\uFDD0-\uFDEF\uFFFE\uFFFF]/g;
/** What reads like an escape and is none. */
const LIKE_AN_ESCAPE = /_(?=x[0-9A-Fa-f]{4}_)/g;

const escape = (character: string): string =>
  `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`;

export function xlsxText(text: string): string {
  const escaped = text.replace(LIKE_AN_ESCAPE, escape).replace(NOT_IN_XML, escape);
  // The writer keeps its texts as keys of a plain object: "constructor" or "__proto__" would come out as a damaged file.
  return escaped in Object.prototype ? escape(escaped) + escaped.slice(1) : escaped;
}
