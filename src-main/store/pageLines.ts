/** A page in the layout of #shared/contract/pageText, taken apart without parsing its rows. */

export type PageLines = {
  /** JSON of the page without its rows */
  envelope: string;
  /** a row each, without the comma that follows it */
  lines: string[];
};

/** Nothing else stands before the rows, and nothing but plain values after them: so the rows are those of the page's own list. */
const HEAD = /^\{(?:"feedId":"[0-9a-f-]{36}",)?"items":\[$/;
const TAIL = /^\](?:,"\w+":(?:"[^"\\]*"|\d+|true|false|null))*\}$/;
const LINE_BREAK = 10;
const COMMA = 44;

/** Null: another layout, which has to be parsed whole. */
export function pageLines(bytes: Uint8Array): PageLines | null {
  const page = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headEnd = page.indexOf(LINE_BREAK);
  const lastBreak = page.lastIndexOf(LINE_BREAK);
  if (headEnd < 0) return null;
  const [head, tail] = [page.toString("utf8", 0, headEnd), page.toString("utf8", lastBreak + 1)];
  if (!HEAD.test(head) || !TAIL.test(tail)) return null;
  const lines: string[] = [];
  for (let from = headEnd + 1; from <= lastBreak;) {
    const end = page.indexOf(LINE_BREAK, from);
    const last = end === lastBreak;
    if (!last && page[end - 1] !== COMMA) return null;
    lines.push(page.toString("utf8", from, last ? end : end - 1));
    from = end + 1;
  }
  return { envelope: head + tail, lines };
}
